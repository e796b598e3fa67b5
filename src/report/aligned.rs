//! Cells under each other.

use std::fmt::Write as _;

use crate::text::{visible, width};

/// `lines` with their cells under each other, made safe to print.
pub fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in lines {
        let mut padded = String::new();
        for (cell, widest) in line.iter().zip(&widest) {
            padded.push_str(&visible(cell));
            padded.extend(std::iter::repeat_n(' ', widest - width(cell) + 2));
        }
        let _ = writeln!(text, "{}", padded.trim_end());
    }
    text
}

//! Files of every format broken in many ways: no reader panics, falls silent, says more than it
//! should, or says something else the second time.

mod bytes;
mod chance;
mod heard;
mod markup;
mod mutant;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};

use heard::heard;
use mutant::Original;

/// Mutants of each format.
const MUTANTS: u64 = 2000;
/// Most bytes that are said of each byte that is read.
const MOST: usize = 16;

#[test]
fn no_mutant_panics_its_reader_or_silences_it() {
    let mut wrong = Vec::new();
    for (name, bytes) in seeds::seeds() {
        let original = Original::new(&bytes);
        for seed in 0..MUTANTS {
            if let Err(what) = try_mutant(name, &original, seed) {
                wrong.push(format!("{name}, mutant {seed}: {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// # Errors
/// What is wrong with what is said of the mutant.
fn try_mutant(name: &str, original: &Original, seed: u64) -> Result<(), String> {
    let mutant = original.mutant(seed);
    let hear = || catch_unwind(AssertUnwindSafe(|| heard(name, &mutant.bytes)));
    let Ok(once) = hear() else { return Err("its reader panics".to_owned()) };
    if hear().ok().as_ref() != Some(&once) {
        return Err("read twice, it is not the same".to_owned());
    }
    if once.said > MOST * (mutant.size + 1024) {
        return Err(format!("{} bytes are said of {}", once.said, mutant.size));
    }
    let words: Vec<&str> = original.words(&mutant).collect();
    if !words.is_empty() && !once.has_any() {
        return Err("nothing is said".to_owned());
    }
    let lost: Vec<&str> = words.into_iter().filter(|word| !once.has(word)).collect();
    if mutant.legible && !lost.is_empty() {
        return Err(format!("nothing is said of {lost:?}"));
    }
    Ok(())
}

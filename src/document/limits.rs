//! Bounds on what one input may cost.

use serde::{Deserialize, Serialize};

/// `Limits` bound what reading one input may cost, counted on what is really read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Longest passage, in bytes of UTF-8; a longer run of text is cut at a good place.
    pub passage_bytes: usize,
    /// Largest markup or structured text that is held in memory to be parsed, in bytes.
    pub markup_bytes: u64,
    /// Deepest nesting of elements, objects or parts.
    pub nesting: usize,
    /// Deepest that documents may lie inside each other.
    pub parts: usize,
    /// How deep the document that is read lies inside others.
    pub inside: usize,
    /// Most members of a package or archive that are read.
    pub entries: usize,
    /// Most bytes that are unpacked from one package or archive.
    pub unpacked_bytes: u64,
    /// Most bytes that an input may deliver as text.
    pub output_bytes: u64,
    /// Largest markup or structured text that is read in this process, in bytes; what is larger,
    /// and every other format but plain text, is read in a child process.
    pub here_bytes: u64,
    /// Largest document that a child process reads, in bytes.
    pub document_bytes: u64,
    /// Memory of a child process that reads an input, in bytes.
    pub child_memory_bytes: u64,
    /// Time of computing of a child process that reads an input, in seconds.
    pub child_seconds: u64,
    /// Most bytes that a child process may say about an input.
    pub child_output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            passage_bytes: 64 << 10,
            markup_bytes: 32 << 20,
            nesting: 256,
            parts: 8,
            inside: 0,
            entries: 20_000,
            unpacked_bytes: 1 << 30,
            output_bytes: 4 << 30,
            here_bytes: 1 << 20,
            document_bytes: 256 << 20,
            child_memory_bytes: 512 << 20,
            child_seconds: 20,
            child_output_bytes: 256 << 20,
        }
    }
}

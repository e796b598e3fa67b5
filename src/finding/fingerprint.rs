//! The keyed name of a finding.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// A `Key` is the item's key, under which fingerprints are made.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl Key {
    /// The key with these bytes. Blanks around them are none of it, so that a key is the same from a
    /// file, which ends with a line break, and from a secret store, which does not.
    ///
    /// # Errors
    /// Fewer than 16 bytes are no key.
    pub fn new(bytes: &[u8]) -> Result<Self, usize> {
        let bytes = bytes.trim_ascii();
        if bytes.len() < 16 { Err(bytes.len()) } else { Ok(Self(bytes.to_vec())) }
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(hidden)")
    }
}

/// A `Fingerprint` names a finding: the same after edits elsewhere, another for another value or
/// sentence, and not to be guessed without the key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    /// The fingerprint of a folded `value` in its folded `sentence`, found by `rule` in its
    /// `major` version.
    pub fn new(key: &Key, rule: &str, major: u32, value: &str, sentence: &str) -> Option<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).ok()?;
        for field in [rule, &major.to_string(), value, sentence] {
            mac.update(&(field.len() as u64).to_le_bytes());
            mac.update(field.as_bytes());
        }
        let digest = mac.finalize().into_bytes();
        Some(Self(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()))
    }
}

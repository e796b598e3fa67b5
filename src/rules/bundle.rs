//! A pack as one file that travels: the same bytes for the same rules, signed by its publisher.

use serde::{Deserialize, Serialize};

use super::{Layer, file::PackFile};
use crate::{
    signing::{self, Publisher, Refusal},
    text::read_toml,
};

/// What a publisher's signature is for; `ssh-keygen -Y verify -n` asks for it.
const NAMESPACE: &str = "mishen-rules";

/// The version of the form.
const VERSION: u32 = 1;

/// A `Bundle` is the files of one pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    kind: String,
    v: u32,
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    files: Vec<BundledFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BundledFile {
    name: String,
    text: String,
}

/// Why a file is no bundle that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It is no bundle.
    Form,
    /// Its signature does not count.
    Signature(Refusal),
}

impl Bundle {
    /// The bundle of the one pack that `layer` is; `None` where it is none.
    pub fn of(layer: &Layer) -> Option<Self> {
        let files: Vec<BundledFile> = layer
            .texts()
            .map(|(name, text)| BundledFile { name: name.to_owned(), text: text.to_owned() })
            .collect();
        let about = files.iter().find(|file| file.name == "pack.toml")?;
        let about = read_toml::<PackFile>("pack.toml", &about.text.as_str().into()).0?;
        let sound = files.iter().all(BundledFile::has_plain_name);
        sound.then(|| Self {
            kind: "rules".to_owned(),
            v: VERSION,
            pack: about.id.into_inner(),
            version: about.version,
            files,
        })
    }

    /// Its bytes, signed with an OpenSSH private key: one line, then the armored signature of that
    /// line.
    ///
    /// # Errors
    /// The key cannot be used.
    pub fn signed(&self, key: &[u8]) -> Result<String, Refusal> {
        let mut line = serde_json::to_string(self).map_err(|_| Refusal::NoKey)?;
        line.push('\n');
        let signature = signing::sign(key, NAMESPACE, line.as_bytes())?;
        Ok(line + &signature)
    }

    /// Reads a bundle that one of `publishers` signed.
    ///
    /// # Errors
    /// It is none, or nobody's whose signature counts.
    pub fn read(text: &str, publishers: &[Publisher]) -> Result<Self, Flaw> {
        let end = text.find('\n').ok_or(Flaw::Form)? + 1;
        let (line, signature) = text.split_at(end);
        let bundle: Self = serde_json::from_str(line).map_err(|_| Flaw::Form)?;
        let plain = !bundle.pack.starts_with('.') && is_plain(&bundle.pack);
        let known = bundle.kind == "rules" && bundle.v == VERSION && plain;
        if !known || !bundle.files.iter().all(BundledFile::has_plain_name) {
            return Err(Flaw::Form);
        }
        signing::verify(publishers, NAMESPACE, line.as_bytes(), signature)
            .map_err(Flaw::Signature)?;
        Ok(bundle)
    }

    /// Its files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.name.as_str(), file.text.as_str()))
    }
}

impl BundledFile {
    /// Whether its name stays in the folder that it is written to.
    fn has_plain_name(&self) -> bool {
        let known = self.name.ends_with(".toml") || self.name.ends_with(".csv");
        known && !self.name.starts_with('.') && is_plain(&self.name)
    }
}

fn is_plain(name: &str) -> bool {
    let steers = |char: char| matches!(char, '/' | '\\' | ':') || char.is_control();
    !name.is_empty() && !name.contains(steers)
}

/// Whether version `one` is older than `two`: their numbers are compared one by one.
pub fn is_older(one: &str, two: &str) -> bool {
    let numbers = |version: &str| -> Vec<u64> {
        let parts = version.split(|char: char| !char.is_ascii_digit());
        parts.filter(|part| !part.is_empty()).map(|part| part.parse().unwrap_or(u64::MAX)).collect()
    };
    numbers(one) < numbers(two)
}

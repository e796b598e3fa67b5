//! Signatures of OpenSSH keys (SSHSIG, PROTOCOL.sshsig of OpenSSH): `ssh-keygen -Y verify` checks them
//! too. Ed25519 and ECDSA keys.

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

/// A `Publisher` is somebody whose signature counts: a public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher(PublicKey);

/// Why something cannot be signed or does not count as signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It is no OpenSSH private key of a kind that is known.
    NoKey,
    /// The private key has a passphrase.
    Locked,
    /// It is no signature.
    NoSignature,
    /// The signature is of none of the publishers that count.
    Unknown,
    /// What was signed was something else.
    Changed,
}

impl Refusal {
    /// The code of its sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoKey => "signing.no-key",
            Self::Locked => "signing.locked",
            Self::NoSignature => "signing.no-signature",
            Self::Unknown => "signing.unknown",
            Self::Changed => "signing.changed",
        }
    }
}

impl Publisher {
    /// The publisher that a line of an OpenSSH public key file names.
    pub fn read(line: &str) -> Option<Self> {
        PublicKey::from_openssh(line.trim()).ok().map(Self)
    }

    /// A short name of the key, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }
}

/// Signs `message` for `namespace` with an OpenSSH private key; the armored signature.
///
/// # Errors
/// The key cannot be used.
pub fn sign(key: &[u8], namespace: &str, message: &[u8]) -> Result<String, Refusal> {
    let key = PrivateKey::from_openssh(key).map_err(|_| Refusal::NoKey)?;
    if key.is_encrypted() {
        return Err(Refusal::Locked);
    }
    let signature = key.sign(namespace, HashAlg::Sha512, message);
    let armored = signature.and_then(|signature| signature.to_pem(LineEnding::LF));
    armored.map_err(|_| Refusal::NoKey)
}

/// Which of `publishers` signed `message` for `namespace`.
///
/// # Errors
/// None did, or what they signed was something else.
pub fn verify<'p>(
    publishers: &'p [Publisher],
    namespace: &str,
    message: &[u8],
    armored: &str,
) -> Result<&'p Publisher, Refusal> {
    let signature = SshSig::from_pem(armored).map_err(|_| Refusal::NoSignature)?;
    let by = |publisher: &&Publisher| publisher.0.key_data() == signature.public_key();
    let publisher = publishers.iter().find(by).ok_or(Refusal::Unknown)?;
    let verified = publisher.0.verify(namespace, message, &signature);
    verified.map(|()| publisher).map_err(|_| Refusal::Changed)
}

//! What tells whether bytes are the same: the hashes that drives keep of their files.
//!
//! ```
//! use o365_core::hash::{Hash, HashKind, Hasher};
//!
//! let mut hasher = Hasher::new(HashKind::QuickXor);
//! hasher.update(b"hello ");
//! hasher.update(b"world");
//! let hash = hasher.finish();
//! assert_eq!(hash.to_string(), "aCgDG9jwBhDc4Q1yawMZAAAAAAA=");
//!
//! // As the service says it, of a file of the drive.
//! assert_eq!(Hash::parse(HashKind::QuickXor, "aCgDG9jwBhDc4Q1yawMZAAAAAAA="), Some(hash));
//! ```

use std::{
    fmt,
    io::{self, Read, Write},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha1::{Digest, Sha1};
use sha2::Sha256;

mod quick_xor;

use quick_xor::QuickXor;

/// Bytes that are read at once.
const BUFFER: usize = 256 << 10;

/// How a hash is made. The order is that of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HashKind {
    /// `quickXorHash`, 20 bytes: what every drive has. It finds damage, not malice.
    ///
    /// [Microsoft's description](https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash).
    QuickXor,
    /// `sha256Hash`, 32 bytes.
    Sha256,
    /// `sha1Hash`, 20 bytes: some personal drives have it.
    Sha1,
}

impl HashKind {
    /// Its property in Graph: `quickXorHash`, ..
    pub fn as_str(self) -> &'static str {
        match self {
            HashKind::QuickXor => "quickXorHash",
            HashKind::Sha256 => "sha256Hash",
            HashKind::Sha1 => "sha1Hash",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [HashKind::QuickXor, HashKind::Sha256, HashKind::Sha1];
        all.into_iter().find(|kind| kind.as_str() == name)
    }

    fn length(self) -> usize {
        match self {
            HashKind::QuickXor | HashKind::Sha1 => 20,
            HashKind::Sha256 => 32,
        }
    }
}

impl fmt::Display for HashKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A hash of some bytes. Its text is Graph's: base64 for quickXorHash, hexadecimal in upper case for the others.
///
/// Serializes as `quickXorHash:aCgDG9jwBhDc4Q1yawMZAAAAAAA=`.
#[derive(Clone, PartialEq, Eq, std::hash::Hash)]
pub struct Hash {
    kind: HashKind,
    bytes: Box<[u8]>,
}

impl Hash {
    /// Reads what the service says; case doesn't matter in hexadecimal. `None` for what is no hash of this kind.
    pub fn parse(kind: HashKind, text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = match kind {
            HashKind::QuickXor => STANDARD.decode(text).ok()?,
            HashKind::Sha256 | HashKind::Sha1 => from_hex(text)?,
        };
        (bytes.len() == kind.length()).then(|| Hash { kind, bytes: bytes.into() })
    }

    /// How it was made.
    pub fn kind(&self) -> HashKind {
        self.kind
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            HashKind::QuickXor => f.write_str(&STANDARD.encode(&self.bytes)),
            _ => self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02X}")),
        }
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{self}", self.kind)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parse = |(name, hash)| Hash::parse(HashKind::from_name(name)?, hash);
        text.split_once(':').and_then(parse).ok_or_else(|| de::Error::custom("no hash"))
    }
}

/// Makes a hash of bytes that come in pieces.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    QuickXor(Box<QuickXor>),
    Sha256(Sha256),
    Sha1(Sha1),
}

impl Hasher {
    /// Of nothing yet.
    pub fn new(kind: HashKind) -> Self {
        Hasher(match kind {
            HashKind::QuickXor => State::QuickXor(Box::default()),
            HashKind::Sha256 => State::Sha256(Sha256::new()),
            HashKind::Sha1 => State::Sha1(Sha1::new()),
        })
    }

    /// Of a part that begins at `offset`, to be [joined](Self::join) with the others. `None` for a hash that must be made
    /// from the first byte to the last.
    pub(crate) fn part(kind: HashKind, offset: u64) -> Option<Self> {
        let part = State::QuickXor(Box::new(QuickXor::at(offset)));
        (kind == HashKind::QuickXor).then_some(Hasher(part))
    }

    /// Takes another part in.
    pub(crate) fn join(&mut self, part: &Hasher) {
        if let (State::QuickXor(own), State::QuickXor(part)) = (&mut self.0, &part.0) {
            own.join(part);
        }
    }

    /// How it is made.
    pub fn kind(&self) -> HashKind {
        match self.0 {
            State::QuickXor(_) => HashKind::QuickXor,
            State::Sha256(_) => HashKind::Sha256,
            State::Sha1(_) => HashKind::Sha1,
        }
    }

    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::QuickXor(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha1(state) => state.update(bytes),
        }
    }

    /// All that a reader gives, and how many bytes that was.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(&mut self, mut reader: impl Read) -> io::Result<u64> {
        let mut buffer = vec![0; BUFFER];
        let mut total = 0;
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(total),
                Ok(count) => {
                    self.update(buffer.get(..count).unwrap_or_default());
                    total += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The hash of all bytes.
    pub fn finish(self) -> Hash {
        let kind = self.kind();
        let bytes: Box<[u8]> = match self.0 {
            State::QuickXor(state) => state.finish().into(),
            State::Sha256(state) => state.finalize().as_slice().into(),
            State::Sha1(state) => state.finalize().as_slice().into(),
        };
        Hash { kind, bytes }
    }
}

/// So that [`io::copy`] can fill it.
impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hasher({})", self.kind())
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(high)? << 4 | digit(low)?).ok();
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: HashKind, bytes: &[u8]) -> String {
        let mut hasher = Hasher::new(kind);
        hasher.update(bytes);
        hasher.finish().to_string()
    }

    #[test]
    fn makes_what_the_standards_say() {
        assert_eq!(of(HashKind::Sha1, b"abc"), "A9993E364706816ABA3E25717850C26C9CD0D89D");
        assert_eq!(
            of(HashKind::Sha256, b"abc"),
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
        );
        assert_eq!(of(HashKind::QuickXor, b""), "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }

    #[test]
    fn reads_what_the_service_says_and_nothing_else() {
        for kind in [HashKind::QuickXor, HashKind::Sha1, HashKind::Sha256] {
            let text = of(kind, b"x");
            let hash = Hash::parse(kind, &text).unwrap();
            assert_eq!((hash.kind(), hash.to_string()), (kind, text.clone()));
            let json = serde_json::to_string(&hash).unwrap();
            assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
            assert_eq!(Hash::parse(kind, text.get(1..).unwrap()), None);
        }
        let sha = of(HashKind::Sha1, b"x");
        let small = Hash::parse(HashKind::Sha1, &sha.to_lowercase());
        assert_eq!(small, Hash::parse(HashKind::Sha1, &format!(" {sha} ")));
        for odd in ["", "äöü", "XY", "0"] {
            assert_eq!(Hash::parse(HashKind::Sha1, odd), None);
            assert_eq!(Hash::parse(HashKind::QuickXor, odd), None);
        }
        for odd in ["\"\"", "\"md5Hash:AA\"", "\"sha1Hash:AA\"", "1"] {
            assert!(serde_json::from_str::<Hash>(odd).is_err());
        }
    }

    #[test]
    fn a_hash_of_another_kind_is_another() {
        let zeros = [0_u8; 20];
        let sha = Hash::parse(HashKind::Sha1, &"00".repeat(20)).unwrap();
        let quick = Hash::parse(HashKind::QuickXor, &STANDARD.encode(zeros)).unwrap();
        assert_eq!(sha.as_bytes(), quick.as_bytes());
        assert_ne!(sha, quick);
    }

    #[test]
    fn readers_are_read_to_their_end() {
        let bytes = vec![7; 600_000];
        let mut hasher = Hasher::new(HashKind::Sha256);
        assert_eq!(hasher.read(&bytes[..]).unwrap(), 600_000);
        assert_eq!(hasher.finish().to_string(), of(HashKind::Sha256, &bytes));
    }
}

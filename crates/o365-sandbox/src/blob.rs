//! Content of files: in memory while it is small, in a temporary file when it isn't.

use crate::{
    digest::{QuickXor, Sha1},
    sync::lock,
};
use sha2::{Digest as _, Sha256};
use std::{
    fs::File,
    io::{self, Read, Seek as _, SeekFrom, Write},
    sync::{Arc, Mutex, OnceLock},
};

/// The most bytes that stay in memory.
pub(crate) const MOST_IN_MEMORY: usize = 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// Bytes that don't change. A clone costs nothing.
#[derive(Clone, Debug)]
pub(crate) struct Blob(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    length: u64,
    quick_xor: [u8; 20],
    slow: OnceLock<([u8; 20], [u8; 32])>,
}

#[derive(Debug)]
enum Store {
    Memory(Vec<u8>),
    File(Mutex<File>),
}

impl Blob {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let mut hash = QuickXor::default();
        hash.update(&bytes);
        Self::made(bytes.len() as u64, &hash, Store::Memory(bytes))
    }

    fn made(length: u64, hash: &QuickXor, store: Store) -> Self {
        let quick_xor = hash.finish();
        Self(Arc::new(Inner { store, length, quick_xor, slow: OnceLock::new() }))
    }

    pub(crate) fn len(&self) -> u64 {
        self.0.length
    }

    pub(crate) fn quick_xor(&self) -> [u8; 20] {
        self.0.quick_xor
    }

    /// SHA-1 and SHA-256, which are made when they are first asked for.
    pub(crate) fn sha(&self) -> ([u8; 20], [u8; 32]) {
        *self.0.slow.get_or_init(|| {
            let (mut one, mut two) = (Sha1::default(), Sha256::new());
            // What can't be read has no hash worth anything.
            let _ = self.pieces(0, self.len(), |piece| {
                one.update(piece);
                two.update(piece);
                Ok(())
            });
            (one.finish(), two.finalize().into())
        })
    }

    /// Reads at most as many bytes as fit.
    pub(crate) fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        match &self.0.store {
            Store::Memory(bytes) => {
                let rest = usize::try_from(at).ok().and_then(|at| bytes.get(at..));
                rest.unwrap_or_default().read(into)
            }
            Store::File(file) => {
                let mut file = lock(file);
                file.seek(SeekFrom::Start(at))?;
                file.read(into)
            }
        }
    }

    /// Gives a part of the bytes, a piece at a time.
    pub(crate) fn pieces(
        &self,
        from: u64,
        length: u64,
        mut take: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        let (mut at, end) = (from, from.saturating_add(length).min(self.len()));
        while at < end {
            let most = usize::try_from(end - at).unwrap_or(PIECE).min(PIECE);
            let count = self.read_at(at, piece.get_mut(..most).unwrap_or_default())?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            take(piece.get(..count).unwrap_or_default())?;
            at += count as u64;
        }
        Ok(())
    }

    /// All of them, in memory.
    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.pieces(0, self.len(), |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}

/// A part of a blob.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) blob: Blob,
    pub(crate) from: u64,
    pub(crate) length: u64,
}

/// Bytes that are still coming.
#[derive(Debug, Default)]
pub(crate) struct BlobWriter {
    memory: Vec<u8>,
    file: Option<File>,
    length: u64,
    hash: QuickXor,
}

impl BlobWriter {
    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    /// Spoils one byte in the middle, as a bad disk would.
    pub(crate) fn corrupt(&mut self) -> io::Result<()> {
        let at = self.length / 2;
        if self.length == 0 {
            return Ok(());
        }
        match &mut self.file {
            None => {
                let byte = usize::try_from(at).ok().and_then(|at| self.memory.get_mut(at));
                byte.into_iter().for_each(|byte| *byte ^= 0xff);
            }
            Some(file) => {
                let mut byte = [0];
                file.seek(SeekFrom::Start(at))?;
                file.read_exact(&mut byte)?;
                file.seek(SeekFrom::Start(at))?;
                file.write_all(&byte.map(|byte| byte ^ 0xff))?;
                file.seek(SeekFrom::End(0))?;
            }
        }
        self.hash.turn(at, 0xff);
        Ok(())
    }

    /// Takes what a blob has.
    pub(crate) fn append(&mut self, blob: &Blob) -> io::Result<()> {
        blob.pieces(0, blob.len(), |piece| self.write_all(piece))
    }

    pub(crate) fn finish(self) -> Blob {
        let store = match self.file {
            None => Store::Memory(self.memory),
            Some(file) => Store::File(Mutex::new(file)),
        };
        Blob::made(self.length, &self.hash, store)
    }
}

impl Write for BlobWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write_all(bytes)?,
            None if self.memory.len() + bytes.len() <= MOST_IN_MEMORY => {
                self.memory.extend_from_slice(bytes);
            }
            None => {
                let mut file = tempfile::tempfile()?;
                file.write_all(&self.memory)?;
                file.write_all(bytes)?;
                self.file = Some(file);
                self.memory = Vec::new();
            }
        }
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &[u8], corrupt: bool) -> Blob {
        let mut writer = BlobWriter::default();
        for piece in bytes.chunks(100_000) {
            writer.write_all(piece).unwrap();
        }
        if corrupt {
            writer.corrupt().unwrap();
        }
        writer.finish()
    }

    #[test]
    fn a_blob_is_what_was_written_wherever_it_lies() {
        for length in [0, 1, MOST_IN_MEMORY, MOST_IN_MEMORY + 1, 3_000_000] {
            let bytes: Vec<u8> = (0..length).map(|n| ((n * 31) >> 4) as u8).collect();
            let blob = written(&bytes, false);
            assert_eq!(matches!(blob.0.store, Store::File(_)), length > MOST_IN_MEMORY);
            assert_eq!(blob.len(), length as u64);
            assert!(blob.bytes().unwrap() == bytes);
            assert_eq!(blob.quick_xor(), Blob::new(bytes.clone()).quick_xor());
            let mut tail = [0; 10];
            let count = blob.read_at(length as u64 / 2, &mut tail).unwrap();
            assert!(bytes[length / 2..].starts_with(&tail[..count]));
            assert_eq!(blob.read_at(length as u64 + 5, &mut tail).unwrap(), 0);
        }
    }

    #[test]
    fn corruption_is_told_by_the_hash() {
        for length in [1000, 2_000_000] {
            let bytes = vec![5; length];
            let spoiled = written(&bytes, true);
            let mut expected = bytes;
            expected[length / 2] ^= 0xff;
            assert!(spoiled.bytes().unwrap() == expected);
            assert_eq!(spoiled.quick_xor(), Blob::new(expected).quick_xor());
        }
    }
}

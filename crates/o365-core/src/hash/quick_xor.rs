//! quickXorHash: each byte is XORed into 160 bits, 11 bits further than the byte before, and the length into the end.
//!
//! After 160 bytes the places come round again. So blocks of 160 bytes are XORed onto each other, as fast as memory is
//! read, and the places are found once, at the end.

/// Bytes after which the places come round: 11 and 160 have no factor in common.
const PERIOD: usize = 160;
/// Bits that a byte lies further than the one before.
const SHIFT: usize = 11;
const LENGTH: usize = 20;

#[derive(Clone)]
pub(super) struct QuickXor {
    /// A block, in words of eight bytes.
    block: [u64; PERIOD / 8],
    /// Where the next byte goes in the block.
    at: usize,
    length: u64,
}

impl Default for QuickXor {
    fn default() -> Self {
        QuickXor::at(0)
    }
}

impl QuickXor {
    /// Of the bytes from `offset` on.
    pub(super) fn at(offset: u64) -> Self {
        let at = usize::try_from(offset % PERIOD as u64).unwrap_or(0);
        QuickXor { block: [0; PERIOD / 8], at, length: 0 }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.length = self.length.wrapping_add(bytes.len() as u64);
        let missing = (PERIOD - self.at) % PERIOD;
        let (head, rest) = bytes.split_at(missing.min(bytes.len()));
        self.single(head);
        let (blocks, tail) = rest.as_chunks::<PERIOD>();
        for block in blocks {
            let (words, _) = block.as_chunks::<8>();
            for (own, word) in self.block.iter_mut().zip(words) {
                *own ^= u64::from_le_bytes(*word);
            }
        }
        self.single(tail);
    }

    /// Takes in the bytes of another part.
    pub(super) fn join(&mut self, part: &QuickXor) {
        for (own, word) in self.block.iter_mut().zip(part.block) {
            *own ^= word;
        }
        self.length = self.length.wrapping_add(part.length);
    }

    pub(super) fn finish(&self) -> [u8; LENGTH] {
        let mut hash = [0; LENGTH];
        for (at, byte) in self.block.iter().flat_map(|word| word.to_le_bytes()).enumerate() {
            let bit = at * SHIFT % (LENGTH * 8);
            let [low, high] = (u16::from(byte) << (bit % 8)).to_le_bytes();
            for (place, bits) in [(bit / 8, low), ((bit / 8 + 1) % LENGTH, high)] {
                if let Some(own) = hash.get_mut(place) {
                    *own ^= bits;
                }
            }
        }
        let end = hash.iter_mut().skip(LENGTH - size_of::<u64>());
        for (own, byte) in end.zip(self.length.to_le_bytes()) {
            *own ^= byte;
        }
        hash
    }

    fn single(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if let Some(word) = self.block.get_mut(self.at / 8) {
                *word ^= u64::from(*byte) << (self.at % 8 * 8);
            }
            self.at = (self.at + 1) % PERIOD;
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use proptest::prelude::*;

    use super::*;

    /// Bit by bit.
    fn naive(bytes: &[u8]) -> [u8; LENGTH] {
        let mut hash = [0; LENGTH];
        for (at, byte) in bytes.iter().enumerate() {
            for bit in 0..8 {
                let place = (at * SHIFT + bit) % (LENGTH * 8);
                hash[place / 8] ^= (byte >> bit & 1) << (place % 8);
            }
        }
        for (place, byte) in (bytes.len() as u64).to_le_bytes().into_iter().enumerate() {
            hash[LENGTH - 8 + place] ^= byte;
        }
        hash
    }

    #[test]
    fn makes_the_hashes_that_others_published() {
        for (bytes, hash) in [
            ("", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("Sg==", "SgAAAAAAAAAAAAAAAQAAAAAAAAA="),
            ("tbQ=", "taAFAAAAAAAAAAAAAgAAAAAAAAA="),
            ("0pZP", "0rDEEwAAAAAAAAAAAwAAAAAAAAA="),
            ("qaApEj66lw==", "qQBFCiTgA11cAgAABwAAAAAAAAA="),
            ("gQaybEqS/4UlDc8e4IJm", "gDCALNigBEn8oxAlZ8AzPAAOQZg="),
            ("2fuxhBJXtpWFe8dOfdGeHw==", "O9tHLAghgSvYohKFyMMxnNCHaHg="),
            ("XBV6YKU9V7yMakZnFIxIkuU=", "HbplHsBQih5cgReMQYMRzkABRiA="),
        ] {
            let mut state = QuickXor::default();
            state.update(&STANDARD.decode(bytes).unwrap());
            assert_eq!(STANDARD.encode(state.finish()), hash);
        }
    }

    proptest! {
        #[test]
        fn pieces_and_parts_make_the_same(
            bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
            mut cuts in proptest::collection::vec(0..2_000_usize, 0..6),
        ) {
            cuts.iter_mut().for_each(|cut| *cut = (*cut).min(bytes.len()));
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let mut pieces = QuickXor::default();
            let mut parts = QuickXor::default();
            for cut in cuts.windows(2) {
                let piece = &bytes[cut[0]..cut[1]];
                pieces.update(piece);
                let mut part = QuickXor::at(cut[0] as u64);
                part.update(piece);
                parts.join(&part);
            }
            prop_assert_eq!(pieces.finish(), naive(&bytes));
            prop_assert_eq!(parts.finish(), naive(&bytes));
        }
    }
}

//! Hashes that the service tells of files: QuickXorHash and SHA-1.

const CELLS: usize = 160;
const BITS: usize = 160;
/// By how many bits one byte is further left than the one before.
const SHIFT: usize = 11;

/// QuickXorHash: every byte is XORed into 160 bits, 11 bits further on than the last, and the length into the end.
///
/// 160 bytes later the place is the same again, so the bytes are gathered by their place in such a block first.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuickXor {
    cells: [u64; CELLS / 8],
    length: u64,
}

impl QuickXor {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let place = self.place();
        let head = if place == 0 { 0 } else { (CELLS - place).min(bytes.len()) };
        let (head, rest) = bytes.split_at_checked(head).unwrap_or((bytes, &[]));
        self.slowly(head);
        let mut blocks = rest.chunks_exact(CELLS);
        for block in &mut blocks {
            for (cell, word) in self.cells.iter_mut().zip(block.chunks_exact(8)) {
                *cell ^= u64::from_le_bytes(word.try_into().unwrap_or_default());
            }
            self.length += CELLS as u64;
        }
        self.slowly(blocks.remainder());
    }

    /// What the hash would be if the byte at `at` had these bits turned.
    pub(crate) fn turn(&mut self, at: u64, bits: u8) {
        let place = usize::try_from(at % CELLS as u64).unwrap_or_default();
        if let Some(cell) = self.cells.get_mut(place / 8) {
            *cell ^= u64::from(bits) << (place % 8 * 8);
        }
    }

    pub(crate) fn finish(&self) -> [u8; 20] {
        let mut hash = [0_u8; 20];
        let bytes = self.cells.iter().flat_map(|cell| cell.to_le_bytes());
        for (place, byte) in bytes.enumerate() {
            let bit = place * SHIFT % BITS;
            let [low, high] = (u16::from(byte) << (bit % 8)).to_le_bytes();
            for (at, part) in [(bit / 8, low), ((bit / 8 + 1) % hash.len(), high)] {
                if let Some(into) = hash.get_mut(at) {
                    *into ^= part;
                }
            }
        }
        for (into, part) in hash.iter_mut().skip(12).zip(self.length.to_le_bytes()) {
            *into ^= part;
        }
        hash
    }

    fn place(&self) -> usize {
        usize::try_from(self.length % CELLS as u64).unwrap_or_default()
    }

    fn slowly(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.turn(self.length, *byte);
            self.length += 1;
        }
    }
}

/// SHA-1, which personal drives still tell.
#[derive(Clone, Debug)]
pub(crate) struct Sha1 {
    state: [u32; 5],
    pending: Vec<u8>,
    length: u64,
}

impl Default for Sha1 {
    fn default() -> Self {
        let state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
        Self { state, pending: Vec::new(), length: 0 }
    }
}

impl Sha1 {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.pending.extend(bytes);
        let whole = self.pending.len() / 64 * 64;
        let blocks: Vec<u8> = self.pending.drain(..whole).collect();
        blocks.chunks_exact(64).for_each(|block| self.block(block));
    }

    pub(crate) fn finish(mut self) -> [u8; 20] {
        let bits = self.length * 8;
        let zeros = (64 + 55 - self.pending.len() % 64) % 64;
        self.update(&[0x80]);
        self.update(&vec![0; zeros]);
        self.update(&bits.to_be_bytes());
        let mut hash = [0; 20];
        for (into, byte) in hash.iter_mut().zip(self.state.iter().flat_map(|s| s.to_be_bytes())) {
            *into = byte;
        }
        hash
    }

    fn block(&mut self, block: &[u8]) {
        let mut words: Vec<u32> = block
            .chunks_exact(4)
            .map(|four| u32::from_be_bytes(four.try_into().unwrap_or_default()))
            .collect();
        for at in 16..80 {
            let word = |back: usize| words.get(at - back).copied().unwrap_or_default();
            words.push((word(3) ^ word(8) ^ word(14) ^ word(16)).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = self.state;
        for (round, word) in words.into_iter().enumerate() {
            let (f, k) = match round {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next =
                a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (into, part) in self.state.iter_mut().zip([a, b, c, d, e]) {
            *into = into.wrapping_add(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine as _, prelude::BASE64_STANDARD};

    fn quick(bytes: &[u8]) -> String {
        let mut hash = QuickXor::default();
        hash.update(bytes);
        BASE64_STANDARD.encode(hash.finish())
    }

    /// Bit by bit, as the service's own description has it.
    fn plainly(bytes: &[u8]) -> String {
        let mut bits = [false; BITS];
        for (at, byte) in bytes.iter().enumerate() {
            for bit in 0..8 {
                bits[(at * SHIFT + bit) % BITS] ^= byte >> bit & 1 == 1;
            }
        }
        for bit in 0..64 {
            bits[96 + bit] ^= bytes.len() as u64 >> bit & 1 == 1;
        }
        let byte = |eight: &[bool]| eight.iter().rev().fold(0, |b, bit| b << 1 | u8::from(*bit));
        BASE64_STANDARD.encode(bits.chunks(8).map(byte).collect::<Vec<u8>>())
    }

    #[test]
    fn quick_xor_is_that_of_the_service() {
        let known = [
            ("", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("Sg==", "SgAAAAAAAAAAAAAAAQAAAAAAAAA="),
            ("tbQ=", "taAFAAAAAAAAAAAAAgAAAAAAAAA="),
        ];
        for (bytes, hash) in known {
            assert_eq!(quick(&BASE64_STANDARD.decode(bytes).unwrap()), hash);
        }
        let bytes: Vec<u8> = (0..2000_u32).map(|n| ((n * 7919) >> 3) as u8).collect();
        for length in [3, 7, 19, 20, 159, 160, 161, 320, 1999] {
            assert_eq!(quick(&bytes[..length]), plainly(&bytes[..length]), "{length}");
        }
    }

    #[test]
    fn pieces_make_no_difference() {
        let bytes: Vec<u8> = (0..1000_u32).map(|n| (n * 31) as u8).collect();
        for size in [1, 7, 64, 159, 160, 163] {
            let (mut quick_xor, mut sha) = (QuickXor::default(), Sha1::default());
            for piece in bytes.chunks(size) {
                quick_xor.update(piece);
                sha.update(piece);
            }
            assert_eq!(BASE64_STANDARD.encode(quick_xor.finish()), quick(&bytes));
            let mut whole = Sha1::default();
            whole.update(&bytes);
            assert_eq!(sha.finish(), whole.finish());
        }
    }

    #[test]
    fn a_turned_byte_is_another_hash() {
        let (mut a, mut b) = (QuickXor::default(), QuickXor::default());
        a.update(&[7; 500]);
        let mut bytes = [7; 500];
        bytes[333] ^= 0xff;
        b.update(&bytes);
        a.turn(333, 0xff);
        assert_eq!(a.finish(), b.finish());
    }

    #[test]
    fn sha_1_is_that_of_the_standard() {
        let hash = |text: &str| {
            let mut sha = Sha1::default();
            sha.update(text.as_bytes());
            sha.finish().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        assert_eq!(hash("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hash(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        let two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hash(two_blocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    }
}

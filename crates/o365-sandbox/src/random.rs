//! Identifiers that don't repeat. They guard nothing of worth, so the seed of the standard
//! library's hash maps is random enough.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

static KEYS: LazyLock<(RandomState, RandomState)> =
    LazyLock::new(|| (RandomState::new(), RandomState::new()));
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A GUID of version 4: `8ba6d4ad-0c4b-4e3d-9cb0-0a4f1a6c2a5e`.
pub(crate) fn guid() -> String {
    let bits = number();
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        bits >> 96,
        (bits >> 80) & 0xffff,
        (bits >> 64) & 0xfff,
        (bits >> 48) & 0x3fff | 0x8000,
        bits & 0xffff_ffff_ffff,
    )
}

/// An opaque string of 43 characters, safe in URLs.
pub(crate) fn opaque() -> String {
    let mut bytes = number().to_be_bytes().to_vec();
    bytes.extend(number().to_be_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Nine characters that a person can type, without those that look alike.
pub(crate) fn user_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bits = number();
    let mut code = String::with_capacity(9);
    for _ in 0..9 {
        let letter = LETTERS.get((bits & 31) as usize).copied().unwrap_or(b'A');
        code.push(char::from(letter));
        bits >>= 5;
    }
    code
}

fn number() -> u128 {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    u128::from(KEYS.0.hash_one(count)) << 64 | u128::from(KEYS.1.hash_one(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn guids_have_the_form_and_differ() {
        let guids: HashSet<String> = (0..1000).map(|_| guid()).collect();
        assert_eq!(guids.len(), 1000);
        for guid in guids {
            let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{guid}");
            assert_eq!(&guid[14..15], "4");
            assert!("89ab".contains(&guid[19..20]), "{guid}");
        }
    }

    #[test]
    fn a_user_code_has_no_letters_that_look_alike() {
        for _ in 0..200 {
            let code = user_code();
            assert_eq!(code.len(), 9);
            assert!(!code.contains(['0', 'O', '1', 'I']), "{code}");
        }
    }
}

//! GUIDs for tracing and for transaction ids: unique, not secret.

use std::{
    fmt::Write,
    hash::{BuildHasher, Hasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};

/// A new GUID of version 4, in lower case.
///
/// Its bits come from the keys of the standard library's hash maps, which are random in each process, and a counter: two
/// of them never meet, but who knows one may guess the next. Nothing secret is made of it.
pub fn guid() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let word = |salt: u64| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(count);
        hasher.write_u64(salt);
        hasher.finish()
    };
    let (high, low) = (word(1), word(2));
    let mut text = String::with_capacity(36);
    let written = write!(
        text,
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        (low >> 48) & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff
    );
    debug_assert!(written.is_ok());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_form_of_version_4_and_never_repeats() {
        let all: std::collections::HashSet<String> = (0..10_000).map(|_| guid()).collect();
        assert_eq!(all.len(), 10_000);
        for text in &all {
            assert_eq!(text.len(), 36);
            let at = |place: usize| text.as_bytes()[place];
            assert_eq!((at(8), at(13), at(18), at(23), at(14)), (b'-', b'-', b'-', b'-', b'4'));
            assert!(b"89ab".contains(&at(19)));
        }
    }
}

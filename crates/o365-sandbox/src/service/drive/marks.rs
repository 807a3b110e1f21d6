//! Ids of drives and of what is in them.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::service::{drive::tree::DriveKind, ids::fnv};

/// `01…` for an organisation, `DRIVE!1…` for a private account.
pub(super) fn item_id(drive: &str, kind: DriveKind, key: u64, guid: &str) -> String {
    match kind {
        DriveKind::Personal => format!("{}!{}", drive.to_uppercase(), 100 + key),
        _ => format!("01{}{}", base32(fnv(drive.as_bytes()), 8), base32_of(guid)),
    }
}

/// `b!…` for an organisation, 16 hexadecimal digits for a private account.
pub(super) fn drive_id(seed: &str, kind: DriveKind) -> String {
    let hash = fnv(seed.as_bytes());
    match kind {
        DriveKind::Personal => format!("{hash:016x}"),
        _ => {
            let words =
                (0..6_u64).flat_map(|n| fnv(format!("{seed}/{n}").as_bytes()).to_be_bytes());
            format!("b!{}", BASE64_URL_SAFE_NO_PAD.encode(words.collect::<Vec<_>>()))
        }
    }
}

fn base32(mut bits: u64, digits: usize) -> String {
    let mut text = String::new();
    for _ in 0..digits {
        let digit = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".get((bits & 31) as usize).copied();
        text.push(char::from(digit.unwrap_or(b'A')));
        bits >>= 5;
    }
    text
}

fn base32_of(guid: &str) -> String {
    base32(fnv(guid.as_bytes()), 12) + &base32(fnv(format!("{guid}.").as_bytes()), 12)
}

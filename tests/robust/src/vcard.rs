//! Cards that somebody sends. What was read once is written and read again without loss.

use o365::contacts::ContactDraft;
use o365::contacts::vcard::{Card, Version, read, write};
use serde_json::Value;

use crate::input::text;
use crate::service::is_harmless;

/// A file with cards.
pub fn check(data: &[u8]) {
    let text = text(data);
    for card in read(&text).take(200) {
        match card {
            Err(error) => is_harmless(&error),
            Ok(card) => {
                comes_back(&card, Version::V3);
                comes_back(&card, Version::V4);
            }
        }
    }
}

fn comes_back(card: &Card, version: Version) {
    let text = write([card], version);
    let again: Vec<Card> = read(&text).map(|card| card.unwrap()).collect();
    assert_eq!(again.len(), 1, "{text}");
    assert_eq!(said(&again[0]), said(card), "{text}");
}

fn said(card: &Card) -> Value {
    serde_json::to_value(ContactDraft::from(&card.contact)).unwrap()
}

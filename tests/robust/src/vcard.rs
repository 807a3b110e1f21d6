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
    let once = back(card, version);
    // Other control characters than line breaks are dropped.
    let odd = |c: char| c.is_control() && c != '\n';
    if !said_texts(card).contains(odd) {
        assert_eq!(said(&once), said(card));
    }
    assert_eq!(said(&back(&once, version)), said(&once));
}

fn back(card: &Card, version: Version) -> Card {
    let text = write([card], version);
    assert!(!text.contains(|c: char| c.is_control() && !"\r\n\t".contains(c)), "{text:?}");
    let mut cards: Vec<Card> = read(&text).map(|card| card.unwrap()).collect();
    assert_eq!(cards.len(), 1, "{text}");
    cards.remove(0)
}

fn said(card: &Card) -> Value {
    serde_json::to_value(ContactDraft::from(&card.contact)).unwrap()
}

/// All texts, one after the other.
fn said_texts(card: &Card) -> String {
    fn add(value: &Value, all: &mut String) {
        match value {
            Value::String(text) => all.push_str(text),
            Value::Array(items) => items.iter().for_each(|item| add(item, all)),
            Value::Object(members) => members.values().for_each(|item| add(item, all)),
            _ => {}
        }
    }
    let mut all = String::new();
    add(&said(card), &mut all);
    all
}

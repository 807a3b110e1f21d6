//! Ids as Exchange makes them: long, opaque, base64 in the URL-safe alphabet.

use base64::{Engine, engine::general_purpose::URL_SAFE};

use crate::schema::Refusal;

/// Makes and reads the ids of one mailbox.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    mailbox: String,
}

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A message; with its place if the id is one that a move changes.
    Message {
        key: u64,
        place: Option<u64>,
    },
    Folder(u32),
    Attachment {
        key: u64,
        number: u64,
    },
    /// An event, or one occurrence of a series.
    Event {
        key: u64,
        day: Option<i32>,
    },
    Calendar(u32),
    CalendarGroup(u32),
    /// Well formed, but of another mailbox.
    Elsewhere,
}

const REGULAR: [u8; 4] = [0x00, 0x03, 0x24, 0x00];
const FOLDER: [u8; 4] = [0x01, 0x03, 0x24, 0x00];
const IMMUTABLE: [u8; 4] = [0x00, 0x09, 0x00, 0x2e];
const CONVERSATION: [u8; 4] = [0x00, 0x04, 0x24, 0x00];
const EVENT: [u8; 4] = [0x00, 0x03, 0x24, 0x01];
const IMMUTABLE_EVENT: [u8; 4] = [0x00, 0x09, 0x00, 0x2f];
const CALENDAR: [u8; 4] = [0x00, 0x03, 0x24, 0x02];
const CALENDAR_GROUP: [u8; 4] = [0x00, 0x03, 0x24, 0x03];
/// Added to the day of an occurrence; zero is no day.
const FIRST_DAY: i64 = 1 << 32;
/// An attachment's id is that of a message, and longer.
const LONGER: usize = 18;

impl Ids {
    pub(crate) fn new(mailbox: &str) -> Self {
        Self { mailbox: guid_of(mailbox) }
    }

    pub(crate) fn message(&self, key: u64, place: u64, immutable: bool) -> String {
        if immutable { self.make(IMMUTABLE, key, 0, 0) } else { self.make(REGULAR, key, place, 0) }
    }

    pub(crate) fn folder(&self, key: u32) -> String {
        self.make(FOLDER, u64::from(key), 0, 0)
    }

    /// `day` is that of an occurrence, counted from 1970.
    pub(crate) fn event(&self, key: u64, day: Option<i32>, immutable: bool) -> String {
        let prefix = if immutable { IMMUTABLE_EVENT } else { EVENT };
        let day = day.map_or(0, |day| (FIRST_DAY + i64::from(day)).unsigned_abs());
        self.make(prefix, key, day, 0)
    }

    pub(crate) fn calendar(&self, key: u32) -> String {
        self.make(CALENDAR, u64::from(key), 0, 0)
    }

    pub(crate) fn calendar_group(&self, key: u32) -> String {
        self.make(CALENDAR_GROUP, u64::from(key), 0, 0)
    }

    pub(crate) fn attachment(&self, key: u64, number: u64) -> String {
        self.make(REGULAR, key, number, LONGER)
    }

    pub(crate) fn conversation(&self, number: u64) -> String {
        self.make(CONVERSATION, number, 0, 0)
    }

    fn make(&self, prefix: [u8; 4], a: u64, b: u64, longer: usize) -> String {
        let mut bytes = Vec::with_capacity(131);
        bytes.extend(prefix);
        bytes.extend(self.mailbox.bytes());
        bytes.extend([0, 0x46, 0, 0, 0, 0, 0, 0]);
        let hash = fnv(self.mailbox.as_bytes()).to_le_bytes();
        bytes.extend(hash.iter().chain(hash.iter().rev()));
        bytes.extend([7, 0]);
        bytes.extend(hash.iter().rev().chain(hash.iter()));
        bytes.extend([0, 0, 0, 0, 1, 0x0c, 0, 0]);
        bytes.extend(std::iter::repeat_n(0x10, longer));
        bytes.extend(a.to_be_bytes());
        bytes.extend(b.to_be_bytes());
        let [c0, c1, c2, c3, ..] = fnv(&bytes).to_be_bytes();
        bytes.extend([c0, c1, c2, c3, 0, 0, 0]);
        URL_SAFE.encode(bytes)
    }

    /// Reads an id.
    ///
    /// # Errors
    /// 400 `ErrorInvalidIdMalformed` if it was never made by any mailbox.
    pub(crate) fn read(&self, id: &str) -> Result<Named, Refusal> {
        let malformed = || Refusal::new(400, "ErrorInvalidIdMalformed", "Id is malformed.");
        let bytes = URL_SAFE.decode(id).map_err(|_| malformed())?;
        let end = bytes.len().checked_sub(23).ok_or_else(malformed)?;
        let (head, tail) = bytes.split_at_checked(end).ok_or_else(malformed)?;
        let (numbers, check) = tail.split_at_checked(16).ok_or_else(malformed)?;
        let whole: Vec<u8> = [head, numbers].concat();
        if !check.starts_with(fnv(&whole).to_be_bytes().get(..4).unwrap_or_default()) {
            return Err(malformed());
        }
        let number = |at: usize| {
            let eight = numbers.get(at..at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
            u64::from_be_bytes(eight.unwrap_or_default())
        };
        let (a, b) = (number(0), number(8));
        if head.get(4..40) != Some(self.mailbox.as_bytes()) {
            return Ok(Named::Elsewhere);
        }
        let prefix = head.get(..4).unwrap_or_default();
        if prefix == REGULAR && head.len() > 90 + LONGER - 1 {
            Ok(Named::Attachment { key: a, number: b })
        } else if prefix == REGULAR {
            Ok(Named::Message { key: a, place: Some(b) })
        } else if prefix == IMMUTABLE {
            Ok(Named::Message { key: a, place: None })
        } else if prefix == EVENT || prefix == IMMUTABLE_EVENT {
            let day = (b != 0).then(|| i32::try_from(b.cast_signed() - FIRST_DAY));
            let day = day.transpose().map_err(|_| malformed())?;
            Ok(Named::Event { key: a, day })
        } else if prefix == CALENDAR {
            u32::try_from(a).map(Named::Calendar).map_err(|_| malformed())
        } else if prefix == CALENDAR_GROUP {
            u32::try_from(a).map(Named::CalendarGroup).map_err(|_| malformed())
        } else if prefix == FOLDER {
            u32::try_from(a).map(Named::Folder).map_err(|_| malformed())
        } else {
            Err(malformed())
        }
    }
}

/// A change key: what an ETag has between its quotes.
pub(crate) fn change_key(version: u64) -> String {
    let mut bytes =
        vec![0x09, 0, 0, 0, 0x16, 0, 0, 0, 0xb8, 0xa1, 0xf4, 0x07, 0x10, 0x8a, 0x82, 0x49, 0xb4];
    bytes.extend([0x0f, 0xa2, 0xdf, 0x37, 0]);
    bytes.extend(version.to_be_bytes());
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A GUID that belongs to the text.
pub(crate) fn guid_of(text: &str) -> String {
    let (high, low) = (fnv(text.as_bytes()), fnv(format!("{text}/").as_bytes()));
    let digits = format!("{high:016x}{low:016x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// FNV-1a: spreads well enough for a check that must only notice a slip.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    // The last byte hardly reaches the upper half; one more mix takes it there.
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_those_of_exchange_and_are_read_back() {
        let ids = Ids::new("a@b.c");
        let id = ids.message(7, 9, false);
        assert!(id.starts_with("AAMk") && id.ends_with('=') && id.len() >= 120, "{id}");
        assert_eq!(ids.read(&id), Ok(Named::Message { key: 7, place: Some(9) }));
        assert_eq!(ids.read(&ids.message(7, 9, true)), Ok(Named::Message { key: 7, place: None }));
        assert_eq!(ids.read(&ids.folder(3)), Ok(Named::Folder(3)));
        assert_eq!(ids.read(&ids.attachment(7, 2)), Ok(Named::Attachment { key: 7, number: 2 }));
        for day in [None, Some(0), Some(-400), Some(20_000)] {
            for immutable in [false, true] {
                let id = ids.event(7, day, immutable);
                assert_eq!(ids.read(&id), Ok(Named::Event { key: 7, day }));
            }
        }
        assert_eq!(ids.read(&ids.calendar(3)), Ok(Named::Calendar(3)));
        assert_eq!(ids.read(&ids.calendar_group(3)), Ok(Named::CalendarGroup(3)));
        assert_eq!(Ids::new("other@b.c").read(&id), Ok(Named::Elsewhere));
    }

    #[test]
    fn an_altered_id_is_malformed() {
        let ids = Ids::new("a@b.c");
        let id = ids.message(7, 9, false);
        let lower = id.to_lowercase();
        for bad in [
            "",
            "x",
            "AAMk",
            lower.as_str(),
            id.trim_end_matches('='),
            &id.replacen('B', "C", 1),
            "messages",
        ] {
            assert_eq!(
                ids.read(bad).map_err(|refusal| refusal.code),
                Err("ErrorInvalidIdMalformed"),
                "{bad}"
            );
        }
    }
}

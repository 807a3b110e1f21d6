//! Links to the next page: opaque, and good for nothing once altered.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::schema::Refusal;
use crate::wire::Request;

/// Where the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// So many items in.
    Offset(u64),
    /// After the message that was received then and has this key.
    After(i64, u64),
    /// So many items into a sorted list that is kept.
    Sorted { list: u64, offset: u64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) at: Position,
    /// What `$count` found on the first page.
    pub(crate) count: Option<u64>,
}

const NAME: &str = "%24skiptoken=";
const NO_COUNT: u64 = u64::MAX;

impl Cursor {
    /// The absolute link, with the query kept.
    pub(crate) fn link(&self, request: &Request) -> String {
        let mut query = String::new();
        for (name, value) in &request.query {
            if !["$skiptoken", "$skip"].iter().any(|gone| name.eq_ignore_ascii_case(gone)) {
                query.push_str(&format!("{}={}&", encoded(name), encoded(value)));
            }
        }
        let path: Vec<_> = request.segments.iter().map(|segment| encoded(segment)).collect();
        let mut bytes = self.bytes();
        bytes.extend(check(request, &query, &bytes).to_be_bytes());
        format!(
            "{}/{}?{query}{NAME}{}",
            request.root,
            path.join("/"),
            URL_SAFE_NO_PAD.encode(bytes)
        )
    }

    /// Reads the link that the request follows, as it came.
    ///
    /// # Errors
    /// 400 if any byte of its query, or its path, is another.
    pub(crate) fn follow(request: &Request, token: &str) -> Result<Self, Refusal> {
        let altered = || {
            Refusal::bad_request(
                "The skip token is invalid: a nextLink must be used as it was given.",
            )
        };
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        let prefix = query
            .strip_suffix(token)
            .and_then(|rest| rest.strip_suffix(NAME))
            .ok_or_else(altered)?;
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| altered())?;
        let (payload, sum) = bytes.split_at_checked(25).ok_or_else(altered)?;
        if sum != check(request, prefix, payload).to_be_bytes() {
            return Err(altered());
        }
        let number = |at: usize| {
            let eight = payload.get(at..at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
            u64::from_be_bytes(eight.unwrap_or_default())
        };
        let at = match payload.first() {
            Some(0) => Position::Offset(number(1)),
            Some(1) => Position::After(number(1).cast_signed(), number(9)),
            _ => Position::Sorted { list: number(1), offset: number(9) },
        };
        let count = number(17);
        Ok(Self { at, count: (count != NO_COUNT).then_some(count) })
    }

    fn bytes(&self) -> Vec<u8> {
        let (tag, a, b) = match self.at {
            Position::Offset(offset) => (0, offset, 0),
            Position::After(received, key) => (1, received.cast_unsigned(), key),
            Position::Sorted { list, offset } => (2, list, offset),
        };
        let numbers = [a, b, self.count.unwrap_or(NO_COUNT)];
        std::iter::once(tag).chain(numbers.into_iter().flat_map(u64::to_be_bytes)).collect()
    }
}

fn check(request: &Request, query: &str, payload: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&request.segments, query, payload).hash(&mut hasher);
    hasher.finish()
}

/// Percent-encodes as the service's own links do: hex digits in lower case.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02x}"));
        }
    }
    out
}

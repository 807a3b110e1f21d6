//! Links of delta rounds: opaque, and good for nothing once altered.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::schema::Refusal;
use crate::service::{changes::lapsed, ids::fnv, token::encoded};
use crate::uri;
use crate::wire::Request;

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Everything, from this item on: the slot of a message, or a count of folders.
    Whole { since: u64, after: Option<(i64, u64)> },
    /// The changes between two numbers, so many of which have been told.
    Changes { since: u64, until: Option<u64>, told: u64 },
}

/// A stage with the options that began the round.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) generation: u64,
    pub(crate) stage: Stage,
    pub(crate) query: Vec<(String, String)>,
}

const NONE: u64 = u64::MAX;
/// Tag, generation, three numbers.
const HEAD: usize = 33;

impl Round {
    /// The round that the request goes on with; `None` if it begins one.
    ///
    /// # Errors
    /// 400 if the link isn't byte by byte what was given, 410 if its generation has lapsed.
    pub(crate) fn of(request: &Request, generation: u64) -> Result<Option<Self>, Refusal> {
        let is_token = |name: &String| {
            name.eq_ignore_ascii_case("$skiptoken") || name.eq_ignore_ascii_case("$deltatoken")
        };
        let Some((name, token)) = request.query.iter().find(|(name, _)| is_token(name)) else {
            return Ok(None);
        };
        let bad = || Refusal::bad_request("Badly formed token.");
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        if query != format!("{}={token}", encoded(name)) {
            return Err(bad());
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| bad())?;
        let (payload, sum) = bytes
            .len()
            .checked_sub(8)
            .and_then(|end| bytes.split_at_checked(end))
            .ok_or_else(bad)?;
        if sum != check(request, name, payload).to_be_bytes() {
            return Err(bad());
        }
        let (head, query) = payload.split_at_checked(HEAD).ok_or_else(bad)?;
        let number = |at: usize| {
            let eight = head.get(at..at + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
            u64::from_be_bytes(eight.unwrap_or_default())
        };
        if number(1) != generation {
            return Err(lapsed());
        }
        let (since, b, c) = (number(9), number(17), number(25));
        let stage = match head.first() {
            Some(0) => Stage::Whole { since, after: (c != NONE).then(|| (b.cast_signed(), c)) },
            _ => Stage::Changes { since, until: (b != NONE).then_some(b), told: c },
        };
        let query = std::str::from_utf8(query).ok().and_then(uri::pairs).ok_or_else(bad)?;
        Ok(Some(Self { generation, stage, query }))
    }

    /// `@odata.nextLink` or `@odata.deltaLink`, and what it is called.
    pub(crate) fn link(&self, request: &Request, path: &[String]) -> (&'static str, String) {
        let (annotation, name) = match self.stage {
            Stage::Changes { until: None, .. } => ("@odata.deltaLink", "$deltatoken"),
            _ => ("@odata.nextLink", "$skiptoken"),
        };
        let mut bytes = self.bytes();
        bytes.extend(check(request, name, &bytes).to_be_bytes());
        let path: Vec<_> = path.iter().map(|segment| encoded(segment)).collect();
        let link = format!(
            "{}/{}?{}={}",
            request.root,
            path.join("/"),
            encoded(name),
            URL_SAFE_NO_PAD.encode(bytes)
        );
        (annotation, link)
    }

    fn bytes(&self) -> Vec<u8> {
        let (tag, since, b, c) = match self.stage {
            Stage::Whole { since, after } => {
                let (received, key) = after.unwrap_or((0, NONE));
                (0, since, received.cast_unsigned(), key)
            }
            Stage::Changes { since, until, told } => (1, since, until.unwrap_or(NONE), told),
        };
        let numbers = [self.generation, since, b, c];
        let query: Vec<_> = self
            .query
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let mut bytes = vec![tag];
        bytes.extend(numbers.into_iter().flat_map(u64::to_be_bytes));
        bytes.extend(query.join("&").bytes());
        bytes
    }
}

fn check(request: &Request, name: &str, payload: &[u8]) -> u64 {
    let path = request.segments.join("/").to_ascii_lowercase();
    fnv(&[path.as_bytes(), name.to_ascii_lowercase().as_bytes(), payload].concat())
}

//! Ids in other spellings, as many as there are.

use std::collections::VecDeque;
use std::fmt;

use o365_core::{Endpoint, Result};
use serde_json::json;

use crate::model::{ConvertIdResult, ExchangeIdFormat, Values};

/// Ids that the service takes in one call.
const MOST: usize = 1_000;

/// Translates ids, 1,000 a request, as the loop goes on. See
/// [`Mailbox::translate_ids`](crate::Mailbox::translate_ids).
#[must_use = "nothing is translated until it is looped over"]
pub struct TranslateIds<I> {
    at: Endpoint,
    ids: I,
    from: ExchangeIdFormat,
    to: ExchangeIdFormat,
    ready: VecDeque<ConvertIdResult>,
}

impl<I> TranslateIds<I> {
    pub(crate) fn new(at: Endpoint, ids: I, from: ExchangeIdFormat, to: ExchangeIdFormat) -> Self {
        TranslateIds { at, ids, from, to, ready: VecDeque::new() }
    }
}

impl<I> Iterator for TranslateIds<I>
where
    I: Iterator,
    I::Item: AsRef<str>,
{
    type Item = Result<ConvertIdResult>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            let ids: Vec<I::Item> = self.ids.by_ref().take(MOST).collect();
            if ids.is_empty() {
                return None;
            }
            let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
            let body = json!({"inputIds": ids, "sourceIdType": self.from, "targetIdType": self.to});
            // A translation changes nothing at the service.
            let answer = self.at.request(http::Method::POST).json(&body).repeatable().send();
            match answer.and_then(|answer| answer.json::<Values<ConvertIdResult>>()) {
                Ok(translated) => self.ready.extend(translated.into_vec()),
                Err(error) => return Some(Err(error)),
            }
        }
        self.ready.pop_front().map(Ok)
    }
}

impl<I> fmt::Debug for TranslateIds<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TranslateIds")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

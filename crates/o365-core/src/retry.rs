//! When a request is sent again, and after how long.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use http::Method;

use crate::error::{Error, ErrorKind};

/// How often a request is sent again, and how long is waited in between.
///
/// What is sent again (see `docs/reliability.md` for the table):
///
/// * 429, 503 and 509 that bring a `Retry-After`, and 429 without: any method, since the service refused before it did
///   anything. The wait is never shorter than the service asked for.
/// * 408, 500, 502, 503, 504, 509 and broken connections: methods that can be repeated (`GET`, `PUT`, `DELETE`, `PATCH`)
///   and requests that carry a key against doubles (`transactionId`).
/// * A connection that never came about: any method.
///
/// A `POST` that may have been carried out is never sent again; its error says so
/// ([`Error::is_outcome_unknown`]).
///
/// ```
/// use std::time::Duration;
/// use o365_core::Retry;
///
/// let patient = Retry::default().retries(8).deadline(Duration::from_secs(3600));
/// let never = Retry::none();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    retries: u32,
    base: Duration,
    cap: Duration,
    deadline: Option<Duration>,
}

impl Default for Retry {
    /// Four retries after 1, 2, 4 and 8 seconds with some jitter, 5 minutes in all.
    fn default() -> Self {
        Retry {
            retries: 4,
            base: Duration::from_secs(1),
            cap: Duration::from_secs(60),
            deadline: Some(Duration::from_secs(300)),
        }
    }
}

impl Retry {
    /// Nothing is sent again.
    pub fn none() -> Self {
        Retry { retries: 0, ..Default::default() }
    }

    /// How often a request is sent again.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The first wait; each further one is twice as long.
    #[must_use]
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The longest wait of our own. A longer `Retry-After` is still kept.
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// The longest time from the first try to the last wait's end. A `Retry-After` beyond it fails at once.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// The time that all tries together may take.
    pub(crate) fn total(&self) -> Option<Duration> {
        self.deadline
    }

    /// How long to wait before the next try; `None` if there is to be none.
    pub(crate) fn wait(
        &self,
        tried: u32,
        spent: Duration,
        verdict: Verdict,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        if verdict != Verdict::Again || tried > self.retries {
            return None;
        }
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(tried.saturating_sub(1)).unwrap_or(u32::MAX));
        if asked == Some(Duration::MAX) {
            return None;
        }
        let own = doubled.min(self.cap);
        let wait = own.max(asked.unwrap_or_default());
        // On top, so that a crowd of clients that was refused together doesn't come back together.
        let wait = wait.saturating_add(own.mul_f64(0.2 * random()));
        let fits = self.deadline.is_none_or(|deadline| spent.saturating_add(wait) <= deadline);
        fits.then_some(wait)
    }
}

/// What a failure says about another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Another try is safe and may help.
    Again,
    /// Another try might do it twice: nobody knows whether it was done.
    Unknown,
    /// Another try wouldn't help.
    Final,
}

/// Judges a failure of a request. `repeatable` says that doing it twice is the same as doing it once.
pub(crate) fn judge(error: &Error, repeatable: bool) -> Verdict {
    let uncertain = if repeatable { Verdict::Again } else { Verdict::Unknown };
    match error.kind() {
        ErrorKind::Service(answer) => match answer.status {
            429 => Verdict::Again,
            503 | 509 if answer.retry_after.is_some() => Verdict::Again,
            408 | 500 | 502 | 503 | 504 | 509 => uncertain,
            _ => Verdict::Final,
        },
        ErrorKind::Transport(failure) if !failure.is_transient() => Verdict::Final,
        ErrorKind::Transport(failure) if !failure.may_have_been_sent() => Verdict::Again,
        ErrorKind::Transport(_) => uncertain,
        _ => Verdict::Final,
    }
}

/// Whether doing it twice is the same as doing it once. A PATCH sets values, so it is.
pub(crate) fn is_repeatable(method: &Method) -> bool {
    method != Method::POST
}

/// Between 0 and 1.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    #[allow(clippy::cast_precision_loss)]
    let share = (bits >> 11) as f64 / (1_u64 << 53) as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ServiceError, TransportError, TransportErrorKind};

    fn answer(status: u16, retry_after: Option<&'static str>) -> Error {
        let mut headers = http::HeaderMap::new();
        if let Some(after) = retry_after {
            headers.insert("retry-after", http::HeaderValue::from_static(after));
        }
        ServiceError::parse(status, &headers, b"").into()
    }

    #[test]
    fn refusals_are_repeated_for_any_method() {
        for (status, after) in [(429, None), (429, Some("1")), (503, Some("1")), (509, Some("1"))] {
            assert_eq!(judge(&answer(status, after), false), Verdict::Again, "{status}");
        }
    }

    #[test]
    fn uncertain_answers_are_repeated_only_where_that_is_safe() {
        for status in [408, 500, 502, 503, 504, 509] {
            assert_eq!(judge(&answer(status, None), true), Verdict::Again, "{status}");
            assert_eq!(judge(&answer(status, None), false), Verdict::Unknown, "{status}");
        }
        for status in [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 501, 507] {
            assert_eq!(judge(&answer(status, Some("1")), true), Verdict::Final, "{status}");
        }
    }

    #[test]
    fn broken_connections() {
        use TransportErrorKind::{Closed, Connect, Refused, Resolve, Timeout, Tls};
        let verdict =
            |kind, sent, repeatable| judge(&TransportError::new(kind, sent, "").into(), repeatable);
        assert_eq!(verdict(Connect, false, false), Verdict::Again);
        assert_eq!(verdict(Resolve, false, false), Verdict::Again);
        assert_eq!(verdict(Closed, true, false), Verdict::Unknown);
        assert_eq!(verdict(Timeout, true, true), Verdict::Again);
        assert_eq!(verdict(Tls, false, true), Verdict::Final);
        assert_eq!(verdict(Refused, false, true), Verdict::Final);
    }

    #[test]
    fn waits_grow_and_end() {
        let retry = Retry::default();
        let wait = |tried| retry.wait(tried, Duration::ZERO, Verdict::Again, None);
        for (tried, least) in [(1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0)] {
            let wait = wait(tried).unwrap().as_secs_f64();
            assert!((least..=least * 1.2).contains(&wait), "{tried}: {wait}");
        }
        assert_eq!(wait(5), None);
        assert_eq!(Retry::none().wait(1, Duration::ZERO, Verdict::Again, None), None);
    }

    #[test]
    fn the_service_s_wait_is_kept_and_a_far_one_fails_at_once() {
        let retry = Retry::default();
        let asked = Some(Duration::from_millis(2_128));
        assert!(
            retry.wait(1, Duration::ZERO, Verdict::Again, asked).unwrap()
                >= Duration::from_millis(2_128)
        );
        assert_eq!(
            retry.wait(1, Duration::ZERO, Verdict::Again, Some(Duration::from_secs(315))),
            None
        );
        assert_eq!(retry.wait(1, Duration::ZERO, Verdict::Again, Some(Duration::MAX)), None);
        let unlimited = Retry::default().deadline(None);
        assert!(
            unlimited
                .wait(1, Duration::ZERO, Verdict::Again, Some(Duration::from_secs(315)))
                .is_some()
        );
    }
}

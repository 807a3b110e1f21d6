//! Tokens and how long they are good.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::{IdClaims, Scopes, Secret, secret::plain};

/// How long before its end a token is renewed.
const AHEAD: Duration = Duration::from_secs(5 * 60);
/// What a token without a word about it is good for.
const USUAL_LIFETIME: Duration = Duration::from_secs(60 * 60);
/// No lifetime is believed that is longer.
const LONGEST_LIFETIME: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// An access token. It is a secret: `Debug` doesn't show it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(Arc<str>);

impl AccessToken {
    /// This token.
    pub fn new(secret: impl Into<Arc<str>>) -> Self {
        AccessToken(secret.into())
    }

    /// The token itself. Send it to the service only, and never log it.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([redacted])")
    }
}

/// What a sign-in gives and a store keeps: an access token, what renews it, and when that is due.
///
/// Written by serde it is plain text with the secrets in it; `Debug` redacts them.
///
/// ```
/// use o365_core::auth::Token;
/// use std::time::Duration;
///
/// let token = Token::new("eyJ0…").lifetime(Duration::from_secs(3600)).refresh("0.AX…");
/// assert!(!token.is_due());
/// assert!(!format!("{token:?}").contains("eyJ0"));
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Token {
    #[serde(rename = "access_token", serialize_with = "write", deserialize_with = "read")]
    access: AccessToken,
    #[serde(default, rename = "refresh_token", with = "plain")]
    refresh: Option<Secret>,
    #[serde(default, rename = "id_token", with = "plain")]
    id: Option<Secret>,
    #[serde(default)]
    scopes: Scopes,
    #[serde(default)]
    asked: Scopes,
    #[serde(with = "time::serde::rfc3339")]
    received_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
    /// In the process that received it: by the clock that nobody sets.
    #[serde(skip)]
    received: Option<Instant>,
}

impl Token {
    /// A token that is received now and is good for an hour.
    pub fn new(access: impl Into<Arc<str>>) -> Self {
        let now = OffsetDateTime::now_utc();
        Token {
            access: AccessToken::new(access),
            refresh: None,
            id: None,
            scopes: Scopes::default(),
            asked: Scopes::default(),
            received_at: now,
            expires_at: now.saturating_add(signed(USUAL_LIFETIME)),
            received: Some(Instant::now()),
        }
    }

    /// How long it is good, from when it was received.
    #[must_use]
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.expires_at = self.received_at.saturating_add(signed(lifetime.min(LONGEST_LIFETIME)));
        self
    }

    /// What renews it.
    #[must_use]
    pub fn refresh(mut self, token: impl Into<Secret>) -> Self {
        self.refresh = Some(token.into());
        self
    }

    /// The id token that came with it.
    #[must_use]
    pub fn id(mut self, token: impl Into<Secret>) -> Self {
        self.id = Some(token.into());
        self
    }

    /// The permissions that were granted.
    #[must_use]
    pub fn granted(mut self, scopes: Scopes) -> Self {
        self.scopes = scopes;
        self
    }

    /// The access token.
    pub fn access_token(&self) -> &AccessToken {
        &self.access
    }

    /// What renews it. Missing for applications, and where `offline_access` wasn't granted.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh.as_ref()
    }

    /// The id token as it came.
    pub fn id_token(&self) -> Option<&Secret> {
        self.id.as_ref()
    }

    /// Who signed in, as the id token says.
    pub fn claims(&self) -> Option<IdClaims> {
        IdClaims::read(self.id.as_ref()?.reveal())
    }

    /// The permissions that were granted, as the identity platform spells them. May be empty: it needn't say.
    pub fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    /// When it ends, by this machine's clock.
    pub fn expires_at(&self) -> OffsetDateTime {
        self.expires_at
    }

    /// Whether it is time for another one: five minutes before its end, or after half its life if that is shorter than
    /// ten minutes.
    ///
    /// In the process that received it a clock that is set back doesn't matter. A clock that is set forward at worst
    /// renews it early.
    pub fn is_due(&self) -> bool {
        self.is_due_at(OffsetDateTime::now_utc(), Instant::now())
    }

    fn is_due_at(&self, wall: OffsetDateTime, monotonic: Instant) -> bool {
        let lifetime = Duration::try_from(self.expires_at - self.received_at).unwrap_or_default();
        let good = if lifetime < 2 * AHEAD { lifetime / 2 } else { lifetime - AHEAD };
        // Neither clock is enough: one is set by people, the other may stand still while the machine sleeps.
        self.received.is_some_and(|at| monotonic.saturating_duration_since(at) >= good)
            || wall >= self.received_at.saturating_add(signed(good))
    }
}

impl Token {
    /// A token that was received elsewhere, long ago maybe.
    pub(super) fn from_elsewhere(
        access: impl Into<Arc<str>>,
        received_at: OffsetDateTime,
        expires_at: OffsetDateTime,
    ) -> Self {
        Token { received_at, expires_at, received: None, ..Token::new(access) }
    }
}

// The rest is for the sign-in itself.
#[cfg_attr(not(feature = "oauth"), allow(dead_code))]
impl Token {
    /// The scopes that were asked for, which may be others than were granted.
    pub(super) fn asked(&self) -> &Scopes {
        &self.asked
    }

    pub(super) fn with_asked(mut self, scopes: Scopes) -> Self {
        self.asked = scopes;
        self
    }

    /// The refresh token that was used stays good if no other came.
    pub(super) fn or_refresh(mut self, used: &Secret) -> Self {
        self.refresh.get_or_insert_with(|| used.clone());
        self
    }

    /// What an answer to a refresh leaves out stays as it was.
    pub(super) fn or_keep(mut self, old: &Token) -> Self {
        self.refresh = self.refresh.or_else(|| old.refresh.clone());
        self.id = self.id.or_else(|| old.id.clone());
        if self.scopes.is_empty() {
            self.scopes = old.scopes.clone();
        }
        self.asked = old.asked.clone();
        self
    }
}

fn signed(duration: Duration) -> time::Duration {
    time::Duration::try_from(duration).unwrap_or(time::Duration::MAX)
}

fn write<S: Serializer>(token: &AccessToken, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(token.secret())
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AccessToken, D::Error> {
    String::deserialize(deserializer).map(AccessToken::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn due_after(token: &Token, seconds: u64) -> bool {
        let passed = Duration::from_secs(seconds);
        token.is_due_at(
            token.received_at.saturating_add(signed(passed)),
            token.received.unwrap() + passed,
        )
    }

    #[test]
    fn is_due_five_minutes_ahead_or_after_half_a_short_life() {
        let hour = Token::new("a").lifetime(seconds(3600));
        assert!(!due_after(&hour, 3299) && due_after(&hour, 3300));
        let short = Token::new("a").lifetime(seconds(60));
        assert!(!due_after(&short, 29) && due_after(&short, 30));
        assert!(due_after(&Token::new("a").lifetime(seconds(0)), 0));
    }

    #[test]
    fn clocks_that_jump_do_no_harm() {
        let token = Token::new("a").lifetime(seconds(3600));
        let (wall, start) = (token.received_at, token.received.unwrap());
        // set back by two hours: the other clock knows better
        let back = wall - time::Duration::hours(2);
        assert!(!token.is_due_at(back, start + seconds(3000)));
        assert!(token.is_due_at(back, start + seconds(3400)));
        // the machine slept: the monotonic clock stood still
        assert!(token.is_due_at(wall + time::Duration::hours(2), start + seconds(1)));
        // ten minutes off: nothing happens yet
        assert!(!token.is_due_at(wall + time::Duration::minutes(10), start));
    }

    #[test]
    fn from_the_store_the_wall_clock_counts() {
        let text = serde_json::to_string(&Token::new("a").lifetime(seconds(3600))).unwrap();
        let token: Token = serde_json::from_str(&text).unwrap();
        assert!(token.received.is_none());
        let at = |minutes| {
            token.is_due_at(token.received_at + time::Duration::minutes(minutes), Instant::now())
        };
        assert!(!at(54) && at(55));
    }

    #[test]
    fn absurd_times_do_not_panic() {
        assert!(!Token::new("a").lifetime(Duration::MAX).is_due());
        for (received, expires) in [
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"),
            ("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
        ] {
            let text = format!(
                r#"{{"access_token":"a","received_at":"{received}","expires_at":"{expires}"}}"#
            );
            let token: Token = serde_json::from_str(&text).unwrap();
            let _ = token.is_due();
        }
    }

    #[test]
    fn debug_shows_no_token() {
        let token = Token::new("acc-ess").refresh("ref-resh").id("i-d");
        let text = format!("{token:?} {token:#?}");
        for secret in ["acc-ess", "ref-resh", "i-d"] {
            assert!(!text.contains(secret), "{text}");
        }
    }

    #[test]
    fn an_answer_keeps_what_it_leaves_out() {
        let old = Token::new("a").refresh("r1").id("i1");
        let new = Token::new("b").or_keep(&old);
        assert_eq!(new.refresh_token().unwrap().reveal(), "r1");
        let new = Token::new("b").refresh("r2").or_keep(&old);
        assert_eq!(new.refresh_token().unwrap().reveal(), "r2");
        assert_eq!(new.id_token().unwrap().reveal(), "i1");
    }
}

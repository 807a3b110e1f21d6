//! Answers of the token endpoint.

use std::time::Duration;

use oauth2::{
    RefreshToken, Scope, TokenResponse,
    basic::{BasicErrorResponse, BasicTokenType},
};
use serde::{Deserialize, Deserializer, Serialize};
use time::OffsetDateTime;

use crate::auth::{Scopes, Secret, Token, secret::plain};
use crate::error::{AuthError, Result};

/// What the endpoint gives, read with patience: old endpoints write numbers as texts and leave things out.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct TokenAnswer {
    access_token: oauth2::AccessToken,
    #[serde(default = "bearer", deserialize_with = "token_type")]
    token_type: BasicTokenType,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<u64>,
    /// Seconds since 1970: managed identities tell it, some of them instead of `expires_in`.
    #[serde(default, deserialize_with = "seconds")]
    expires_on: Option<u64>,
    #[serde(default)]
    refresh_token: Option<RefreshToken>,
    #[serde(default)]
    scope: Option<String>,
    #[serde(default, with = "plain")]
    id_token: Option<Secret>,
}

impl TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &oauth2::AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in.map(Duration::from_secs)
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// Not kept in this form: see [`TokenAnswer::into_token`].
    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

impl TokenAnswer {
    /// The token, received now.
    ///
    /// # Errors
    /// When it is empty or of a kind that can't be used.
    pub(super) fn into_token(self) -> Result<Token> {
        if self.access_token.secret().is_empty() {
            return Err(AuthError::other("the identity platform gave an empty token").into());
        }
        if self.token_type != BasicTokenType::Bearer {
            let kind = self.token_type.as_ref().escape_debug();
            return Err(AuthError::other(format!(
                "the identity platform gave a token of type `{kind}`, not `Bearer`"
            ))
            .into());
        }
        let mut token = Token::new(self.access_token.secret().as_str());
        let now = u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or_default();
        let left = self.expires_in.or(self.expires_on.map(|end| end.saturating_sub(now)));
        if let Some(seconds) = left {
            token = token.lifetime(Duration::from_secs(seconds));
        }
        if let Some(refresh) = self.refresh_token.filter(|token| !token.secret().is_empty()) {
            token = token.refresh(refresh.secret().as_str());
        }
        if let Some(id) = self.id_token {
            token = token.id(id);
        }
        Ok(token.granted(Scopes::from_list(&self.scope.unwrap_or_default())))
    }
}

/// The error type that oauth2 reads; what we tell comes from the answer itself.
pub(super) type ErrorAnswer = BasicErrorResponse;

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

fn token_type<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BasicTokenType, D::Error> {
    Ok(match Option::<String>::deserialize(deserializer)?.unwrap_or_default() {
        text if text.is_empty() || text.eq_ignore_ascii_case("bearer") => BasicTokenType::Bearer,
        text => BasicTokenType::Extension(text),
    })
}

/// Seconds as a number or a text; less than none is none left, and what isn't a number is as good as missing.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let number = match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Number(number) => number.as_f64(),
        serde_json::Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    // A cast of a float to an integer saturates.
    Ok(number.filter(|seconds: &f64| !seconds.is_nan()).map(|seconds| seconds as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expires_in(json: &str) -> Option<u64> {
        let text = format!(r#"{{"access_token":"a","expires_in":{json}}}"#);
        serde_json::from_str::<TokenAnswer>(&text).unwrap().expires_in
    }

    #[test]
    fn reads_every_expires_in() {
        let cases = [
            ("3599", Some(3599)),
            ("\"3599\"", Some(3599)),
            ("3599.7", Some(3599)),
            ("0", Some(0)),
            ("-5", Some(0)),
            ("1e300", Some(u64::MAX)),
            ("null", None),
            ("\"soon\"", None),
            ("[]", None),
        ];
        for (json, seconds) in cases {
            assert_eq!(expires_in(json), seconds, "{json}");
        }
        let huge = format!(r#"{{"access_token":"a","expires_in":{}}}"#, u64::MAX);
        let answer: TokenAnswer = serde_json::from_str(&huge).unwrap();
        assert!(!answer.into_token().unwrap().is_due());
    }

    #[test]
    fn odd_answers_give_an_error_or_a_whole_token() {
        let token = |json: &str| {
            serde_json::from_str::<TokenAnswer>(json).ok().and_then(|it| it.into_token().ok())
        };
        for bad in [
            "{}",
            r#"{"access_token":""}"#,
            r#"{"access_token":null}"#,
            r#"{"access_token":"a","token_type":"pop"}"#,
        ] {
            assert!(token(bad).is_none(), "{bad}");
        }
        let sparse =
            token(r#"{"access_token":"a","token_type":null,"scope":null,"refresh_token":""}"#);
        assert!(sparse.unwrap().refresh_token().is_none());
        let full =
            token(r#"{"access_token":"a","token_type":"BEARER","scope":"Mail.Read openid"}"#);
        assert_eq!(full.unwrap().scopes().to_string(), "Mail.Read openid");
    }

    #[test]
    fn debug_shows_no_token() {
        let json = r#"{"access_token":"hush1","refresh_token":"hush2","id_token":"hush3"}"#;
        let answer: TokenAnswer = serde_json::from_str(json).unwrap();
        assert!(!format!("{answer:?}").contains("hush"));
    }
}

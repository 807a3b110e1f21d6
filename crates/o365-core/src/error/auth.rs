//! There is no usable token.

use std::{fmt, time::Duration};

/// Why there is no usable token, in the identity platform's words where it spoke.
///
/// [Error codes of the identity platform](https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct AuthError {
    /// The OAuth code: `invalid_grant`, `interaction_required`, `expired_token`, ..
    pub code: Option<String>,
    /// What was said, in one line.
    pub message: String,
    /// Microsoft's numbers: 700082 for `AADSTS700082`. For people and logs; programs go by [`code`](Self::code).
    pub numbers: Vec<u64>,
    /// Whether a person has to sign in (again). What is stored is kept all the same.
    pub needs_sign_in: bool,
    /// Claims that the next sign-in has to bring (conditional access), as JSON.
    pub claims: Option<String>,
    /// HTTP status of the identity platform's answer.
    pub status: Option<u16>,
    /// Number to quote to Microsoft's support.
    pub correlation_id: Option<String>,
    /// How long the identity platform asks to wait.
    pub retry_after: Option<Duration>,
    /// What lies beneath.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl AuthError {
    /// A failure that another sign-in cures.
    pub fn sign_in(message: impl Into<String>) -> Self {
        AuthError { message: message.into(), needs_sign_in: true, ..Default::default() }
    }

    /// A failure that signing in again doesn't cure.
    pub fn other(message: impl Into<String>) -> Self {
        AuthError { message: message.into(), ..Default::default() }
    }

    /// Keeps the cause.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sign-in: ")?;
        if let Some(code) = &self.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

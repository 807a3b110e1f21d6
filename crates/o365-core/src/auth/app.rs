//! The application that people sign in to.

use std::fmt;

use crate::cloud::Cloud;
use crate::error::{Error, Result};
use crate::origin::is_loopback;

/// A registered application: who asks for tokens, and where.
///
/// [Register an application](https://learn.microsoft.com/graph/auth-register-app-v2).
///
/// ```
/// use o365_core::{Cloud, auth::{App, Tenant}};
///
/// let app = App::new("6731de76-14a6-49ae-97bc-6eba6914391e").tenant("contoso.com");
/// assert_eq!(app.token_url()?, "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token");
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct App {
    /// The client id of the registration.
    pub client_id: String,
    /// Whose accounts may sign in.
    pub tenant: Tenant,
    /// In which of Microsoft's clouds.
    pub cloud: Cloud,
    /// Another place to sign in than the cloud's.
    pub login_url: Option<String>,
}

impl App {
    /// The application with this client id, for work, school and personal accounts in the worldwide cloud.
    pub fn new(client_id: impl Into<String>) -> Self {
        App {
            client_id: client_id.into(),
            tenant: Tenant::Common,
            cloud: Cloud::Global,
            login_url: None,
        }
    }

    /// Whose accounts may sign in.
    #[must_use]
    pub fn tenant(mut self, tenant: impl Into<Tenant>) -> Self {
        self.tenant = tenant.into();
        self
    }

    /// In which of Microsoft's clouds.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// Another place to sign in than the cloud's: a test server, say. Has to be https; http goes to this machine only.
    #[must_use]
    pub fn login_url(mut self, url: impl Into<String>) -> Self {
        self.login_url = Some(url.into());
        self
    }

    /// Where tokens are given out.
    ///
    /// # Errors
    /// When the client id, the tenant or the login URL can't be right. So do the other URLs.
    pub fn token_url(&self) -> Result<String> {
        self.endpoint("token")
    }

    /// Where a browser goes to sign in.
    ///
    /// # Errors
    /// As [`token_url`](Self::token_url).
    pub fn authorize_url(&self) -> Result<String> {
        self.endpoint("authorize")
    }

    /// Where device codes are given out.
    ///
    /// # Errors
    /// As [`token_url`](Self::token_url).
    pub fn device_code_url(&self) -> Result<String> {
        self.endpoint("devicecode")
    }

    /// The place to sign in, checked.
    pub(super) fn authority(&self) -> Result<&str> {
        let url = match &self.login_url {
            Some(url) => url.trim_end_matches('/'),
            None => self.cloud.login_url(),
        };
        is_safe(url).then_some(url).ok_or_else(|| {
            Error::config(
                "the login URL must be https (or http on this machine), without user, query or fragment",
            )
        })
    }

    fn endpoint(&self, name: &str) -> Result<String> {
        let authority = self.authority()?;
        let id = &self.client_id;
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)) {
            return Err(Error::config(format!(
                "`{}` can't be a client id: take \"Application (client) ID\" from the app registration",
                id.escape_debug()
            )));
        }
        self.tenant.check()?;
        Ok(format!("{authority}/{}/oauth2/v2.0/{name}", self.tenant))
    }
}

/// Whose accounts may sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tenant {
    /// Work, school and personal accounts.
    #[default]
    Common,
    /// Work and school accounts.
    Organizations,
    /// Personal accounts.
    Consumers,
    /// The accounts of one tenant, by its id or one of its domains.
    Id(String),
}

impl Tenant {
    /// Whether it is one tenant and not a kind of accounts: an application can sign in for itself only there.
    pub fn is_one(&self) -> bool {
        matches!(self, Tenant::Id(_))
    }

    fn check(&self) -> Result<()> {
        let Tenant::Id(id) = self else { return Ok(()) };
        let known = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        let good = !id.is_empty()
            && id.len() <= 253
            && id.bytes().all(known)
            && !id.split('.').any(str::is_empty);
        if good {
            return Ok(());
        }
        Err(Error::config(format!(
            "`{}` can't be a tenant: give its id, a domain such as contoso.onmicrosoft.com, or common, organizations, consumers",
            id.escape_debug()
        )))
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tenant::Common => "common",
            Tenant::Organizations => "organizations",
            Tenant::Consumers => "consumers",
            Tenant::Id(id) => id,
        })
    }
}

impl From<&str> for Tenant {
    fn from(text: &str) -> Self {
        match text {
            "common" => Tenant::Common,
            "organizations" => Tenant::Organizations,
            "consumers" => Tenant::Consumers,
            id => Tenant::Id(id.to_owned()),
        }
    }
}

impl From<String> for Tenant {
    fn from(text: String) -> Self {
        Tenant::from(text.as_str())
    }
}

/// Whether secrets may go there: https, or http to this machine.
pub(super) fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else { return false };
    let Some(authority) = uri.authority() else { return false };
    if authority.as_str().contains('@') || url.contains('#') || uri.query().is_some() {
        return false;
    }
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_loopback(authority.host()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token_url(app: App) -> Option<String> {
        app.token_url().ok()
    }

    #[test]
    fn each_cloud_has_its_endpoints() {
        let app = App::new("id").cloud(Cloud::China).tenant(Tenant::Organizations);
        assert_eq!(
            app.device_code_url().unwrap(),
            "https://login.partner.microsoftonline.cn/organizations/oauth2/v2.0/devicecode"
        );
        assert_eq!(
            App::new("id").authorize_url().unwrap(),
            "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"
        );
    }

    #[test]
    fn secrets_go_over_https_or_stay_on_this_machine() {
        for good in ["http://127.0.0.1:1/x/", "http://[::1]:80", "http://localhost", "https://l"] {
            assert!(token_url(App::new("id").login_url(good)).is_some(), "{good}");
        }
        for bad in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://user@localhost",
            "https://user:pw@login",
            "https://login?x=",
            "https://login#x",
            "ftp://localhost",
            "login.microsoftonline.com",
            "",
            "/common",
        ] {
            assert!(token_url(App::new("id").login_url(bad)).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_tenant_stays_one_segment() {
        for good in ["contoso.com", "common", "9188040d-6c67-4c5b-b112-36a304b66dad"] {
            assert!(token_url(App::new("id").tenant(good)).is_some(), "{good}");
        }
        for bad in ["", "a/b", "..", "a..b", ".a", "a b", "a?b", "a#b", "ä.de", "a%2fb", "a\nb"] {
            let error = App::new("id").tenant(bad).token_url().unwrap_err();
            assert_eq!(error.to_string().lines().count(), 1, "{bad}");
        }
    }

    #[test]
    fn a_client_id_has_no_odd_characters() {
        for bad in ["", "a b", "a&b", "a\n"] {
            assert!(token_url(App::new(bad)).is_none(), "{bad:?}");
        }
    }
}

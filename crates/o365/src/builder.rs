//! How an account is put together.

use std::fmt;

use o365_core::connection::{ConnectionBuilder, RetryEvent};
use o365_core::protocol::Protocol;
use o365_core::time::TimeZone;
use o365_core::transport::{Timeouts, Transport};
use o365_core::{Connection, Resource, Retry};

use crate::auth::TokenSource;
#[cfg(feature = "oauth")]
use crate::auth::{
    ClientSecret, DeviceCode, DevicePrompt, Flow, OAuth, OAuthBuilder, Secret, Tenant, TokenStore,
};
use crate::{Account, Result};

/// Puts an [`Account`] together: who signs in how, and over which connection.
///
/// A script in which a person signs in:
///
/// ```no_run
/// # fn main() -> o365::Result<()> {
/// use o365::{Account, scopes};
///
/// let account = Account::builder("6731de76-14a6-49ae-97bc-6eba6914391e")
///     .tenant("contoso.com")
///     .scopes([scopes::MAIL_READ])
///     .device_code(|prompt| eprintln!("{prompt}"))
///     .sign_in()?;
/// # Ok(())
/// # }
/// ```
///
/// A service that signs in by itself. It has no `me`:
///
/// ```no_run
/// # fn main() -> o365::Result<()> {
/// # let secret = "";
/// use o365::Account;
///
/// let account = Account::builder("6731de76-14a6-49ae-97bc-6eba6914391e")
///     .tenant("contoso.com")
///     .client_secret(secret)
///     .resource("shared@contoso.com")
///     .sign_in()?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct AccountBuilder {
    connection: ConnectionBuilder,
    resource: Option<Resource>,
    #[cfg(feature = "oauth")]
    sign_in: Option<SignIn>,
}

/// What is known of the way to sign in. The scopes' prefix is the protocol's, so it is put together last.
#[cfg(feature = "oauth")]
struct SignIn {
    app: crate::auth::App,
    settings: Vec<Setting>,
    flow: Option<Setting>,
}

#[cfg(feature = "oauth")]
type Setting = Box<dyn FnOnce(OAuthBuilder) -> OAuthBuilder + Send>;

impl AccountBuilder {
    pub(crate) fn for_source(tokens: impl TokenSource + 'static) -> Self {
        AccountBuilder {
            connection: Connection::builder(tokens),
            resource: None,
            #[cfg(feature = "oauth")]
            sign_in: None,
        }
    }

    /// Whose data the account opens. `me` by default.
    pub fn resource(mut self, resource: impl Into<Resource>) -> Self {
        self.resource = Some(resource.into());
        self
    }

    /// Talks this protocol: another cloud, the beta version, a gateway, the [sandbox](https://docs.rs/o365-sandbox).
    pub fn protocol(self, protocol: impl Protocol + 'static) -> Self {
        self.connection(|connection| connection.protocol(protocol))
    }

    /// Goes over this transport: [`UreqTransport`](crate::transport::UreqTransport) with a proxy or certificates, or one of
    /// your own.
    pub fn transport(self, transport: impl Transport + 'static) -> Self {
        self.connection(|connection| connection.transport(transport))
    }

    /// Tries again like this.
    pub fn retry(self, retry: Retry) -> Self {
        self.connection(|connection| connection.retry(retry))
    }

    /// Is called before a request is sent again.
    pub fn on_retry(self, watcher: impl Fn(&RetryEvent<'_>) + Send + Sync + 'static) -> Self {
        self.connection(|connection| connection.on_retry(watcher))
    }

    /// Limits of time for each request.
    pub fn timeouts(self, timeouts: Timeouts) -> Self {
        self.connection(|connection| connection.timeouts(timeouts))
    }

    /// The application's part of the user agent, such as `NONISV|Contoso|Reporter/1.2`.
    pub fn user_agent(self, application: impl Into<String>) -> Self {
        self.connection(|connection| connection.user_agent(application))
    }

    /// Asks for ids that stay when an item moves, in every request.
    pub fn immutable_ids(self, on: bool) -> Self {
        self.connection(|connection| connection.immutable_ids(on))
    }

    /// The zone of wall clocks that are given without one. The host's by default.
    pub fn time_zone(self, zone: impl Into<TimeZone>) -> Self {
        self.connection(|connection| connection.time_zone(zone))
    }

    /// The account. Sends nothing: if a person has to sign in, the first request says so.
    ///
    /// # Errors
    /// A configuration error: what was said can't work.
    pub fn build(self) -> Result<Account> {
        #[cfg(feature = "oauth")]
        if let Some(sign_in) = self.sign_in {
            return sign_in.account(self.connection, self.resource);
        }
        Ok(account(self.connection.build()?, self.resource))
    }

    fn connection(self, change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder) -> Self {
        AccountBuilder { connection: change(self.connection), ..self }
    }
}

/// Signing in.
#[cfg(feature = "oauth")]
impl AccountBuilder {
    pub(crate) fn for_app(client_id: String) -> Self {
        let sign_in =
            SignIn { app: crate::auth::App::new(client_id), settings: Vec::new(), flow: None };
        AccountBuilder {
            sign_in: Some(sign_in),
            ..AccountBuilder::for_source(crate::auth::StaticToken::new(""))
        }
    }

    /// Where people sign in: `common` (the default), `organizations`, `consumers`, a tenant's id or domain.
    pub fn tenant(self, tenant: impl Into<Tenant>) -> Self {
        let tenant = tenant.into();
        self.app(|app| app.tenant(tenant))
    }

    /// The cloud that people sign in to, and its Graph.
    pub fn cloud(self, cloud: crate::Cloud) -> Self {
        self.app(|app| app.cloud(cloud)).protocol(crate::protocol::Graph::cloud(cloud))
    }

    /// Another place to sign in than the cloud's: a test server.
    pub fn login_url(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.app(|app| app.login_url(url))
    }

    /// The permissions to ask for: see [`scopes`](crate::scopes). Tokens that last and the person's name needn't be asked
    /// for.
    pub fn scopes<I>(self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        self.setting(move |oauth| oauth.scopes(names))
    }

    /// Where tokens are kept: by default in the user's configuration folder.
    pub fn store(self, store: impl TokenStore + 'static) -> Self {
        self.setting(move |oauth| oauth.store(store))
    }

    /// Which of several people whose tokens are kept, by user name.
    pub fn user_name(self, user_name: impl Into<String>) -> Self {
        let user_name = user_name.into();
        self.setting(move |oauth| oauth.account(user_name))
    }

    /// A person signs in with a code on any device; the closure shows the prompt.
    pub fn device_code(self, show: impl Fn(&DevicePrompt) + Send + Sync + 'static) -> Self {
        self.flow(DeviceCode::new(show))
    }

    /// The application signs in by itself, with a secret. It needs a [`tenant`](Self::tenant), and has no `me`.
    pub fn client_secret(self, secret: impl Into<Secret>) -> Self {
        self.flow(ClientSecret::new(secret))
    }

    /// Signs in this way.
    pub fn flow(mut self, flow: impl Flow + 'static) -> Self {
        if let Some(sign_in) = &mut self.sign_in {
            sign_in.flow = Some(Box::new(move |oauth| oauth.flow(flow)));
        }
        self
    }

    /// Signs in: with what is kept if that can be used, else by the flow. Then the account.
    ///
    /// # Errors
    /// A configuration error; no one signed in; no network.
    pub fn sign_in(self) -> Result<Account> {
        let account = self.build()?;
        account.sign_in_now()?;
        Ok(account)
    }

    fn app(mut self, change: impl FnOnce(crate::auth::App) -> crate::auth::App) -> Self {
        self.sign_in = self.sign_in.map(|sign_in| SignIn { app: change(sign_in.app), ..sign_in });
        self
    }

    fn setting(
        mut self,
        change: impl FnOnce(OAuthBuilder) -> OAuthBuilder + Send + 'static,
    ) -> Self {
        if let Some(sign_in) = &mut self.sign_in {
            sign_in.settings.push(Box::new(change));
        }
        self
    }
}

#[cfg(feature = "oauth")]
impl SignIn {
    fn account(self, connection: ConnectionBuilder, resource: Option<Resource>) -> Result<Account> {
        let oauth = OAuth::builder(self.app).scope_prefix(connection.scope_prefix());
        let oauth = self.settings.into_iter().fold(oauth, |oauth, change| change(oauth));
        let oauth = match self.flow {
            Some(flow) => flow(oauth),
            None => oauth.flow(DeviceCode::new(print)),
        };
        let oauth = std::sync::Arc::new(oauth.build()?);
        let connection = connection.tokens(std::sync::Arc::clone(&oauth)).build()?;
        Ok(account(connection, resource).signed_in_by(oauth))
    }
}

fn account(connection: Connection, resource: Option<Resource>) -> Account {
    let account = Account::new(connection);
    match resource {
        Some(resource) => account.with_resource(resource),
        None => account,
    }
}

/// What is done with a device code where nothing else was said: the person has to see it.
#[cfg(feature = "oauth")]
#[allow(clippy::print_stderr)]
fn print(prompt: &DevicePrompt) {
    eprintln!("{prompt}");
}

impl fmt::Debug for AccountBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountBuilder")
            .field("connection", &self.connection)
            .field("resource", &self.resource)
            .finish_non_exhaustive()
    }
}

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
    App, AuthCode, ClientSecret, DeviceCode, DevicePrompt, Flow, OAuth, OAuthBuilder, Secret,
    StoreFailure, Tenant, TokenStore,
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
    /// A protocol was given: a cloud then says only where people sign in.
    has_protocol: bool,
    #[cfg(feature = "oauth")]
    sign_in: SignIn,
}

/// How to sign in. The scopes' prefix is the protocol's, so it is put together last.
#[cfg(feature = "oauth")]
#[derive(Default)]
struct SignIn {
    /// None where tokens come from elsewhere.
    app: Option<App>,
    /// A sign-in that is put together already.
    oauth: Option<std::sync::Arc<OAuth>>,
    cloud: Option<crate::Cloud>,
    settings: Vec<Setting>,
    flow: Option<Setting>,
    /// What was said of signing in although tokens come from elsewhere.
    misplaced: Option<&'static str>,
}

#[cfg(feature = "oauth")]
type Setting = Box<dyn FnOnce(OAuthBuilder) -> OAuthBuilder + Send>;

impl AccountBuilder {
    pub(crate) fn for_source(tokens: impl TokenSource + 'static) -> Self {
        AccountBuilder {
            connection: Connection::builder(tokens),
            resource: None,
            has_protocol: false,
            #[cfg(feature = "oauth")]
            sign_in: SignIn::default(),
        }
    }

    /// Whose data the account opens. `me` by default.
    pub fn resource(mut self, resource: impl Into<Resource>) -> Self {
        self.resource = Some(resource.into());
        self
    }

    /// Talks this protocol: another cloud, the beta version, a gateway, the [sandbox](https://docs.rs/o365-sandbox).
    pub fn protocol(mut self, protocol: impl Protocol + 'static) -> Self {
        self.has_protocol = true;
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

    /// The most bytes of an answer that are held in memory: 256 MiB by default.
    pub fn largest_answer(self, bytes: u64) -> Self {
        self.connection(|connection| connection.largest_answer(bytes))
    }

    /// The account. Sends nothing: if a person has to sign in, the first request says so.
    ///
    /// # Errors
    /// A configuration error: what was said can't work.
    pub fn build(self) -> Result<Account> {
        #[cfg(feature = "oauth")]
        return self.sign_in.account(self.connection, self.resource, self.has_protocol);
        #[cfg(not(feature = "oauth"))]
        Ok(account(self.connection.build()?, self.resource))
    }

    fn connection(self, change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder) -> Self {
        AccountBuilder { connection: change(self.connection), ..self }
    }
}

/// Signing in: for accounts that begin with [`Account::builder`].
#[cfg(feature = "oauth")]
impl AccountBuilder {
    pub(crate) fn for_oauth(oauth: std::sync::Arc<OAuth>) -> Self {
        let builder = AccountBuilder::for_source(std::sync::Arc::clone(&oauth));
        AccountBuilder { sign_in: SignIn { oauth: Some(oauth), ..SignIn::default() }, ..builder }
    }

    pub(crate) fn for_app(client_id: String) -> Self {
        let sign_in = SignIn { app: Some(App::new(client_id)), ..SignIn::default() };
        AccountBuilder { sign_in, ..AccountBuilder::for_source(crate::auth::StaticToken::new("")) }
    }

    /// Where people sign in: `common` (the default), `organizations`, `consumers`, a tenant's id or domain.
    pub fn tenant(self, tenant: impl Into<Tenant>) -> Self {
        let tenant = tenant.into();
        self.app("tenant", |app| app.tenant(tenant))
    }

    /// The cloud that people sign in to, and its Graph unless a [`protocol`](Self::protocol) is given.
    pub fn cloud(mut self, cloud: crate::Cloud) -> Self {
        self.sign_in.cloud = Some(cloud);
        self.app("cloud", |app| app.cloud(cloud))
    }

    /// Another place to sign in than the cloud's: a test server.
    pub fn login_url(self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.app("login_url", |app| app.login_url(url))
    }

    /// The permissions to ask for: see [`scopes`](crate::scopes). Tokens that last and the person's name needn't be asked
    /// for.
    pub fn scopes<I>(self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        self.setting("scopes", move |oauth| oauth.scopes(names))
    }

    /// Where tokens are kept: by default in the user's configuration folder.
    pub fn store(self, store: impl TokenStore + 'static) -> Self {
        self.setting("store", move |oauth| oauth.store(store))
    }

    /// What to do when tokens can't be read from there or written: fail, which is the default, or go on with what is in
    /// memory.
    pub fn on_store_failure(self, what: StoreFailure) -> Self {
        self.setting("on_store_failure", move |oauth| oauth.on_store_failure(what))
    }

    /// Which of several people whose tokens are kept, by user name.
    pub fn user_name(self, user_name: impl Into<String>) -> Self {
        let user_name = user_name.into();
        self.setting("user_name", move |oauth| oauth.account(user_name))
    }

    /// A person signs in with a code on any device; the closure shows the prompt.
    pub fn device_code(self, show: impl Fn(&DevicePrompt) + Send + Sync + 'static) -> Self {
        self.flow(DeviceCode::new(show))
    }

    /// A person signs in with the browser of this machine, which comes back to a port on it.
    pub fn browser(self) -> Self {
        self.flow(AuthCode::new())
    }

    /// The application signs in by itself, with a secret. It needs a [`tenant`](Self::tenant), and has no `me`.
    pub fn client_secret(self, secret: impl Into<Secret>) -> Self {
        self.flow(ClientSecret::new(secret))
    }

    /// Signs in this way; see [`auth`](crate::auth) for all there are.
    pub fn flow(mut self, flow: impl Flow + 'static) -> Self {
        self.need_app("flow");
        self.sign_in.flow = Some(Box::new(move |oauth| oauth.flow(flow)));
        self
    }

    /// Signs in: with what is kept if that can be used, else by the flow. Then the account.
    ///
    /// # Errors
    /// A configuration error; no one signed in; no network.
    pub fn sign_in(self) -> Result<Account> {
        let account = self.build()?;
        account.sign_in()?;
        Ok(account)
    }

    fn app(mut self, setting: &'static str, change: impl FnOnce(App) -> App) -> Self {
        self.need_app(setting);
        self.sign_in.app = self.sign_in.app.map(change);
        self
    }

    fn setting(
        mut self,
        setting: &'static str,
        change: impl FnOnce(OAuthBuilder) -> OAuthBuilder + Send + 'static,
    ) -> Self {
        self.need_app(setting);
        self.sign_in.settings.push(Box::new(change));
        self
    }

    fn need_app(&mut self, setting: &'static str) {
        if self.sign_in.app.is_none() {
            self.sign_in.misplaced = Some(setting);
        }
    }
}

#[cfg(feature = "oauth")]
impl SignIn {
    fn account(
        self,
        connection: ConnectionBuilder,
        resource: Option<Resource>,
        has_protocol: bool,
    ) -> Result<Account> {
        if let Some(setting) = self.misplaced {
            return Err(crate::Error::config(format!(
                "`{setting}` is about signing in, but tokens come from elsewhere: begin with `Account::builder`"
            )));
        }
        if let Some(oauth) = self.oauth {
            return Ok(account(connection.build()?, resource).signed_in_by(oauth));
        }
        let Some(app) = self.app else { return Ok(account(connection.build()?, resource)) };
        let connection = match self.cloud.filter(|_| !has_protocol) {
            Some(cloud) => connection.protocol(crate::protocol::Graph::cloud(cloud)),
            None => connection,
        };
        let oauth = OAuth::builder(app).scope_prefix(connection.scope_prefix());
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

//! Tokens of an application: kept, renewed in time, and once however many ask.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::auth::{
    AccessToken, App, FileStore, Flow, IdClaims, Identity, MemoryStore, PendingSignIn, Scopes,
    Secret, SignIn, StoreKey, Token, TokenRequest, TokenSource, TokenStore,
};
use crate::error::{AuthError, Error, Result};
use crate::transport::Transport;

mod failure;
mod renew;

use failure::Failure;

/// A [`TokenSource`] that signs in once and then renews by itself.
///
/// It takes what the store keeps, renews it five minutes before its end, and saves what it gets before anybody uses it.
/// However many threads ask, and however many processes share the store, one renews and the others take the result. What
/// is stored is deleted by [`sign_out`](OAuth::sign_out) only, whatever goes wrong.
///
/// ```no_run
/// # fn example(transport: &dyn o365_core::transport::Transport) -> o365_core::Result<()> {
/// use o365_core::auth::{App, DeviceCode, OAuth, scopes};
///
/// let source = OAuth::builder(App::new("6731de76-14a6-49ae-97bc-6eba6914391e"))
///     .scopes([scopes::MAIL_READ_WRITE, scopes::MAIL_SEND])
///     .flow(DeviceCode::new(|prompt| eprintln!("{prompt}")))
///     .build()?;
/// source.sign_in(transport)?; // asks the person the first time only
/// # Ok(())
/// # }
/// ```
pub struct OAuth {
    app: App,
    scopes: Scopes,
    account: Option<String>,
    store: Arc<dyn TokenStore>,
    key: StoreKey,
    on_failure: StoreFailure,
    flow: Option<Box<dyn Flow>>,
    state: Mutex<State>,
    /// Held by the thread that renews.
    flight: Mutex<()>,
    /// Held by the thread that asks the person.
    asking: Mutex<()>,
}

/// What is known in this process.
#[derive(Debug, Default)]
struct State {
    token: Option<Token>,
    /// The store couldn't take the token.
    unsaved: bool,
    /// Counts what was tried, so that who waited knows that there is a result.
    round: u64,
    failure: Option<Failure>,
}

/// What to do when the store can't be read or written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreFailure {
    /// Give the error. A token that couldn't be saved stays in memory, and saving is tried again with the next call.
    #[default]
    Fail,
    /// Log a warning and go on with what is in memory: for read-only file systems. Who signs in stays signed in until the
    /// process ends.
    Warn,
}

impl OAuth {
    /// Tokens of this application.
    pub fn builder(app: App) -> OAuthBuilder {
        OAuthBuilder {
            app,
            scopes: Ok(Scopes::default()),
            prefix: None,
            account: None,
            store: None,
            on_failure: StoreFailure::default(),
            flow: None,
        }
    }

    /// Signs in: with what the store keeps if that can be used for these scopes, else by the flow.
    ///
    /// # Errors
    /// When the flow fails, or the network: what is stored is not given up because of an outage.
    pub fn sign_in(&self, transport: &dyn Transport) -> Result<()> {
        let _asking = open(&self.asking);
        let unusable = match self.token(&TokenRequest::new(transport)) {
            Ok(_) if self.covers_scopes() => return Ok(()),
            Ok(_) => {
                AuthError::sign_in("other scopes were asked for than the last sign-in had").into()
            }
            Err(error) if error.needs_sign_in() => error,
            Err(error) => return Err(error),
        };
        // What needs no person has been tried.
        match self.flow.as_deref().filter(|flow| flow.is_interactive()) {
            Some(flow) => self.run(flow, transport, None),
            None => Err(unusable),
        }
    }

    /// Signs in by the flow, whatever the store keeps: for another person, or with the claims that an error brought.
    ///
    /// # Errors
    /// When the flow fails or there is none.
    pub fn sign_in_anew(&self, transport: &dyn Transport, claims: Option<&str>) -> Result<()> {
        let _asking = open(&self.asking);
        let flow = self.flow.as_deref();
        let flow = flow.ok_or_else(|| Error::config("there is no way to sign in: give a flow"))?;
        self.run(flow, transport, claims)
    }

    /// Begins a sign-in in two steps, for a web application: send the person's browser to the address, keep the value,
    /// and [`finish`](Self::finish) when the browser comes back to `redirect_uri`, which has to be registered.
    ///
    /// ```no_run
    /// # use o365_core::{Result, auth::{App, AuthCode, Credential, OAuth}, transport::Transport};
    /// # fn example(transport: &dyn Transport, came_back: &str) -> Result<()> {
    /// let source = OAuth::builder(App::new("6731de76-14a6-49ae-97bc-6eba6914391e"))
    ///     .flow(AuthCode::new().credential(Credential::secret("value")))
    ///     .build()?;
    /// let pending = source.begin("https://app.example/back")?;
    /// println!("redirect to {}", pending.url());
    /// // .. the browser comes back, maybe to another process
    /// source.finish(transport, &pending, came_back)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the application or the redirect URI can't be right.
    pub fn begin(&self, redirect_uri: &str) -> Result<PendingSignIn> {
        let hints = [("login_hint", self.account.as_deref())];
        PendingSignIn::begin(&self.app, &self.scopes, redirect_uri, &hints)
    }

    /// Ends a sign-in with the address that the browser came back with, or its query.
    ///
    /// # Errors
    /// When it was refused, belongs to another sign-in, or fails. The code in it is good once: begin anew.
    pub fn finish(
        &self,
        transport: &dyn Transport,
        pending: &PendingSignIn,
        came_back: &str,
    ) -> Result<()> {
        let mut ask = SignIn::new(&self.app, &self.scopes, transport);
        ask.account = self.account.as_deref();
        let credential = self.flow.as_ref().and_then(|flow| flow.credential());
        let token = pending.finish(&ask, credential, came_back)?;
        self.accept(token)
    }

    /// Whether a token can be had without a person, as far as that is known without a request.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn is_signed_in(&self) -> Result<bool> {
        if self.flow.as_ref().is_some_and(|flow| !flow.is_interactive()) {
            return Ok(true);
        }
        let Some(token) = self.known()? else { return Ok(false) };
        let state = self.state();
        let refresh = token.refresh_token();
        let refused = state.failure.as_ref().is_some_and(|failure| failure.condemns(refresh));
        Ok(!token.is_due() || (refresh.is_some() && !refused))
    }

    /// Forgets the tokens, here and in the store. Microsoft isn't told: a copy of them stays good until it ends.
    ///
    /// # Errors
    /// When the store still has them.
    pub fn sign_out(&self) -> Result<()> {
        let _flight = open(&self.flight);
        let _lock = self.store.lock(&self.key)?;
        self.store.delete(&self.key)?;
        let mut state = self.state();
        *state = State { round: state.round + 1, ..State::default() };
        Ok(())
    }

    /// Who is signed in, without a request. `None` if nobody is, or the token doesn't say.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn user(&self) -> Result<Option<IdClaims>> {
        Ok(self.known()?.and_then(|token| token.claims()))
    }

    /// What is stored and in memory, the newest.
    fn known(&self) -> Result<Option<Token>> {
        let stored = self.load()?;
        Ok(self.state().newest(stored))
    }

    fn run(&self, flow: &dyn Flow, transport: &dyn Transport, claims: Option<&str>) -> Result<()> {
        let mut ask = SignIn::new(&self.app, &self.scopes, transport);
        ask.claims = claims;
        ask.account = self.account.as_deref();
        // No lock is held while a person thinks.
        let token = flow.run(&ask)?;
        self.accept(token)
    }

    /// Puts the token of a person who signed in to use.
    fn accept(&self, token: Token) -> Result<()> {
        self.is_expected(&token)?;
        self.look_at(&token);
        let token = token.with_asked(self.scopes.clone());
        let _flight = open(&self.flight);
        let lock = self.lock();
        if lock.is_err() {
            self.keep_unsaved(token);
            return lock.map(drop);
        }
        self.keep(token)
    }

    /// Whether it is the account that the program named.
    fn is_expected(&self, token: &Token) -> Result<()> {
        let user = token.claims().and_then(|claims| claims.username);
        match (&self.account, user) {
            (Some(account), Some(user)) if user.to_lowercase() != account.to_lowercase() => {
                Err(AuthError::sign_in(format!("`{user}` signed in, not `{account}`")).into())
            }
            _ => Ok(()),
        }
    }

    fn look_at(&self, token: &Token) {
        if token.refresh_token().is_none() {
            log::warn!("sign-in: no refresh token came, so that it ends with the access token");
        }
        let is_named = |name: &&str| name.contains('/') && !name.ends_with("/.default");
        let named = Scopes::new(self.scopes.iter().filter(is_named)).unwrap_or_default();
        if !token.scopes().is_empty() && !token.scopes().covers(&named) {
            log::warn!("sign-in: asked for `{named}`, granted `{}`", token.scopes());
        }
    }

    fn covers_scopes(&self) -> bool {
        let state = self.state();
        let asked = state.token.as_ref().map(Token::asked);
        asked.is_none_or(|asked| asked.is_empty() || asked.covers(&self.scopes))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        open(&self.state)
    }
}

impl TokenSource for OAuth {
    fn token(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        let seen = {
            let state = self.state();
            // Who goes on without the store doesn't try it with each request.
            let is_kept = !state.unsaved || self.on_failure == StoreFailure::Warn;
            if let Some(token) = state.good(ask).filter(|_| is_kept) {
                return Ok(token);
            }
            state.round
        };
        let _flight = open(&self.flight);
        if let Some(result) = self.state().since(seen, ask) {
            return result;
        }
        self.renew(ask)
    }

    fn identity(&self) -> Identity {
        self.flow.as_ref().map_or(Identity::Person, |flow| flow.identity())
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("app", &self.app)
            .field("scopes", &self.scopes)
            .field("account", &self.account)
            .field("store", &self.store)
            .field("flow", &self.flow)
            .finish_non_exhaustive()
    }
}

/// Puts an [`OAuth`] together.
#[derive(Debug)]
#[must_use]
pub struct OAuthBuilder {
    app: App,
    scopes: Result<Scopes>,
    prefix: Option<String>,
    account: Option<String>,
    store: Option<Arc<dyn TokenStore>>,
    on_failure: StoreFailure,
    flow: Option<Box<dyn Flow>>,
}

impl OAuthBuilder {
    /// The permissions to ask for. Without them a person is asked for all that the registration names. Tokens that last
    /// and a name (`offline_access`, `openid`, `profile`) needn't be named.
    pub fn scopes<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.scopes = Scopes::new(names);
        self
    }

    /// The service that the permissions are for, if it isn't the cloud's Graph: `https://outlook.office.com/`.
    pub fn scope_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Which of several accounts in the store, by user name. Somebody else's sign-in is refused.
    pub fn account(mut self, user_name: impl Into<String>) -> Self {
        self.account = Some(user_name.into());
        self
    }

    /// Where tokens are kept. By default [`FileStore::user`]; a [`MemoryStore`] for a flow that needs no person and
    /// can be run again at any time.
    pub fn store(mut self, store: impl TokenStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// What to do when the store can't be read or written.
    pub fn on_store_failure(mut self, what: StoreFailure) -> Self {
        self.on_failure = what;
        self
    }

    /// How to get the first token. Without it, what the store keeps has to do.
    pub fn flow(mut self, flow: impl Flow + 'static) -> Self {
        self.flow = Some(Box::new(flow));
        self
    }

    /// Puts it together; sends nothing.
    ///
    /// # Errors
    /// When the application, a scope or the store's usual place can't be right.
    pub fn build(self) -> Result<OAuth> {
        let identity = self.flow.as_ref().map_or(Identity::Person, |flow| flow.identity());
        let subject = self.flow.as_ref().and_then(|flow| flow.subject());
        let account = self.account.as_deref().or(subject.as_deref());
        let key = StoreKey::new(&self.app, identity, account)?;
        let prefix = self.prefix.as_deref().unwrap_or(self.app.cloud.graph_url());
        let scopes = match identity {
            Identity::Application => self.scopes?.for_application(prefix)?,
            _ => self.scopes?.for_person(prefix)?,
        };
        let store = match self.store {
            Some(store) => store,
            None if self.flow.as_ref().is_none_or(|flow| flow.is_worth_keeping()) => {
                Arc::new(FileStore::user()?)
            }
            None => Arc::new(MemoryStore::new()),
        };
        Ok(OAuth {
            app: self.app,
            scopes,
            account: self.account,
            store,
            key,
            on_failure: self.on_failure,
            flow: self.flow,
            state: Mutex::default(),
            flight: Mutex::default(),
            asking: Mutex::default(),
        })
    }
}

/// What a panic left behind is whole: each change is a single step.
fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

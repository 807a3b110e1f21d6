//! Renewing: who does it, with which token, and what happens to the result.

use std::time::Duration;

use super::{
    AccessToken, AuthError, Failure, OAuth, Result, Secret, SignIn, State, StoreFailure, Token,
    TokenRequest,
};
use crate::auth::{StoreLock, flow};

impl State {
    /// The token, if it is what is asked for and not due.
    pub(super) fn good(&self, ask: &TokenRequest<'_>) -> Option<AccessToken> {
        self.token
            .as_ref()
            .filter(|token| is_good(token, ask))
            .map(|token| token.access_token().clone())
    }

    /// What came of a try that ended after `seen`.
    pub(super) fn since(&self, seen: u64, ask: &TokenRequest<'_>) -> Option<Result<AccessToken>> {
        if self.round == seen {
            return None;
        }
        if let Some(failure) = &self.failure {
            return Some(Err(failure.error()));
        }
        // A token that is due the moment it comes is good for those who waited for it.
        let token = self.token.as_ref().filter(|token| is_another(token, ask) && !self.unsaved)?;
        Some(Ok(token.access_token().clone()))
    }

    /// What to go on with: what is stored, unless the store couldn't take what we have. `None` for `stored` is a store
    /// that can't be read.
    pub(super) fn newest(&self, stored: Option<Option<Token>>) -> Option<Token> {
        match (&self.token, stored) {
            (own, None) => own.clone(),
            (Some(own), Some(None)) if self.unsaved => Some(own.clone()),
            // Somebody signed out.
            (_, Some(None)) => None,
            (None, Some(stored)) => stored,
            (Some(own), Some(Some(stored))) => {
                // Our own also knows when it came by the clock that nobody sets.
                let is_same = own.access_token() == stored.access_token()
                    && own.refresh_token() == stored.refresh_token();
                let is_newer = self.unsaved && own.expires_at() >= stored.expires_at();
                Some(if is_same || is_newer { own.clone() } else { stored })
            }
        }
    }

    fn put(&mut self, token: Token, unsaved: bool) {
        *self = State { token: Some(token), unsaved, round: self.round + 1, failure: None };
    }
}

impl OAuth {
    /// Gets a token that is good for what is asked, one thread at a time.
    pub(super) fn renew(&self, ask: &TokenRequest<'_>) -> Result<AccessToken> {
        let mut tried = None;
        self.renew_or_take(ask, &mut tried).inspect_err(|error| {
            let mut state = self.state();
            state.round += 1;
            // A failure that is only told again doesn't last longer for it.
            let is_known = state.failure.as_ref().is_some_and(|it| it.holds_for(tried.as_ref()));
            if !is_known {
                state.failure = Some(Failure::new(error, tried));
            }
        })
    }

    fn renew_or_take(
        &self,
        ask: &TokenRequest<'_>,
        tried: &mut Option<Secret>,
    ) -> Result<AccessToken> {
        // Another process may have been here. To look takes no lock.
        let unsaved = self.state().unsaved;
        if !unsaved && let Some(token) = self.known()?.filter(|token| is_good(token, ask)) {
            return Ok(self.adopt(token));
        }
        let _lock = self.lock()?;
        let newest = self.known()?;
        if let Some(token) = newest.as_ref().filter(|token| is_good(token, ask)) {
            if self.state().unsaved {
                self.keep(token.clone())?;
            }
            return Ok(self.adopt(token.clone()));
        }
        *tried = newest.as_ref().and_then(Token::refresh_token).cloned();
        if ask.claims.is_none() {
            let state = self.state();
            let failure = state.failure.as_ref();
            if let Some(failure) = failure.filter(|failure| failure.holds_for(tried.as_ref())) {
                return Err(failure.error());
            }
        }
        let token = match self.obtain(newest.clone(), ask) {
            Err(error) if error.needs_sign_in() && ask.claims.is_none() => {
                self.note_refusal(newest, ask)?;
                return Err(error);
            }
            obtained => obtained?,
        };
        let access = token.access_token().clone();
        self.keep(token)?;
        Ok(access)
    }

    /// An access token that the service refuses, and that can't be renewed, is no good although its time isn't over: kept
    /// as if it were, so that the next sign-in asks the person. Nothing is deleted.
    fn note_refusal(&self, newest: Option<Token>, ask: &TokenRequest<'_>) -> Result<()> {
        let refused = newest.filter(|token| ask.rejected == Some(token.access_token()));
        let Some(spent) = refused.map(|token| token.lifetime(Duration::ZERO)) else {
            return Ok(());
        };
        let saved = self.store.save(&self.key, &spent);
        self.state().token = Some(spent);
        self.tolerate(saved).map(drop)
    }

    /// Puts a token to use that the store has.
    fn adopt(&self, token: Token) -> AccessToken {
        let access = token.access_token().clone();
        let mut state = self.state();
        let unsaved = state.unsaved;
        state.put(token, unsaved);
        access
    }

    /// A new token: by the refresh token, else by a flow that needs no person.
    fn obtain(&self, newest: Option<Token>, ask: &TokenRequest<'_>) -> Result<Token> {
        let refused = match newest {
            Some(token) if token.refresh_token().is_some() => match self.refresh_or_newer(&token, ask) {
                Err(error) if error.needs_sign_in() => error,
                done => return done,
            },
            Some(_) => AuthError::sign_in(
                "the access token has ended and no refresh token came with it: was `offline_access` granted?",
            )
            .into(),
            None => AuthError::sign_in("nobody is signed in: call `sign_in` first").into(),
        };
        match self.flow.as_deref().filter(|flow| !flow.is_interactive()) {
            Some(flow) => Ok(flow.run(&self.unasked(ask))?.with_asked(self.scopes.clone())),
            None => Err(refused),
        }
    }

    /// Renews; and if the token was spent, looks once whether another process left a newer one.
    fn refresh_or_newer(&self, token: &Token, ask: &TokenRequest<'_>) -> Result<Token> {
        let refused = match self.refresh(token, ask) {
            Err(error) if error.needs_sign_in() => error,
            done => return done,
        };
        match self.load()?.flatten() {
            Some(newer) if newer.refresh_token() != token.refresh_token() => {
                if is_good(&newer, ask) {
                    return Ok(newer);
                }
                self.refresh(&newer, ask)
            }
            _ => Err(refused),
        }
    }

    fn refresh(&self, token: &Token, ask: &TokenRequest<'_>) -> Result<Token> {
        let Some(refresh) = token.refresh_token() else {
            return Err(AuthError::sign_in("there is no refresh token").into());
        };
        let credential = self.flow.as_ref().and_then(|flow| flow.credential());
        Ok(flow::renew(refresh, credential, &self.unasked(ask))?.or_keep(token))
    }

    /// What a flow is asked when no person is.
    fn unasked<'a>(&'a self, ask: &TokenRequest<'a>) -> SignIn<'a> {
        let mut sign_in = SignIn::new(&self.app, &self.scopes, ask.transport);
        sign_in.claims = ask.claims;
        sign_in.account = self.account.as_deref();
        sign_in
    }

    /// Saves a token, then puts it to use. It stays in memory even if it can't be saved.
    pub(super) fn keep(&self, token: Token) -> Result<()> {
        let saved = self.store.save(&self.key, &token);
        self.state().put(token, saved.is_err());
        self.tolerate(saved).map(drop)
    }

    /// Keeps a token in memory, to be saved later.
    pub(super) fn keep_unsaved(&self, token: Token) {
        self.state().put(token, true);
    }

    /// What is stored; `None` if that can't be known.
    pub(super) fn load(&self) -> Result<Option<Option<Token>>> {
        self.tolerate(self.store.load(&self.key))
    }

    pub(super) fn lock(&self) -> Result<Option<StoreLock>> {
        self.tolerate(self.store.lock(&self.key))
    }

    /// What the store did, or the error as the program wants it.
    fn tolerate<T>(&self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error) if self.on_failure == StoreFailure::Warn => {
                log::warn!("sign-in: the store fails: {error:?}");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether it answers what is asked, not looking at the clock.
fn is_another(token: &Token, ask: &TokenRequest<'_>) -> bool {
    match ask.rejected {
        Some(rejected) => token.access_token() != rejected,
        None => ask.claims.is_none(),
    }
}

fn is_good(token: &Token, ask: &TokenRequest<'_>) -> bool {
    is_another(token, ask) && !token.is_due()
}

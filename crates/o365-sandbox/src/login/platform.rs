//! The endpoints, and what the sandbox itself asks of them.

use crate::{
    answers,
    http::Incoming,
    login::{
        error::LoginError,
        form::Form,
        grants,
        identity::{self, Endpoint},
        options::Options,
        person,
        state::State,
        tokens::Denied,
    },
    service::Caller,
    sync::lock,
    uri::Uri,
    wire::Reply,
};
use std::sync::Mutex;

/// The login endpoints and what they remember.
#[derive(Debug)]
pub(crate) struct Login {
    options: Options,
    state: Mutex<State>,
}

impl Login {
    pub(crate) fn new(options: Options) -> Self {
        Login { options, state: Mutex::default() }
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// Answers `/{tenant}/oauth2/v2.0/{endpoint}`.
    pub(crate) fn answer(
        &self,
        tenant: &str,
        endpoint: &str,
        incoming: &Incoming,
        uri: &Uri,
        origin: &str,
        correlation: &str,
    ) -> Reply {
        let body = match endpoint {
            "token" => {
                let state = &mut *lock(&self.state);
                grants::token(state, &self.options, tenant, incoming, origin)
            }
            "devicecode" => self.device_code(incoming, origin),
            "authorize" => return self.authorize(incoming, uri, correlation),
            _ => {
                let text = format!("There is no endpoint '{endpoint}'.");
                let error = LoginError::new("invalid_request", 900_144, text);
                return error.reply_with(404, correlation);
            }
        };
        let mut reply = match body {
            Ok(body) => answers::json(200, &body),
            Err(error) => error.reply(correlation),
        };
        for (name, value) in [("Cache-Control", "no-store, no-cache"), ("Pragma", "no-cache")] {
            reply.headers.push((name.into(), value.into()));
        }
        reply
    }

    /// Answers `/sandbox/…`, where a person approves device codes with a browser.
    pub(crate) fn answer_person(&self, page: &str, incoming: &Incoming, uri: &Uri) -> Reply {
        person::answer(page, incoming, uri, |code, approve| self.decide(code, approve))
    }

    /// Answers a machine that asks for its own token.
    pub(crate) fn answer_machine(
        &self,
        endpoint: Endpoint,
        incoming: &Incoming,
        uri: &Uri,
    ) -> Reply {
        let tokens = &mut lock(&self.state).tokens;
        identity::answer(endpoint, tokens, &self.options, incoming, uri)
    }

    /// A token by which a workload shows who it is.
    pub(crate) fn workload_token(&self, subject: &str, origin: &str) -> String {
        let lifetime = self.options.token_lifetime;
        lock(&self.state).assertions.workload(subject, lifetime, origin)
    }

    /// The person's answer to a device code; `false` when no one waits for it.
    pub(crate) fn decide(&self, user_code: &str, approve: bool) -> bool {
        lock(&self.state).devices.decide(user_code, approve)
    }

    /// A new token without any sign-in.
    pub(crate) fn token_for(&self, caller: Caller) -> String {
        lock(&self.state).tokens.access(caller, self.options.token_lifetime)
    }

    /// Who calls with this bearer token.
    pub(crate) fn caller(&self, token: &str) -> Result<Caller, Denied> {
        lock(&self.state).tokens.caller(token)
    }

    pub(crate) fn expire_tokens(&self) {
        lock(&self.state).tokens.expire_all();
    }

    pub(crate) fn revoke(&self, token: &str) -> bool {
        lock(&self.state).tokens.revoke(token)
    }

    pub(crate) fn revoke_refresh_tokens(&self) {
        lock(&self.state).tokens.revoke_refresh_tokens();
    }

    fn device_code(
        &self,
        incoming: &Incoming,
        origin: &str,
    ) -> Result<serde_json::Value, LoginError> {
        let form = Form::read(incoming)?;
        let client_id = form.credentials(incoming)?.client_id;
        form.need("scope")?;
        let scopes = form.scopes()?;
        Ok(lock(&self.state).devices.begin(&client_id, scopes, &self.options, origin))
    }

    fn authorize(&self, incoming: &Incoming, uri: &Uri, correlation: &str) -> Reply {
        let form = match incoming.method.as_str() {
            "GET" => Form::of(uri.query.clone()),
            _ => Form::read(incoming),
        };
        match form {
            Ok(form) => lock(&self.state).codes.authorize(&form),
            Err(error) => error.reply(correlation),
        }
    }
}

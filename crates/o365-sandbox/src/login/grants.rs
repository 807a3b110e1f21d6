//! The token endpoint: one function a grant.

use crate::{
    http::Incoming,
    login::{
        error::LoginError,
        form::{Credentials, Form},
        options::{Options, PASSWORD},
        state::State,
        tokens::{Denied, Grant},
    },
    service::Caller,
};
use serde_json::Value;

const ON_BEHALF_OF: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The answer of the token endpoint.
pub(super) fn token(
    state: &mut State,
    options: &Options,
    tenant: &str,
    incoming: &Incoming,
    origin: &str,
) -> Result<Value, LoginError> {
    let form = Form::read(incoming)?;
    let kind = form.need("grant_type")?;
    let credentials = form.credentials(incoming)?;
    let proven = match &credentials.assertion {
        Some(assertion) => {
            state.assertions.check(assertion, &credentials.client_id, tenant, options)?;
            true
        }
        None => prove(&credentials, options)?,
    };
    let grant = match kind {
        "authorization_code" => by_code(state, &form, credentials, options)?,
        "refresh_token" => {
            let token = form.need("refresh_token")?;
            state.tokens.redeem(token, &credentials, form.scopes()?)?
        }
        ON_BEHALF_OF => by_caller(state, &form, credentials, proven)?,
        "client_credentials" => by_itself(&form, credentials, tenant, proven)?,
        "password" => by_password(&form, credentials, options)?,
        DEVICE_CODE => {
            let code = form.need("device_code")?;
            let scopes = state.devices.poll(code, &credentials, options)?;
            user(credentials, scopes, options)
        }
        other => {
            let text = format!("The app requested an unsupported grant type '{other}'.");
            return Err(LoginError::new("unsupported_grant_type", 70_003, text));
        }
    };
    Ok(state.tokens.issue(grant, options, origin))
}

/// Checks the secret, if one is shown; says whether the client proved who it is.
fn prove(credentials: &Credentials, options: &Options) -> Result<bool, LoginError> {
    let Credentials { client_id, secret, .. } = credentials;
    let Some(secret) = secret else { return Ok(false) };
    // A client may be registered anew with another secret; the latest holds.
    match options.clients.iter().rev().find(|(id, _)| id == client_id) {
        Some((_, known)) if known == secret => Ok(true),
        Some(_) => {
            let text = format!("Invalid client secret provided for the app '{client_id}'.");
            Err(LoginError::new("invalid_client", 7_000_215, text))
        }
        None => {
            let text = "Client is public so neither 'client_assertion' nor 'client_secret' \
             should be presented.";
            Err(LoginError::new("invalid_client", 700_025, text))
        }
    }
}

fn by_code(
    state: &mut State,
    form: &Form,
    credentials: Credentials,
    options: &Options,
) -> Result<Grant, LoginError> {
    let (scopes, nonce) = state.codes.redeem(form, &credentials)?;
    Ok(Grant { nonce, ..user(credentials, scopes, options) })
}

fn by_itself(
    form: &Form,
    credentials: Credentials,
    tenant: &str,
    proven: bool,
) -> Result<Grant, LoginError> {
    if ["common", "organizations", "consumers"].contains(&tenant.to_lowercase().as_str()) {
        let text = format!(
            "No tenant-identifying information found in either the request or implied by any \
             provided credentials: '{tenant}' names no tenant."
        );
        return Err(LoginError::new("invalid_request", 50_059, text));
    }
    is_confidential(proven)?;
    form.need("scope")?;
    let scopes = form.scopes()?;
    match scopes.as_slice() {
        [scope] if scope.ends_with("/.default") => {}
        _ => {
            let text = format!(
                "The provided value for scope {} is not valid. Client credential flows must \
                 have a scope value with /.default suffixed to the resource identifier.",
                scopes.join(" ")
            );
            return Err(LoginError::new("invalid_scope", 1_002_012, text));
        }
    }
    Ok(Grant { caller: Caller::App, client_id: credentials.client_id, scopes, nonce: None })
}

/// A service trades the token of the person who called it.
fn by_caller(
    state: &State,
    form: &Form,
    credentials: Credentials,
    proven: bool,
) -> Result<Grant, LoginError> {
    is_confidential(proven)?;
    if form.get("requested_token_use") != Some("on_behalf_of") {
        return Err(LoginError::missing("requested_token_use"));
    }
    form.need("scope")?;
    let caller = state.tokens.caller(form.need("assertion")?).map_err(|denied| match denied {
        Denied::Unknown => {
            LoginError::invalid_grant(50_013, "Assertion failed signature validation.")
        }
        Denied::Expired => {
            LoginError::invalid_grant(500_133, "Assertion is not within its valid time range.")
        }
        Denied::Revoked => LoginError::invalid_grant(
            50_173,
            "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        ),
    })?;
    if matches!(caller, Caller::App) {
        let text = "The assertion is the token of an application: there is no one to act for.";
        return Err(LoginError::invalid_grant(50_013, text));
    }
    Ok(Grant { caller, client_id: credentials.client_id, scopes: form.scopes()?, nonce: None })
}

/// Only a client that proved itself goes on.
fn is_confidential(proven: bool) -> Result<(), LoginError> {
    if proven {
        return Ok(());
    }
    let text = "The request body must contain the following parameter: 'client_assertion' or \
     'client_secret'.";
    Err(LoginError::new("invalid_client", 7_000_218, text))
}

fn by_password(
    form: &Form,
    credentials: Credentials,
    options: &Options,
) -> Result<Grant, LoginError> {
    let (name, password) = (form.need("username")?, form.need("password")?);
    form.need("scope")?;
    if !name.eq_ignore_ascii_case(&options.user) {
        let text = format!("The user account {name} does not exist in the directory.");
        return Err(LoginError::invalid_grant(50_034, text));
    }
    if password != PASSWORD {
        let text = "Error validating credentials due to invalid username or password.";
        return Err(LoginError::invalid_grant(50_126, text));
    }
    Ok(user(credentials, form.scopes()?, options))
}

fn user(credentials: Credentials, scopes: Vec<String>, options: &Options) -> Grant {
    let caller = Caller::User(options.user.clone());
    Grant { caller, client_id: credentials.client_id, scopes, nonce: None }
}

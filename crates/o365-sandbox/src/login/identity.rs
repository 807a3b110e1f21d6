//! The endpoints that give a machine in Azure its own tokens: the metadata service (IMDS), and the
//! one of App Service.

use crate::{
    answers,
    http::Incoming,
    login::{
        options::{IDENTITY_HEADER, Options},
        tokens::Tokens,
    },
    service::Caller,
    uri::Uri,
    wire::Reply,
};
use serde_json::{Value, json};
use std::time::SystemTime;

/// Which of the two endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Imds,
    AppService,
}

/// The answer of an endpoint.
pub(super) fn answer(
    endpoint: Endpoint,
    tokens: &mut Tokens,
    options: &Options,
    incoming: &Incoming,
    uri: &Uri,
) -> Reply {
    match token(endpoint, tokens, options, incoming, uri) {
        Ok(body) => answers::json(200, &body),
        Err(reply) => reply,
    }
}

fn token(
    endpoint: Endpoint,
    tokens: &mut Tokens,
    options: &Options,
    incoming: &Incoming,
    uri: &Uri,
) -> Result<Value, Reply> {
    if incoming.method != "GET" {
        return Err(refused(405, "method_not_allowed", "The endpoint only accepts GET."));
    }
    is_local(endpoint, incoming)?;
    let parameter = |name: &str| {
        let pair = uri.query.iter().find(|(key, value)| key == name && !value.is_empty());
        pair.map(|(_, value)| value.as_str())
    };
    let (version, principal) = match endpoint {
        Endpoint::Imds => ("2018-02-01", "object_id"),
        Endpoint::AppService => ("2019-08-01", "principal_id"),
    };
    if parameter("api-version") != Some(version) {
        let text = format!("Required query variable 'api-version' is not '{version}'");
        return Err(refused(400, "invalid_request", &text));
    }
    let Some(resource) = parameter("resource") else {
        let text = "Required query variable 'resource' is missing";
        return Err(refused(400, "invalid_request", text));
    };
    if resource.ends_with("/.default") {
        let text = format!("AADSTS500011: The resource principal named {resource} was not found.");
        return Err(refused(400, "invalid_resource", &text));
    }
    let (client, object) = (parameter("client_id"), parameter(principal));
    let fits = |(id, by_object): &(String, String)| match (client, object) {
        (Some(client), _) => id == client,
        (None, Some(object)) => by_object == object,
        (None, None) => false,
    };
    let is_system = client.is_none() && object.is_none();
    let assigned = options.identities.iter().find(|identity| fits(identity));
    if assigned.is_none() && !is_system {
        return Err(refused(400, "invalid_request", "Identity not found"));
    }
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = since.map_or(0, |since| since.as_secs());
    let lifetime = options.token_lifetime.as_secs();
    // Numbers are texts here.
    let mut body = json!({
        "access_token": tokens.access(Caller::App, options.token_lifetime),
        "client_id": assigned.map_or("", |(id, _)| id),
        "expires_on": now.saturating_add(lifetime).to_string(),
        "resource": resource,
        "token_type": "Bearer",
    });
    if let (Endpoint::Imds, Some(body)) = (endpoint, body.as_object_mut()) {
        body.insert("expires_in".into(), lifetime.to_string().into());
        body.insert("ext_expires_in".into(), lifetime.to_string().into());
        body.insert("not_before".into(), now.to_string().into());
    }
    Ok(body)
}

/// Whether the request shows that it was not led here from elsewhere.
fn is_local(endpoint: Endpoint, incoming: &Incoming) -> Result<(), Reply> {
    let header = |name: &str| answers::header(&incoming.headers, name);
    match endpoint {
        Endpoint::Imds if header("metadata").is_none_or(|it| !it.eq_ignore_ascii_case("true")) => {
            Err(refused(400, "invalid_request", "Required metadata header not specified"))
        }
        Endpoint::Imds if header("x-forwarded-for").is_some() => {
            Err(refused(400, "invalid_request", "The request must not go through a proxy"))
        }
        Endpoint::AppService if header("x-identity-header") != Some(IDENTITY_HEADER) => {
            Err(refused(401, "unauthorized", "The X-IDENTITY-HEADER is missing or wrong"))
        }
        _ => Ok(()),
    }
}

fn refused(status: u16, code: &str, text: &str) -> Reply {
    answers::json(status, &json!({"error": code, "error_description": text}))
}

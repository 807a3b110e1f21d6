//! Requests to the identity platform: our transport beneath, oauth2's requests above.

use std::{
    cell::RefCell,
    fmt,
    hash::{BuildHasher, RandomState},
    io::Read,
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use oauth2::{
    AuthType, ClientId, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet, ErrorResponse,
    RequestTokenError, StandardRevocableToken, TokenUrl,
    basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::{ErrorAnswer, TokenAnswer};
use crate::auth::App;
use crate::error::{AuthError, Error, Result, ServiceError, TransportError, TransportErrorKind};
use crate::transport::{Body, Timeouts, Transport, log};

/// How often a request that may be repeated is sent.
const TRIES: u32 = 3;
/// The longest wait between two tries; who is told to wait longer hears it at once.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// The first wait, where nothing was said.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// One request, all in all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// No answer is larger.
const LARGEST: u64 = 1 << 20;

/// oauth2's client, with the token endpoint.
pub(super) type Client<Device = EndpointNotSet> = oauth2::Client<
    ErrorAnswer,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    Device,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// The client of this application. Proof of who it is goes into the body, request by request.
pub(super) fn client(app: &App) -> Result<Client> {
    let url =
        TokenUrl::new(app.token_url()?).map_err(|_| Error::config("the login URL is no URL"))?;
    let client = oauth2::Client::new(ClientId::new(app.client_id.clone())).set_token_uri(url);
    Ok(client.set_auth_type(AuthType::RequestBody))
}

/// The same with the endpoint for device codes.
pub(super) fn device_client(app: &App) -> Result<Client<EndpointSet>> {
    let url = DeviceAuthorizationUrl::new(app.device_code_url()?);
    let url = url.map_err(|_| Error::config("the login URL is no URL"))?;
    Ok(client(app)?.set_device_authorization_url(url))
}

/// The way to the identity platform for one call. It keeps the last answer, to tell what went wrong.
#[derive(Debug)]
pub(super) struct Wire<'a> {
    transport: &'a dyn Transport,
    tries: u32,
    attended: bool,
    claims: Option<&'a str>,
    timeout: Duration,
    last: RefCell<Last>,
}

#[derive(Debug)]
enum Last {
    Nothing,
    Answer(Answer),
    Fault(TransportError),
}

/// An answer, read. Its body may hold tokens.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// There was no answer; the wire knows why.
#[derive(Debug, thiserror::Error)]
#[error("no answer")]
pub(super) struct Fault;

impl<'a> Wire<'a> {
    /// For a request that may be sent again.
    pub(super) fn repeating(transport: &'a dyn Transport) -> Self {
        Wire { tries: TRIES, ..Wire::once(transport) }
    }

    /// For a request that is good once, or is repeated by someone else.
    pub(super) fn once(transport: &'a dyn Transport) -> Self {
        Wire {
            transport,
            tries: 1,
            attended: true,
            claims: None,
            timeout: TIMEOUT,
            last: RefCell::new(Last::Nothing),
        }
    }

    /// No person is there who could help.
    pub(super) fn unattended(self) -> Self {
        Wire { attended: false, ..self }
    }

    /// Who has to sign in again needs these claims for it.
    pub(super) fn claiming(self, claims: Option<&'a str>) -> Self {
        Wire { claims, ..self }
    }

    /// Less time for each request.
    pub(super) fn within(self, timeout: Duration) -> Self {
        Wire { timeout, ..self }
    }

    /// What oauth2 calls.
    pub(super) fn send(&self, request: oauth2::HttpRequest) -> Result<oauth2::HttpResponse, Fault> {
        let (parts, body) = request.into_parts();
        let body = Bytes::from(body);
        let mut tried = 0;
        loop {
            tried += 1;
            let mut request = http::Request::from_parts(parts.clone(), Body::Bytes(body.clone()));
            request.extensions_mut().insert(Timeouts::default().total(self.timeout));
            let result = exchange(self.transport, request, tried);
            let wait = match &result {
                Ok(answer) => answer.is_transient().then(|| answer.retry_after()),
                Err(fault) => fault.is_transient().then_some(None),
            };
            let wait = wait.map(|asked| asked.unwrap_or_else(|| backoff(tried)));
            if let Some(wait) = wait.filter(|wait| tried < self.tries && *wait <= LONGEST_WAIT) {
                match &result {
                    Ok(answer) => {
                        log::retry(tried + 1, wait, format_args!("status {}", answer.status));
                    }
                    Err(fault) => log::retry(tried + 1, wait, fault),
                }
                thread::sleep(wait);
                continue;
            }
            let (last, response) = match result {
                Ok(answer) => {
                    let response = answer.to_response();
                    (Last::Answer(answer), Ok(response))
                }
                Err(fault) => (Last::Fault(fault), Err(Fault)),
            };
            self.last.replace(last);
            return response;
        }
    }

    /// The OAuth code of the last answer.
    pub(super) fn last_code(&self) -> Option<String> {
        match &*self.last.borrow() {
            Last::Answer(answer) => answer.code(),
            _ => None,
        }
    }

    /// Whether the last try failed in a way that another could go well.
    pub(super) fn last_is_transient(&self) -> bool {
        match &*self.last.borrow() {
            Last::Answer(answer) => answer.is_transient(),
            Last::Fault(fault) => fault.is_transient(),
            Last::Nothing => false,
        }
    }

    /// Sends a form that oauth2 doesn't know.
    pub(super) fn post<T: DeserializeOwned>(
        self,
        url: &str,
        fields: &[(&str, String)],
    ) -> Result<T> {
        let pairs = fields.iter().map(|(name, value)| {
            format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))
        });
        let form = pairs.collect::<Vec<_>>().join("&");
        let request = http::Request::post(url)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into_bytes());
        self.call(request.map_err(|_| Error::config("the login URL is no URL"))?)
    }

    /// Sends a request and reads the JSON of its answer.
    pub(super) fn call<T: DeserializeOwned>(self, request: oauth2::HttpRequest) -> Result<T> {
        let response = self.send(request).ok().filter(|response| response.status() == 200);
        let value = response.and_then(|response| serde_json::from_slice(response.body()).ok());
        value.ok_or_else(|| self.failure())
    }

    /// The result, or the error that the last answer tells of.
    pub(super) fn finish<T, E: ErrorResponse>(
        self,
        result: Result<T, RequestTokenError<Fault, E>>,
    ) -> Result<T> {
        // oauth2's own error may hold the body, and with it a token.
        result.map_err(|_| self.failure())
    }

    fn failure(self) -> Error {
        match self.last.into_inner() {
            Last::Answer(answer) => {
                let mut refusal = answer.refusal();
                refusal.needs_sign_in &= self.attended;
                if refusal.needs_sign_in && refusal.claims.is_none() {
                    refusal.claims = self.claims.map(str::to_owned);
                }
                refusal.into()
            }
            Last::Fault(fault) => fault.into(),
            Last::Nothing => Error::config("the sign-in request can't be made"),
        }
    }
}

/// Sends a request and reads its answer.
fn exchange(
    transport: &dyn Transport,
    request: http::Request<Body>,
    attempt: u32,
) -> Result<Answer, TransportError> {
    log::request(request.method(), &request.uri().to_string(), attempt);
    let sent = Instant::now();
    transport.send(request).and_then(|response| {
        let (parts, incoming) = response.into_parts();
        let mut body = Vec::new();
        incoming.take(LARGEST).read_to_end(&mut body).map_err(|error| {
            let kind = match error.kind() {
                std::io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
                _ => TransportErrorKind::Closed,
            };
            TransportError::new(kind, true, "while the answer was read").with_source(error)
        })?;
        log::answer(parts.status, sent.elapsed(), None, u64::try_from(body.len()).ok());
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    })
}

/// Doubles from try to try, and is a little random, so that many programs don't come back at once.
fn backoff(tried: u32) -> Duration {
    let random = RandomState::new().hash_one(tried) % 1000;
    let wait = FIRST_WAIT.saturating_mul(1 << tried.min(6));
    wait / 2 + wait.mul_f64(random as f64 / 2000.0)
}

impl Answer {
    /// Whether another try could help.
    pub(super) fn is_transient(&self) -> bool {
        match self.status {
            429 | 500.. => true,
            // A proxy or a sign-in page of the network in between answered.
            200 => self.json().is_none(),
            _ => self.code().is_some_and(|code| code == "temporarily_unavailable"),
        }
    }

    pub(super) fn code(&self) -> Option<String> {
        Some(self.json()?.get("error")?.as_str()?.to_owned())
    }

    fn retry_after(&self) -> Option<Duration> {
        ServiceError::parse(self.status, &self.headers, b"").retry_after
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok().filter(Value::is_object)
    }

    fn to_response(&self) -> oauth2::HttpResponse {
        let mut response = http::Response::new(self.body.clone());
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        // What is JSON is read, whatever its header says.
        if self.json().is_none()
            && let Some(kind) = self.headers.get(header::CONTENT_TYPE)
        {
            response.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
        }
        response
    }

    /// The error that this answer tells of.
    pub(super) fn refusal(&self) -> AuthError {
        let json = self.json().unwrap_or_default();
        let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut error = AuthError::other(
            text("error_description")
                .map_or_else(|| self.without_words(), |description| one_line(&description)),
        );
        let numbers = json.get("error_codes").and_then(Value::as_array);
        error.numbers = numbers.into_iter().flatten().filter_map(Value::as_u64).collect();
        if error.numbers.is_empty() {
            error.numbers.extend(number(&error.message));
        }
        error.needs_sign_in = self.code().is_some_and(|code| person_can_help(&code));
        error.code = self.code();
        error.claims = text("claims").filter(|claims| !claims.is_empty());
        error.status = Some(self.status);
        error.correlation_id = text("correlation_id");
        error.retry_after = self.retry_after();
        error
    }

    fn without_words(&self) -> String {
        let kind = self.headers.get(header::CONTENT_TYPE).map(HeaderValue::to_str);
        let kind = kind.and_then(|kind| kind.ok()).unwrap_or("an unknown type");
        match self.status {
            200 if self.json().is_some() => "the identity platform's answer holds no token".into(),
            200 => format!(
                "the answer is no token but {kind}: is a proxy or a sign-in page of the network in between?"
            ),
            status @ (429 | 500..) => format!("the identity platform is not available ({status})"),
            status @ 300..400 => format!("the identity platform sends us elsewhere ({status})"),
            status => format!("the identity platform refuses without a word ({status})"),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Codes that another sign-in cures. [RFC 6749, 5.2; RFC 8628, 3.5; OpenID Connect Core, 3.1.2.6]
fn person_can_help(code: &str) -> bool {
    const CODES: [&str; 8] = [
        "invalid_grant",
        "interaction_required",
        "login_required",
        "consent_required",
        "access_denied",
        "authorization_declined",
        "expired_token",
        "bad_verification_code",
    ];
    CODES.contains(&code)
}

/// The first number of `AADSTS70008: ..`.
fn number(message: &str) -> Option<u64> {
    let (_, rest) = message.split_once("AADSTS")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The description without the numbers that follow it, which have their own places.
fn one_line(description: &str) -> String {
    let words = description.split("Trace ID:").next().unwrap_or_default();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(500).collect()
}

//! Sends a request: token, gate, retries, redirects, errors.

use std::{
    cell::Cell,
    io::{self, Read},
    mem, thread,
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};

use super::prepare::{check, headers};
use super::whole::read_whole;
use super::{Connection, Request, Response, RetryEvent, Stream};
use crate::auth::{AccessToken, TokenRequest};
use crate::error::{Error, Result, ServiceError, TransportError, TransportErrorKind};
use crate::gate::{self, Shut};
use crate::guid::guid;
use crate::origin::Origin;
use crate::retry::{self, Verdict};
use crate::transport::{Body, Incoming, Timeouts, log};

/// Bytes of an error's body that are read to keep the connection.
const LARGEST_ERROR: u64 = 1 << 20;
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 10;
/// The service's number for a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
/// Our number for a request: another for each try, unless the caller has one.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
/// Headers that may go along to another host.
const HARMLESS: [HeaderName; 4] =
    [header::ACCEPT, header::ACCEPT_ENCODING, header::RANGE, header::IF_RANGE];

pub(super) fn send(mut request: Request) -> Result<Response> {
    let spare = Cell::new(mem::take(&mut request.spare));
    let (connection, method) = (request.connection.clone(), request.method.to_string());
    let call = Call::new(request)?;
    let path = call.path.clone();
    let changes = call.changes_something_by_json();
    let repeatable = call.repeatable;
    let largest = connection.inner.largest_answer;
    let read = |headers: &HeaderMap, body| read_whole(headers, body, spare.take(), largest);
    let (parts, body) = call.run(read)?.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    let response = Response { connection, method, path, status, headers, body };
    if changes && response.is_page() {
        // Somebody in between answered. Nobody may take that for the service's yes.
        let error = response.page_error();
        return Err(if repeatable { error } else { error.with_outcome_unknown() });
    }
    Ok(response)
}

pub(super) fn stream(request: Request) -> Result<Stream> {
    let (parts, body) = Call::new(request)?.run(|_, body| Ok(body))?.into_parts();
    Ok(Stream { status: parts.status, headers: parts.headers, body })
}

/// A request on its way.
struct Call {
    connection: Connection,
    method: Method,
    path: String,
    url: String,
    scope: String,
    headers: HeaderMap,
    body: Body,
    timeouts: Timeouts,
    /// The body can be read once only, so it goes out once.
    once: bool,
    repeatable: bool,
    follow: bool,
    impatient_of: Option<u16>,
    started: Instant,
    /// The last answer came from the service itself, not from where it redirected to.
    at_home: bool,
}

impl Call {
    fn new(mut request: Request) -> Result<Self> {
        check(&mut request)?;
        let (method, path) = (request.method.clone(), request.shown_path());
        let at = |error: Error| error.with_request(method.as_str(), &path);
        let url = request.url().map_err(at)?;
        let headers = headers(&mut request).map_err(at)?;
        let once = matches!(request.body, Body::Reader(..));
        let repeatable = request.repeatable && !once;
        Ok(Call {
            scope: gate::scope(request.path()),
            once,
            url,
            headers,
            repeatable,
            body: mem::take(&mut request.body),
            timeouts: request.timeouts,
            follow: request.follow,
            impatient_of: request.impatient_of,
            connection: request.connection,
            started: Instant::now(),
            at_home: true,
            method,
            path,
        })
    }

    /// Sends until there is an answer or no hope, and lets `read` have the answer's body.
    fn run<B>(
        mut self,
        read: impl Fn(&HeaderMap, Incoming) -> Result<B, TransportError>,
    ) -> Result<http::Response<B>> {
        let retry = self.connection.retry().clone();
        let mut token = self.token(TokenRequest::new(self.connection.transport()))?;
        let (mut attempts, mut renewed, mut uncertain) = (0, false, false);
        let mut last = None;
        loop {
            attempts += 1;
            let permit = self.connection.gate().enter(&self.scope, self.until(), self.limit());
            let permit = match permit {
                Ok(permit) => permit,
                // What the service said last is worth more than our own word.
                Err(shut) => {
                    let error = last.unwrap_or_else(|| self.at(kept_out(shut)));
                    return Err(error.with_attempts(attempts - 1));
                }
            };
            let error = match self.attempt(&token, attempts, &read) {
                Ok(answer) => return Ok(answer),
                Err(error) => self.at(error),
            };
            drop(permit);
            if error.status() == Some(404) && uncertain && self.method == Method::DELETE {
                // The try before did it: what was to be deleted is gone.
                return self.gone(&read);
            }
            if error.status() == Some(401) && !renewed && !self.once && self.at_home {
                renewed = true;
                attempts -= 1;
                token = self.another_token(&token, error)?;
                continue;
            }
            if error.is_throttled()
                && let Some(pause) = error.retry_after()
            {
                self.connection.gate().hold(&self.scope, pause);
            }
            let verdict = match retry::judge(&error, self.repeatable) {
                Verdict::Again
                    if self.once
                        || error.status() == self.impatient_of && self.impatient_of.is_some() =>
                {
                    Verdict::Final
                }
                verdict => verdict,
            };
            let wait = retry.wait(attempts, self.started.elapsed(), verdict, error.retry_after());
            let in_time = |wait: &Duration| {
                let end = Instant::now().checked_add(*wait);
                end.is_some_and(|end| self.until().is_none_or(|until| end <= until))
            };
            let wait = wait.filter(in_time);
            let error = error.with_attempts(attempts);
            let Some(wait) = wait else {
                return Err(match self.is_in_doubt(&error, verdict, uncertain) {
                    true => error.with_outcome_unknown(),
                    false => error,
                });
            };
            uncertain |= may_have_been_done(&error);
            if !matches!(error.status(), Some(429)) {
                self.connection.transport().reset();
            }
            log::retry(attempts + 1, wait, &error);
            self.connection.tell(&RetryEvent { error: &error, attempts, wait });
            last = Some(error);
            thread::sleep(wait);
        }
    }

    /// One try, redirects included.
    fn attempt<B>(
        &mut self,
        token: &AccessToken,
        number: u32,
        read: &impl Fn(&HeaderMap, Incoming) -> Result<B, TransportError>,
    ) -> Result<http::Response<B>> {
        let mut url = self.url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let request = self.request(&url, token)?;
            let sent = Instant::now();
            log::request(&self.method, &url, number);
            let answer = self.connection.transport().send(request)?;
            let header = |name: HeaderName| answer.headers().get(name)?.to_str().ok();
            let bytes = header(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
            log::answer(answer.status(), sent.elapsed(), header(REQUEST_ID), bytes);
            let (parts, body) = answer.into_parts();
            let status = parts.status;
            if status.is_success()
                || status == StatusCode::NOT_MODIFIED
                || (status.is_redirection() && !self.follow)
            {
                let body = read(&parts.headers, body)?;
                return Ok(http::Response::from_parts(parts, body));
            }
            if status.is_redirection() {
                url = self.next(&url, status, &parts.headers)?;
                _ = io::copy(&mut body.take(LARGEST_ERROR), &mut io::sink());
                continue;
            }
            // What can't be read of an error's body isn't worth losing the status for.
            let mut bytes = Vec::new();
            _ = body.take(LARGEST_ERROR).read_to_end(&mut bytes);
            return Err(ServiceError::parse(status.as_u16(), &parts.headers, &bytes).into());
        }
        Err(refused("too many redirects"))
    }

    /// The request for `url`: the token and our headers only where they may go.
    fn request(&mut self, url: &str, token: &AccessToken) -> Result<http::Request<Body>> {
        let uri: Uri = url
            .parse()
            .map_err(|_| Error::input(format!("`{}` is no address", log::redact_url(url))))?;
        self.at_home = Origin::of(url).as_ref() == Some(self.connection.origin());
        let body = match &mut self.body {
            _ if !self.at_home => Body::Empty,
            Body::Bytes(bytes) => Body::Bytes(bytes.clone()),
            body => mem::take(body),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        if self.at_home {
            headers.clone_from(&self.headers);
            let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.secret()))
                .map_err(|_| Error::config("the token has characters that a header can't have"))?;
            bearer.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, bearer);
            if !headers.contains_key(CLIENT_REQUEST_ID) {
                let id = HeaderValue::try_from(guid()).map_err(|_| Error::input("no id"))?;
                headers.insert(CLIENT_REQUEST_ID, id);
            }
        } else {
            let harmless = HARMLESS
                .iter()
                .filter_map(|name| Some((name.clone(), self.headers.get(name)?.clone())));
            headers.extend(harmless);
        }
        headers.insert(header::USER_AGENT, self.connection.user_agent().clone());
        let left = self.timeouts.total.map(|total| total.saturating_sub(self.started.elapsed()));
        request.extensions_mut().insert(Timeouts { total: left, ..self.timeouts });
        Ok(request)
    }

    /// Where a redirect leads, if it may be followed.
    fn next(&self, url: &str, status: StatusCode, headers: &HeaderMap) -> Result<String> {
        let location = headers
            .get(header::LOCATION)
            .and_then(|location| location.to_str().ok())
            .unwrap_or_default();
        let here = Origin::of(url).ok_or_else(|| refused("redirected from an odd address"))?;
        let next = match location.starts_with('/') && !location.starts_with("//") {
            true => format!("{}{location}", here.text()),
            false => location.to_owned(),
        };
        let there = Origin::of(&next)
            .ok_or_else(|| refused("redirected to an address that isn't http or https"))?;
        let read_only = self.method == Method::GET || self.method == Method::HEAD;
        let repeats =
            matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
        match here.may_lead_to(&there) {
            false => Err(refused(format!("redirected to {}, which isn't https", there.text()))),
            true if read_only || (repeats && here == there && !self.once) => Ok(next),
            true => Err(refused(format!("redirected a {} to {}", self.method, there.text()))),
        }
    }

    /// Whether nobody knows if it was done, now that it is given up. `uncertain` says so of the tries before.
    fn is_in_doubt(&self, error: &Error, verdict: Verdict, uncertain: bool) -> bool {
        // A conflict after a lost answer may be with what the try before did.
        let own_traces = uncertain && matches!(error.status(), Some(409 | 412));
        let lost = uncertain || (verdict == Verdict::Again && may_have_been_done(error));
        let changes = self.method != Method::GET && self.method != Method::HEAD;
        verdict == Verdict::Unknown || own_traces || (lost && changes && given_up(error))
    }

    fn token(&self, ask: TokenRequest<'_>) -> Result<AccessToken> {
        self.connection.tokens().token(&ask).map_err(|error| self.at(error))
    }

    /// A token in place of the one that was refused, with the claims that the service asks for.
    fn another_token(&self, rejected: &AccessToken, refusal: Error) -> Result<AccessToken> {
        let ask = TokenRequest::new(self.connection.transport()).instead_of(rejected);
        let Some(claims) = refusal.claims() else {
            return self.token(ask).map_err(|no_token| no_token.caused_by(refusal));
        };
        match self.token(ask.with_claims(claims)) {
            Ok(token) if token != *rejected => Ok(token),
            Err(no_token) if no_token.claims().is_some() || !no_token.needs_sign_in() => {
                Err(no_token.caused_by(refusal))
            }
            // The source knows nothing of claims: the refusal says what a sign-in needs.
            _ => Err(refusal),
        }
    }

    /// Whether it is a change whose answer, if it has a body, is JSON.
    fn changes_something_by_json(&self) -> bool {
        let json = self.headers.get(header::ACCEPT).is_some_and(|kind| kind == "application/json");
        json && self.method != Method::GET && self.method != Method::HEAD
    }

    /// When the caller wants to be back.
    fn limit(&self) -> Option<Instant> {
        self.timeouts.total.and_then(|total| self.started.checked_add(total))
    }

    /// When waiting ends.
    fn until(&self) -> Option<Instant> {
        let total = self.connection.retry().total();
        let tries = total.and_then(|total| self.started.checked_add(total));
        [tries, self.limit()].into_iter().flatten().min()
    }

    /// The answer to a deletion that a lost try has done.
    fn gone<B>(
        &self,
        read: &impl Fn(&HeaderMap, Incoming) -> Result<B, TransportError>,
    ) -> Result<http::Response<B>> {
        let mut answer = http::Response::new(read(&HeaderMap::new(), Box::new(io::empty()))?);
        *answer.status_mut() = StatusCode::NO_CONTENT;
        Ok(answer)
    }

    fn at(&self, error: Error) -> Error {
        error.with_request(self.method.as_str(), &self.path)
    }
}

/// Why a request wasn't let in.
fn kept_out(shut: Shut) -> Error {
    match shut {
        Shut::Held(pause) => held_back(pause),
        Shut::Full => {
            let reason = "no place came free among the requests that a mailbox takes at once";
            TransportError::new(TransportErrorKind::Timeout, false, reason).into()
        }
    }
}

/// The answer that a paused scope gives in the service's name.
pub(super) fn held_back(pause: Duration) -> Error {
    let mut headers = HeaderMap::new();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(pause.as_secs().saturating_add(1)));
    let body = br#"{"error":{"code":"TooManyRequests","message":"Held back: the service asked for a longer pause than this call may take."}}"#;
    ServiceError::parse(429, &headers, body).into()
}

/// Whether nothing was learned of what became of it: no answer, or one of an intermediary.
fn given_up(error: &Error) -> bool {
    error.service().is_none_or(|answer| answer.status >= 500 || answer.status == 408)
        || error.is_throttled()
}

fn may_have_been_done(error: &Error) -> bool {
    match error.kind() {
        _ if error.is_throttled() => false,
        crate::error::ErrorKind::Transport(failure) => failure.may_have_been_sent(),
        _ => true,
    }
}

fn refused(reason: impl Into<String>) -> Error {
    TransportError::new(TransportErrorKind::Refused, true, reason).into()
}

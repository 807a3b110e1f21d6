//! The service's own words, whatever shape they come in.

use std::{collections::BTreeMap, fmt, time::Duration};

use http::HeaderMap;
use serde_json::{Value, value::RawValue};
use time::OffsetDateTime;

use crate::base64;
use crate::time::parse_http_date;

/// Bytes of an error's body that are kept.
const BODY: usize = 64 * 1024;
/// Nested `innerError`s that are looked into.
const DEPTH: usize = 32;

/// An error answer of the service.
///
/// [Microsoft Graph error responses](https://learn.microsoft.com/graph/errors).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ServiceError {
    /// HTTP status.
    pub status: u16,
    /// `error.code`, such as `ErrorItemNotFound`; the status in words where the service gave none.
    pub code: String,
    /// Codes of the nested `innerError`s, from the outside in; the last is the most exact.
    pub inner_codes: Vec<String>,
    /// `error.message`, on one line.
    pub message: String,
    /// What of the request is meant.
    pub target: Option<String>,
    /// More than one thing was wrong.
    pub details: Vec<ErrorDetail>,
    /// The service's number for the request: quote it to Microsoft's support.
    pub request_id: Option<String>,
    /// Our number for the request.
    pub client_request_id: Option<String>,
    /// When the service answered, by its clock.
    pub date: Option<OffsetDateTime>,
    /// How long the service asks to wait; rounded up to what it said, never less.
    pub retry_after: Option<Duration>,
    /// Where the service points to: the fresh start of a lapsed delta.
    pub location: Option<String>,
    /// Claims that the next token has to bring (conditional access), as JSON.
    pub claims: Option<String>,
    /// The body as it came, cut to 64 KiB; empty where it was not text.
    pub body: String,
}

/// One of several things that were wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What of the request is meant.
    pub target: Option<String>,
}

impl ServiceError {
    /// Reads an error answer. Never fails: a body that is HTML, empty, cut or of another shape gives what it can.
    pub fn parse(status: u16, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body.get(..BODY.min(body.len())).unwrap_or_default());
        let header = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        let date = header("date").and_then(|date| parse_http_date(&date));
        let mut error = ServiceError {
            status,
            request_id: header("request-id").or_else(|| header("x-ms-request-id")),
            client_request_id: header("client-request-id"),
            date,
            retry_after: header("retry-after").and_then(|after| retry_after(&after, date)),
            location: header("location"),
            claims: header("www-authenticate").and_then(|challenge| claims(&challenge)),
            ..Default::default()
        };
        let bare = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let json = serde_json::from_slice(bare)
            .ok()
            .or_else(|| shallow(std::str::from_utf8(bare).ok()?, DEPTH));
        match &json {
            Some(json) => error.read_json(json),
            None => error.message = plain(&text),
        }
        if error.code.is_empty() {
            error.code = words(status).to_owned();
        }
        error.body = text.into_owned();
        error
    }

    /// The code and all inner codes.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.code).chain(&self.inner_codes).map(String::as_str)
    }

    /// Whether the service gave this code, at any depth. Case doesn't matter.
    pub fn has_code(&self, code: &str) -> bool {
        self.codes().any(|own| own.eq_ignore_ascii_case(code))
    }

    pub(super) fn says_not_found(&self) -> bool {
        const CODES: [&str; 4] = [
            "ErrorItemNotFound",
            "itemNotFound",
            "Request_ResourceNotFound",
            "ErrorFolderNotFound",
        ];
        self.status == 400 && CODES.iter().any(|code| self.has_code(code))
    }

    pub(super) fn says_resync(&self) -> bool {
        const CODES: [&str; 3] = ["SyncStateNotFound", "SyncStateInvalid", "resyncRequired"];
        self.status == 410 || CODES.iter().any(|code| self.has_code(code))
    }

    fn read_json(&mut self, json: &Value) {
        // Graph has `error`, SharePoint `odata.error`, gateways anything; OAuth has text where Graph has an object.
        let error =
            ["error", "odata.error"].iter().find_map(|name| get(json, name)).unwrap_or(json);
        if let Some(code) = error.as_str() {
            self.code = one_line(code);
            self.message = ["error_description", "message"]
                .iter()
                .find_map(|name| text(json, name))
                .unwrap_or_default();
            return;
        }
        self.code = text(error, "code").unwrap_or_default();
        let message = get(error, "message");
        let nested = message.and_then(|message| text(message, "value"));
        self.message =
            nested.or_else(|| message.and_then(Value::as_str).map(one_line)).unwrap_or_default();
        self.target = text(error, "target");
        let details = get(error, "details").and_then(Value::as_array);
        self.details = details.into_iter().flatten().take(DEPTH).map(detail).collect();
        let mut inner = get(error, "innererror");
        for _ in 0..DEPTH {
            let Some(level) = inner else { break };
            self.inner_codes.extend(text(level, "code").filter(|code| !code.is_empty()));
            self.request_id = self.request_id.take().or_else(|| text(level, "request-id"));
            self.client_request_id =
                self.client_request_id.take().or_else(|| text(level, "client-request-id"));
            inner = get(level, "innererror");
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.100}", self.status, self.code)?;
        if let Some(inner) =
            self.inner_codes.last().filter(|inner| !inner.eq_ignore_ascii_case(&self.code))
        {
            write!(f, "/{inner:.100}")?;
        }
        if !self.message.is_empty() {
            write!(f, ": {:.1000}", self.message)?;
        }
        for detail in self.details.iter().take(3).filter(|detail| !detail.message.is_empty()) {
            write!(f, " [{:.200}]", detail.message)?;
        }
        Ok(())
    }
}

/// Without the body and the location, which may hold addresses that open something.
impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("inner_codes", &self.inner_codes)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("request_id", &self.request_id)
            .field("client_request_id", &self.client_request_id)
            .field("date", &self.date)
            .field("retry_after", &self.retry_after)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}

/// Reads `Retry-After`: whole or decimal seconds, or a date, told by the service's own clock where it gave one.
pub(crate) fn retry_after(text: &str, now: Option<OffsetDateTime>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return match seconds {
            s if s.is_nan() || s < 0.0 => None,
            // More than Duration holds: as good as never.
            s => Some(Duration::try_from_secs_f64(s).unwrap_or(Duration::MAX)),
        };
    }
    let wait = parse_http_date(text)? - now.unwrap_or_else(OffsetDateTime::now_utc);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

/// The claims of a `WWW-Authenticate` challenge, decoded.
fn claims(challenge: &str) -> Option<String> {
    let (_, rest) = challenge.split_once("claims=\"")?;
    let (encoded, _) = rest.split_once('"')?;
    let bytes = base64::decode(encoded)?;
    String::from_utf8(bytes).ok()
}

fn detail(value: &Value) -> ErrorDetail {
    ErrorDetail {
        code: text(value, "code").unwrap_or_default(),
        message: text(value, "message").unwrap_or_default(),
        target: text(value, "target"),
    }
}

/// A member, by a name whose case the services don't agree on.
fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.get(name).or_else(|| {
        object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    })
}

fn text(value: &Value, name: &str) -> Option<String> {
    match get(value, name)? {
        Value::String(text) => Some(one_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What a terminal can be given: blanks for control characters, one for many.
fn one_line(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An object that nests deeper than serde_json follows: what lies deeper than `depth` reads as null.
fn shallow(text: &str, depth: usize) -> Option<Value> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    let value = |raw: &RawValue| {
        let whole = serde_json::from_str(raw.get()).ok();
        whole.or_else(|| shallow(raw.get(), depth.checked_sub(1)?)).unwrap_or_default()
    };
    Some(members.into_iter().map(|(name, raw)| (name, value(raw))).collect())
}

/// The words of a page that isn't JSON: tags dropped, short.
fn plain(text: &str) -> String {
    let mut inside = false;
    let words = text.chars().filter_map(|c| {
        inside = (inside || c == '<') && c != '>';
        match c {
            '>' => Some(' '),
            _ => Some(c).filter(|_| !inside),
        }
    });
    let words: String = words.take(2_000).collect();
    one_line(&words).chars().take(200).collect()
}

/// A status in words, for answers that bring no code.
fn words(status: u16) -> &'static str {
    let status = http::StatusCode::from_u16(status).ok();
    status.and_then(|status| status.canonical_reason()).unwrap_or("unknown status")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(status: u16, body: &str) -> ServiceError {
        ServiceError::parse(status, &HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn reads_graph() {
        let error = parse(
            400,
            r#"{"error":{"code":"invalidRequest","message":"Bad\n one","target":"x","details":[{"code":"d","message":"m"}],
            "innererror":{"code":"pathIsTooLong","innerError":{"code":"deeper","request-id":"r","client-request-id":"c"}}}}"#,
        );
        assert_eq!((error.code.as_str(), error.message.as_str()), ("invalidRequest", "Bad one"));
        assert_eq!(error.inner_codes, ["pathIsTooLong", "deeper"]);
        assert_eq!(
            (error.request_id.as_deref(), error.client_request_id.as_deref()),
            (Some("r"), Some("c"))
        );
        assert_eq!(error.details.len(), 1);
        assert_eq!(error.to_string(), "400 invalidRequest/deeper: Bad one [m]");
        assert!(error.has_code("PATHISTOOLONG"));
    }

    #[test]
    fn reads_every_other_shape() {
        let sharepoint = parse(
            400,
            r#"{"odata.error":{"code":"-1, SPException","message":{"lang":"en","value":"No"}}}"#,
        );
        assert_eq!(
            (sharepoint.code.as_str(), sharepoint.message.as_str()),
            ("-1, SPException", "No")
        );
        let oauth =
            parse(400, r#"{"error":"invalid_grant","error_description":"AADSTS70000: no"}"#);
        assert_eq!(
            (oauth.code.as_str(), oauth.message.as_str()),
            ("invalid_grant", "AADSTS70000: no")
        );
        let html = parse(502, "<html><body><h1>Bad\nGateway</h1>nginx</body></html>");
        assert_eq!(
            (html.code.as_str(), html.message.as_str()),
            ("Bad Gateway", "Bad Gateway nginx")
        );
        for body in [
            "",
            "{}",
            "[]",
            "null",
            "{\"error\":{}}",
            "{\"error\":{\"code\":",
            "{\"error\":null}",
            "\u{feff}{}",
        ] {
            assert_eq!(parse(503, body).code, "Service Unavailable", "{body}");
        }
        assert_eq!(parse(400, r#"{"Message":"upper"}"#).message, "upper");
    }

    #[test]
    fn deep_and_huge_bodies_are_cut() {
        let deep = format!("{}1{}", "{\"innererror\":".repeat(5_000), "}".repeat(5_000));
        assert_eq!(parse(400, &deep).code, "Bad Request");
        assert_eq!(parse(400, &"x".repeat(5_000_000)).body.len(), BODY);
    }

    #[test]
    fn reads_every_retry_after() {
        let now = OffsetDateTime::from_unix_timestamp(784_111_777).ok(); // Sun, 06 Nov 1994 08:49:37 GMT
        assert_eq!(retry_after("2", now), Some(Duration::from_secs(2)));
        assert_eq!(retry_after(" 2.128 ", now), Some(Duration::from_millis(2128)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:40 GMT", now), Some(Duration::from_secs(3)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:30 GMT", now), Some(Duration::ZERO));
        for bad in ["-5", "abc", "", "NaN"] {
            assert_eq!(retry_after(bad, now), None, "{bad}");
        }
        assert!(retry_after("99999999999999999999", now) > Some(Duration::from_secs(1 << 40)));
        assert!(retry_after("inf", now).is_none_or(|wait| wait > Duration::from_secs(1 << 40)));
    }

    #[test]
    fn decodes_a_claims_challenge() {
        let challenge = r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==""#;
        assert_eq!(claims(challenge).as_deref(), Some(r#"{"access_token":{}}"#));
        assert_eq!(claims("Bearer claims=\"%%%\""), None);
    }
}

//! What is logged of requests: a line each at the level debug, without headers, bodies and secrets.

use std::{borrow::Cow, fmt, time::Duration};

use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;

use crate::cloud::Cloud;

/// The target of all lines.
const TARGET: &str = "o365::http";

const REDACTED: &str = "[redacted]";

/// Hosts of the service besides Graph's and the sign-in's.
const OUTLOOK: [&str; 2] = ["outlook.office.com", "outlook.office365.com"];

/// Keys of a query whose values give access, or stand for a place in somebody's data. Small letters, without `$`.
const SECRETS: [&str; 22] = [
    "access_token",
    "assertion",
    "authkey",
    "authtoken",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "deltatoken",
    "device_code",
    "id_token",
    "password",
    "refresh_token",
    "resid",
    "sharingtoken",
    "sig",
    "skiptoken",
    "state",
    "tempauth",
    "token",
    "user_code",
    "validationtoken",
];

/// A request goes out, for the `attempt`th time.
pub(crate) fn request(method: &Method, url: &str, attempt: u32) {
    if !enabled() {
        return;
    }
    let url = redact_url(url);
    match attempt {
        0 | 1 => log::debug!(target: TARGET, "{method} {url}"),
        _ => log::debug!(target: TARGET, "{method} {url} (try {attempt})"),
    }
}

/// An answer is there; `bytes` is the size of its body where that is known.
pub(crate) fn answer(
    status: StatusCode,
    elapsed: Duration,
    request_id: Option<&str>,
    bytes: Option<u64>,
) {
    if !enabled() {
        return;
    }
    let status = status.as_u16();
    let millis = elapsed.as_millis();
    let bytes = Note(", ", bytes, " bytes");
    let id = Note(", request-id ", request_id, "");
    log::debug!(target: TARGET, "{status} after {millis} ms{bytes}{id}");
}

/// The request will be sent again, as try number `attempt`, after a pause.
pub(crate) fn retry(attempt: u32, pause: Duration, reason: impl fmt::Display) {
    log::debug!(target: TARGET, "try {attempt} in {:.1} s: {reason}", pause.as_secs_f64());
}

fn enabled() -> bool {
    log::log_enabled!(target: TARGET, log::Level::Debug)
}

/// What is said only if there is something to say.
struct Note<T>(&'static str, Option<T>, &'static str);

impl<T: fmt::Display> fmt::Display for Note<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Note(before, value, after) = self;
        value.as_ref().map_or(Ok(()), |value| write!(f, "{before}{value}{after}"))
    }
}

/// An address as it may be shown.
///
/// Of the service's own (and of this machine's) the path stays, and the query without its secrets. Of any other host,
/// which is a pre-authenticated address, only scheme and host stay.
pub(crate) fn redact_url(url: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return redact_path_and_query(url);
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if !is_own(host) {
        return Cow::Owned(format!("{scheme}://{host}/{REDACTED}"));
    }
    match redact_path_and_query(path) {
        Cow::Borrowed(same) if same.len() == path.len() && host == authority => Cow::Borrowed(url),
        shown => Cow::Owned(format!("{scheme}://{host}{shown}")),
    }
}

/// Whether the host is the service's, or this machine.
fn is_own(host: &str) -> bool {
    let name = host.strip_suffix(|c: char| c.is_ascii_digit()).map_or(host, |_| {
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        }
    });
    let clouds = [Cloud::Global, Cloud::UsGovernment, Cloud::UsDod, Cloud::China];
    let urls = clouds.into_iter().flat_map(|cloud| [cloud.graph_url(), cloud.login_url()]);
    let known = urls.filter_map(|url| url.strip_prefix("https://")).chain(OUTLOOK);
    let local = ["localhost", "127.0.0.1", "[::1]"];
    known.chain(local).any(|own| own.eq_ignore_ascii_case(name))
}

fn redact_path_and_query(text: &str) -> Cow<'_, str> {
    let text = text.split_once('#').map_or(text, |(text, _)| text);
    let (path, query) = match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    };
    let shown_path = redact_path(path);
    let Some(query) = query else { return shown_path };
    let secret = |part: &&str| part.split_once('=').is_some_and(|(key, _)| is_secret(key));
    if !query.split('&').any(|part| secret(&part)) && matches!(shown_path, Cow::Borrowed(_)) {
        return Cow::Borrowed(text);
    }
    let parts = query.split('&').map(|part| match part.split_once('=') {
        Some((key, _)) if is_secret(key) => Cow::Owned(format!("{key}={REDACTED}")),
        _ => Cow::Borrowed(part),
    });
    Cow::Owned(format!("{shown_path}?{}", parts.collect::<Vec<_>>().join("&")))
}

fn is_secret(key: &str) -> bool {
    let key = percent_decode_str(key).decode_utf8_lossy();
    let key = key.strip_prefix('$').unwrap_or(&key);
    SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(key))
}

/// A sharing link after `/shares/`, a token in `delta(token='..')`, and what follows `/monitor/` give access too.
fn redact_path(path: &str) -> Cow<'_, str> {
    let is_secret_word =
        |segment: &str| ["shares", "monitor"].iter().any(|word| segment.eq_ignore_ascii_case(word));
    if !path.contains('(') && !path.split('/').any(is_secret_word) {
        return Cow::Borrowed(path);
    }
    let mut after_secret_word = false;
    let mut changed = false;
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let shown = if after_secret_word && !segment.is_empty() {
            Cow::Borrowed(REDACTED)
        } else if let Some((before, _)) = split_ignore_case(segment, "(token=") {
            Cow::Owned(format!("{before}(token={REDACTED})"))
        } else {
            Cow::Borrowed(segment)
        };
        changed |= shown != segment;
        after_secret_word = is_secret_word(segment);
        segments.push(shown);
    }
    if changed { Cow::Owned(segments.join("/")) } else { Cow::Borrowed(path) }
}

fn split_ignore_case<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = text.to_ascii_lowercase().find(mark)?;
    Some((text.get(..at)?, text.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_what_holds_no_secret() {
        for url in [
            "https://graph.microsoft.com/v1.0/me/messages?$top=10&$filter=isRead%20eq%20false",
            "http://127.0.0.1:8365/v1.0/me",
            "http://[::1]:8365/v1.0/me",
            "/me/messages?$search=%22token%22",
            "/me",
        ] {
            assert!(matches!(redact_url(url), Cow::Borrowed(same) if same == url), "{url}");
        }
    }

    #[test]
    fn drops_the_secrets_of_a_query() {
        let url = "https://graph.microsoft.com/v1.0/me/messages?$top=10&$skiptoken=S1&x=2";
        let shown =
            "https://graph.microsoft.com/v1.0/me/messages?$top=10&$skiptoken=[redacted]&x=2";
        assert_eq!(redact_url(url), shown);
        for key in
            ["%24deltatoken", "$SkipToken", "token", "code", "tempauth", "sig", "client_secret"]
        {
            let url = format!("https://outlook.office.com/api?{key}=S3CRET&$top=1");
            let shown = redact_url(&url);
            assert!(!shown.contains("S3CRET") && shown.ends_with("=[redacted]&$top=1"), "{shown}");
        }
    }

    #[test]
    fn of_other_hosts_only_the_host_stays() {
        for url in [
            "https://contoso-my.sharepoint.com/personal/x/download.aspx?UniqueId=S3CRET&tempauth=S3CRET",
            "https://contoso-my.sharepoint.com?S3CRET",
            "https://user:S3CRET@contoso-my.sharepoint.com/S3CRET",
            "https://contoso-my.sharepoint.com#S3CRET",
        ] {
            assert_eq!(redact_url(url), "https://contoso-my.sharepoint.com/[redacted]");
        }
        let near = "https://graph.microsoft.com.evil.example/S3CRET";
        assert!(!redact_url(near).contains("S3CRET"));
    }

    #[test]
    fn drops_names_and_fragments_of_the_own_host_too() {
        let url = "https://ann:S3CRET@graph.microsoft.com/v1.0/me#S3CRET";
        assert_eq!(redact_url(url), "https://graph.microsoft.com/v1.0/me");
    }

    #[test]
    fn drops_secrets_that_stand_in_the_path() {
        assert_eq!(redact_url("/shares/u!S3CRET/driveItem"), "/shares/[redacted]/driveItem");
        assert_eq!(
            redact_url("/me/drive/root/delta(token='S3CRET')?$top=1"),
            "/me/drive/root/delta(token=[redacted])?$top=1"
        );
        assert_eq!(
            redact_url("https://graph.microsoft.com/v1.0/monitor/S3CRET"),
            "https://graph.microsoft.com/v1.0/monitor/[redacted]"
        );
    }

    #[test]
    fn a_note_without_a_value_says_nothing() {
        let text =
            format!("200{}{}", Note(", ", Some(5), " bytes"), Note(", id ", None::<&str>, ""));
        assert_eq!(text, "200, 5 bytes");
    }
}

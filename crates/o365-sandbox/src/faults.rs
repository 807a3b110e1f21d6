//! Faults on purpose: which request is spoilt, and how.

use crate::{
    answers,
    http::{Delivery, Intake},
    sync::{Stop, lock},
    uri,
    wire::Reply,
};
use std::{sync::Mutex, time::Duration};

/// Something that goes wrong on purpose, given to [`Sandbox::fault`](crate::Sandbox::fault).
///
/// A fault strikes one request unless [`times`](Fault::times) or [`always`](Fault::always) says
/// otherwise, and any request unless [`on`](Fault::on) names one. Faults are looked at in the order
/// in which they were given; the first that is due strikes, and those behind it don't count the
/// request.
///
/// ```
/// use o365_sandbox::{Fault, Sandbox};
/// use std::time::Duration;
///
/// # fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::start()?;
/// // Two listings are throttled, then all is well.
/// sandbox.fault(Fault::status(429).retry_after("2.128").on("GET", "/me/messages").times(2));
/// // The third mail is sent, but the answer is lost.
/// sandbox.fault(Fault::close().after_execution().on("POST", "/me/sendMail").after(2));
/// // Any message is slow to come.
/// sandbox.fault(Fault::delay(Duration::from_millis(50)).on("GET", "/me/messages/*").always());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is given to a sandbox"]
pub struct Fault {
    status: Option<u16>,
    code: Option<String>,
    headers: Vec<(String, String)>,
    body: Option<Body>,
    delivery: Delivery,
    delay: Duration,
    target: Option<Target>,
    skip: u32,
    /// `None`: for ever.
    times: Option<u32>,
    after_execution: bool,
    /// In the middle of the request.
    cut: bool,
}

#[derive(Clone, Debug)]
enum Body {
    Empty,
    Bytes { content_type: String, bytes: Vec<u8> },
}

#[derive(Clone, Debug)]
struct Target {
    method: String,
    path: Vec<String>,
}

impl Fault {
    /// An answer with this status, and by default an error in the shape of Graph (or, at the
    /// login endpoints, of the identity platform).
    ///
    /// Without [`after_execution`](Fault::after_execution) the request isn't carried out.
    pub fn status(status: u16) -> Self {
        Fault { status: Some(status), ..Fault::none() }
    }

    /// An answer of 200 that is a web page, as a captive portal or a proxy gives.
    pub fn html() -> Self {
        Fault::status(200).html_body()
    }

    /// No answer: the connection is closed. Without [`after_execution`](Fault::after_execution)
    /// the request isn't carried out.
    pub fn close() -> Self {
        Fault { delivery: Delivery::Nothing, ..Fault::none() }
    }

    /// The connection is closed when half of the request's body has come: what was sent is lost, and the
    /// request isn't among [`requests`](crate::Sandbox::requests).
    pub fn cut() -> Self {
        Fault { cut: true, ..Fault::none() }
    }

    /// The head of the answer and half of its body; then the connection is closed.
    pub fn reset_in_body() -> Self {
        Fault { delivery: Delivery::Half, ..Fault::none() }
    }

    /// The whole body under a `Content-Length` that announces more; then the connection is closed.
    /// The text is complete, the answer isn't.
    pub fn truncate() -> Self {
        Fault { delivery: Delivery::Short, ..Fault::none() }
    }

    /// Waits before the request is carried out, or before the answer is sent with
    /// [`after_execution`](Fault::after_execution).
    pub fn delay(length: Duration) -> Self {
        Fault { delay: length, ..Fault::none() }
    }

    /// The head of the answer at once, its body only after a while.
    pub fn stall(length: Duration) -> Self {
        Fault { delivery: Delivery::HeadThenPause(length), ..Fault::none() }
    }

    /// A good answer; then the connection is closed although the head didn't say so. The next
    /// request of a client that keeps connections meets a dead one.
    pub fn close_after() -> Self {
        Fault { delivery: Delivery::WholeThenClose, ..Fault::none() }
    }

    /// Adds a `Retry-After` header with this very text: `"2"`, `"2.128"`, a date, or nonsense.
    pub fn retry_after(self, text: impl Into<String>) -> Self {
        self.header("Retry-After", text)
    }

    /// Adds a header to the answer.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The error code in place of the one that belongs to the status, such as
    /// `ErrorExceededMessageLimit`. A fault that had no status becomes a 400.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.status.get_or_insert(400);
        self.code = Some(code.into());
        self.body = None;
        self
    }

    /// The body of the answer. A fault that had no status becomes a 200.
    pub fn body(mut self, content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.status.get_or_insert(200);
        self.body = Some(Body::Bytes { content_type: content_type.into(), bytes: bytes.into() });
        self
    }

    /// A web page as the body, as gateways give with 502 and 504.
    pub fn html_body(mut self) -> Self {
        let status = *self.status.get_or_insert(200);
        let page = format!(
            "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
        );
        self.body("text/html; charset=utf-8", page)
    }

    /// No body. A fault that had no status becomes a 200.
    pub fn empty_body(mut self) -> Self {
        self.status.get_or_insert(200);
        self.body = Some(Body::Empty);
        self
    }

    /// Strikes only this method (`*` is any) and path.
    ///
    /// The path is given decoded, with or without its version: `/me/messages`, `/v1.0/me/messages`,
    /// `/common/oauth2/v2.0/token`. The segment `*` stands for any one segment, `**` at the end for
    /// all the rest. Case doesn't matter, and the query isn't looked at.
    ///
    /// A fault with a path strikes the parts of a `$batch` as well, if it is an answer or a delay;
    /// one without a path strikes only whole requests.
    pub fn on(mut self, method: &str, path: &str) -> Self {
        let path = path.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        self.target = Some(Target { method: method.to_owned(), path });
        self
    }

    /// Lets the first `count` requests that it would strike pass.
    pub fn after(mut self, count: u32) -> Self {
        self.skip = count;
        self
    }

    /// Strikes so many requests; the default is one.
    pub fn times(mut self, count: u32) -> Self {
        self.times = Some(count);
        self
    }

    /// Strikes until [`Sandbox::clear_faults`](crate::Sandbox::clear_faults).
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Carries the request out before it goes wrong: the work is done and the answer is lost.
    ///
    /// [`reset_in_body`](Fault::reset_in_body), [`truncate`](Fault::truncate),
    /// [`stall`](Fault::stall) and [`close_after`](Fault::close_after) need an answer to spoil, so
    /// they carry it out in any case unless a status or a body is given as well.
    pub fn after_execution(mut self) -> Self {
        self.after_execution = true;
        self
    }

    fn none() -> Self {
        Fault {
            status: None,
            code: None,
            headers: Vec::new(),
            body: None,
            delivery: Delivery::Whole,
            delay: Duration::ZERO,
            target: None,
            skip: 0,
            times: Some(1),
            after_execution: false,
            cut: false,
        }
    }

    fn matches(&self, method: &str, segments: &[String]) -> bool {
        self.target.as_ref().is_none_or(|target| target.matches(method, segments))
    }
}

impl Target {
    fn matches(&self, method: &str, segments: &[String]) -> bool {
        let versionless = match segments {
            [v, rest @ ..] if v.eq_ignore_ascii_case("v1.0") || v.eq_ignore_ascii_case("beta") => {
                rest
            }
            [a, v, rest @ ..]
                if a.eq_ignore_ascii_case("api") && v.eq_ignore_ascii_case("v2.0") =>
            {
                rest
            }
            all => all,
        };
        (self.method == "*" || self.method.eq_ignore_ascii_case(method))
            && (matches_path(&self.path, segments) || matches_path(&self.path, versionless))
    }
}

fn matches_path(pattern: &[String], segments: &[String]) -> bool {
    match (pattern, segments) {
        ([rest], _) if rest == "**" => true,
        ([], []) => true,
        ([first, pattern @ ..], [segment, segments @ ..]) => {
            (first == "*" || first.eq_ignore_ascii_case(segment)) && matches_path(pattern, segments)
        }
        _ => false,
    }
}

/// What a fault does to the request it strikes.
#[derive(Debug)]
pub(crate) struct Strike {
    /// Wait before the request is carried out.
    before: Duration,
    /// Whether it is carried out.
    execute: bool,
    /// Wait after that.
    after: Duration,
    pub(crate) delivery: Delivery,
    fault: Fault,
}

impl Strike {
    /// The answer in place of the real one, which is `None` when the request wasn't carried out.
    /// `error` makes an error of the shape that belongs to the endpoint, from status and code.
    /// Lets the pauses pass, the real answer be made if it is wanted, and gives what is sent.
    pub(crate) fn carry_out(
        &self,
        stop: &Stop,
        real: impl FnOnce() -> Reply,
        error: impl Fn(u16, &str) -> Reply,
    ) -> Reply {
        stop.pause(self.before);
        // Whoever ends the sandbox in the pause wants nothing more to be carried out.
        let real = (self.execute && !stop.is_raised()).then(real);
        stop.pause(self.after);
        self.reply(real, error)
    }

    fn reply(&self, real: Option<Reply>, error: impl Fn(u16, &str) -> Reply) -> Reply {
        let mut reply = match (self.fault.status, &self.fault.body) {
            (None, _) => real.unwrap_or_else(|| answers::empty(500)),
            (Some(status), Some(Body::Empty)) => answers::empty(status),
            (Some(status), Some(Body::Bytes { content_type, bytes })) => {
                answers::bytes(status, content_type, bytes.clone())
            }
            (Some(status), None) if status < 400 => answers::empty(status),
            (Some(status), None) => {
                let standard = answers::standard_code(status);
                error(status, self.fault.code.as_deref().unwrap_or(standard))
            }
        };
        reply.headers.extend(self.fault.headers.iter().cloned());
        reply
    }
}

impl From<Fault> for Strike {
    fn from(fault: Fault) -> Self {
        let scripted = fault.status.is_some() || fault.delivery == Delivery::Nothing;
        let (before, after) = match fault.after_execution {
            true => (Duration::ZERO, fault.delay),
            false => (fault.delay, Duration::ZERO),
        };
        let execute = fault.after_execution || !scripted;
        Strike { before, execute, after, delivery: fault.delivery, fault }
    }
}

/// The faults that wait for their request.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    waiting: Mutex<Vec<Fault>>,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        if fault.times != Some(0) {
            lock(&self.waiting).push(fault);
        }
    }

    pub(crate) fn clear(&self) {
        lock(&self.waiting).clear();
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        lock(&self.waiting).len()
    }

    /// The fault that strikes this request, if one is due.
    pub(crate) fn strike(&self, method: &str, segments: &[String]) -> Option<Strike> {
        self.pick(|fault| !fault.cut && fault.matches(method, segments))
    }

    /// What is done with a body that is about to come; `content` is whether it is that of a file.
    pub(crate) fn intake(&self, method: &str, target: &str, content: bool) -> Intake {
        // Most of the time nothing is to be cut, and no target need be read twice.
        if lock(&self.waiting).iter().any(|fault| fault.cut)
            && let Some(uri) = uri::parse(target)
            && self.pick(|fault| fault.cut && fault.matches(method, &uri.segments)).is_some()
        {
            return Intake::Cut;
        }
        if content { Intake::Content } else { Intake::Body }
    }

    /// The same for a part of a batch, which has no connection to spoil.
    pub(crate) fn strike_part(&self, method: &str, segments: &[String]) -> Option<Strike> {
        self.pick(|fault| {
            fault.target.is_some()
                && !fault.cut
                && fault.delivery == Delivery::Whole
                && fault.matches(method, segments)
        })
    }

    fn pick(&self, suits: impl Fn(&Fault) -> bool) -> Option<Strike> {
        let mut waiting = lock(&self.waiting);
        for index in 0..waiting.len() {
            let Some(fault) = waiting.get_mut(index).filter(|fault| suits(fault)) else { continue };
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            let due = fault.clone();
            if let Some(times) = &mut fault.times {
                *times -= 1;
                if *times == 0 {
                    let _ = waiting.remove(index);
                }
            }
            return Some(due.into());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect()
    }

    fn strikes(fault: Fault, method: &str, target: &str) -> bool {
        let faults = Faults::default();
        faults.add(fault);
        faults.strike(method, &path(target)).is_some()
    }

    #[test]
    fn a_path_is_matched_by_segments() {
        let on = |pattern: &str, target: &str| {
            strikes(Fault::status(500).on("GET", pattern), "GET", target)
        };
        assert!(on("/me/messages", "/v1.0/me/messages"));
        assert!(on("/v1.0/me/Messages", "/v1.0/ME/messages"));
        assert!(on("/me/messages", "/api/v2.0/me/messages"));
        assert!(!on("/me/messages", "/v1.0/me/messages/1"));
        assert!(!on("/me/messages", "/v1.0/me"));
        assert!(on("/me/messages/*", "/v1.0/me/messages/1"));
        assert!(!on("/me/messages/*", "/v1.0/me/messages"));
        assert!(on("/me/**", "/v1.0/me/messages/1/attachments"));
        assert!(on("**", "/common/oauth2/v2.0/token"));
        assert!(!strikes(Fault::status(500).on("POST", "/me"), "GET", "/v1.0/me"));
        assert!(strikes(Fault::status(500).on("*", "/me"), "GET", "/v1.0/me"));
    }

    #[test]
    fn faults_are_counted_and_used_up() {
        let faults = Faults::default();
        faults.add(Fault::status(429).on("GET", "/me").after(1).times(2));
        faults.add(Fault::status(503).times(1));
        faults.add(Fault::status(500).times(0));
        let me = path("/v1.0/me");
        let mut seen = Vec::new();
        for _ in 0..5 {
            seen.push(
                faults
                    .strike("GET", &me)
                    .map(|s| s.reply(None, |status, _| answers::empty(status)).status),
            );
        }
        assert_eq!(seen, [Some(503), Some(429), Some(429), None, None]);
        assert_eq!(faults.len(), 0);
    }

    #[test]
    fn parts_are_struck_only_by_answers_with_a_path() {
        let faults = Faults::default();
        faults.add(Fault::status(429));
        faults.add(Fault::close().on("GET", "/me"));
        assert!(faults.strike_part("GET", &path("/v1.0/me")).is_none());
        faults.add(Fault::status(429).on("GET", "/me"));
        assert!(faults.strike_part("GET", &path("/v1.0/me")).is_some());
    }

    #[test]
    fn only_what_needs_an_answer_is_carried_out() {
        let executes = |fault: Fault| Strike::from(fault).execute;
        assert!(!executes(Fault::status(503)));
        assert!(!executes(Fault::close()));
        assert!(!executes(Fault::html()));
        assert!(!executes(Fault::truncate().body("text/plain", "x")));
        assert!(executes(Fault::truncate()));
        assert!(executes(Fault::delay(Duration::ZERO)));
        assert!(executes(Fault::close().after_execution()));
        assert!(executes(Fault::status(504).after_execution()));
    }
}

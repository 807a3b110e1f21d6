//! The door: where each request goes, and what it needs to get in.

use crate::{
    answers::{self, Ids},
    batch,
    blob::Blob,
    casing,
    faults::{Faults, Strike},
    http::{Delivery, Handler, Incoming, Intake, Outcome},
    login::{self, Denied, Endpoint, Login},
    requests::{LoggedRequest, RequestLog},
    service::Caller,
    sync::Stop,
    uri::{self, Uri},
    wire::{Reply, Request},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;
use std::{fmt, sync::Arc};
use time::OffsetDateTime;

/// Answers one request below the version.
pub(crate) type Backend = Box<dyn Fn(&Caller, &Request) -> Reply + Send + Sync>;
/// Told of each request when its answer is known.
pub(crate) type Hook = Box<dyn Fn(&LoggedRequest) + Send + Sync>;

/// All that stands between the wire and the service.
pub(crate) struct Door {
    pub(crate) backend: Backend,
    pub(crate) login: Login,
    pub(crate) faults: Faults,
    pub(crate) log: RequestLog,
    pub(crate) hook: Option<Hook>,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: Arc<str>,
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Handler for Door {
    fn intake(&self, method: &str, target: &str) -> Intake {
        let path = target.split('?').next().unwrap_or_default();
        let content = method == "PUT" && path.to_ascii_lowercase().ends_with("/content");
        self.faults.intake(method, target, content)
    }

    fn handle(&self, incoming: Incoming, stop: &Stop) -> Outcome {
        self.note(&incoming, &self.url, |uri, ids| {
            self.spoil(&Visit { incoming: &incoming, uri, ids, stop })
        })
    }
}

/// One request on its way through.
struct Visit<'v> {
    incoming: &'v Incoming,
    uri: &'v Uri,
    ids: &'v Ids,
    stop: &'v Stop,
}

/// Where a path leads.
enum Place<'p> {
    Graph { version: &'static str, segments: &'p [String] },
    Outlook { segments: &'p [String] },
    Login { tenant: &'p str, endpoint: &'p str },
    Person { page: &'p str },
    Machine { endpoint: Endpoint },
    Nowhere,
}

impl<'p> Place<'p> {
    fn of(segments: &'p [String]) -> Self {
        let is = |segment: &String, name: &str| segment.eq_ignore_ascii_case(name);
        match segments {
            [v, segments @ ..] if is(v, "v1.0") => Place::Graph { version: "v1.0", segments },
            [v, segments @ ..] if is(v, "beta") => Place::Graph { version: "beta", segments },
            [a, v, segments @ ..] if is(a, "api") && is(v, "v2.0") => Place::Outlook { segments },
            [tenant, o, v, endpoint] if is(o, "oauth2") && is(v, "v2.0") => {
                Place::Login { tenant, endpoint }
            }
            [m, i, o, t]
                if is(m, "metadata") && is(i, "identity") && is(o, "oauth2") && is(t, "token") =>
            {
                Place::Machine { endpoint: Endpoint::Imds }
            }
            [m, t] if is(m, "msi") && is(t, "token") => {
                Place::Machine { endpoint: Endpoint::AppService }
            }
            [s, page] if is(s, "sandbox") => Place::Person { page },
            _ => Place::Nowhere,
        }
    }
}

impl Door {
    /// Answers a request to one of the hosts, and keeps the log of it.
    pub(crate) fn note(
        &self,
        incoming: &Incoming,
        host: &Arc<str>,
        answer: impl FnOnce(&Uri, &Ids) -> Outcome,
    ) -> Outcome {
        let number = self.log.received(LoggedRequest {
            method: incoming.method.clone(),
            host: Arc::clone(host),
            target: incoming.target.clone(),
            headers: incoming.headers.clone(),
            length: incoming.blob.as_ref().map_or(incoming.body.len() as u64, Blob::len),
            body: incoming.body.clone(),
            status: None,
            connection: incoming.connection,
            received: incoming.received,
        });
        let ids = Ids::of(&incoming.headers);
        let mut outcome = match uri::parse(&incoming.target) {
            Some(uri) => answer(&uri, &ids),
            None => Outcome {
                reply: answers::graph_error(400, "BadRequest", "The URL is not well-formed."),
                delivery: Delivery::Whole,
            },
        };
        ids.stamp(&mut outcome.reply);
        let sent = outcome.delivery != Delivery::Nothing;
        self.log.answered(number, sent.then_some(outcome.reply.status));
        if let Some(hook) = &self.hook
            && let Some(entry) = self.log.get(number)
        {
            hook(&entry);
        }
        outcome
    }

    /// Answers, unless a fault has other plans.
    fn spoil(&self, visit: &Visit<'_>) -> Outcome {
        let place = Place::of(&visit.uri.segments);
        let Some(strike) = self.faults.strike(&visit.incoming.method, &visit.uri.segments) else {
            return Outcome { reply: self.answer(&place, visit), delivery: Delivery::Whole };
        };
        let reply = self.struck(&strike, &place, visit, || self.answer(&place, visit));
        Outcome { reply, delivery: strike.delivery }
    }

    fn struck(
        &self,
        strike: &Strike,
        place: &Place<'_>,
        visit: &Visit<'_>,
        real: impl FnOnce() -> Reply,
    ) -> Reply {
        strike.carry_out(visit.stop, real, |status, code| match place {
            Place::Login { .. } | Place::Machine { .. } => {
                login::scripted(status, code, &visit.ids.client)
            }
            _ if status == 401 => self.challenge(visit, code, "The token is refused on purpose."),
            _ => answers::graph_error(status, code, "The request fails on purpose."),
        })
    }

    fn answer(&self, place: &Place<'_>, visit: &Visit<'_>) -> Reply {
        let Visit { incoming, uri, ids, .. } = *visit;
        let (base, segments) = match *place {
            Place::Graph { version, segments } => (version, segments),
            Place::Outlook { segments } => ("api/v2.0", segments),
            Place::Login { tenant, endpoint } => {
                let origin = answers::origin(&incoming.headers, &self.url);
                return self.login.answer(tenant, endpoint, incoming, uri, &origin, &ids.client);
            }
            Place::Person { page } => return self.login.answer_person(page, incoming, uri),
            Place::Machine { endpoint } => {
                return self.login.answer_machine(endpoint, incoming, uri);
            }
            Place::Nowhere => {
                let first = uri.segments.first().map_or("", String::as_str);
                let text = format!("Invalid version: {first}");
                return answers::graph_error(400, "BadRequest", &text);
            }
        };
        let caller = match self.caller(visit) {
            Ok(caller) => caller,
            Err(reply) => return reply,
        };
        let request = Request {
            method: incoming.method.clone(),
            target: incoming.target.clone(),
            segments: segments.to_vec(),
            query: uri.query.clone(),
            headers: incoming.headers.clone(),
            body: incoming.body.clone(),
            blob: incoming.blob.clone(),
            root: format!("{}/{base}", answers::origin(&incoming.headers, &self.url)),
        };
        match segments {
            [only] if only.eq_ignore_ascii_case("$batch") => {
                if request.method != "POST" {
                    let text = "A batch is sent with POST.";
                    return answers::graph_error(405, "UnsupportedMethod", text);
                }
                batch::answer(&request, |part| self.part(place, visit, &caller, part))
            }
            _ => self.serve(place, &caller, request),
        }
    }

    /// A part of a batch goes through the same door, and can be struck as well.
    fn part(&self, place: &Place<'_>, visit: &Visit<'_>, caller: &Caller, part: Request) -> Reply {
        let mut reply = match self.faults.strike_part(&part.method, &part.segments) {
            None => self.serve(place, caller, part),
            Some(strike) => self.struck(&strike, place, visit, || self.serve(place, caller, part)),
        };
        Ids::of(&[]).stamp(&mut reply);
        reply
    }

    fn serve(&self, place: &Place<'_>, caller: &Caller, mut request: Request) -> Reply {
        if !matches!(place, Place::Outlook { .. }) {
            return (self.backend)(caller, &request);
        }
        casing::to_camel(&mut request);
        let mut reply = (self.backend)(caller, &request);
        casing::to_pascal(&mut reply);
        reply
    }

    fn caller(&self, visit: &Visit<'_>) -> Result<Caller, Reply> {
        let value = answers::header(&visit.incoming.headers, "authorization").unwrap_or_default();
        let token = match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => "",
        };
        let code = answers::standard_code(401);
        if token.is_empty() {
            return Err(self.challenge(visit, code, "Access token is empty."));
        }
        self.login.caller(token).map_err(|denied| {
            let text = match denied {
                Denied::Unknown => "IDX14100: JWT is not well formed.",
                Denied::Expired => "Lifetime validation failed, the token is expired.",
                Denied::Revoked => {
                    "Continuous access evaluation resulted in challenge with result: \
                     InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp"
                }
            };
            let mut reply = self.challenge(visit, code, text);
            if denied == Denied::Revoked {
                ask_for_claims(&mut reply);
            }
            reply
        })
    }

    /// 401, and where a token is to be had.
    fn challenge(&self, visit: &Visit<'_>, code: &str, text: &str) -> Reply {
        let origin = answers::origin(&visit.incoming.headers, &self.url);
        let mut reply = answers::graph_error(401, code, text);
        let value = format!(
            "Bearer realm=\"\", authorization_uri=\"{origin}/common/oauth2/authorize\", \
             client_id=\"00000003-0000-0000-c000-000000000000\""
        );
        reply.headers.push(("WWW-Authenticate".into(), value));
        reply
    }
}

/// Lets a challenge ask for a token that is newer than the revocation.
fn ask_for_claims(reply: &mut Reply) {
    let now = OffsetDateTime::now_utc().unix_timestamp().to_string();
    let claims = json!({"access_token": {"nbf": {"essential": true, "value": now}}});
    let claims = BASE64_STANDARD.encode(claims.to_string());
    let challenge = reply.headers.iter_mut().find(|(name, _)| name == "WWW-Authenticate");
    if let Some((_, value)) = challenge {
        value.push_str(&format!(", error=\"insufficient_claims\", claims=\"{claims}\""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::Options;
    use serde_json::Value;
    use std::time::Instant;

    /// A door before a service that says what it was asked.
    fn door() -> Door {
        Door {
            backend: Box::new(|caller, request| {
                let body = String::from_utf8_lossy(&request.body);
                answers::json(
                    200,
                    &json!({
                        "caller": format!("{caller:?}"), "segments": request.segments,
                        "query": request.query, "root": request.root, "body": body,
                    }),
                )
            }),
            login: Login::new(Options::default()),
            faults: Faults::default(),
            log: RequestLog::default(),
            hook: None,
            url: "http://127.0.0.1:1".into(),
        }
    }

    fn visit(door: &Door, method: &str, target: &str, body: &str, token: &str) -> (u16, Value) {
        let incoming = Incoming {
            method: method.into(),
            target: target.into(),
            headers: vec![
                ("host".into(), "localhost:8".into()),
                ("authorization".into(), format!("bearer {token}")),
            ],
            body: body.into(),
            blob: None,
            connection: 1,
            received: Instant::now(),
        };
        let reply = door.handle(incoming, &Stop::default()).reply;
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    #[test]
    fn the_service_sees_what_is_below_the_version() {
        let door = door();
        let token = door.login.token_for(Caller::User("a@b.c".into()));
        let (status, body) = visit(&door, "GET", "/V1.0/me/a%2Fb?$top=5", "", &token);
        assert_eq!(status, 200);
        assert_eq!(body["segments"], json!(["me", "a/b"]));
        assert_eq!(body["query"], json!([["$top", "5"]]));
        assert_eq!(body["root"], "http://localhost:8/v1.0");
        assert_eq!(body["caller"], r#"User("a@b.c")"#);
        let app = door.login.token_for(Caller::App);
        assert_eq!(visit(&door, "GET", "/beta/users", "", &app).1["caller"], "App");
    }

    #[test]
    fn the_door_of_outlook_speaks_pascal() {
        let door = door();
        let token = door.login.token_for(Caller::App);
        let target = "/api/v2.0/me/messages?$select=Subject";
        let (_, body) = visit(&door, "POST", target, r#"{"Subject":"Hi"}"#, &token);
        assert_eq!(body["Body"], r#"{"subject":"Hi"}"#);
        assert_eq!(body["Query"], json!([["$select", "subject"]]));
        assert_eq!(body["Root"], "http://localhost:8/api/v2.0");
    }

    #[test]
    fn parts_of_a_batch_go_through_the_same_door() {
        let door = door();
        let token = door.login.token_for(Caller::App);
        door.faults.add(crate::faults::Fault::status(429).retry_after("1").on("GET", "/me/b"));
        let body = json!({"requests": [
            {"id": "1", "method": "GET", "url": "/me/a?$top=1"},
            {"id": "2", "method": "GET", "url": "/me/b"},
        ]});
        let (status, body) = visit(&door, "POST", "/v1.0/$batch", &body.to_string(), &token);
        assert_eq!(status, 200, "{body}");
        let (second, first) = (&body["responses"][0], &body["responses"][1]);
        assert_eq!(first["body"]["query"], json!([["$top", "1"]]));
        assert_eq!(second["status"], 429);
        assert_eq!(second["headers"]["Retry-After"], "1");
        assert_eq!(second["body"]["error"]["code"], "TooManyRequests");
        assert_eq!(visit(&door, "GET", "/v1.0/$batch", "", &token).0, 405);
    }

    #[test]
    fn a_path_without_a_version_is_told_so() {
        let (status, body) = visit(&door(), "GET", "/me/messages", "", "");
        assert_eq!((status, &body["error"]["message"]), (400, &json!("Invalid version: me")));
    }
}

//! A person signs in on another device.

use std::{cell::RefCell, fmt, ops::ControlFlow, thread, time::Duration};

use oauth2::{
    DeviceAuthorizationResponse, ExtraDeviceAuthorizationFields, HttpRequest, HttpResponse, Scope,
};
use serde::{Deserialize, Serialize};

use super::{
    Flow, SignIn,
    wire::{Fault, Wire, client, device_client},
};
use crate::auth::Token;
use crate::error::{AuthError, Error, Result};

/// The longest pause between two questions, however often the network fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The shortest, whatever we are told.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

/// A person signs in on any device with a browser: for terminals, servers and scripts.
///
/// The closure shows the prompt; then the flow asks every few seconds whether the person is done, until the code lapses
/// (15 minutes). The registration has to allow public client flows.
/// [Device authorization grant](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code).
///
/// ```no_run
/// # fn example(transport: &dyn o365_core::transport::Transport) -> o365_core::Result<()> {
/// use o365_core::auth::{App, DeviceCode, OAuth, scopes};
///
/// let source = OAuth::builder(App::new("6731de76-14a6-49ae-97bc-6eba6914391e"))
///     .scopes([scopes::MAIL_READ])
///     .flow(DeviceCode::new(|prompt| eprintln!("{prompt}")))
///     .build()?;
/// source.sign_in(transport)?;
/// # Ok(())
/// # }
/// ```
pub struct DeviceCode {
    show: Box<dyn Fn(&DevicePrompt) + Send + Sync>,
    pause: Box<dyn Fn(Duration) -> ControlFlow<()> + Send + Sync>,
}

impl DeviceCode {
    /// Shows the prompt with this closure, which comes back at once.
    pub fn new(show: impl Fn(&DevicePrompt) + Send + Sync + 'static) -> Self {
        let sleep = |time| {
            thread::sleep(time);
            ControlFlow::Continue(())
        };
        DeviceCode { show: Box::new(show), pause: Box::new(sleep) }
    }

    /// Waits between two questions with this closure instead of sleeping. `ControlFlow::Break` ends the sign-in as
    /// cancelled.
    #[must_use]
    pub fn pause(
        mut self,
        pause: impl Fn(Duration) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Self {
        self.pause = Box::new(pause);
        self
    }
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceCode")
    }
}

/// What to tell the person. Its `Display` form is Microsoft's own sentence, in the person's language where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DevicePrompt {
    /// The code to type in.
    pub user_code: String,
    /// Where to type it in.
    pub verification_uri: String,
    /// How long the code is good.
    pub expires_in: Duration,
    /// All of it as a sentence.
    pub message: String,
}

impl fmt::Display for DevicePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Flow for DeviceCode {
    fn run(&self, ask: &SignIn<'_>) -> Result<Token> {
        let device = start(ask)?;
        (self.show)(&prompt(&device));
        self.poll(ask, &device)
    }
}

/// What only Microsoft sends.
#[derive(Debug, Deserialize, Serialize)]
struct Message {
    #[serde(default)]
    message: Option<String>,
}

impl ExtraDeviceAuthorizationFields for Message {}

type Device = DeviceAuthorizationResponse<Message>;

fn start(ask: &SignIn<'_>) -> Result<Device> {
    let client = device_client(ask.app)?;
    let mut request = client.exchange_device_code();
    request = request.add_scopes(ask.scopes.iter().map(|name| Scope::new(name.to_owned())));
    if let Some(claims) = ask.claims {
        request = request.add_extra_param("claims", claims);
    }
    let wire = Wire::repeating(ask.transport);
    let answer = request.request(&|request| wire.send(request));
    wire.finish(answer)
}

fn prompt(device: &Device) -> DevicePrompt {
    let user_code = device.user_code().secret().to_owned();
    let verification_uri = device.verification_uri().to_string();
    let message = device.extra_fields().message.clone().unwrap_or_else(|| {
        format!("To sign in, open {verification_uri} in a browser and enter the code {user_code}.")
    });
    DevicePrompt { user_code, verification_uri, expires_in: device.expires_in(), message }
}

/// Why we stopped asking, where the identity platform didn't end it.
enum Stop {
    Cancelled,
    Lapsed,
}

impl DeviceCode {
    fn poll(&self, ask: &SignIn<'_>, device: &Device) -> Result<Token> {
        let client = client(ask.app)?;
        let wire = Wire::once(ask.transport);
        let stop = RefCell::new(None);
        let slept = RefCell::new(Duration::ZERO);
        let send = |request| match &*stop.borrow() {
            Some(_) => Ok(end()),
            None => send(&wire, request),
        };
        // oauth2 looks at the wall clock, which may be set back meanwhile: what we slept counts as well.
        let sleep = |time: Duration| {
            let time = time.max(SHORTEST_PAUSE);
            *slept.borrow_mut() += time;
            if (self.pause)(time).is_break() {
                stop.replace(Some(Stop::Cancelled));
            } else if *slept.borrow() > device.expires_in() {
                stop.replace(Some(Stop::Lapsed));
            }
        };
        // The platform counts the interval from the code on; nobody has typed it in yet anyway.
        sleep(device.interval());
        let answer = client
            .exchange_device_access_token(device)
            .set_max_backoff_interval(LONGEST_PAUSE)
            .request(&send, sleep, None);
        match answer {
            Ok(answer) => answer.into_token(),
            Err(_) if matches!(*stop.borrow(), Some(Stop::Cancelled)) => Err(Error::cancelled()),
            Err(_) if wire.last_code().is_some_and(|code| goes_on(&code)) => Err(lapsed()),
            Err(error) => wire.finish(Err(error)),
        }
    }
}

/// One question. What may pass is no answer, so that oauth2 asks again, more slowly.
fn send(wire: &Wire<'_>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    match wire.send(request) {
        _ if wire.last_is_transient() => Err(Fault),
        // An untrusted certificate stays one.
        Err(Fault) => Ok(end()),
        answer => answer,
    }
}

/// An answer that makes oauth2 stop asking.
fn end() -> HttpResponse {
    let mut response = http::Response::new(br#"{"error":"access_denied"}"#.to_vec());
    *response.status_mut() = http::StatusCode::BAD_REQUEST;
    response
}

fn goes_on(code: &str) -> bool {
    code == "authorization_pending" || code == "slow_down"
}

fn lapsed() -> Error {
    let mut error = AuthError::sign_in("nobody entered the code in time");
    error.code = Some("expired_token".into());
    error.into()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use serde_json::{Value, json};

    use super::*;
    use crate::auth::{
        App, Scopes,
        testing::{Net, Reply},
    };
    use crate::error::{ErrorKind, TransportErrorKind};

    type Log = Arc<Mutex<Vec<u64>>>;

    /// Runs the flow; gives the result, the pauses in seconds, and the prompt.
    fn run(net: &Net) -> (Result<Token>, Vec<u64>, Option<DevicePrompt>) {
        let (pauses, shown) = (Log::default(), Arc::new(Mutex::new(None)));
        let (log, show) = (Arc::clone(&pauses), Arc::clone(&shown));
        let flow = DeviceCode::new(move |prompt| *show.lock().unwrap() = Some(prompt.clone()));
        let flow = flow.pause(move |time| {
            log.lock().unwrap().push(time.as_secs());
            ControlFlow::Continue(())
        });
        let (app, scopes) = (App::new("id"), Scopes::new(["Mail.Read", "openid"]).unwrap());
        let result = flow.run(&SignIn::new(&app, &scopes, net));
        let pauses = pauses.lock().unwrap().clone();
        (result, pauses, shown.lock().unwrap().take())
    }

    fn device() -> Reply {
        Reply::Json(
            200,
            json!({
                "device_code": "hush", "user_code": "ABC123", "expires_in": 900, "interval": 5,
                "verification_uri": "https://microsoft.com/devicelogin",
                "message": "To sign in, use a web browser.",
            }),
        )
    }

    fn error(code: &str) -> Reply {
        Reply::Json(400, json!({"error": code, "error_description": "AADSTS70016: words"}))
    }

    fn token() -> Reply {
        Reply::Json(200, json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer"}))
    }

    #[test]
    fn asks_at_the_pace_it_is_told() {
        let net = Net::new(|n, call| match n {
            0 => {
                assert!(call.url.ends_with("/common/oauth2/v2.0/devicecode"));
                assert_eq!(call.field("scope"), "Mail.Read openid");
                assert_eq!(call.field("client_id"), "id");
                device()
            }
            1 | 2 => error("authorization_pending"),
            3 => error("slow_down"),
            _ => {
                assert_eq!(call.field("device_code"), "hush");
                assert_eq!(
                    call.field("grant_type"),
                    "urn:ietf:params:oauth:grant-type:device_code"
                );
                token()
            }
        });
        let (result, pauses, prompt) = run(&net);
        assert_eq!(result.unwrap().access_token().secret(), "a");
        assert_eq!(pauses, [5, 5, 5, 10]);
        let prompt = prompt.unwrap();
        assert_eq!(prompt.to_string(), "To sign in, use a web browser.");
        assert_eq!((prompt.user_code.as_str(), prompt.expires_in.as_secs()), ("ABC123", 900));
    }

    #[test]
    fn an_end_is_an_end() {
        for code in
            ["expired_token", "access_denied", "authorization_declined", "bad_verification_code"]
        {
            let net = Net::new(move |n, _| if n == 0 { device() } else { error(code) });
            let (result, pauses, _) = run(&net);
            let failure = result.unwrap_err();
            assert_eq!(failure.code(), Some(code));
            assert!(failure.needs_sign_in());
            assert_eq!(pauses, [5]);
        }
        let net = Net::new(|n, _| if n == 0 { device() } else { error("invalid_client") });
        let failure = run(&net).0.unwrap_err();
        assert_eq!((failure.code(), failure.needs_sign_in()), (Some("invalid_client"), false));
    }

    #[test]
    fn the_network_may_come_and_go() {
        let net = Net::new(|n, _| match n {
            0 => device(),
            1 => Reply::Fail(TransportErrorKind::Connect),
            2 => Reply::Text(502, vec![("content-type", "text/html")], "<html>"),
            3 => Reply::Broken,
            _ => token(),
        });
        let (result, pauses, _) = run(&net);
        assert!(result.is_ok());
        assert_eq!(pauses, [5, 10, 20, 40]);
        // but an untrusted certificate stays one
        let net = Net::new(|n, _| match n {
            0 => device(),
            _ => Reply::Fail(TransportErrorKind::Tls),
        });
        let (result, pauses, _) = run(&net);
        assert!(matches!(result.unwrap_err().kind(), ErrorKind::Transport(_)));
        assert_eq!(pauses, [5]);
    }

    #[test]
    fn a_code_lapses_even_if_the_clock_stands_still() {
        let net = Net::new(|n, _| if n == 0 { device() } else { error("authorization_pending") });
        let (result, pauses, _) = run(&net);
        let failure = result.unwrap_err();
        assert_eq!(failure.code(), Some("expired_token"));
        assert!(pauses.iter().sum::<u64>() <= 905);
        // and an outage that lasts isn't the person's fault
        let net = Net::new(|n, _| if n == 0 { device() } else { Reply::Broken });
        assert!(!run(&net).0.unwrap_err().needs_sign_in());
    }

    #[test]
    fn can_be_cancelled() {
        let net = Net::new(|n, _| if n == 0 { device() } else { error("authorization_pending") });
        let flow = DeviceCode::new(|_| ()).pause(|_| ControlFlow::Break(()));
        let (app, scopes) = (App::new("id"), Scopes::default());
        let result = flow.run(&SignIn::new(&app, &scopes, &net));
        assert!(matches!(result.unwrap_err().kind(), ErrorKind::Cancelled));
        assert_eq!(net.calls().len(), 1);
    }

    #[test]
    fn a_sparse_or_odd_start() {
        let start = |json: Value| {
            let net =
                Net::new(move |n, _| if n == 0 { Reply::Json(200, json.clone()) } else { token() });
            run(&net)
        };
        let (result, pauses, prompt) = start(json!({
            "device_code": "d", "user_code": "U", "verification_uri": "https://v/", "expires_in": 9,
            "interval": 0
        }));
        assert!(result.is_ok());
        assert_eq!(pauses, [1]);
        assert!(
            prompt
                .unwrap()
                .to_string()
                .contains("open https://v/ in a browser and enter the code U")
        );
        assert!(start(json!({"device_code": "hush"})).0.is_err());
        let (result, _, prompt) = start(json!({"error": "x"}));
        assert!(result.is_err() && prompt.is_none());
    }
}

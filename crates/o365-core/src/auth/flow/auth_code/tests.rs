use std::{
    collections::BTreeMap,
    net::TcpStream,
    sync::{Arc, Mutex},
    thread,
};

use serde_json::json;

use super::*;
use crate::auth::{
    App, MemoryStore, OAuth, Scopes, TokenRequest, TokenSource,
    testing::{Call, Net, Reply},
};
use crate::error::TransportErrorKind;

fn token_net() -> Net {
    Net::new(|_, _| {
        Reply::Json(200, json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer"}))
    })
}

fn app() -> App {
    App::new("id")
}

fn scopes() -> Scopes {
    Scopes::new(["Mail.Read", "offline_access"]).unwrap()
}

fn query(url: &str) -> BTreeMap<String, String> {
    let url = oauth2::url::Url::parse(url).unwrap();
    url.query_pairs().into_owned().collect()
}

/// Runs the flow with a browser that does what `person` does with the query of the address; the requests are `GET` paths.
fn run(
    net: &Net,
    flow: impl Fn(AuthCode) -> AuthCode,
    person: impl Fn(&BTreeMap<String, String>) -> Vec<String> + Send + Sync + 'static,
) -> (Result<Token>, Vec<String>) {
    let pages = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&pages);
    let person = Arc::new(person);
    let browser = move |url: &str| {
        let (asked, person, seen) = (query(url), Arc::clone(&person), Arc::clone(&seen));
        thread::spawn(move || {
            let place = asked["redirect_uri"].strip_prefix("http://").unwrap().to_owned();
            let place = place.split('/').next().unwrap().replace("localhost", "127.0.0.1");
            // a connection that is opened on suspicion and never used
            let _idle = TcpStream::connect(&place);
            for request in person(&asked) {
                let mut stream = TcpStream::connect(&place).unwrap();
                write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
                    .unwrap();
                let mut page = String::new();
                io::Read::read_to_string(&mut stream, &mut page).unwrap();
                seen.lock().unwrap().push(page);
            }
        });
        Ok(())
    };
    let flow = flow(AuthCode::open_with(browser));
    let (app, scopes) = (app(), scopes());
    let mut ask = SignIn::new(&app, &scopes, net);
    ask.account = Some("me@t.com");
    let result = flow.run(&ask);
    thread::sleep(Duration::from_millis(30));
    let pages = pages.lock().unwrap().clone();
    (result, pages)
}

#[test]
fn a_browser_comes_back_with_the_code() {
    let net = token_net();
    let (result, pages) = run(
        &net,
        |flow| flow.prompt("select_account"),
        |asked| {
            assert_eq!(asked["response_type"], "code");
            assert_eq!(asked["response_mode"], "query");
            assert_eq!(asked["client_id"], "id");
            assert_eq!(asked["scope"], "Mail.Read offline_access");
            assert_eq!(asked["code_challenge_method"], "S256");
            assert_eq!(
                (asked["prompt"].as_str(), asked["login_hint"].as_str()),
                ("select_account", "me@t.com")
            );
            assert!(asked["code_challenge"].len() >= 43 && asked["state"].len() >= 22);
            let state = &asked["state"];
            vec![
                "GET /favicon.ico".into(),
                "POST /?code=evil".into(),
                "GET /?code=evil&state=wrong".into(),
                "GET /?code=evil".into(),
                "GET /?error=access_denied&state=wrong".into(),
                "GET /".into(),
                format!("GET /?code=0.A%2Bx%252F-!&state={state}&session_state=x"),
            ]
        },
    );
    assert_eq!(result.unwrap().refresh_token().unwrap().reveal(), "r");
    let statuses: Vec<_> = pages.iter().map(|page| &page[9..12]).collect();
    assert_eq!(statuses, ["404", "405", "400", "400", "400", "400", "200"]);
    let calls = net.calls();
    assert_eq!(calls.len(), 1);
    let call: &Call = &calls[0];
    assert_eq!(call.field("grant_type"), "authorization_code");
    assert_eq!(call.field("code"), "0.A+x%2F-!", "decoded once");
    assert!(call.field("redirect_uri").starts_with("http://localhost:"));
    assert!(call.field("code_verifier").len() >= 43);
    assert!(!call.form.contains_key("client_secret"));
}

#[test]
fn the_registered_redirect_uri_is_used_to_the_letter() {
    let net = token_net();
    let flow = |flow: AuthCode| {
        flow.redirect_uri("http://127.0.0.1/back/here").credential(Credential::secret("s"))
    };
    let (result, _) = run(&net, flow, |asked| {
        vec![
            format!("GET /?code=c&state={}", asked["state"]),
            format!("GET /back/here?code=c&state={}", asked["state"]),
        ]
    });
    result.unwrap();
    let calls = net.calls();
    assert_eq!(calls[0].field("client_secret"), "s");
    let uri = calls[0].field("redirect_uri");
    assert!(uri.starts_with("http://127.0.0.1:") && uri.ends_with("/back/here"), "{uri}");
    // forms without a path, with a slash, with a port
    let bind = |uri: &str| Listener::bind(uri).map(|it| it.redirect_uri().to_owned());
    assert!(!bind("http://localhost").unwrap().ends_with('/'));
    assert!(bind("http://localhost/").unwrap().ends_with('/'));
    for bad in ["https://localhost", "http://example.com", "http://localhost/?x", "localhost", ""] {
        assert!(bind(bad).is_err(), "{bad}");
    }
    let taken = Listener::bind("http://localhost").unwrap();
    assert!(bind(taken.redirect_uri()).unwrap_err().to_string().contains("can't listen"));
}

#[test]
fn a_person_can_say_no_and_the_page_is_harmless() {
    let net = token_net();
    let (result, pages) = run(
        &net,
        |flow| flow,
        |asked| {
            let words = "AADSTS65004%3A+%3Cscript%3Edeclined.%0D%0ATrace+ID%3A+t";
            let state = &asked["state"];
            vec![format!("GET /?error=access_denied&error_description={words}&state={state}")]
        },
    );
    let error = result.unwrap_err();
    assert_eq!(error.code(), Some("access_denied"));
    assert!(error.needs_sign_in() && error.to_string().contains("declined."), "{error}");
    assert!(!pages[0].contains("<script>") && pages[0].contains("&lt;script&gt;"));
    assert!(net.calls().is_empty());
}

#[test]
fn nobody_waits_for_ever() {
    let net = token_net();
    let (result, _) = run(&net, |flow| flow.patience(Duration::from_millis(50)), |_| Vec::new());
    assert!(result.unwrap_err().to_string().contains("in time"));
    let flow = AuthCode::open_with(|_| Err(io::ErrorKind::NotFound.into()));
    let (app, scopes) = (app(), scopes());
    let error = flow.run(&SignIn::new(&app, &scopes, &net)).unwrap_err();
    assert!(error.to_string().contains("device code"), "{error}");
}

#[test]
fn a_code_is_never_sent_twice() {
    let replies: [fn() -> Reply; 4] = [
        || Reply::Text(504, vec![], ""),
        || Reply::Text(429, vec![("retry-after", "0")], ""),
        || Reply::Fail(TransportErrorKind::Timeout),
        || Reply::Text(200, vec![("content-type", "text/html")], "<html>"),
    ];
    for reply in replies {
        let net = Net::new(move |_, _| reply());
        let (result, _) =
            run(&net, |flow| flow, |asked| vec![format!("GET /?code=c&state={}", asked["state"])]);
        let error = result.unwrap_err();
        assert!(error.needs_sign_in(), "{error}");
        assert_eq!(net.calls().len(), 1);
    }
}

#[test]
fn an_address_can_be_pasted() {
    let paste = |what: fn(&str, &str) -> String| {
        let net = token_net();
        let flow = AuthCode::pasted(move |url| {
            let asked = query(url);
            Ok(what(&asked["redirect_uri"], &asked["state"]))
        });
        let (app, scopes) = (app(), scopes());
        flow.run(&SignIn::new(&app, &scopes, &net)).map(|_| net.calls()[0].field("code").to_owned())
    };
    let good: [fn(&str, &str) -> String; 4] = [
        |uri, state| format!("{uri}?code=M.C5-!&state={state}&session_state=s\n"),
        |uri, state| format!(" \"{uri}?state={state}&code=M.C5-%21#\" "),
        |_, state| format!("code=M.C5-!&state={state}"),
        |_, state| format!("?code=M.C5-!&state={state}"),
    ];
    for what in good {
        assert_eq!(paste(what).unwrap(), "M.C5-!");
    }
    let bad: [fn(&str, &str) -> String; 5] = [
        |_, _| String::new(),
        |uri, _| uri.to_owned(),
        |uri, _| format!("{uri}?code=c&state=other"),
        |uri, _| format!("{uri}?code=c"),
        |uri, state| format!("{uri}?error=access_denied&state={state}"),
    ];
    for what in bad {
        assert!(paste(what).unwrap_err().needs_sign_in());
    }
}

#[test]
fn the_console_shows_the_address_and_reads_a_line() {
    let (mut shown, mut typed) = (Vec::new(), io::Cursor::new("http://x?code=c\nmore"));
    assert_eq!(ask("https://login", &mut shown, &mut typed).unwrap(), "http://x?code=c\n");
    assert!(String::from_utf8(shown).unwrap().contains("\nhttps://login\n"));
}

#[test]
fn a_web_application_does_it_in_two_steps() {
    let (net, store) = (token_net(), MemoryStore::new());
    let source = || {
        let flow = AuthCode::new().credential(Credential::secret("s"));
        let builder = OAuth::builder(app()).scopes(["Mail.Read"]).flow(flow);
        builder.store(store.clone()).build().unwrap()
    };
    let pending = source().begin("https://app.example/back").unwrap();
    let stored = serde_json::to_string(&pending).unwrap();
    let asked = query(pending.url());
    assert_eq!(asked["redirect_uri"], "https://app.example/back");
    for hidden in [&asked["state"], &asked["code_challenge"]] {
        assert!(!format!("{pending:?}").contains(hidden));
    }
    // .. in another process
    let pending: PendingSignIn = serde_json::from_str(&stored).unwrap();
    let back = format!("https://app.example/back?code=c&state={}", asked["state"]);
    let other = source();
    assert!(other.finish(&net, &pending, "https://app.example/back?code=c&state=x").is_err());
    other.finish(&net, &pending, &back).unwrap();
    let calls = net.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].field("redirect_uri"), "https://app.example/back");
    assert_eq!(calls[0].field("client_secret"), "s");
    assert_eq!(source().token(&TokenRequest::new(&net)).unwrap().secret(), "a");
    // a stored one without its secrets is good for nothing
    let empty = stored.replace(&asked["state"], "");
    let empty: PendingSignIn = serde_json::from_str(&empty).unwrap();
    assert!(other.finish(&net, &empty, "?code=c&state=").is_err());
}

//! Token files under several processes and under `kill -9`, and what is logged on the way. Real HTTP on loopback.
#![cfg(feature = "oauth")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    env, fmt,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, OnceLock},
    thread,
    time::{Duration, Instant},
};

use o365_core::auth::{
    App, DeviceCode, FileStore, Identity, MemoryStore, OAuth, StoreKey, Token, TokenRequest,
    TokenSource, TokenStore,
};
use o365_core::error::{TransportError, TransportErrorKind};
use o365_core::transport::{Body, Incoming, Transport};

const CLIENT: &str = "6731de76-14a6-49ae-97bc-6eba6914391e";

fn app(login: &str) -> App {
    App::new(CLIENT).tenant("contoso.com").login_url(login)
}

fn key(login: &str) -> StoreKey {
    StoreKey::new(&app(login), Identity::Person, None).unwrap()
}

/// One request, one connection.
#[derive(Debug)]
struct Plain;

impl Transport for Plain {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let failed = |error: std::io::Error| {
            TransportError::new(TransportErrorKind::Connect, true, "").with_source(error)
        };
        let (parts, body) = request.into_parts();
        let Body::Bytes(body) = body else { panic!("a body in memory") };
        let mut stream =
            TcpStream::connect(parts.uri.authority().unwrap().as_str()).map_err(failed)?;
        write!(
            stream,
            "POST {} HTTP/1.1\r\nContent-Length: {}\r\n\r\n",
            parts.uri.path(),
            body.len()
        )
        .and_then(|()| stream.write_all(&body))
        .map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head[9..12].parse::<u16>().unwrap();
        let response = http::Response::builder().status(status);
        let body: Incoming = Box::new(std::io::Cursor::new(body.to_owned()));
        Ok(response.body(body).unwrap())
    }
}

/// An identity platform: `answer` gets the path and the form, and gives a status and JSON. Gives its address.
fn platform(answer: impl Fn(&str, &str) -> (u16, String) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let login = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), Arc::clone(&answer));
            thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut line, mut path, mut length) = (String::new(), String::new(), 0);
                while reader.read_line(&mut line).unwrap() > 2 {
                    if path.is_empty() {
                        path = line.split(' ').nth(1).unwrap().to_owned();
                    }
                    if let Some(number) = line.strip_prefix("Content-Length: ") {
                        length = number.trim().parse().unwrap();
                    }
                    line.clear();
                }
                let mut form = vec![0; length];
                reader.read_exact(&mut form).unwrap();
                let (status, json) = answer(&path, &String::from_utf8(form).unwrap());
                write!(stream, "HTTP/1.1 {status} X\r\n\r\n{json}").unwrap();
            });
        }
    });
    login
}

/// Runs this test binary again, as another process that plays a role.
fn another(role: &str, path: &Path, login: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "plays_a_role_for_the_others", "--nocapture"])
        .env("O365_TEST_ROLE", role)
        .env("O365_TEST_PATH", path)
        .env("O365_TEST_LOGIN", login)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn plays_a_role_for_the_others() {
    let Ok(role) = env::var("O365_TEST_ROLE") else { return };
    let path = PathBuf::from(env::var("O365_TEST_PATH").unwrap());
    let login = env::var("O365_TEST_LOGIN").unwrap();
    let store = FileStore::file(&path);
    match role.as_str() {
        "renew" => {
            let source = OAuth::builder(app(&login)).store(store).build().unwrap();
            let token = source.token(&TokenRequest::new(&Plain)).unwrap();
            assert_eq!(token.secret(), "access-1");
        }
        "save" => {
            for n in 0.. {
                let _lock = store.lock(&key(&login)).unwrap();
                store.save(&key(&login), &numbered(n)).unwrap();
            }
        }
        other => panic!("{other}"),
    }
}

/// A token whose parts belong together, of a size that changes.
fn numbered(n: usize) -> Token {
    let filling = "x".repeat(n % 7 * 3_000);
    Token::new(format!("access-{n}-{filling}")).refresh(format!("refresh-{n}-{filling}"))
}

#[test]
fn eight_processes_one_refresh() {
    let spent = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&spent);
    let login = platform(move |path, form| {
        assert_eq!(path, "/contoso.com/oauth2/v2.0/token");
        let refresh = form.split('&').find_map(|pair| pair.strip_prefix("refresh_token=")).unwrap();
        let mut spent = seen.lock().unwrap();
        spent.push(refresh.to_owned());
        // long enough for all to come
        thread::sleep(Duration::from_millis(300));
        // A refresh token is good once.
        if spent.iter().filter(|one| *one == refresh).count() > 1 {
            return (400, r#"{"error":"invalid_grant","error_description":"spent"}"#.into());
        }
        let n = spent.len();
        let token = format!(r#""access_token":"access-{n}","refresh_token":"refresh-{n}""#);
        (200, format!(r#"{{"token_type":"Bearer","expires_in":3600,{token}}}"#))
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    let store = FileStore::file(&path);
    store
        .save(&key(&login), &Token::new("old").refresh("refresh-0").lifetime(Duration::ZERO))
        .unwrap();
    let processes: Vec<Child> = (0..8).map(|_| another("renew", &path, &login)).collect();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(*spent.lock().unwrap(), ["refresh-0"]);
    let kept = store.load(&key(&login)).unwrap().unwrap();
    assert_eq!(kept.refresh_token().unwrap().reveal(), "refresh-1");
}

#[test]
fn a_kill_at_any_moment_leaves_a_readable_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    let (store, login) = (FileStore::file(&path), "http://127.0.0.1:9");
    for round in 0..25_u64 {
        let mut process = another("save", &path, login);
        let start = Instant::now();
        while !path.exists() && start.elapsed() < Duration::from_secs(10) {
            thread::yield_now();
        }
        // different moments; the process needs some time to start
        thread::sleep(Duration::from_micros(8_000 + round * 1_370));
        process.kill().unwrap();
        process.wait().unwrap();
        let token = store.load(&key(login)).unwrap().expect("a token");
        let (access, refresh) = (token.access_token().secret(), token.refresh_token().unwrap());
        assert_eq!(access.strip_prefix("access"), refresh.reveal().strip_prefix("refresh"));
        // and the lock of a dead process is free
        drop(store.clone().patience(Duration::from_secs(1)).lock(&key(login)).unwrap());
    }
}

/// Everything logged in this process.
fn logged() -> &'static Mutex<String> {
    static LOGGED: OnceLock<Mutex<String>> = OnceLock::new();
    struct Logger;
    impl log::Log for Logger {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true
        }
        fn log(&self, record: &log::Record<'_>) {
            fmt::Write::write_fmt(
                &mut *logged().lock().unwrap(),
                format_args!("{}\n", record.args()),
            )
            .unwrap();
        }
        fn flush(&self) {}
    }
    LOGGED.get_or_init(|| {
        log::set_logger(&Logger).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        Mutex::default()
    })
}

#[test]
fn nothing_secret_is_logged_or_shown() {
    logged();
    let step = Mutex::new(0);
    let login = platform(move |path, _| {
        let mut step = step.lock().unwrap();
        *step += 1;
        let token = r#"{"token_type":"Bearer","expires_in":3600,"scope":"openid","access_token":"hush-a","refresh_token":"hush-r","id_token":"hush.i.d"}"#;
        match *step {
            1 => {
                assert!(path.ends_with("/devicecode"));
                (200, r#"{"device_code":"hush-d","user_code":"U","verification_uri":"https://v/","expires_in":900,"interval":1}"#.into())
            }
            2 => (400, r#"{"error":"authorization_pending"}"#.into()),
            3 | 5 => (200, token.into()),
            4 => (503, "hush, hush".into()),
            6 => (200, r#"{"access_token":7,"refresh_token":"hush-r"}"#.into()),
            _ => (400, r#"{"error":"invalid_grant","error_description":"AADSTS1: no"}"#.into()),
        }
    });
    let flow = DeviceCode::new(|_| ()).pause(|_| std::ops::ControlFlow::Continue(()));
    let source = OAuth::builder(app(&login)).scopes(["Mail.Read"]).flow(flow);
    let source = source.store(MemoryStore::new()).build().unwrap();
    let mut shown = String::new();
    source.sign_in(&Plain).unwrap();
    let mut refused = source.token(&TokenRequest::new(&Plain)).unwrap();
    for _ in 0..3 {
        let ask = TokenRequest::new(&Plain).instead_of(&refused);
        shown.push_str(&format!("{ask:?} "));
        match source.token(&ask) {
            Ok(token) => refused = token,
            Err(error) => shown.push_str(&format!("{error} {error:?} {:?} ", error.kind())),
        }
    }
    shown.push_str(&format!("{source:?} {:?}", source.user()));
    let logged = logged().lock().unwrap();
    assert!(logged.contains("400") && logged.contains("503"), "the test sees the log: {logged}");
    assert!(!logged.contains("hush"), "{logged}");
    assert!(!shown.contains("hush"), "{shown}");
}

//! Upload sessions that say odd things: where the next byte goes, and whether they are there at all.

use o365::drive::{DriveHandle, DriveItem, Fragments};
use o365::{ErrorKind, Result};
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;

use super::{bytes, drive, elsewhere, json};

const UNIT: usize = 320 << 10;
const TOTAL: usize = 2 * UNIT + 100;
const CREATE: &str = "/me/drive/root:/x.bin:/createUploadSession";
/// What goes up where nothing goes wrong.
const WHOLE: [&str; 3] = ["PUT 0-327679", "PUT 327680-655359", "PUT 655360-655459"];

/// Three fragments, the last one of 100 bytes.
fn send(drive: &DriveHandle) -> Result<DriveItem> {
    let upload = drive.root().upload_bytes("x.bin", bytes(TOTAL));
    // To be told more than bytes it must be a session.
    upload.fragments(Fragments::of(UNIT as u64)).description("x").send()
}

fn put(fault: Fault) -> Fault {
    fault.on("PUT", "/up/**")
}

/// A session that wants these next.
fn wants(name: &str, ranges: serde_json::Value) -> Fault {
    let mut body = json!({"expirationDateTime": "2099-01-01T00:00:00Z"});
    body[name] = ranges;
    json(202, body)
}

fn done(size: usize) -> Fault {
    json(201, json!({"id": "01X", "name": "x.bin", "size": size}))
}

fn sent(sandbox: &Sandbox) -> Vec<String> {
    elsewhere(sandbox, "content-range")
}

fn sessions(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests.iter().filter(|it| it.target.ends_with("/createUploadSession")).count()
}

fn arrived(sandbox: &Sandbox) {
    assert!(sandbox.file("/x.bin").unwrap() == bytes(TOTAL));
}

#[test]
fn a_fragment_that_arrived_in_part_is_gone_on_with_in_its_middle() {
    let (sandbox, drive) = drive();
    sandbox.keep_of_fragment(UNIT as u64);
    sandbox.keep_of_fragment(70_000);
    send(&drive).unwrap();
    arrived(&sandbox);
    let middle = "PUT 397680-655459";
    assert_eq!(sent(&sandbox), ["PUT 0-327679", "PUT 327680-655359", "PUT 397680-655459"]);
    // It says so by a refusal, and tells when it is asked.
    let (sandbox, drive) = super::drive();
    sandbox.fault(put(wants("nextExpectedRanges", json!(["327680-"]))));
    sandbox.fault(put(Fault::status(416).code("fragmentOverlap")));
    sandbox.fault(wants("nextExpectedRanges", json!(["397680-"])).on("GET", "/up/**"));
    sandbox.fault(put(done(TOTAL)));
    send(&drive).unwrap();
    assert_eq!(sent(&sandbox), ["PUT 0-327679", "PUT 327680-655359", "GET", middle]);
}

#[test]
fn a_session_that_lost_bytes_gets_them_again() {
    let (sandbox, drive) = drive();
    sandbox.fault(put(wants("nextExpectedRanges", json!(["327680-"]))));
    sandbox.fault(put(Fault::status(416).code("invalidRange")));
    sandbox.fault(wants("nextExpectedRanges", json!(["100-"])).on("GET", "/up/**"));
    sandbox.fault(put(wants("nextExpectedRanges", json!(["327780-"]))));
    sandbox.fault(put(done(TOTAL)));
    send(&drive).unwrap();
    let expected =
        ["PUT 0-327679", "PUT 327680-655359", "GET", "PUT 100-327779", "PUT 327780-655459"];
    assert_eq!(sent(&sandbox), expected);
}

#[test]
fn the_next_byte_is_the_one_that_the_service_names() {
    for (name, ranges, next) in [
        // Less than was sent, and more.
        ("nextExpectedRanges", json!(["1000-"]), "PUT 1000-328679"),
        ("nextExpectedRanges", json!(["500000-655459"]), "PUT 500000-655459"),
        ("nextExpectedRanges", json!(["10-19", "30-"]), "PUT 10-327689"),
        ("NextExpectedRanges", json!(["327680-"]), "PUT 327680-655359"),
        ("nextExpectedRanges", json!(["327680"]), "PUT 327680-655359"),
    ] {
        let (sandbox, drive) = drive();
        sandbox.fault(put(wants(name, ranges.clone())));
        sandbox.fault(put(wants("nextExpectedRanges", json!(["655360-"]))));
        sandbox.fault(put(done(TOTAL)));
        let result = send(&drive);
        assert_eq!(sent(&sandbox)[1], next, "{ranges}");
        // One that ends with its second fragment says so sooner.
        assert!(result.is_ok() || next.ends_with("655459"), "{ranges}: {result:?}");
    }
}

#[test]
fn a_session_that_is_gone_is_never_asked_again() {
    for status in [404, 403, 401] {
        let (sandbox, drive) = drive();
        sandbox.fault(put(Fault::status(status)).after(1));
        send(&drive).unwrap();
        arrived(&sandbox);
        let requests = sandbox.requests();
        let of_sessions: Vec<_> =
            requests.iter().filter(|it| it.target.starts_with("/up/")).collect();
        assert_eq!(of_sessions.len(), 5);
        assert_eq!(of_sessions[0].target, of_sessions[1].target);
        assert!(of_sessions[2..].iter().all(|it| it.target != of_sessions[0].target));
        assert_eq!(
            (sent(&sandbox)[2..].to_vec(), sessions(&sandbox)),
            (WHOLE.map(str::to_owned).to_vec(), 2)
        );
    }
}

#[test]
fn sessions_that_keep_ending_are_an_error_in_the_end() {
    let (sandbox, drive) = drive();
    // The first fragment is taken, the second one never.
    for _ in 0..8 {
        sandbox.fault(put(wants("nextExpectedRanges", json!(["327680-"]))));
        sandbox.fault(put(Fault::status(403).code("accessDenied")));
    }
    let error = send(&drive).unwrap_err();
    assert_eq!(error.status(), Some(403), "{error}");
    assert_eq!(sessions(&sandbox), 3, "the first and two more");
}

#[test]
fn a_question_about_the_session_that_is_refused_ends_it() {
    let (sandbox, drive) = drive();
    sandbox.fault(put(Fault::status(500)).after(1));
    sandbox.fault(Fault::status(401).code("unauthenticated").on("GET", "/up/**"));
    send(&drive).unwrap();
    arrived(&sandbox);
    assert_eq!(sessions(&sandbox), 2);
    assert_eq!(sent(&sandbox)[2..3], ["GET"]);
    assert_eq!(sent(&sandbox)[3..], WHOLE);
}

#[test]
fn an_end_that_nobody_saw_and_that_was_none_starts_anew() {
    // The last answer is lost, the session is gone, and the item isn't there, or is an older one.
    for is_older in [false, true] {
        let (sandbox, drive) = drive();
        if is_older {
            sandbox.fault(json(200, json!({"id": "01X", "size": TOTAL, "lastModifiedDateTime": "2001-01-01T00:00:00Z"}))
                .on("GET", "/me/drive/root:/x.bin"));
        }
        sandbox.fault(put(Fault::close()).after(2));
        sandbox.fault(Fault::status(404).on("GET", "/up/**"));
        send(&drive).unwrap();
        arrived(&sandbox);
        let mut expected: Vec<_> = WHOLE.to_vec();
        expected.push("GET");
        expected.extend(WHOLE);
        assert_eq!(
            (sent(&sandbox), sessions(&sandbox)),
            (expected.iter().map(|it| (*it).to_owned()).collect(), 2)
        );
    }
}

#[test]
fn an_item_that_the_service_is_busy_with_is_waited_for() {
    let busy = || put(Fault::status(409).code("resourceModified"));
    let (sandbox, drive) = drive();
    sandbox.fault(busy().after(2));
    send(&drive).unwrap();
    arrived(&sandbox);
    assert_eq!(sent(&sandbox)[2..], ["PUT 655360-655459", "GET", "PUT 655360-655459"]);
    let (sandbox, drive) = super::drive();
    sandbox.fault(busy().after(2).always());
    let error = send(&drive).unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(sandbox.open_upload_sessions(), 0);
    let sent = sent(&sandbox);
    assert_eq!(sent.iter().filter(|it| *it == "PUT 655360-655459").count(), 4, "{sent:?}");
}

#[test]
fn an_end_before_the_end_is_an_error() {
    let (sandbox, drive) = drive();
    sandbox.fault(put(json(200, json!({"id": "01X", "name": "x.bin", "size": 327_680}))));
    let error = send(&drive).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert!(error.to_string().contains("before all of it was sent"), "{error}");
    assert_eq!(sent(&sandbox), ["PUT 0-327679"]);
}

#[test]
fn an_upload_that_appears_when_it_is_told_to_is_told() {
    let (sandbox, drive) = drive();
    sandbox.fault(put(wants("nextExpectedRanges", json!([]))).after(2));
    sandbox.fault(json(201, json!({"id": "01X", "size": TOTAL})).on("POST", "/up/**"));
    let upload = drive.root().upload_bytes("x.bin", bytes(TOTAL));
    let item = upload.fragments(Fragments::of(UNIT as u64)).defer_commit().send().unwrap();
    assert_eq!(item.id.as_str(), "01X");
    assert_eq!(sent(&sandbox)[2..], ["PUT 655360-655459", "POST"]);
    let requests = sandbox.requests();
    let told = requests.iter().find(|it| it.method == "POST" && it.target.starts_with("/up/"));
    assert_eq!(told.unwrap().header("content-length"), Some("0"));
}

#[test]
fn an_address_goes_back_byte_by_byte_and_only_where_it_is_safe() {
    let (sandbox, drive) = drive();
    let address = "/up/a%20b?tempauth=v1.ey%2Bx%252F==&B=&a=%2f%2F&overwrite=";
    let opened = |url: String| {
        let body = json!({"uploadUrl": url, "expirationDateTime": "2001-01-01T00:00:00Z"});
        json(200, body).on("POST", CREATE)
    };
    // It has ended by its own words, and answers all the same.
    sandbox.fault(opened(format!("{}{address}", sandbox.media_url())));
    sandbox.fault(put(wants("nextExpectedRanges", json!(["327680-"]))));
    sandbox.fault(put(wants("nextExpectedRanges", json!(["655360-"]))));
    sandbox.fault(put(done(TOTAL)));
    send(&drive).unwrap();
    let requests = sandbox.requests();
    let there: Vec<_> = requests.iter().filter(|it| it.method == "PUT").collect();
    assert_eq!(there.len(), 3);
    assert!(there.iter().all(|it| it.target == address), "{}", there[0].target);
    for url in ["http://evil.example/up/1?tempauth=s3cret", "ftp://127.0.0.1/up/1"] {
        sandbox.clear_requests();
        sandbox.fault(opened(url.into()));
        let error = send(&drive).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
        assert_eq!(sandbox.request_count(), 1, "{url}");
    }
}

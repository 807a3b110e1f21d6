//! Uploads over the mock: what goes out, and what is done about what comes back.

use std::fs;
use std::time::{Duration, SystemTime};

use o365_core::auth::StaticToken;
use o365_core::error::TransportErrorKind as Kind;
use o365_core::hash::{HashKind, Hasher};
use o365_core::mock::Mock;
use o365_core::{Connection, ErrorKind, Resource, Retry};
use serde_json::{Value, json};

use super::*;
use crate::Storage;

const URL: &str = "https://contoso.sharepoint.com/s?tempauth=x";
const PUT: &str = "PUT /v1.0/me/drive/root:/Reports/a.bin:/content";
const OPEN: &str = "POST /v1.0/me/drive/root:/Reports/a.bin:/createUploadSession";
const LARGE: usize = (5 << 20) + 7;

fn folder(mock: &Mock) -> ItemHandle {
    let connection = Connection::builder(StaticToken::new("t"))
        .transport(mock.clone())
        .retry(Retry::default().base(Duration::ZERO))
        .build()
        .unwrap();
    Storage::new(&connection, Resource::Me).default_drive().path("/Reports")
}

fn hash(bytes: &[u8]) -> String {
    let mut hasher = Hasher::new(HashKind::QuickXor);
    hasher.update(bytes);
    hasher.finish().to_string()
}

/// The item that the service makes of these bytes.
fn item(bytes: &[u8]) -> Value {
    json!({"id": "01A", "name": "a.bin", "size": bytes.len(),
        "file": {"hashes": {"quickXorHash": hash(bytes)}},
        "lastModifiedDateTime": o365_core::time::instant::to_text(OffsetDateTime::now_utc())})
}

fn opened(mock: Mock) -> Mock {
    mock.answer(200, json!({"uploadUrl": URL, "nextExpectedRanges": ["0-"]}))
}

fn lines(mock: &Mock) -> Vec<String> {
    let line =
        |request: &o365_core::mock::MockRequest| format!("{} {}", request.method(), request.path());
    mock.requests().iter().map(line).collect()
}

#[test]
fn what_is_small_goes_in_one_request() {
    let mock = Mock::new().answer(201, item(b"abc"));
    let mut told = Vec::new();
    let upload = folder(&mock).upload_bytes("a.bin", "abc");
    let made = upload.progress(|at| told.push((at.done, at.total))).send().unwrap();
    assert_eq!((made.id.as_str(), told), ("01A", vec![(0, 3), (3, 3)]));
    let request = &mock.requests()[0];
    assert_eq!(lines(&mock), [PUT]);
    assert!(
        request.url().ends_with("?@microsoft.graph.conflictBehavior=fail"),
        "{}",
        request.url()
    );
    assert_eq!(request.header("content-type"), Some("application/octet-stream"));
    assert_eq!(request.body(), b"abc");
    // An empty file too, and what there is to say of it afterwards.
    let mock = Mock::new().answer(201, item(b"")).answer(200, item(b""));
    folder(&mock).upload_bytes("a.bin", "").description("x").send().unwrap();
    assert_eq!(lines(&mock), [PUT, "PATCH /v1.0/me/drive/items/01A"]);
    assert_eq!(mock.requests()[0].header("content-length"), None);
    assert_eq!(mock.requests()[1].json(), Some(json!({"description": "x"})));
}

#[test]
fn what_is_large_goes_by_a_session() {
    let bytes = vec![7; LARGE];
    let mock = opened(Mock::new()).answer(201, item(&bytes));
    let upload = folder(&mock).upload_bytes("a.bin", bytes.clone());
    upload.on_conflict(Conflict::Rename).send().unwrap();
    assert_eq!(lines(&mock), [OPEN, "PUT /s"]);
    let request = &mock.requests()[0];
    let session = json!({"item": {"@microsoft.graph.conflictBehavior": "rename", "name": "a.bin", "fileSize": LARGE}});
    assert_eq!(request.json(), Some(session));
    assert_eq!(mock.requests()[1].header("authorization"), None);
}

#[test]
fn what_there_is_to_say_goes_with_the_session() {
    let disk = tempfile::tempdir().unwrap();
    let path = disk.path().join("a.bin");
    fs::write(&path, "abc").unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    let mock = opened(Mock::new()).answer(201, item(b"abc"));
    let upload = folder(&mock).upload_file(&path).unwrap().on_conflict(Conflict::Replace);
    upload.keep_times().description("x").send().unwrap();
    assert_eq!(lines(&mock), [OPEN, "PUT /s"]);
    let said = mock.requests()[0].json().unwrap();
    let said = &said["item"];
    assert_eq!(said["fileSystemInfo"]["lastModifiedDateTime"], "2023-11-14T22:13:20Z");
    assert_eq!((&said["description"], &said["fileSize"]), (&json!("x"), &json!(3)));
    let nothing = Mock::new();
    let upload = folder(&nothing).upload_bytes("a.bin", "abc").keep_times();
    assert!(matches!(upload.send().unwrap_err().kind(), ErrorKind::Input(_)));
}

#[test]
fn a_name_that_breaks_a_rule_goes_nowhere() {
    let mock = Mock::new();
    for name in ["", "a/b", "..", "con", "a<b", " a"] {
        let error = folder(&mock).upload_bytes(name, "x").send().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{name}: {error}");
    }
    assert!(folder(&mock).upload_file("no/such/file").is_err());
    let mut deep = folder(&mock);
    for _ in 0..4 {
        deep = deep.child(&"x".repeat(99));
    }
    for error in [deep.upload_bytes("a", "x").send(), deep.create_folder("a")] {
        assert!(error.unwrap_err().to_string().contains("400"));
    }
    // A reader that has more than it was said to have.
    let reader = Source::reader(&b"abc"[..], 0);
    assert!(folder(&mock).upload("a.bin", reader).send().is_err());
    assert!(mock.requests().is_empty());
}

#[test]
fn new_content_goes_to_the_file_itself() {
    let mock = Mock::new().answer(200, item(b"abc")).answer(200, item(b"abc"));
    let by_path = folder(&mock).child("a.bin");
    let by_id = by_path.sibling(&"01A".into()).if_match("\"e\"");
    for file in [by_path, by_id] {
        file.replace_content(Source::bytes("abc")).send().unwrap();
    }
    assert_eq!(lines(&mock), [PUT, "PUT /v1.0/me/drive/items/01A/content"]);
    let [path, id] = &mock.requests()[..] else { panic!() };
    assert!(path.url().ends_with("conflictBehavior=replace") && path.header("if-match").is_none());
    assert!(id.url().ends_with("/content"));
    assert_eq!(id.header("if-match"), Some("\"e\""));
    let large = vec![1; LARGE];
    let mock = opened(Mock::new()).answer(200, item(&large));
    let by_id = folder(&mock).sibling(&"01A".into()).if_match("\"e\"");
    by_id.replace_content(Source::bytes(large)).send().unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/v1.0/me/drive/items/01A/createUploadSession");
    assert_eq!(request.json(), Some(json!({"item": {"fileSize": LARGE}})));
    assert_eq!(request.header("if-match"), Some("\"e\""));
}

#[test]
fn what_arrived_wrong_is_sent_once_more_to_the_same_item() {
    let wrong = || item(b"abd");
    let get = "GET /v1.0/me/drive/items/01A";
    // The first answer may be early.
    let mock = Mock::new().answer(201, wrong()).answer(200, item(b"abc"));
    folder(&mock).upload_bytes("a.bin", "abc").send().unwrap();
    assert_eq!(lines(&mock), [PUT, get]);
    let mock = Mock::new().answer(201, wrong()).answer(200, wrong()).answer(200, item(b"abc"));
    folder(&mock).upload_bytes("a.bin", "abc").send().unwrap();
    assert_eq!(lines(&mock), [PUT, get, "PUT /v1.0/me/drive/items/01A/content"]);
    assert!(mock.requests()[2].url().ends_with("/content"), "nothing is in its way");
    let mock = (0..4).fold(Mock::new(), |mock, _| mock.answer(201, wrong()));
    assert!(folder(&mock).upload_bytes("a.bin", "abc").send().unwrap_err().is_integrity());
    assert_eq!(mock.unused(), 0);
    // By a session.
    let bytes = vec![7; LARGE];
    let mock = opened(Mock::new()).answer(201, wrong()).answer(200, wrong());
    let mock = opened(mock).answer(200, item(&bytes));
    folder(&mock).upload_bytes("a.bin", bytes).send().unwrap();
    let again = "POST /v1.0/me/drive/items/01A/createUploadSession";
    assert_eq!(lines(&mock), [OPEN, "PUT /s", get, again, "PUT /s"]);
    assert_eq!(mock.requests()[3].json(), Some(json!({"item": {"fileSize": LARGE}})));
}

#[test]
fn documents_of_libraries_may_be_others_than_sent() {
    let stored = json!({"id": "01A", "name": "a.docx", "size": 9_000,
        "parentReference": {"driveType": "documentLibrary"},
        "file": {"hashes": {"quickXorHash": hash(b"other")}}});
    let mock = Mock::new().answer(201, stored);
    let made = folder(&mock).upload_bytes("a.docx", "abc").send().unwrap();
    assert_eq!((made.size, mock.requests().len()), (Some(9_000), 1));
}

#[test]
fn a_lost_end_is_looked_for_and_known_by_its_hash() {
    let bytes = vec![7; LARGE];
    let lost = || opened(Mock::new()).fail(Kind::Closed, true).answer(404, ());
    let get = "GET /v1.0/me/drive/root:/Reports/a.bin";
    let mock = lost().answer(200, item(&bytes));
    folder(&mock).upload_bytes("a.bin", bytes.clone()).send().unwrap();
    assert_eq!(lines(&mock), [OPEN, "PUT /s", "GET /s", get]);
    // One of another hash is somebody else's: it isn't touched.
    let mut other = item(&vec![8; LARGE]);
    other["id"] = json!("01B");
    let mock = lost().answer(200, other.clone()).answer(200, other);
    let mock = mock.answer(409, json!({"error": {"code": "nameAlreadyExists"}}));
    let error = folder(&mock).upload_bytes("a.bin", bytes.clone()).send().unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(lines(&mock)[5], OPEN);
    // One that was there before isn't ours, nor is one of another size.
    let mut old = item(&bytes);
    old["lastModifiedDateTime"] = json!("2020-01-01T00:00:00Z");
    for there in [old, item(b"abc")] {
        let mock = opened(lost().answer(200, there)).answer(201, item(&bytes));
        folder(&mock).upload_bytes("a.bin", bytes.clone()).send().unwrap();
        assert_eq!(mock.unused(), 0);
    }
    // Nobody knows what it would be called.
    let mock = lost();
    let upload = folder(&mock).upload_bytes("a.bin", bytes).on_conflict(Conflict::Rename);
    assert!(upload.send().unwrap_err().is_outcome_unknown());
}

#[test]
fn a_conflict_with_oneself_is_none() {
    let taken = json!({"error": {"code": "nameAlreadyExists", "message": "x"}});
    let lost = || Mock::new().fail(Kind::Closed, true).answer(409, taken.clone());
    let mock = lost().answer(200, item(b"abc"));
    assert!(folder(&mock).upload_bytes("a.bin", "abc").send().is_ok());
    let mock = lost().answer(200, item(b"abd"));
    let error = folder(&mock).upload_bytes("a.bin", "abc").send().unwrap_err();
    assert!(error.is_conflict(), "{error}");
    // While the service is busy with the item a session waits.
    let busy = json!({"error": {"code": "resourceModified"}});
    let mock = opened(Mock::new().answer(409, busy)).answer(200, item(b"abc"));
    folder(&mock).upload_bytes("a.bin", "abc").on_conflict(Conflict::Replace).send().unwrap();
    assert_eq!(lines(&mock), [PUT, OPEN, "PUT /s"]);
    // An empty file under another name isn't sent twice.
    let mock = Mock::new().fail(Kind::Closed, true);
    let upload = folder(&mock).upload_bytes("a.bin", "").on_conflict(Conflict::Rename);
    assert!(upload.send().unwrap_err().is_outcome_unknown());
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_name_taken_meanwhile_can_become_another() {
    let bytes = vec![7; LARGE];
    let taken = json!({"error": {"code": "nameAlreadyExists"}});
    let mock = opened(Mock::new()).answer(409, taken).answer(201, item(&bytes));
    let upload = folder(&mock).if_match("\"e\"").upload_bytes("a.bin", bytes);
    upload.if_taken_meanwhile(Conflict::Rename).send().unwrap();
    assert_eq!(lines(&mock), [OPEN, "PUT /s", "PUT /v1.0/me/drive/root:/Reports"]);
    assert_eq!(mock.requests()[0].header("if-match"), Some("\"e\""));
    assert_eq!(mock.requests()[2].header("if-match"), None, "it is the file's");
    let body = json!({"name": "a.bin", "@microsoft.graph.conflictBehavior": "rename", "@microsoft.graph.sourceUrl": URL});
    assert_eq!(mock.requests()[2].json(), Some(body));
}

#[test]
fn a_deferred_one_is_told_to_finish() {
    let mock = opened(Mock::new()).answer(202, json!({"nextExpectedRanges": []}));
    let mock = mock.answer(201, item(b"abc"));
    folder(&mock).upload_bytes("a.bin", "abc").defer_commit().send().unwrap();
    assert_eq!(lines(&mock), [OPEN, "PUT /s", "POST /s"]);
    assert_eq!(mock.requests()[0].json().unwrap()["deferCommit"], true);
}

#[test]
fn another_run_goes_on_by_the_state_file() {
    let disk = tempfile::tempdir().unwrap();
    let (path, state) = (disk.path().join("a.bin"), disk.path().join("state"));
    fs::write(&path, vec![7; LARGE]).unwrap();
    let upload = |mock: &Mock| {
        folder(mock)
            .upload_file(&path)
            .unwrap()
            .fragments(Fragments::of(4 << 20))
            .state_file(&state)
            .send()
    };
    let asked = json!({"nextExpectedRanges": ["3932160-"]});
    let broken = opened(Mock::new()).answer(202, asked.clone());
    let broken = (0..5).fold(broken, |mock, _| mock.answer(503, ""));
    assert!(upload(&broken).is_err() && state.exists());
    let mock = Mock::new().answer(200, asked).answer(201, item(&vec![7; LARGE]));
    upload(&mock).unwrap();
    assert_eq!(lines(&mock), ["GET /s", "PUT /s"]);
    assert!(!state.exists());
}

#[test]
fn a_run_that_was_killed_at_its_end_is_found_done() {
    let bytes = vec![7; LARGE];
    let disk = tempfile::tempdir().unwrap();
    let state = disk.path().join("state");
    let upload = |mock: &Mock, name: &str| {
        let upload = folder(mock).upload_bytes(name, bytes.clone()).state_file(&state);
        upload.on_conflict(Conflict::Replace).send()
    };
    let leave = || {
        let broken = (0..5).fold(opened(Mock::new()), |mock, _| mock.answer(503, ""));
        assert!(upload(&broken, "a.bin").is_err() && state.exists());
    };
    let get = "GET /v1.0/me/drive/root:/Reports/a.bin";
    leave();
    let mock = Mock::new().answer(404, "").answer(200, item(&bytes));
    upload(&mock, "a.bin").unwrap();
    assert_eq!(lines(&mock), ["GET /s", get]);
    // What was there before may have the same size: without a hash nobody knows.
    leave();
    let mut other = item(&bytes);
    other["file"] = json!({});
    let mock = opened(Mock::new().answer(404, "").answer(200, other)).answer(200, item(&bytes));
    upload(&mock, "a.bin").unwrap();
    assert_eq!(lines(&mock), ["GET /s", get, OPEN, "PUT /s"]);
    // Another target, with the same state: its bytes don't go where those of the first went.
    leave();
    let mock = opened(Mock::new()).answer(201, item(&bytes));
    upload(&mock, "b.bin").unwrap();
    assert_eq!(lines(&mock), [OPEN.replace("a.bin", "b.bin").as_str(), "PUT /s"]);
}

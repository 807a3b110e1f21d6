//! Uploads over the mock, by what goes wrong.

use std::cell::RefCell;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::auth::StaticToken;
use crate::error::TransportErrorKind;
use crate::mock::{Mock, MockRequest};
use crate::retry::Retry;

const UNIT: u64 = 320 << 10;
/// Three fragments, the last one of 100 bytes.
const TOTAL: u64 = 2 * UNIT + 100;
const URL: &str = "https://uploads.example/s?tempauth=v1.ey%2Bx%252F==&b=1&a=('x')";

fn connection(mock: &Mock) -> Connection {
    let retry = Retry::default().base(Duration::ZERO);
    Connection::builder(StaticToken::new("t")).transport(mock.clone()).retry(retry).build().unwrap()
}

fn content() -> Vec<u8> {
    (0..TOTAL).map(|at| (at % 251) as u8).collect()
}

/// Answers to fragments and status requests: what the service wants next.
trait Script {
    fn next(self, start: u64) -> Self;
    fn done(self) -> Self;
}

impl Script for Mock {
    fn next(self, start: u64) -> Self {
        self.answer(202, json!({"nextExpectedRanges": [format!("{start}-")]}))
    }

    fn done(self) -> Self {
        self.answer(201, json!({"id": "item"}))
    }
}

/// Uploads, and tells how often a session was opened. Sessions are `…&n=1`, `…&n=2`, ..
fn upload<'a>(
    connection: &'a Connection,
    change: impl FnOnce(Upload<'a>) -> Upload<'a>,
) -> (Result<Response>, u32) {
    let mut sessions = 0;
    let upload = Upload::new(connection, Source::bytes(content()), Fragments::of(UNIT));
    let answer = change(upload).run(|| {
        sessions += 1;
        Ok(session(&format!("{URL}&n={sessions}")))
    });
    (answer, sessions)
}

fn session(url: &str) -> UploadSession {
    serde_json::from_value(json!({"uploadUrl": url, "nextExpectedRanges": ["0-"]})).unwrap()
}

/// `PUT 0-99/100`, `GET`, `DELETE`, ..
fn line(request: &MockRequest) -> String {
    assert!(request.url().starts_with(URL), "{}", request.url());
    assert_eq!(request.header("authorization"), None);
    let range = request.header("content-range").unwrap_or_default();
    if let Some(range) = range.strip_prefix("bytes ") {
        let (from, rest) = range.split_once('-').unwrap();
        let (last, total) = rest.split_once('/').unwrap();
        let (from, last): (usize, usize) = (from.parse().unwrap(), last.parse().unwrap());
        assert_eq!(total, TOTAL.to_string());
        assert_eq!(request.body(), &content()[from..=last]);
        format!("{} {}", request.method(), from as u64 / UNIT)
    } else {
        request.method().to_owned()
    }
}

fn lines(mock: &Mock) -> String {
    mock.requests().iter().map(line).collect::<Vec<_>>().join(", ")
}

#[test]
fn goes_fragment_by_fragment_and_tells() {
    let mock = Mock::new().next(UNIT).next(2 * UNIT).done();
    let told = RefCell::new(Vec::new());
    let (answer, sessions) = upload(&connection(&mock), |upload| {
        upload.progress(|at| told.borrow_mut().push(at.done * 100 / at.total))
    });
    assert_eq!(answer.unwrap().json::<Value>().unwrap()["id"], "item");
    assert_eq!((lines(&mock).as_str(), sessions), ("PUT 0, PUT 1, PUT 2", 1));
    assert_eq!(told.into_inner(), [0, 49, 99, 100]);
    for request in mock.requests() {
        assert_eq!(request.header("content-type"), Some("application/octet-stream"));
        assert_eq!(request.header("cookie"), None);
    }
}

#[test]
fn outlook_s_answers_are_understood() {
    let mock = Mock::new()
        .answer(200, json!({"NextExpectedRanges": [UNIT.to_string()]}))
        .answer(200, json!({"NextExpectedRanges": [(2 * UNIT).to_string()]}))
        .answer(201, ())
        .header("location", "https://outlook.office.com/x/Attachments('A')");
    let (answer, _) = upload(&connection(&mock), |upload| upload);
    assert!(answer.unwrap().header("location").unwrap().ends_with("Attachments('A')"));
}

#[test]
fn after_a_lost_answer_the_session_is_asked() {
    for lost in [
        |mock: Mock| mock.fail(TransportErrorKind::Closed, true),
        |mock: Mock| mock.answer(500, "<html>"),
        |mock: Mock| mock.answer(429, ()).header("retry-after", "0"),
        |mock: Mock| mock.answer(416, json!({"error": {"code": "invalidRange"}})),
    ] {
        // It had arrived.
        let mock = lost(Mock::new().next(UNIT)).next(2 * UNIT).done();
        assert!(upload(&connection(&mock), |upload| upload).0.is_ok());
        assert_eq!(lines(&mock), "PUT 0, PUT 1, GET, PUT 2");
        // It hadn't.
        let mock = lost(Mock::new().next(UNIT)).next(UNIT).next(2 * UNIT).done();
        assert!(upload(&connection(&mock), |upload| upload).0.is_ok());
        assert_eq!(lines(&mock), "PUT 0, PUT 1, GET, PUT 1, PUT 2");
    }
}

#[test]
fn goes_where_the_service_says() {
    // A part of the fragment, back before it, and several ranges.
    let ranges = json!({"nextExpectedRanges": ["655400-655419", "10-19"]});
    let mock = Mock::new()
        .next(UNIT)
        .next(UNIT + 5)
        .answer(202, ranges)
        .next(UNIT + 10)
        .next(2 * UNIT + 10)
        .done();
    assert!(upload(&connection(&mock), |upload| upload).0.is_ok());
    let ranges: Vec<_> = mock
        .requests()
        .iter()
        .map(|request| {
            request.header("content-range").unwrap().split('/').next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        ranges,
        [
            "bytes 0-327679",
            "bytes 327680-655359",
            "bytes 327685-655364",
            "bytes 10-327689",
            "bytes 327690-655369",
            "bytes 655370-655459"
        ]
        .map(str::to_owned)
        .to_vec()
    );
}

#[test]
fn a_service_that_takes_nothing_or_has_enough_early_is_an_error() {
    let mock = (0..20).fold(Mock::new(), |mock, _| mock.next(0));
    assert!(upload(&connection(&mock), |upload| upload).0.is_err());
    assert_eq!(mock.requests().len(), 11);
    let mock = Mock::new().done();
    let error = upload(&connection(&mock), |upload| upload).0.unwrap_err();
    assert!(error.to_string().contains("before all"), "{error}");
}

#[test]
fn a_session_that_ended_is_replaced_as_a_whole() {
    for status in [404, 403, 401, 410] {
        let mock = Mock::new().next(UNIT).answer(status, ()).next(UNIT).next(2 * UNIT).done();
        let (answer, sessions) = upload(&connection(&mock), |upload| upload);
        assert!(answer.is_ok(), "{status}");
        assert_eq!((lines(&mock).as_str(), sessions), ("PUT 0, PUT 1, PUT 0, PUT 1, PUT 2", 2));
        let second = |request: &MockRequest| request.url().ends_with("&n=2");
        assert_eq!(mock.requests().iter().filter(|request| second(request)).count(), 3);
    }
    let mock = (0..4).fold(Mock::new(), |mock, _| mock.next(UNIT).answer(404, ()));
    let (answer, sessions) = upload(&connection(&mock), |upload| upload);
    assert_eq!((answer.unwrap_err().status(), sessions), (Some(404), 3));
}

#[test]
fn a_fresh_session_gets_a_moment_but_no_permission() {
    let mock = Mock::new().answer(404, ()).next(UNIT).next(2 * UNIT).done();
    assert_eq!(upload(&connection(&mock), |upload| upload).1, 1);
    let mock = Mock::new().answer(403, ()).answer(204, ());
    let (answer, sessions) = upload(&connection(&mock), |upload| upload);
    assert_eq!((answer.unwrap_err().is_forbidden(), sessions), (true, 1));
}

#[test]
fn a_lost_end_is_looked_for() {
    let lost = || {
        Mock::new().next(UNIT).next(2 * UNIT).fail(TransportErrorKind::Closed, true).answer(404, ())
    };
    let (answer, sessions) = upload(&connection(&lost()), |upload| upload);
    assert_eq!((answer.unwrap_err().is_outcome_unknown(), sessions), (true, 1));
    let item = Mock::new().answer(200, json!({"id": "found"}));
    let elsewhere = connection(&item);
    let mock = lost();
    let (answer, sessions) = upload(&connection(&mock), |upload| {
        upload.lookup(|| elsewhere.get("/me/x").send().map(Some))
    });
    assert_eq!(
        (answer.unwrap().json::<Value>().unwrap()["id"].clone(), sessions),
        (json!("found"), 1)
    );
    assert_eq!(lines(&mock), "PUT 0, PUT 1, PUT 2, GET");
    // It isn't there: all over again.
    let mock = lost().next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) = upload(&connection(&mock), |upload| upload.lookup(|| Ok(None)));
    assert_eq!((answer.is_ok(), sessions), (true, 2));
}

#[test]
fn a_deferred_upload_is_told_to_finish() {
    let mock = Mock::new()
        .next(UNIT)
        .next(2 * UNIT)
        .answer(202, json!({"nextExpectedRanges": []}))
        .answer(503, ())
        .done();
    let (answer, _) = upload(&connection(&mock), Upload::deferred);
    assert!(answer.is_ok());
    assert_eq!(lines(&mock), "PUT 0, PUT 1, PUT 2, POST, POST");
    // Nobody said so: not done is not done.
    let mock = Mock::new().next(UNIT).next(2 * UNIT).answer(202, json!({"nextExpectedRanges": []}));
    assert!(upload(&connection(&mock), |upload| upload).0.unwrap_err().is_outcome_unknown());
}

#[test]
fn refusals_delete_the_session_and_are_told() {
    for (status, code) in [
        (409, "nameAlreadyExists"),
        (412, "x"),
        (423, "accessDenied"),
        (507, "quotaLimitReached"),
        (400, "x"),
    ] {
        let body = json!({"error": {"code": code, "message": ""}});
        let mock = Mock::new().next(UNIT).answer(status, body).answer(204, ());
        let error = upload(&connection(&mock), |upload| upload).0.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(lines(&mock), "PUT 0, PUT 1, DELETE");
        assert!(!format!("{error:?}").contains("tempauth"), "{error:?}");
        assert_eq!(error.request().unwrap().path, "https://uploads.example:443");
    }
    let busy = json!({"error": {"code": "resourceModified", "message": ""}});
    let mock = Mock::new().next(UNIT).answer(409, busy).next(UNIT).next(2 * UNIT).done();
    assert!(upload(&connection(&mock), |upload| upload).0.is_ok());
}

#[test]
fn retries_end_and_the_session_stays_to_be_resumed() {
    let mut mock = Mock::new().next(UNIT);
    for _ in 0..5 {
        mock = mock.answer(503, ()).next(UNIT);
    }
    let kept = RefCell::new(None);
    let error = upload(&connection(&mock), |upload| {
        upload.keep(|saved| *kept.borrow_mut() = Some(saved.clone()))
    });
    assert_eq!((error.0.unwrap_err().attempts(), mock.unused()), (5, 1));
    let saved = kept.into_inner();
    assert!(saved.is_some());
    let mock = Mock::new().next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) = upload(&connection(&mock), |upload| upload.resume(saved));
    assert_eq!((answer.is_ok(), sessions), (true, 0));
    assert_eq!(lines(&mock), "GET, PUT 1, PUT 2");
}

#[test]
fn what_can_t_be_resumed_starts_anew() {
    let saved = |length| SavedUpload {
        url: format!("{URL}&old"),
        source: source::Stamp { length, modified: None },
        expires: None,
        target: None,
    };
    let mock = Mock::new().answer(404, ()).next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) = upload(&connection(&mock), |upload| upload.resume(saved(TOTAL)));
    assert_eq!((answer.is_ok(), sessions), (true, 1));
    assert_eq!(lines(&mock), "GET, PUT 0, PUT 1, PUT 2");
    let mock = Mock::new().answer(204, ()).next(UNIT).next(2 * UNIT).done();
    assert!(upload(&connection(&mock), |upload| upload.resume(saved(TOTAL - 1))).0.is_ok());
    assert_eq!(lines(&mock), "DELETE, PUT 0, PUT 1, PUT 2");
    // What belongs to another target is neither used nor deleted.
    let mock = Mock::new().next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) =
        upload(&connection(&mock), |upload| upload.resume(saved(TOTAL)).target("/b"));
    assert_eq!((answer.is_ok(), sessions), (true, 1));
    assert_eq!(lines(&mock), "PUT 0, PUT 1, PUT 2");
}

#[test]
fn a_run_that_was_killed_at_its_end_is_found_done() {
    let saved = || SavedUpload {
        url: format!("{URL}&old"),
        source: source::Stamp { length: TOTAL, modified: None },
        expires: None,
        target: None,
    };
    let elsewhere = connection(&Mock::new().answer(200, json!({"id": "there"})));
    let mock = Mock::new().answer(404, ());
    let (answer, sessions) = upload(&connection(&mock), |upload| {
        upload.resume(saved()).lookup(|| elsewhere.get("/me/x").send().map(Some))
    });
    assert_eq!(answer.unwrap().json::<Value>().unwrap()["id"], "there");
    assert_eq!((lines(&mock).as_str(), sessions), ("GET", 0));
    let mock = Mock::new().answer(404, ()).next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) =
        upload(&connection(&mock), |upload| upload.resume(saved()).lookup(|| Ok(None)));
    assert_eq!((answer.is_ok(), sessions), (true, 1));
}

#[test]
fn cancelling_deletes_the_session() {
    let mock = Mock::new().next(UNIT).answer(204, ());
    let cancel = Cancel::new();
    let (answer, _) = upload(&connection(&mock), |upload| {
        upload.cancel(&cancel).progress(|at| {
            if at.done > 0 {
                cancel.cancel();
            }
        })
    });
    assert!(matches!(answer.unwrap_err().kind(), crate::ErrorKind::Cancelled));
    assert_eq!(lines(&mock), "PUT 0, DELETE");
    let (answer, sessions) = upload(&connection(&Mock::new()), |upload| upload.cancel(&cancel));
    assert_eq!((answer.is_err(), sessions), (true, 0));
}

#[test]
fn a_file_that_changes_meanwhile_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    std::fs::write(&path, content()).unwrap();
    let mock = Mock::new().next(UNIT).answer(204, ());
    let connection = connection(&mock);
    let upload = Upload::new(&connection, Source::file(&path).unwrap(), Fragments::of(UNIT))
        .progress(|at| {
            if at.done > 0 {
                std::fs::write(&path, b"short").unwrap();
            }
        });
    let error = upload.run(|| Ok(session(URL))).unwrap_err();
    assert!(matches!(error.kind(), crate::ErrorKind::Io(_)), "{error}");
    assert_eq!(lines(&mock), "PUT 0, DELETE");
}

#[test]
fn nothing_goes_where_it_must_not() {
    for url in [
        "http://uploads.example/s",
        "ftp://uploads.example/s",
        "uploads",
        "http://127.0.0.1/s",
        "https://a@uploads.example/",
    ] {
        let mock = Mock::new();
        let connection = connection(&mock);
        let upload = Upload::new(&connection, Source::bytes("x"), Fragments::OUTLOOK);
        upload.run(|| Ok(session(url))).unwrap_err();
        assert!(mock.requests().is_empty(), "{url}");
    }
    let mock = Mock::new();
    let connection = connection(&mock);
    let empty = Upload::new(&connection, Source::bytes(""), Fragments::OUTLOOK);
    assert!(matches!(empty.run(|| unreachable!()).unwrap_err().kind(), crate::ErrorKind::Input(_)));
}

#[test]
fn fragments_grow_while_they_are_quick() {
    assert_eq!(Fragments::of(5), Fragments { first: UNIT, most: UNIT });
    assert_eq!(Fragments::of(3 * UNIT + 1).first, 3 * UNIT);
    assert!(Fragments::of(u64::MAX).first < 60 << 20);
    let total = 45 * UNIT;
    let mock =
        [1, 9, 17, 25, 33, 41].iter().fold(Mock::new(), |mock, at| mock.next(at * UNIT)).done();
    let connection = connection(&mock);
    let fragments = Fragments { first: UNIT, most: 8 * UNIT };
    let zeros = std::io::Read::take(std::io::repeat(0), total);
    Upload::new(&connection, Source::reader(zeros, total), fragments)
        .run(|| Ok(session(URL)))
        .unwrap();
    let sizes: Vec<u64> =
        mock.requests().iter().map(|request| request.body().len() as u64 / UNIT).collect();
    assert_eq!(sizes, [1, 8, 8, 8, 8, 8, 4]);
}

/// The hash of what all tests send.
fn sent() -> crate::hash::Hash {
    let mut hasher = crate::hash::Hasher::new(crate::hash::HashKind::QuickXor);
    hasher.update(&content());
    hasher.finish()
}

#[test]
fn the_hash_is_of_what_was_sent_whatever_went_out_twice() {
    for source in
        [|| Source::bytes(content()), || Source::reader(std::io::Cursor::new(content()), TOTAL)]
    {
        let mock = Mock::new().next(UNIT).answer(500, "").next(UNIT + 7).next(2 * UNIT + 7).done();
        let connection = connection(&mock);
        let mut hashes = Vec::new();
        Upload::new(&connection, source(), Fragments::of(UNIT))
            .verify(|answer, hash| {
                hashes.push((answer.status(), hash.clone()));
                Ok(true)
            })
            .run(|| Ok(session(URL)))
            .unwrap();
        assert_eq!(hashes, [(201, sent())]);
    }
}

#[test]
fn the_hash_of_a_resumed_upload_is_of_the_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    std::fs::write(&path, content()).unwrap();
    let source = || Source::file(&path).unwrap();
    let saved = SavedUpload {
        url: format!("{URL}&old"),
        source: source().stamp(),
        expires: None,
        target: None,
    };
    let mock = Mock::new().next(2 * UNIT).done();
    let connection = connection(&mock);
    let mut hashes = Vec::new();
    Upload::new(&connection, source(), Fragments::of(UNIT))
        .resume(saved)
        .verify(|_, hash| {
            hashes.push(hash.clone());
            Ok(true)
        })
        .run(|| unreachable!())
        .unwrap();
    assert_eq!((lines(&mock).as_str(), hashes), ("GET, PUT 2", vec![sent()]));
}

#[test]
fn what_arrived_wrong_is_sent_once_more() {
    let script = || Mock::new().next(UNIT).next(2 * UNIT).done();
    let again = || script().next(UNIT).next(2 * UNIT).done();
    let mut looks = 0;
    let mock = again();
    let (answer, sessions) = upload(&connection(&mock), |upload| {
        upload.verify(|_, _| {
            looks += 1;
            Ok(looks == 2)
        })
    });
    assert_eq!((answer.is_ok(), sessions, mock.unused()), (true, 2, 0));
    let mock = again();
    let (answer, _) = upload(&connection(&mock), |upload| upload.verify(|_, _| Ok(false)));
    assert!(answer.unwrap_err().is_integrity());
    assert_eq!(mock.unused(), 0);
    // A reader can't be read twice.
    let mock = again();
    let connection = connection(&mock);
    let reader = Source::reader(std::io::Cursor::new(content()), TOTAL);
    let upload = Upload::new(&connection, reader, Fragments::of(UNIT)).verify(|_, _| Ok(false));
    assert!(upload.run(|| Ok(session(URL))).unwrap_err().is_integrity());
    assert_eq!(mock.unused(), 3);
}

#[test]
fn a_name_that_was_taken_can_be_made_another() {
    let taken = || {
        let conflict = json!({"error": {"code": "nameAlreadyExists"}});
        Mock::new().next(UNIT).next(2 * UNIT).answer(409, conflict)
    };
    let mock = taken().answer(204, ());
    let error = upload(&connection(&mock), |upload| upload).0.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(lines(&mock), "PUT 0, PUT 1, PUT 2, DELETE");
    let connection = connection(&taken().answer(200, json!({"id": "renamed"})));
    let (answer, _) = upload(&connection, |upload| {
        upload.commit(|url| {
            assert!(url.starts_with(URL));
            connection.put("/me/drive/root:/x-2").send()
        })
    });
    assert_eq!(answer.unwrap().json::<Value>().unwrap()["id"], "renamed");
}

#[test]
fn a_state_file_is_there_as_long_as_it_is_of_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload.json");
    let broken = (0..5).fold(Mock::new().next(UNIT), |mock, _| mock.answer(500, ""));
    // One asks what it has, the other sends.
    let broken = (0..5).fold(broken, |mock, _| mock.answer(500, ""));
    let error = upload(&connection(&broken), |upload| upload.state_file(&path)).0.unwrap_err();
    assert_eq!(error.status(), Some(500));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("uploads.example"));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    let mock = Mock::new().next(UNIT).next(2 * UNIT).done();
    let (answer, sessions) = upload(&connection(&mock), |upload| upload.state_file(&path));
    assert_eq!((answer.is_ok(), sessions, lines(&mock).as_str()), (true, 0, "GET, PUT 1, PUT 2"));
    assert!(!path.exists());
    // Something else in its place is somebody's own.
    std::fs::write(&path, "rubbish").unwrap();
    let (answer, sessions) = upload(&connection(&Mock::new()), |upload| upload.state_file(&path));
    assert!(format!("{:?}", answer.unwrap_err()).contains("isn't replaced"));
    assert_eq!((sessions, std::fs::read_to_string(&path).unwrap().as_str()), (0, "rubbish"));
    std::fs::write(&path, "").unwrap();
    let mock = Mock::new().next(UNIT).next(2 * UNIT).done();
    assert!(upload(&connection(&mock), |upload| upload.state_file(&path)).0.is_ok());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

//! Files that change while they go up, and that arrive as something else.

use std::fs;
use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

use o365::drive::{Cancel, Conflict, Fragments, Source};
use o365::{ErrorKind, mail::AttachmentDraft};
use o365_sandbox::{DriveRules, Fault};
use serde_json::json;

use super::{bytes, drive, elsewhere, json, lines, start};

const UNIT: u64 = 320 << 10;
const CONTENT: &str = "/me/drive/root:/x.bin:/content";

#[test]
fn a_file_that_changes_while_it_goes_up_is_an_error() {
    for change in ["shorter", "longer", "other"] {
        let (sandbox, drive) = drive();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.bin");
        fs::write(&path, bytes(5 * UNIT as usize)).unwrap();
        let mut is_first = true;
        let upload = drive.root().upload_file(&path).unwrap().fragments(Fragments::of(UNIT));
        let error = upload
            .progress(|at| {
                if at.done > 0 && std::mem::take(&mut is_first) {
                    let size = match change {
                        "shorter" => UNIT as usize + 1,
                        "longer" => 9 * UNIT as usize,
                        _ => 5 * UNIT as usize,
                    };
                    fs::write(&path, vec![7; size]).unwrap();
                }
            })
            .description("x")
            .send()
            .unwrap_err();
        assert!(!error.is_outcome_unknown(), "{change}: {error}");
        assert!(matches!(error.kind(), ErrorKind::Io(_)), "{change}: {error:?}");
        assert!(format!("{error:?}").contains("changed"), "{change}: {error:?}");
        assert_eq!(elsewhere(&sandbox, "content-range").last().unwrap(), "DELETE");
        assert!(sandbox.file("/x.bin").is_none() && sandbox.open_upload_sessions() == 0);
    }
}

/// A disk that fails.
struct Failing(u64);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.min(buffer.len() as u64);
        self.0 -= count;
        match count {
            0 => Err(io::Error::other("a bad sector")),
            count => Ok(count as usize),
        }
    }
}

#[test]
fn a_source_that_fails_leaves_nothing() {
    let (sandbox, drive) = drive();
    let source = Source::reader(Failing(3 * UNIT), 5 * UNIT);
    let upload = drive.root().upload("x.bin", source).fragments(Fragments::of(UNIT));
    let error = upload.description("x").send().unwrap_err();
    assert!(format!("{error:?}").contains("a bad sector"), "{error:?}");
    assert_eq!(elsewhere(&sandbox, "content-range").last().unwrap(), "DELETE");
    assert!(sandbox.file("/x.bin").is_none() && sandbox.open_upload_sessions() == 0);
}

#[test]
fn what_arrives_as_something_else_is_sent_once_more() {
    // In one request, and by a session.
    for size in [1_000, 5 << 20] {
        let (sandbox, drive) = drive();
        sandbox.corrupt_uploads(1);
        drive.root().upload_bytes("x.bin", bytes(size)).send().unwrap();
        assert!(sandbox.file("/x.bin").unwrap() == bytes(size));
        sandbox.corrupt_uploads(9);
        let again = drive.root().upload_bytes("x.bin", bytes(size)).on_conflict(Conflict::Replace);
        let error = again.send().unwrap_err();
        assert!(error.is_integrity(), "{error}");
    }
}

#[test]
fn an_answer_of_another_size_is_looked_into() {
    let (sandbox, drive) = drive();
    let odd = || json(201, json!({"id": "01X", "name": "x.bin", "size": 5}));
    sandbox.fault(odd().on("PUT", CONTENT));
    // It was early: the item itself has all.
    let item = json!({"id": "01X", "name": "x.bin", "size": 1_000});
    sandbox.fault(json(200, item).on("GET", "/me/drive/items/01X"));
    drive.root().upload_bytes("x.bin", bytes(1_000)).send().unwrap();
    let words: Vec<_> = lines(&sandbox).iter().map(|it| it[..3].to_owned()).collect();
    assert_eq!(words, ["PUT", "GET"]);
    sandbox.fault(odd().on("PUT", "/**").always());
    sandbox.fault(odd().on("GET", "/me/drive/items/01X").always());
    let error = drive.root().upload_bytes("x.bin", bytes(1_000)).send().unwrap_err();
    assert!(error.is_integrity(), "{error}");
}

#[test]
fn a_document_that_the_service_changes_is_no_error() {
    let (sandbox, drive) = drive();
    sandbox.set_drive_rules(DriveRules::new().rewrite_office_files(true));
    let item = drive.root().upload_bytes("d.docx", bytes(5 << 20)).send().unwrap();
    assert_ne!(item.size, Some(5 << 20));
    sandbox.set_drive_rules(DriveRules::new().hide_hashes(true));
    drive.root().upload_bytes("c.bin", bytes(5 << 20)).send().unwrap();
    let requests = sandbox.requests();
    let opened = requests.iter().filter(|it| it.target.ends_with("/createUploadSession"));
    assert_eq!(opened.count(), 2, "neither is sent twice");
}

#[test]
fn one_request_is_repeated_with_its_whole_body() {
    for fault in [Fault::cut(), Fault::close(), Fault::status(503)] {
        let (sandbox, drive) = drive();
        sandbox.fault(fault.on("PUT", CONTENT));
        drive.root().upload_bytes("x.bin", bytes(1_000_000)).send().unwrap();
        assert!(sandbox.file("/x.bin").unwrap() == bytes(1_000_000));
        for request in sandbox.requests() {
            assert_eq!(request.header("content-length"), Some("1000000"));
        }
    }
}

#[test]
fn what_is_locked_is_not_called_forbidden() {
    let inner = json!({"error": {
        "code": "notAllowed", "message": "no", "innerError": {"code": "resourceLocked"},
    }});
    for fault in [Fault::status(423).code("accessDenied"), json(423, inner)] {
        let (sandbox, drive) = drive();
        sandbox.fault(fault.on("PUT", CONTENT));
        let error = drive.root().upload_bytes("x.bin", "x").send().unwrap_err();
        assert!(error.status() == Some(423) && !error.is_forbidden(), "{error}");
        assert!(error.advice().is_some_and(|advice| advice.contains("locked")), "{error}");
        assert_eq!(sandbox.request_count(), 1);
    }
}

#[test]
fn a_wait_ends_when_the_program_says_so() {
    let (sandbox, drive) = drive();
    sandbox.fault(Fault::status(503).retry_after("60").on("PUT", "/up/**").always());
    let cancel = Cancel::new();
    let start = Instant::now();
    thread::scope(|scope| {
        let upload = scope
            .spawn(|| drive.root().upload_bytes("x.bin", bytes(5 << 20)).cancel(&cancel).send());
        thread::sleep(Duration::from_millis(500));
        cancel.cancel();
        let error = upload.join().unwrap().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Cancelled), "{error}");
    });
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(sandbox.open_upload_sessions(), 0);
}

#[test]
fn an_attachment_goes_on_until_its_last_answer() {
    let (sandbox, account) = start();
    let mailbox = account.mailbox();
    // One byte more than a plain request takes.
    for size in [(3 << 20) + 1, 9 << 20] {
        let draft = mailbox.save_draft(&o365::mail::MessageDraft::new().subject("x")).unwrap();
        sandbox.clear_requests();
        let attachment: AttachmentDraft = ("x.bin", bytes(size)).into();
        let id = mailbox.message(&draft).attach(attachment).unwrap();
        let requests = sandbox.requests();
        let fragments: Vec<_> = requests.iter().filter(|it| it.method == "PUT").collect();
        assert!(fragments.iter().all(|it| it.body.len() < 4 << 20));
        assert!(fragments.iter().all(|it| it.header("authorization").is_none()));
        let (last, others) = fragments.split_last().unwrap();
        assert_eq!(last.status, Some(201));
        assert!(others.iter().all(|it| it.status == Some(200)), "a 200 isn't the end");
        let mut content = Vec::new();
        let there = mailbox.message(&draft).attachment(&id);
        there.content().unwrap().read_to_end(&mut content).unwrap();
        assert!(content == bytes(size));
    }
}

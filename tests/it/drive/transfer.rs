//! Content of files, up and down, over a line on which everything goes wrong that can.

use std::cell::RefCell;
use std::fs;
use std::io::Read;
use std::time::{Duration, SystemTime};

use o365::ErrorKind;
use o365::drive::{Cancel, Conflict, DriveHandle, Fragments, Source, Verified};
use o365::hash::HashKind;
use o365_sandbox::{DriveRules, Fault, Sandbox};

use super::drive;

const UNIT: u64 = 320 << 10;
const RIGHT: Verified = Verified::Hash(HashKind::QuickXor);

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|at| (at % 251) as u8 ^ (at / 251) as u8 ^ (at >> 16) as u8).collect()
}

/// What went to the other host, as `PUT 0-327679`; it never gets a token.
fn asked(sandbox: &Sandbox, header: &str) -> Vec<String> {
    let requests = sandbox.requests();
    let other = requests
        .iter()
        .filter(|it| ["/up/", "/download/"].iter().any(|at| it.target.starts_with(at)));
    other
        .map(|request| {
            for name in ["authorization", "cookie", "client-request-id", "prefer"] {
                assert_eq!(request.header(name), None, "{name} at {}", request.target);
            }
            let range = request.header(header).unwrap_or_default();
            let range = range.trim_start_matches("bytes").trim_start_matches([' ', '=']);
            format!("{} {}", request.method, range.split('/').next().unwrap()).trim().to_owned()
        })
        .collect()
}

/// Uploads three fragments, the last one of 100 bytes.
fn send(drive: &DriveHandle) -> o365::Result<o365::drive::DriveItem> {
    let bytes = bytes(2 * UNIT as usize + 100);
    let upload = drive.path("/up").upload_bytes("a b#1.bin", bytes);
    // To be told a time it must be a session.
    upload.fragments(Fragments::of(UNIT)).description("x").send()
}

fn arrived(sandbox: &Sandbox) {
    let there = sandbox.file("/up/a b#1.bin").unwrap();
    assert!(there.as_slice() == bytes(2 * UNIT as usize + 100), "{} bytes", there.len());
}

#[test]
fn every_size_goes_up_and_comes_down() {
    let (sandbox, drive) = drive();
    drive.root().create_folder("sizes").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for size in [0, 1, 327_680, 4 << 20, (4 << 20) + 1, 32 * 327_680, (21 << 20) + 5] {
        let content = bytes(size);
        let (from, to) = (folder.path().join(format!("{size}")), folder.path().join("down"));
        fs::write(&from, &content).unwrap();
        sandbox.clear_requests();
        let at = drive.path("/sizes");
        let upload = at.upload_file(&from).unwrap().fragments(Fragments::of(8 << 20));
        let item = upload.keep_times().send().unwrap();
        assert_eq!(item.size, Some(size as u64));
        let sent = asked(&sandbox, "content-range");
        assert_eq!(sent.len(), size.div_ceil(8 << 20), "{size}: {sent:?}");
        let done = drive.item(&item).download_to(&to).unwrap();
        assert_eq!((done.bytes, done.verified), (size as u64, RIGHT));
        assert!(fs::read(&to).unwrap() == content, "{size}");
    }
}

#[test]
fn faults_of_a_session_are_met() {
    let fragments = ["PUT 0-327679", "PUT 327680-655359", "PUT 655360-655459"];
    let second = || Fault::close().on("PUT", "/up/**").after(1);
    for (fault, expected) in [
        // It had arrived, and it hadn't.
        (second().after_execution(), vec![0, 1, 9, 2]),
        (second(), vec![0, 1, 9, 1, 2]),
        (Fault::cut().on("PUT", "/up/**").after(1), vec![0, 9, 1, 2]),
        (Fault::status(500).on("PUT", "/up/**").after(1).times(2), vec![0, 1, 9, 1, 9, 1, 2]),
        (
            Fault::status(503).html_body().retry_after("0").on("PUT", "/up/**").after(1),
            vec![0, 1, 9, 1, 2],
        ),
        (Fault::status(429).retry_after("0").on("PUT", "/up/**"), vec![0, 9, 0, 1, 2]),
        // Gone, in its ways: another session, from the start.
        (Fault::status(404).on("PUT", "/up/**").after(1), vec![0, 1, 0, 1, 2]),
        (Fault::status(403).on("PUT", "/up/**").after(1), vec![0, 1, 0, 1, 2]),
        (Fault::status(401).on("PUT", "/up/**").after(1), vec![0, 1, 0, 1, 2]),
        (Fault::status(410).on("PUT", "/up/**").after(2), vec![0, 1, 2, 0, 1, 2]),
        // The answer to the last one is lost, and the session has ended with it.
        (Fault::close().on("PUT", "/up/**").after(2).after_execution(), vec![0, 1, 2, 9]),
        (Fault::status(502).on("PUT", "/up/**").after(2).after_execution(), vec![0, 1, 2, 9]),
    ] {
        let (sandbox, drive) = drive();
        drive.root().create_folder("up").unwrap();
        let name = format!("{fault:?}");
        sandbox.fault(fault);
        send(&drive).unwrap_or_else(|error| panic!("{name}: {error}"));
        arrived(&sandbox);
        let expected: Vec<_> =
            expected.iter().map(|at| *fragments.get(*at).unwrap_or(&"GET")).collect();
        assert_eq!(asked(&sandbox, "content-range"), expected, "{name}");
        assert_eq!(sandbox.pending_faults(), 0, "{name}");
    }
}

#[test]
fn refusals_are_told_and_leave_no_session() {
    for (status, code) in
        [(423, "resourceLocked"), (507, "quotaLimitReached"), (409, "nameAlreadyExists")]
    {
        for at in ["opening", "fragment"] {
            let (sandbox, drive) = drive();
            drive.root().create_folder("up").unwrap();
            let fault = Fault::status(status).code(code);
            sandbox.fault(match at {
                "opening" => fault.on("POST", "/me/drive/root:/up/a b#1.bin:/createUploadSession"),
                _ => fault.on("PUT", "/up/**").after(2),
            });
            let error = send(&drive).unwrap_err();
            assert_eq!((error.status(), error.code()), (Some(status), Some(code)), "{at}");
            assert_eq!(sandbox.pending_faults(), 0, "{at}");
            let last = asked(&sandbox, "content-range").pop();
            assert_eq!(last.as_deref(), (at == "fragment").then_some("DELETE"));
            assert!(sandbox.file("/up/a b#1.bin").is_none());
        }
    }
}

#[test]
fn a_name_that_is_there_is_treated_as_said() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/up/x.txt", "before").unwrap();
    let at = drive.path("/up");
    let large = bytes(5 << 20);
    for content in [b"after".to_vec(), large] {
        let upload = || at.upload_bytes("x.txt", content.clone());
        assert!(upload().send().unwrap_err().is_conflict());
        assert_eq!(sandbox.file("/up/x.txt").unwrap().as_slice(), b"before");
        let other = upload().on_conflict(Conflict::Rename).send().unwrap();
        assert_ne!(other.name.as_deref(), Some("x.txt"));
        let item = upload().on_conflict(Conflict::Replace).send().unwrap();
        assert!(sandbox.file("/up/x.txt").unwrap().as_slice() == content);
        let stale = drive.item(&item).if_match("\"{0},0\"");
        let error = stale.replace_content(Source::bytes(content.clone())).send().unwrap_err();
        assert!(error.is_stale(), "{error}");
        let now = drive.item(&item).if_match(item.e_tag.clone().unwrap());
        now.replace_content(Source::bytes("before")).send().unwrap();
    }
}

#[test]
fn an_upload_goes_on_in_another_process() {
    let (sandbox, drive) = drive();
    let folder = tempfile::tempdir().unwrap();
    let (path, state) = (folder.path().join("big.bin"), folder.path().join("state.json"));
    fs::write(&path, bytes(3 << 20)).unwrap();
    let upload = || {
        let upload = drive.root().upload_file(&path).unwrap();
        upload.fragments(Fragments::of(1 << 20)).state_file(&state)
    };
    sandbox.fault(Fault::status(503).on("PUT", "/up/**").after(1).always());
    assert!(upload().send().is_err() && state.exists());
    sandbox.clear_faults();
    sandbox.clear_requests();
    upload().send().unwrap();
    assert!(sandbox.file("/big.bin").unwrap().as_slice() == bytes(3 << 20) && !state.exists());
    assert!(asked(&sandbox, "content-range")[1].starts_with("PUT 983040-"));
    // The session is gone meanwhile.
    fs::write(&path, bytes(2 << 20)).unwrap();
    sandbox.fault(Fault::status(503).on("PUT", "/up/**").after(1).always());
    assert!(upload().on_conflict(Conflict::Replace).send().is_err());
    sandbox.clear_faults();
    sandbox.expire_upload_sessions();
    upload().on_conflict(Conflict::Replace).send().unwrap();
    assert!(sandbox.file("/big.bin").unwrap().as_slice() == bytes(2 << 20));
}

#[test]
fn a_cancelled_upload_leaves_nothing() {
    let (sandbox, drive) = drive();
    let cancel = Cancel::new();
    let upload = drive.root().upload_bytes("x", bytes(5 << 20)).cancel(&cancel);
    let error = upload
        .fragments(Fragments::of(UNIT))
        .progress(|at| {
            if at.done > 0 {
                cancel.cancel();
            }
        })
        .send()
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Cancelled));
    assert_eq!(asked(&sandbox, "content-range"), ["PUT 0-327679", "DELETE"]);
    assert!(sandbox.file("/x").is_none());
}

#[test]
fn faults_of_a_download_are_met() {
    let content = bytes(1_000_000);
    let at = "/download/**";
    for (fault, requests) in [
        (Fault::reset_in_body().on("GET", at), 2),
        // More is announced than there is: nothing fits any more, and it starts anew.
        (Fault::truncate().on("GET", at), 3),
        (Fault::close().on("GET", at), 2),
        (Fault::status(503).html_body().retry_after("0").on("GET", at), 2),
        (Fault::status(429).retry_after("0").on("GET", at).times(2), 3),
        (Fault::status(404).on("GET", at), 2),
        (Fault::status(410).on("GET", at).times(2), 3),
        // What a 401 brings is no content.
        (Fault::status(401).body("application/octet-stream", content.clone()).on("GET", at), 2),
    ] {
        let (sandbox, drive) = drive();
        sandbox.add_file("/a.bin", content.clone()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let name = format!("{fault:?}");
        sandbox.fault(fault);
        let done = drive.path("/a.bin").download_to(&path);
        let done = done.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((done.bytes, done.verified), (1_000_000, RIGHT), "{name}");
        assert!(fs::read(&path).unwrap() == content, "{name}");
        assert_eq!(asked(&sandbox, "range").len(), requests, "{name}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}");
    }
}

#[test]
fn a_download_goes_on_in_another_process() {
    let (sandbox, drive) = drive();
    let content = bytes(1_000_000);
    sandbox.add_file("/a.bin", content.clone()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    let broken = || {
        sandbox.fault(Fault::reset_in_body().on("GET", "/download/**"));
        sandbox.fault(Fault::status(500).on("GET", "/download/**").always());
        assert!(drive.path("/a.bin").download_to(&path).is_err());
        assert!(!path.exists());
        sandbox.clear_faults();
        sandbox.clear_requests();
    };
    broken();
    drive.path("/a.bin").download_to(&path).unwrap();
    assert!(fs::read(&path).unwrap() == content);
    let asked = asked(&sandbox, "range");
    assert!(asked.len() == 1 && asked[0].ends_with('-') && asked[0] != "GET 0-", "{asked:?}");
    // Another content in between.
    fs::remove_file(&path).unwrap();
    broken();
    let other = vec![7; 1_000_000];
    drive.path("/a.bin").replace_content(Source::bytes(other.clone())).send().unwrap();
    drive.path("/a.bin").download_to(&path).unwrap();
    assert!(fs::read(&path).unwrap() == other);
}

#[test]
fn a_host_without_ranges_will_do() {
    let (sandbox, drive) = drive();
    sandbox.set_drive_rules(DriveRules::new().ignore_ranges(true));
    let content = bytes(20 << 20);
    sandbox.add_file("/a.bin", content.clone()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    sandbox.fault(Fault::reset_in_body().on("GET", "/download/**"));
    drive.path("/a.bin").download().ranges(4).to_path(&path).unwrap();
    assert!(fs::read(&path).unwrap() == content);
    let mut part = Vec::new();
    drive.path("/a.bin").download().range(1_000..2_000).to_writer(&mut part).unwrap();
    assert_eq!(part, content[1_000..2_000]);
}

#[test]
fn ranges_at_a_time_and_faults_among_them() {
    let (sandbox, drive) = drive();
    let content = bytes((40 << 20) + 3);
    sandbox.add_file("/a.bin", content.clone()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    for after in [0, 2, 4] {
        sandbox.fault(Fault::reset_in_body().on("GET", "/download/**").after(after));
    }
    sandbox.fault(Fault::status(404).on("GET", "/download/**").after(3));
    let told = RefCell::new(0);
    let download = drive.path("/a.bin").download().ranges(4);
    let done = download.progress(|at| *told.borrow_mut() = at.done).to_path(&path).unwrap();
    assert_eq!((done.verified, told.into_inner()), (RIGHT, content.len() as u64));
    assert!(fs::read(&path).unwrap() == content);
    assert_eq!(sandbox.pending_faults(), 0);
    assert!(asked(&sandbox, "range").len() >= 9);
}

#[test]
fn what_the_service_says_of_content_is_held_against_it() {
    let (sandbox, drive) = drive();
    sandbox.add_file("/a.bin", "abc").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    sandbox.set_drive_rules(DriveRules::new().wrong_hashes(true));
    let error = drive.path("/a.bin").download_to(&path).unwrap_err();
    assert!(error.is_integrity() && !path.exists(), "{error}");
    let error = drive.root().upload_bytes("b.bin", "abc").send().unwrap_err();
    assert!(error.is_integrity(), "{error}");
    sandbox.set_drive_rules(DriveRules::new().hide_hashes(true));
    assert_eq!(drive.path("/a.bin").download_to(&path).unwrap().verified, Verified::Size);
    drive.root().upload_bytes("c.bin", "abc").send().unwrap();
    sandbox.set_drive_rules(DriveRules::new().rewrite_office_files(true));
    let document = drive.root().upload_bytes("d.docx", bytes(5 << 20)).send().unwrap();
    assert_ne!(document.size, Some(5 << 20));
    drive.item(&document).download_to(folder.path().join("d.docx")).unwrap();
}

#[test]
fn an_address_that_lapsed_is_asked_for_anew() {
    let (sandbox, drive) = drive();
    sandbox.set_drive_rules(DriveRules::new().download_lifetime(Duration::from_secs(1)));
    let content = bytes(1_000_000);
    sandbox.add_file("/a.bin", content.clone()).unwrap();
    sandbox.fault(Fault::reset_in_body().on("GET", "/download/**"));
    let mut reader = drive.path("/a.bin").download().reader().unwrap();
    std::thread::sleep(Duration::from_millis(2_100));
    let mut read = Vec::new();
    reader.read_to_end(&mut read).unwrap();
    assert!(read == content && reader.verified() == Some(RIGHT));
}

#[test]
fn a_tree_goes_up_and_comes_down_and_is_known_again() {
    let (sandbox, drive) = drive();
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::create_dir_all(from.join("a b/ü#1/empty")).unwrap();
    for (name, content) in [("x.txt", "x"), ("a b/y%20.txt", "yy"), ("a b/ü#1/it's.txt", "")] {
        fs::write(from.join(name), content).unwrap();
    }
    let backup = drive.path("/Backup");
    let report = backup.upload_tree(&from).run().unwrap().into_result().unwrap();
    assert_eq!((report.files, report.folders), (3, 4));
    assert_eq!(sandbox.file("/Backup/a b/y%20.txt").unwrap().as_slice(), b"yy");
    let again = backup.upload_tree(&from).plan().unwrap();
    assert!(again.is_empty(), "{again}");
    let report = backup.download_tree(&to).run().unwrap().into_result().unwrap();
    assert_eq!((report.files, report.folders), (3, 4));
    assert!(to.join("a b/ü#1/empty").is_dir());
    assert_eq!(fs::read(to.join("a b/y%20.txt")).unwrap(), b"yy");
    assert!(backup.download_tree(&to).plan().unwrap().is_empty());
    fs::write(to.join("x.txt"), "z").unwrap();
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::File::options().write(true).open(to.join("x.txt")).unwrap().set_modified(later).unwrap();
    let plan = backup.upload_tree(&to).plan().unwrap();
    assert_eq!(plan.steps().iter().filter(|step| step.is_transfer()).count(), 1, "{plan}");
    assert_eq!(plan.run().unwrap().into_result().unwrap().same, 2);
    assert_eq!(sandbox.file("/Backup/x.txt").unwrap().as_slice(), b"z");
}

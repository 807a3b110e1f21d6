//! Content that breaks off, changes, or isn't what was asked for.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use o365::drive::{DriveHandle, Source, Verified};
use o365::hash::HashKind;
use o365_sandbox::{Fault, Sandbox};
use serde_json::json;
use tempfile::TempDir;

use super::{bytes, drive, elsewhere, json};
use crate::core::RawServer;

const SIZE: usize = 1_000_000;
const AT: &str = "/download/**";
const RIGHT: Verified = Verified::Hash(HashKind::QuickXor);

/// A file of a million bytes there, and a place for it here.
fn file() -> (Sandbox, DriveHandle, TempDir, PathBuf) {
    let (sandbox, drive) = drive();
    sandbox.add_file("/a.bin", bytes(SIZE)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    (sandbox, drive, folder, path)
}

/// Fetches it, and says what the other host was asked.
fn fetch(fault: impl IntoIterator<Item = Fault>) -> Vec<String> {
    let (sandbox, drive, folder, path) = file();
    for fault in fault {
        sandbox.fault(fault.on("GET", AT));
    }
    let done = drive.path("/a.bin").download_to(&path).unwrap();
    assert_eq!((done.bytes, done.verified), (SIZE as u64, RIGHT));
    assert!(fs::read(&path).unwrap() == bytes(SIZE));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(sandbox.pending_faults(), 0);
    elsewhere(&sandbox, "range")
}

#[test]
fn a_download_that_broke_off_goes_on_by_range_and_etag() {
    let (sandbox, drive, _folder, path) = file();
    sandbox.fault(Fault::reset_in_body().on("GET", AT));
    drive.path("/a.bin").download_to(&path).unwrap();
    assert!(fs::read(&path).unwrap() == bytes(SIZE));
    let asked = elsewhere(&sandbox, "range");
    assert_eq!((asked.len(), asked[0].as_str()), (2, "GET"));
    let from: usize = asked[1]["GET ".len()..].trim_end_matches('-').parse().unwrap();
    assert!(from > 0 && from < SIZE, "{asked:?}");
    let requests = sandbox.requests();
    let etag = requests.iter().rev().find_map(|it| it.header("if-range").map(str::to_owned));
    assert!(etag.is_some(), "another content isn't put behind the first half");
}

#[test]
fn a_part_that_was_not_asked_for_is_not_taken() {
    let wrong = |range: &str| {
        Fault::status(206)
            .header("Content-Range", range)
            .body("application/octet-stream", vec![7; 10])
    };
    for range in ["bytes 0-9/1000000", "bytes 3-12/77", "rubbish"] {
        let asked = fetch([Fault::reset_in_body(), wrong(range)]);
        assert!(asked.len() >= 3, "{range}: {asked:?}");
    }
}

#[test]
fn an_address_that_is_worn_out_in_the_middle_is_asked_for_anew() {
    for status in [401, 403, 404, 410] {
        let (sandbox, drive, _folder, path) = file();
        sandbox.fault(Fault::reset_in_body().on("GET", AT));
        sandbox.fault(Fault::status(status).on("GET", AT));
        drive.path("/a.bin").download_to(&path).unwrap();
        assert!(fs::read(&path).unwrap() == bytes(SIZE));
        let requests = sandbox.requests();
        let at_home: Vec<_> =
            requests.iter().filter(|it| it.target.starts_with("/v1.0/")).collect();
        assert!(at_home.len() >= 2, "{status}: the service is asked again");
        assert!(at_home.iter().all(|it| it.header("authorization").is_some()));
        let asked = elsewhere(&sandbox, "range");
        assert_eq!((asked.len(), asked[1] == asked[2]), (3, true), "{asked:?}");
    }
}

#[test]
fn content_that_changes_meanwhile_starts_anew() {
    let (sandbox, drive, _folder, path) = file();
    sandbox.fault(Fault::reset_in_body().on("GET", AT));
    let new: Vec<u8> = bytes(SIZE).into_iter().rev().collect();
    let mut is_first = true;
    let there = drive.path("/a.bin");
    let download = there.download().progress(|at| {
        if at.done > 0 && std::mem::take(&mut is_first) {
            there.replace_content(Source::bytes(new.clone())).send().unwrap();
        }
    });
    assert_eq!(download.to_path(&path).unwrap().verified, RIGHT);
    let now = fs::read(&path).unwrap();
    assert!(now == new, "never half of one and half of the other");
}

#[test]
fn nothing_left_to_fetch_is_the_end() {
    let count = AtomicUsize::new(0);
    let content = bytes(10_000);
    let host = RawServer::start(move |_, peer| {
        while peer.read() {
            if count.fetch_add(1, Ordering::SeqCst) == 0 {
                // All of it, but nobody says that it is.
                let head =
                    "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n";
                peer.write(head.as_bytes());
                peer.write(&content);
                peer.write(b"\r\n");
                _ = peer.stream.get_ref().shutdown(std::net::Shutdown::Both);
                return;
            }
            peer.write(b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */10000\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let (sandbox, drive) = drive();
    let item = json!({
        "id": "01X", "name": "a.bin", "size": 10_000, "file": {},
        "@microsoft.graph.downloadUrl": format!("{}/a.bin", host.root.replace("/v1.0", "")),
    });
    sandbox.fault(json(200, item).on("GET", "/me/drive/root:/a.bin").always());
    let folder = tempfile::tempdir().unwrap();
    let done = drive.path("/a.bin").download_to(folder.path().join("a.bin")).unwrap();
    assert_eq!((done.bytes, done.verified), (10_000, Verified::Size));
    let heads = host.heads();
    assert_eq!(heads.len(), 2);
    assert!(heads[1].to_lowercase().contains("range: bytes=10000-"), "{}", heads[1]);
}

/// A download that fails: what was there stays, and nothing else comes.
fn fails(fault: Fault) -> (o365::Error, usize) {
    let (sandbox, drive, folder, path) = file();
    fs::write(&path, "what was there").unwrap();
    sandbox.fault(fault.on("GET", AT).always());
    let error = drive.path("/a.bin").download_to(&path).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), b"what was there", "{error}");
    let names = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    let others: Vec<_> =
        names.filter(|name| !name.to_string_lossy().starts_with(['a', '.'])).collect();
    assert!(others.is_empty(), "{others:?}");
    (error, elsewhere(&sandbox, "range").len())
}

#[test]
fn a_page_in_place_of_a_file_is_no_file() {
    let (error, asked) = fails(Fault::html());
    assert!(error.is_integrity() && error.to_string().contains("page"), "{error}");
    assert_eq!(asked, 1);
}

#[test]
fn what_a_scanner_found_is_told() {
    let infected = Fault::status(403).header("X-Virus-Infected", "EICAR");
    let (error, asked) = fails(infected);
    assert_eq!(
        (error.status(), asked),
        (Some(403), 1),
        "it isn't fetched by another address: {error}"
    );
    let (error, asked) = fails(Fault::status(403).code("malwareDetected"));
    assert_eq!((error.status(), error.code()), (Some(403), Some("malwareDetected")), "{error}");
    assert_eq!(asked, 1);
}

#[test]
fn content_that_came_compressed_is_never_saved_as_it_came() {
    let packed = Fault::status(200).header("Content-Encoding", "br");
    let (error, asked) = fails(packed.body("application/octet-stream", vec![1, 2, 3]));
    assert!(error.to_string().contains("compressed"), "{error}");
    assert_eq!(asked, 1);
}

#[test]
fn ways_that_lead_nowhere_end() {
    let to = |location: &str| Fault::status(302).header("Location", location);
    // A circle.
    let (error, asked) = fails(to("/download/x"));
    assert!(asked <= 12, "{asked}");
    assert!(!error.is_outcome_unknown());
    for location in ["http://evil.example/a.bin", "file:///etc/passwd", ""] {
        let (error, asked) = fails(to(location));
        assert_eq!(asked, 1, "{location}: {error}");
    }
}

#[test]
fn a_wrong_hash_is_fetched_once_more_and_then_an_error() {
    let (sandbox, drive, folder, path) = file();
    fs::write(&path, "what was there").unwrap();
    sandbox.set_drive_rules(o365_sandbox::DriveRules::new().wrong_hashes(true));
    let error = drive.path("/a.bin").download_to(&path).unwrap_err();
    assert!(error.is_integrity(), "{error}");
    assert_eq!(elsewhere(&sandbox, "range").len(), 2);
    assert_eq!(fs::read(&path).unwrap(), b"what was there");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_download_s_address_goes_back_byte_by_byte_and_without_a_token() {
    let host = RawServer::always(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc".to_vec(),
    );
    let (sandbox, drive) = drive();
    let target = "/a%20b?tempauth=v1.ey%2Bx%252F==&B=&a=%2f%2F";
    let item = json!({
        "id": "01X", "name": "a.bin", "size": 3, "file": {},
        "@microsoft.graph.downloadUrl": format!("{}{target}", host.root.replace("/v1.0", "")),
    });
    sandbox.fault(json(200, item).on("GET", "/me/drive/root:/a.bin").always());
    let mut content = Vec::new();
    drive.path("/a.bin").download().to_writer(&mut content).unwrap();
    assert_eq!(content, b"abc");
    let head = host.heads().remove(0);
    assert!(head.starts_with(&format!("GET {target} HTTP/1.1\r\n")), "{head}");
    let head = head.to_lowercase();
    assert!(!head.contains("authorization") && !head.contains("cookie"), "{head}");
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let (sandbox, drive) = drive();
    let names = ["../../evil.txt", "..", "CON", "a\u{0}b", "C:\\evil.txt", "x:ads"];
    let mut number = 0;
    let file = |name: &str| {
        number += 1;
        let id = sandbox.add_file(&format!("/real/{number}.txt"), "x").unwrap();
        json!({"id": id, "name": name, "size": 1, "file": {}})
    };
    let page = json!({"value": names.map(file)});
    sandbox.fault(json(200, page).on("GET", "/me/drive/root:/evil:/children"));
    let disk = tempfile::tempdir().unwrap();
    let root = disk.path().join("in");
    let report = drive.path("/evil").download_tree(&root).run().unwrap();
    assert_eq!(report.into_result().unwrap().files, 6);
    assert_eq!(sandbox.pending_faults(), 0);
    let names = |at: &std::path::Path| -> Vec<String> {
        let all = fs::read_dir(at).unwrap();
        all.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(disk.path()), ["in"]);
    let here = names(&root);
    assert_eq!(here.len(), 6, "{here:?}");
    assert!(here.iter().all(|name| !name.contains([':', '\\', '\0']) && name != "CON"), "{here:?}");
}

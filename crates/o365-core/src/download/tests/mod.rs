//! Downloads, by what goes wrong.

use std::{
    cell::RefCell,
    fs,
    io::Read,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use serde_json::json;

use super::*;
use crate::auth::StaticToken;
use crate::connection::ConnectionBuilder;
use crate::error::{ErrorKind, TransportErrorKind as Kind};
use crate::hash::Hasher;
use crate::mock::{Mock, MockRequest};
use crate::retry::Retry;

mod ranges;

const URL: &str = "https://files.example/f?tempauth=v1.ey%2Bx%252F==&b=1&a=('x')";
const ETAG: &str = "\"{E-1},2\"";

fn builder() -> ConnectionBuilder {
    Connection::builder(StaticToken::new("t")).retry(Retry::default().base(Duration::ZERO))
}

fn connection(mock: &Mock) -> Connection {
    builder().transport(mock.clone()).build().unwrap()
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|at| (at % 251) as u8 ^ (at / 251) as u8).collect()
}

fn hash(kind: HashKind, bytes: &[u8]) -> Hash {
    let mut hasher = Hasher::new(kind);
    hasher.update(bytes);
    hasher.finish()
}

/// All that can be known of it.
fn known(content: Content, bytes: &[u8]) -> Content {
    content.size(bytes.len() as u64).hash(hash(HashKind::QuickXor, bytes)).version("v1".to_owned())
}

/// Answers of the content's host.
trait Script {
    fn whole(self, bytes: &[u8], etag: &str) -> Self;
    fn part(self, bytes: &[u8], from: usize, etag: &str) -> Self;
}

impl Script for Mock {
    fn whole(self, bytes: &[u8], etag: &str) -> Self {
        self.answer(200, bytes.to_vec())
            .header("content-length", &bytes.len().to_string())
            .header("etag", etag)
    }

    fn part(self, bytes: &[u8], from: usize, etag: &str) -> Self {
        self.answer(206, bytes[from..].to_vec())
            .header("content-range", &format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len()))
            .header("content-length", &(bytes.len() - from).to_string())
            .header("etag", etag)
    }
}

/// A whole answer that breaks after `at` bytes.
fn cut(mock: Mock, bytes: &[u8], at: usize) -> Mock {
    mock.answer(200, bytes[..at].to_vec())
        .header("content-length", &bytes.len().to_string())
        .header("etag", ETAG)
        .cut()
}

fn download(mock: &Mock, content: Vec<u8>) -> Download<'static> {
    Download::new(&connection(mock), move || Ok(known(Content::address(URL), &content)))
}

/// `GET`, `GET 40-`, `GET 40- if "a"`, ..
fn line(request: &MockRequest) -> String {
    assert_eq!(request.url(), URL);
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.header("accept-encoding"), Some("identity"));
    let range = request.header("range").map(|range| format!(" {}", range.replace("bytes=", "")));
    let condition = request.header("if-range").map(|_| " if");
    format!("{}{}{}", request.method(), range.unwrap_or_default(), condition.unwrap_or_default())
}

fn lines(mock: &Mock) -> String {
    mock.requests().iter().map(line).collect::<Vec<_>>().join(", ")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Downloads to a file, to a writer and by a reader, with the same answers.
fn everywhere(script: impl Fn() -> Mock, content: &[u8], asked: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b.bin");
    let mock = script();
    let done = download(&mock, content.to_vec()).to_path(&path).unwrap();
    assert_eq!(done.bytes, content.len() as u64);
    assert_eq!(done.verified, Verified::Hash(HashKind::QuickXor));
    assert_eq!(fs::read(&path).unwrap(), content);
    assert_eq!(names(folder.path()), ["a b.bin"]);
    assert_eq!((lines(&mock).as_str(), mock.unused()), (asked, 0));
    let mock = script();
    let mut written = Vec::new();
    assert_eq!(download(&mock, content.to_vec()).to_writer(&mut written).unwrap(), done);
    assert_eq!((written.as_slice(), lines(&mock).as_str()), (content, asked));
    let mut read = Vec::new();
    let mut reader = download(&script(), content.to_vec()).reader().unwrap();
    reader.read_to_end(&mut read).unwrap();
    assert_eq!((read.as_slice(), reader.verified()), (content, Some(done.verified)));
}

#[test]
fn arrives_and_is_verified() {
    let content = bytes(1_000_000);
    everywhere(|| Mock::new().whole(&content, ETAG), &content, "GET");
    everywhere(|| Mock::new().whole(&[], ETAG), &[], "GET");
    everywhere(|| Mock::new().answer(204, ()), &[], "GET");
    // Without a length.
    everywhere(|| Mock::new().answer(200, content.clone()), &content, "GET");
}

#[test]
fn goes_on_where_it_broke() {
    let content = bytes(1_000);
    let broken = || cut(Mock::new(), &content, 400);
    everywhere(|| broken().part(&content, 400, ETAG), &content, "GET, GET 400- if");
    // The host ignores the range.
    everywhere(|| broken().whole(&content, ETAG), &content, "GET, GET 400- if");
    // Some other range, or one that can't be read.
    for range in ["bytes 0-599/1000", "rubbish", "bytes 401-999/1000"] {
        let odd = || broken().answer(206, vec![0; 600]).header("content-range", range);
        let asked = "GET, GET 400- if, GET";
        everywhere(|| odd().whole(&content, ETAG), &content, asked);
    }
    // Waits, and new addresses.
    let busy = || broken().answer(503, "<html>").header("retry-after", "0").answer(429, ());
    let asked = "GET, GET 400- if, GET 400- if, GET 400- if";
    everywhere(|| busy().part(&content, 400, ETAG), &content, asked);
    for status in [401, 403, 404, 410] {
        // What it says is no content, whatever it is.
        let worn = || broken().answer(status, content.clone());
        everywhere(|| worn().part(&content, 400, ETAG), &content, "GET, GET 400- if, GET 400- if");
    }
    let lost = || broken().fail(Kind::Closed, true).fail(Kind::Timeout, true);
    everywhere(|| lost().part(&content, 400, ETAG), &content, asked);
    // It was all there.
    let all = || cut(Mock::new(), &content, 1_000);
    everywhere(all, &content, "GET");
    // An end that comes early and quietly.
    let short = || Mock::new().answer(200, content[..400].to_vec());
    everywhere(|| short().part(&content, 400, ETAG), &content, "GET, GET 400-");
}

#[test]
fn an_address_is_asked_for_anew_and_no_more_than_twice() {
    let content = bytes(100);
    let opened = AtomicU32::new(0);
    let run = |mock: &Mock| {
        opened.store(0, Ordering::Relaxed);
        let own = content.clone();
        let download = Download::new(&connection(mock), || {
            opened.fetch_add(1, Ordering::Relaxed);
            Ok(known(Content::address(URL), &own))
        });
        let result = download.to_writer(std::io::sink());
        (result, opened.load(Ordering::Relaxed))
    };
    let mock = Mock::new().answer(403, ()).answer(404, ()).whole(&content, ETAG);
    let (result, opened) = run(&mock);
    assert_eq!((result.is_ok(), opened), (true, 3));
    let mock = Mock::new().answer(401, ()).answer(401, ()).answer(401, ()).whole(&content, ETAG);
    let (result, opened) = run(&mock);
    let error = result.unwrap_err();
    assert_eq!((error.status(), opened, mock.unused()), (Some(401), 3, 1));
    assert!(!error.to_string().contains("tempauth"), "{error}");
    // Malware isn't asked for twice.
    let infected = json!({"error": {"code": "malwareDetected", "message": "x"}});
    for mock in [
        Mock::new().answer(403, infected),
        Mock::new().answer(403, ()).header("x-virus-infected", "yes"),
    ] {
        let (result, opened) = run(&mock);
        assert_eq!((result.unwrap_err().status(), opened), (Some(403), 1));
    }
}

#[test]
fn content_that_changed_starts_anew() {
    let (old, new) = (bytes(1_000), vec![7; 900]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let asked = AtomicU32::new(0);
    let open = || {
        let is_new = asked.fetch_add(1, Ordering::Relaxed) > 0;
        let bytes = if is_new { &new } else { &old };
        let version = if is_new { "v2" } else { "v1" };
        Ok(known(Content::address(URL), bytes).version(version.to_owned()))
    };
    for answer in [
        // By the host's word, and by the service's.
        Mock::whole as fn(Mock, &[u8], &str) -> Mock,
        |mock, _, _| mock.answer(404, ()),
        |mock, _, _| mock.answer(416, ()).header("content-range", "bytes */900"),
    ] {
        asked.store(0, Ordering::Relaxed);
        let mock = answer(cut(Mock::new(), &old, 400), &new, "\"2\"");
        let mock = mock.part(&[&old[..], &new[..]].concat(), 400, "\"2\"");
        let mock = mock.whole(&new, "\"2\"").whole(&new, "\"2\"");
        let done = Download::new(&connection(&mock), open).to_path(&path);
        assert_eq!(done.unwrap().bytes, 900);
        assert_eq!(fs::read(&path).unwrap(), new);
        // What was given away can't be taken back.
        asked.store(0, Ordering::Relaxed);
        let mock = answer(cut(Mock::new(), &old, 400), &new, "\"2\"");
        let mock = mock.part(&[&old[..], &new[..]].concat(), 400, "\"2\"");
        let error = Download::new(&connection(&mock), open).to_writer(std::io::sink()).unwrap_err();
        assert!(error.is_integrity(), "{error}");
    }
}

#[test]
fn a_wrong_hash_is_read_once_more_and_never_kept() {
    let content = bytes(500);
    let wrong = vec![1; 500];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, "before").unwrap();
    let mock = Mock::new().whole(&wrong, ETAG).whole(&content, ETAG);
    download(&mock, content.clone()).to_path(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), content);
    let mock = Mock::new().whole(&wrong, ETAG).whole(&wrong, ETAG).whole(&content, ETAG);
    let error = download(&mock, content.clone()).to_path(&path).unwrap_err();
    assert!(error.is_integrity() && error.to_string().contains("quickXorHash"), "{error}");
    assert_eq!((fs::read(&path).unwrap(), mock.unused()), (content.clone(), 1));
    assert_eq!(names(folder.path()), ["x"]);
    let mut reader = download(&Mock::new().whole(&wrong, ETAG), content.clone()).reader().unwrap();
    let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
    assert!(error.downcast::<Error>().unwrap().is_integrity());
    assert!(reader.read(&mut [0]).is_err(), "it stays an error");
    // A library that writes into documents.
    let rough = || {
        let mock = Mock::new().whole(&wrong, ETAG);
        let own = content.clone();
        Download::new(
            &connection(&mock),
            move || Ok(known(Content::address(URL), &own).rough(true)),
        )
    };
    assert_eq!(rough().to_path(&path).unwrap().verified, Verified::No);
    assert_eq!(rough().to_writer(std::io::sink()).unwrap().verified, Verified::No);
}

#[test]
fn a_file_of_somebody_s_own_with_the_name_of_a_partial_one_stays() {
    let content = bytes(1_000);
    let folder = tempfile::tempdir().unwrap();
    let (path, own) = (folder.path().join("x"), folder.path().join(".x.part"));
    fs::write(&own, "mine").unwrap();
    let mock = Mock::new().whole(&content, ETAG);
    download(&mock, content.clone()).to_path(&path).unwrap();
    assert_eq!(
        (fs::read(&path).unwrap(), fs::read(&own).unwrap()),
        (content.clone(), b"mine".into())
    );
    assert_eq!(names(folder.path()), [".x.part", "x"]);
    fs::remove_file(&own).unwrap();
    let note = folder.path().join(".x.part.json");
    fs::write(&note, "{}").unwrap();
    download(&Mock::new().whole(&content, ETAG), content.clone()).to_path(&path).unwrap();
    assert_eq!((fs::read(&note).unwrap(), names(folder.path()).len()), (b"{}".into(), 2));
    // What can't be gone on with is ours all the same, and goes when it fails and when it is done.
    fs::remove_file(&note).unwrap();
    for mock in [cut(Mock::new(), &content, 400), Mock::new().whole(&content, ETAG)] {
        let connection = builder().transport(mock).retry(Retry::none()).build().unwrap();
        _ = Download::new(&connection, || Ok(Content::address(URL))).to_path(&path);
        assert_eq!(names(folder.path()), ["x"]);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let mock = Mock::new().whole(b"abc", ETAG);
    assert!(download(&mock, b"abc".into()).to_path(&path).is_err());
    assert!(!fs::metadata(&path).unwrap().is_file());
    assert_eq!(names(folder.path()), ["socket"]);
}

#[cfg(unix)]
#[test]
fn what_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let content = bytes(10);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, "secret").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o4600)).unwrap();
    download(&Mock::new().whole(&content, ETAG), content.clone()).to_path(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
}

#[test]
fn the_end_of_a_part_is_not_the_end() {
    let content = bytes(1_000);
    let part = |mock: Mock, from: usize, to: usize| {
        let range = format!("bytes {from}-{}/*", to - 1);
        mock.answer(206, content[from..to].to_vec()).header("content-range", &range)
    };
    // How much there is nobody says: it is asked for until there is no more, and then all is looked at.
    let mock = part(part(Mock::new(), 0, 400), 400, 1_000).answer(416, ());
    let mock = mock.answer(200, content.clone());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let done = Download::new(&connection(&mock), || Ok(Content::address(URL))).ranges(2);
    assert_eq!(done.to_path(&path).unwrap().bytes, 1_000);
    assert!(fs::read(&path).unwrap() == content);
}

#[test]
fn a_page_is_no_file() {
    let content = bytes(500);
    let page = || Mock::new().answer(200, "<html>").header("content-type", "text/html; x=y");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let mock = page();
    let error = download(&mock, content.clone()).to_path(&path).unwrap_err();
    assert!(error.is_integrity(), "{error}");
    assert!(names(folder.path()).is_empty());
    assert_eq!(mock.requests().len(), 1);
    let own = connection(&page());
    let html = Download::new(&own, || Ok(Content::address(URL).size(6).page(true)));
    assert_eq!(html.to_writer(std::io::sink()).unwrap().verified, Verified::Size);
    let gzip = Mock::new().whole(&content, ETAG).header("content-encoding", "gzip");
    assert!(download(&gzip, content).to_path(&path).is_err());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn the_service_redirects_or_answers_itself() {
    let content = bytes(300);
    let run = |mock: &Mock| {
        let own = connection(mock);
        let (get, content) = (own.clone(), content.clone());
        let mut written = Vec::new();
        let download = Download::new(&own, move || {
            Ok(known(Content::request(get.get("/me/drive/items/1/content")), &content))
        });
        download.to_writer(&mut written).map(|_| written)
    };
    let mock = Mock::new().answer(302, ()).header("location", URL);
    let mock = cut(mock, &content, 100).part(&content, 100, ETAG);
    assert_eq!(run(&mock).unwrap(), content);
    let requests = mock.requests();
    assert!(requests[0].header("authorization").is_some());
    assert_eq!(requests[0].header("accept-encoding"), Some("identity"));
    assert_eq!((requests[1].url(), requests[1].header("authorization")), (URL, None));
    assert_eq!(requests[2].header("range"), Some("bytes=100-"));
    // The service itself.
    let mock = cut(Mock::new(), &content, 100).part(&content, 100, ETAG);
    assert_eq!(run(&mock).unwrap(), content);
    assert_eq!(mock.requests()[1].header("range"), Some("bytes=100-"));
    assert!(mock.requests()[1].header("authorization").is_some());
    // Nowhere it must not go, and not in circles.
    for location in ["http://files.example/f", "file:///etc/passwd", "", "http://127.0.0.1/f"] {
        let mock = Mock::new().answer(302, ()).header("location", location);
        let error = run(&mock).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
        assert_eq!(mock.requests().len(), 1);
    }
    let circle = (0..20).fold(Mock::new(), |mock, _| mock.answer(302, ()).header("location", URL));
    assert!(run(&circle).is_err());
    assert_eq!(circle.requests().len(), 12);
}

#[test]
fn an_interrupted_file_goes_on_in_another_run() {
    let content = bytes(1_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bin");
    fs::write(&path, "before").unwrap();
    let broken = || {
        let mock = (0..4).fold(cut(Mock::new(), &content, 600), |mock, _| mock.answer(500, ()));
        let error = download(&mock, content.clone()).to_path(&path).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(500), 5));
        assert_eq!(names(folder.path()), [".x.bin.part", ".x.bin.part.json", "x.bin"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
    };
    broken();
    let told = RefCell::new(Vec::new());
    let mock = Mock::new().part(&content, 600, ETAG);
    let again = download(&mock, content.clone());
    again.progress(|at| told.borrow_mut().push((at.done, at.total))).to_path(&path).unwrap();
    assert_eq!(lines(&mock), "GET 600- if");
    assert_eq!(told.into_inner(), [(600, 1_000), (1_000, 1_000)]);
    assert_eq!(
        (fs::read(&path).unwrap(), names(folder.path())),
        (content.clone(), vec!["x.bin".into()])
    );
    // Of another version nothing is of use.
    fs::write(&path, "before").unwrap();
    broken();
    let mock = Mock::new().whole(&content, ETAG);
    let own = content.clone();
    let other = Download::new(&connection(&mock), move || {
        Ok(known(Content::address(URL), &own).version("v2".to_owned()))
    });
    other.to_path(&path).unwrap();
    assert_eq!((lines(&mock).as_str(), names(folder.path()).len()), ("GET", 1));
    // A part that isn't what it should be is found out by its hash.
    fs::write(&path, "before").unwrap();
    broken();
    fs::write(folder.path().join(".x.bin.part"), [9; 600]).unwrap();
    let mock = Mock::new().part(&content, 600, ETAG).whole(&content, ETAG);
    download(&mock, content.clone()).to_path(&path).unwrap();
    assert_eq!((lines(&mock).as_str(), fs::read(&path).unwrap()), ("GET 600- if, GET", content));
}

#[test]
fn what_nothing_is_known_of_leaves_nothing() {
    let content = bytes(1_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bin");
    let mock = cut(Mock::new(), &content, 600).fail(Kind::Tls, false);
    let own = connection(&mock);
    assert!(Download::new(&own, || Ok(Content::address(URL))).to_path(&path).is_err());
    assert!(names(folder.path()).is_empty());
    let mock = Mock::new().whole(&content, ETAG);
    let own = connection(&mock);
    let done = Download::new(&own, || Ok(Content::address(URL))).to_path(&path).unwrap();
    assert_eq!((done.bytes, done.verified), (1_000, Verified::No));
    assert!(download(&Mock::new(), content).to_path(folder.path()).is_err());
}

#[test]
fn cancelling_stops_it_and_keeps_what_is_there() {
    let content = bytes(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bin");
    let cancel = Cancel::new();
    let mock = Mock::new().whole(&content, ETAG);
    let error = download(&mock, content.clone())
        .cancel(&cancel)
        .progress(|at| {
            if at.done > 0 {
                cancel.cancel();
            }
        })
        .to_path(&path)
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Cancelled));
    let part = folder.path().join(".x.bin.part");
    let there = fs::read(&part).unwrap();
    assert!(!there.is_empty() && content.starts_with(&there));
    let mock = Mock::new().part(&content, there.len(), ETAG);
    download(&mock, content.clone()).to_path(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn two_at_the_same_file_don_t_meet() {
    let content = bytes(1_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bin");
    let (inner, target) = (content.clone(), path.clone());
    let mock = Mock::new().whole(&content, ETAG);
    download(&mock, content.clone())
        .progress(|_| {
            // Another one begins and ends while this one is at it.
            let mock = Mock::new().whole(&inner, ETAG);
            download(&mock, inner.clone()).to_path(&target).unwrap();
            assert_eq!(fs::read(&target).unwrap(), inner);
        })
        .to_path(&path)
        .unwrap();
    assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (content, vec!["x.bin".into()]));
}

#[cfg(unix)]
#[test]
fn a_link_laid_out_beforehand_is_not_followed() {
    let content = bytes(100);
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    fs::write(&victim, "safe").unwrap();
    for name in [".x.part", ".x.part.json", "x"] {
        std::os::unix::fs::symlink(&victim, folder.path().join(name)).unwrap();
    }
    let mock = Mock::new().whole(&content, ETAG);
    download(&mock, content.clone()).to_path(folder.path().join("x")).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "safe");
    assert_eq!(fs::read(folder.path().join("x")).unwrap(), content);
    assert!(!folder.path().join("x").is_symlink());
}

#[test]
fn ranges_are_read_by_range() {
    let content = bytes(1_000);
    let read = |mock: &Mock, range: (Bound<u64>, Bound<u64>)| {
        let mut written = Vec::new();
        let done = download(mock, content.clone()).range(range).to_writer(&mut written);
        done.map(|done| {
            assert_eq!(done.verified, Verified::No);
            written
        })
    };
    let part = |from: usize, to: usize| {
        Mock::new()
            .answer(206, content[from..to].to_vec())
            .header("content-range", &format!("bytes {from}-{}/1000", to - 1))
            .header("etag", ETAG)
    };
    let mock = part(100, 200);
    let range = (Bound::Included(100), Bound::Excluded(200));
    assert_eq!(read(&mock, range).unwrap(), &content[100..200]);
    assert_eq!(lines(&mock), "GET 100-199");
    assert_eq!(
        read(&part(990, 1_000), (Bound::Included(990), Bound::Unbounded)).unwrap(),
        &content[990..]
    );
    assert_eq!(
        read(&part(990, 1_000), (Bound::Included(990), Bound::Included(5_000))).unwrap(),
        &content[990..]
    );
    // The host gives all.
    assert_eq!(read(&Mock::new().whole(&content, ETAG), range).unwrap(), &content[100..200]);
    // Broken in the middle.
    let mock = Mock::new()
        .answer(206, content[100..150].to_vec())
        .header("content-range", "bytes 100-199/1000")
        .header("etag", ETAG)
        .cut()
        .answer(206, content[150..200].to_vec())
        .header("content-range", "bytes 150-199/1000")
        .header("etag", ETAG);
    assert_eq!(read(&mock, range).unwrap(), &content[100..200]);
    assert_eq!(lines(&mock), "GET 100-199, GET 150-199 if");
    assert!(read(&Mock::new(), (Bound::Included(9), Bound::Excluded(3))).is_err());
    assert!(download(&Mock::new(), content.clone()).range(..5).to_path("x").is_err());
}

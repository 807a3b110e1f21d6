//! Several ranges at a time, of a host of their own: in which order threads ask nobody knows.

use std::{
    fs,
    io::{Cursor, Read},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use http::{Request, Response, StatusCode};

use super::{ETAG, URL, builder, bytes, hash, names};
use crate::download::{Content, Download, Verified};
use crate::error::{TransportError, TransportErrorKind as Kind};
use crate::hash::HashKind;
use crate::transport::{Body, Incoming, Transport};

/// A host that gives ranges to whoever asks, and sometimes fails.
#[derive(Debug)]
struct Host {
    content: Vec<u8>,
    etag: &'static str,
    /// Every so many requests something goes wrong.
    fails: u32,
    /// After so many requests all go wrong.
    dies: u32,
    gives_ranges: bool,
    asked: AtomicU32,
    ranges: Mutex<Vec<String>>,
}

impl Host {
    fn new(content: &[u8]) -> Self {
        Host {
            content: content.to_vec(),
            etag: ETAG,
            fails: u32::MAX,
            dies: u32::MAX,
            gives_ranges: true,
            asked: AtomicU32::new(0),
            ranges: Mutex::default(),
        }
    }
}

/// Gives what there is, then breaks.
struct Breaking(Cursor<Vec<u8>>);

impl Read for Breaking {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::ErrorKind::ConnectionReset.into()),
            count => Ok(count),
        }
    }
}

impl Transport for Host {
    fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, TransportError> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let range = request.headers().get("range").and_then(|range| range.to_str().ok());
        let range = range.filter(|_| self.gives_ranges);
        self.ranges.lock().unwrap().push(range.unwrap_or_default().to_owned());
        let fails = number.is_multiple_of(self.fails) || number > self.dies;
        if fails && number.is_multiple_of(2) {
            return Err(TransportError::new(Kind::Closed, true, "the host"));
        }
        let total = self.content.len();
        let answer = Response::builder().header("etag", self.etag);
        let (answer, mut bytes) = match range.and_then(|range| range.strip_prefix("bytes=")) {
            None => (answer.header("content-length", total), self.content.clone()),
            Some(range) => {
                let (from, last) = range.split_once('-').unwrap();
                let from: usize = from.parse().unwrap();
                let last = last.parse().unwrap_or(total).min(total - 1);
                let answer = answer
                    .status(StatusCode::PARTIAL_CONTENT)
                    .header("content-range", format!("bytes {from}-{last}/{total}"));
                (answer, self.content[from..=last].to_vec())
            }
        };
        let body: Incoming = match fails {
            true => {
                bytes.truncate(bytes.len() / 3);
                Box::new(Breaking(Cursor::new(bytes)))
            }
            false => Box::new(Cursor::new(bytes)),
        };
        Ok(answer.body(body).unwrap())
    }
}

fn from_host(host: Arc<Host>, kind: HashKind) -> Download<'static> {
    let connection = builder().transport(host.clone()).build().unwrap();
    let (size, hash) = (host.content.len() as u64, hash(kind, &host.content));
    Download::new(&connection, move || {
        Ok(Content::address(URL).size(size).hash(hash.clone()).version("v1".to_owned()))
    })
    .ranges(4)
}

#[test]
fn ranges_at_a_time_make_the_same_file() {
    let content = bytes((17 << 20) + 17);
    for kind in [HashKind::QuickXor, HashKind::Sha1] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let mut host = Host::new(&content);
        host.fails = 3;
        let host = Arc::new(host);
        let mut last = 0;
        let download = from_host(host.clone(), kind).progress(|at| {
            assert!(at.done >= last && at.total == content.len() as u64);
            last = at.done;
        });
        let done = download.to_path(&path).unwrap();
        assert_eq!(done.verified, Verified::Hash(kind));
        assert_eq!(last, content.len() as u64);
        assert!(fs::read(&path).unwrap() == content);
        assert_eq!(names(folder.path()), ["x"]);
        let ranges = host.ranges.lock().unwrap();
        for start in [0, 8 << 20, 16 << 20] {
            assert!(ranges.iter().any(|range| range.starts_with(&format!("bytes={start}-"))));
        }
    }
}

#[test]
fn without_ranges_one_after_the_other_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    for (size, gives_ranges, requests) in [(9 << 20, false, 1), (100, true, 1), (8 << 20, true, 1)]
    {
        let mut host = Host::new(&bytes(size));
        host.gives_ranges = gives_ranges;
        let host = Arc::new(host);
        from_host(host.clone(), HashKind::QuickXor).to_path(&path).unwrap();
        assert!(fs::read(&path).unwrap() == host.content);
        assert_eq!(host.asked.load(Ordering::Relaxed), requests, "{size}");
    }
}

#[test]
fn ranges_that_broke_go_on_from_the_first_gap() {
    let content = bytes(25 << 20);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let mut host = Host::new(&content);
    host.dies = 3;
    assert!(from_host(Arc::new(host), HashKind::QuickXor).to_path(&path).is_err());
    assert!(!path.exists());
    let there = fs::read(folder.path().join(".x.part")).map(|part| part.len()).unwrap_or_default();
    assert!(there.is_multiple_of(8 << 20) && there <= 16 << 20, "{there}");
    let host = Arc::new(Host::new(&content));
    from_host(host.clone(), HashKind::QuickXor).to_path(&path).unwrap();
    assert!(fs::read(&path).unwrap() == content);
    if there > 0 {
        assert_eq!(*host.ranges.lock().unwrap(), [format!("bytes={there}-")]);
    }
}

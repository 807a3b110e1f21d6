//! Bytes that come in parts: any statuses, ranges, tags, lengths and breaks. What is said to be whole is whole.

use std::io::Read;

use o365::download::{Content, Download};
use o365::hash::{HashKind, Hasher};
use o365::mock::Mock;

use crate::input::Input;
use crate::service::{connection, is_harmless, keeps_the_token, with_header};

const ADDRESS: &str = "https://files.example/f?tempauth=1";
const STATUSES: [u16; 8] = [200, 206, 206, 416, 404, 302, 412, 503];

/// The content's length, how it is read, then up to six answers: a byte for the status, one for the part of the content that
/// is the body, and a line each for range, tag and length.
pub fn check(data: &[u8]) {
    let mut input = Input::new(data);
    let (length, way) = (input.byte(), input.byte());
    let content: Vec<u8> = (0..length).collect();
    let mut mock = Mock::new();
    for _ in 0..6 {
        if input.is_empty() {
            break;
        }
        let (status, part) = (input.byte(), usize::from(input.byte()));
        let from = part.min(content.len());
        let to = if part % 3 == 0 { content.len() } else { (from + part % 17).min(content.len()) };
        mock = mock.answer(STATUSES[usize::from(status) % 8], content[from..to].to_vec());
        for name in ["content-range", "etag", "content-length"] {
            mock = with_header(mock, name, &input.line());
        }
        if status >= 128 {
            mock = mock.cut();
        }
    }

    let mut hasher = Hasher::new(HashKind::QuickXor);
    hasher.update(&content);
    let hash = hasher.finish();
    let connection = connection(&mock, 2);
    let size = (way & 1 == 1).then_some(u64::from(length));
    let download = Download::new(&connection, move || {
        Ok(Content::address(ADDRESS).size(size).hash(hash.clone()))
    });
    let mut read = Vec::new();
    let outcome = match way >> 1 & 3 {
        0 => download.to_writer(&mut read).map(|_| ()),
        1 => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("f");
            let outcome = download.ranges(1 + usize::from(way >> 4 & 3)).to_path(&path).map(|_| ());
            if outcome.is_ok() {
                read = std::fs::read(&path).unwrap();
            } else {
                assert!(!path.exists(), "a file that isn't whole lies there");
            }
            outcome
        }
        _ => download.reader().and_then(|mut reader| {
            // A reader's errors come as those of the standard library.
            reader.read_to_end(&mut read).map(|_| ()).map_err(|error| o365::Error::io("f", error))
        }),
    };
    match outcome {
        Ok(()) => assert_eq!(read, content, "other bytes than those that the service's hash is of"),
        Err(error) => is_harmless(&error),
    }
    keeps_the_token(&mock);
}

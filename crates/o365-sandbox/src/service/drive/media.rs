//! What the other host answers for drives: uploads, downloads, copies under way, pictures.

use std::time::{Duration, SystemTime};

use crate::blob::{Blob, Span};
use crate::schema::Refusal;
use crate::service::{
    drive::{
        ask::names_one,
        copies,
        item::Item,
        names::media_type,
        pictures, sessions,
        stock::{Drives, nothing},
        tree::no_item,
    },
    ids::fnv,
    reply::header,
};
use crate::wire::{Reply, Request};

/// Answers one request; `None` if the URL isn't one of a drive.
pub(crate) fn answer(drives: &mut Drives, request: &Request) -> Option<Result<Reply, Refusal>> {
    let get = request.method == "GET" || request.method == "HEAD";
    match request.segments.first().map(String::as_str) {
        Some("up") => Some(sessions::answer(drives, request)),
        Some("download") if get => Some(download(drives, request)),
        Some("monitor") if get => Some(copies::status(drives, request)),
        Some("thumbnail") if get => Some(thumbnail(drives, request)),
        Some("download" | "monitor" | "thumbnail") => {
            Some(Err(Refusal::new(405, "invalidRequest", "The method is not allowed here.")))
        }
        _ => None,
    }
}

fn thumbnail(drives: &Drives, request: &Request) -> Result<Reply, Refusal> {
    let pass = drives.pass(request, "thumbnail")?;
    let (width, height) = pictures::size(&pass.what).ok_or_else(nothing)?;
    let item = drives.drive(pass.drive)?.item(pass.key)?;
    Ok(Reply::bytes("image/png", pictures::png(width, height, fnv(item.guid.as_bytes()))))
}

fn download(drives: &Drives, request: &Request) -> Result<Reply, Refusal> {
    let pass = drives.pass(request, "download")?;
    let item = drives.drive(pass.drive)?.item(pass.key)?;
    if item.trashed {
        return Err(no_item());
    }
    let current = item.blob().ok_or_else(no_item)?;
    if pass.what == "current" {
        return serve(drives, request, item, current, media_type(&item.name));
    }
    if let Some(number) = pass.what.strip_prefix('v') {
        let version = item.versions().iter().find(|version| version.number.to_string() == number);
        let blob = &version.ok_or_else(no_item)?.blob;
        return serve(drives, request, item, blob, media_type(&item.name));
    }
    let (converted, kind) = match pass.what.as_str() {
        "pdf" => (pdf(item), "application/pdf"),
        "html" => (format!("<html><body>{}</body></html>", item.guid).into_bytes(), "text/html"),
        "jpg" => (pictures::png(64, 64, fnv(item.guid.as_bytes())), "image/jpeg"),
        _ => (b"glTF".to_vec(), "model/gltf-binary"),
    };
    serve(drives, request, item, &Blob::new(converted), kind)
}

/// Something that programs take for a PDF.
fn pdf(item: &Item) -> Vec<u8> {
    let text = format!(
        "%PDF-1.4\n% {} {}\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n",
        item.guid, item.content_version
    );
    text.into_bytes()
}

/// Content, or the range of it that was asked for.
fn serve(
    drives: &Drives,
    request: &Request,
    item: &Item,
    blob: &Blob,
    kind: &str,
) -> Result<Reply, Refusal> {
    let etag = item.etag();
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(item.modified.unsigned_abs());
    let head = |status: u16| {
        Reply::new(status)
            .header("ETag", &etag)
            .header("Accept-Ranges", "bytes")
            .header("Last-Modified", &httpdate::fmt_http_date(changed))
    };
    if header(request, "if-none-match")
        .is_some_and(|known| names_one(known, std::slice::from_ref(&etag)))
    {
        return Ok(head(304));
    }
    let current = header(request, "if-range").is_none_or(|known| known.trim() == etag);
    let range = header(request, "range").filter(|_| current && !drives.rules.ignore_ranges);
    let part = |status: u16, from: u64, length: u64| {
        let mut reply = head(status).header("Content-Type", kind);
        reply.content = Some(Span { blob: blob.clone(), from, length });
        reply
    };
    match range.map(|range| asked(range, blob.len())) {
        None | Some(Range::Ignored) => Ok(part(200, 0, blob.len())),
        Some(Range::Part(from, last)) => {
            let range = format!("bytes {from}-{last}/{}", blob.len());
            Ok(part(206, from, last - from + 1).header("Content-Range", &range))
        }
        Some(Range::Outside) => {
            let refusal = Refusal::new(
                416,
                "invalidRange",
                "The specified byte range is invalid or unavailable.",
            );
            let reply = Reply::refused(&refusal, request);
            Ok(reply.header("Content-Range", &format!("bytes */{}", blob.len())))
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    Ignored,
    Part(u64, u64),
    Outside,
}

/// Reads `bytes=0-9`, `bytes=5-` and `bytes=-5`; of several ranges, or what is none, nothing is heard.
fn asked(range: &str, length: u64) -> Range {
    let parts = range.strip_prefix("bytes=").filter(|range| !range.contains(','));
    let Some((first, last)) = parts.and_then(|range| range.split_once('-')) else {
        return Range::Ignored;
    };
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), _) if first >= length => Range::Outside,
        (Ok(first), Ok(last)) if first <= last => Range::Part(first, last.min(length - 1)),
        (Ok(first), Err(_)) if last.trim().is_empty() => Range::Part(first, length - 1),
        (Err(_), Ok(0)) if first.trim().is_empty() => Range::Outside,
        (Err(_), Ok(_)) if first.trim().is_empty() && length == 0 => Range::Outside,
        (Err(_), Ok(count)) if first.trim().is_empty() => {
            Range::Part(length.saturating_sub(count), length - 1)
        }
        _ => Range::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_at_the_end() {
        assert_eq!(asked("bytes=0-9", 100), Range::Part(0, 9));
        assert_eq!(asked("bytes=90-200", 100), Range::Part(90, 99));
        assert_eq!(asked("bytes=90-", 100), Range::Part(90, 99));
        assert_eq!(asked("bytes=-5", 100), Range::Part(95, 99));
        assert_eq!(asked("bytes=-500", 100), Range::Part(0, 99));
        for outside in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(asked(outside, 100), Range::Outside, "{outside}");
        }
        assert_eq!(asked("bytes=0-", 0), Range::Outside);
        assert_eq!(asked("bytes=-1", 0), Range::Outside);
        for none in ["bytes=9-1", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=-"] {
            assert_eq!(asked(none, 100), Range::Ignored, "{none}");
        }
    }
}

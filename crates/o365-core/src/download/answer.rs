//! What an answer to a request for bytes means.

use http::{HeaderMap, HeaderName, StatusCode, header};

/// Says that a scanner found something.
const INFECTED: HeaderName = HeaderName::from_static("x-virus-infected");

/// What is known of the content by the answers before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The content host's own etag.
    pub(super) etag: Option<String>,
    pub(super) total: Option<u64>,
}

/// What an answer means for somebody who wants the bytes from `from` on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The bytes, after `skip` others.
    Bytes { skip: u64, seen: Seen, is_part: bool },
    /// There are no more.
    End(Seen),
    /// It is other content than before.
    Changed,
    /// A range was asked for and something else came: ask for all.
    NoRange,
}

/// Judges a 2xx or 416. `None` for one that brings no content.
pub(super) fn judge(
    status: StatusCode,
    headers: &HeaderMap,
    is_whole: bool,
    from: u64,
    seen: &Seen,
) -> Option<Meaning> {
    let etag = text(headers, &header::ETAG);
    let range = text(headers, &header::CONTENT_RANGE).and_then(|range| parse_range(&range));
    let is_other = |total: Option<u64>| {
        let differs = |own: Option<u64>| own.zip(total).is_some_and(|(own, total)| own != total);
        seen.etag.as_ref().zip(etag.as_ref()).is_some_and(|(own, etag)| own != etag)
            || differs(seen.total)
    };
    let now = |total: Option<u64>| Seen {
        etag: etag.clone().or_else(|| seen.etag.clone()),
        total: total.or(seen.total),
    };
    match status {
        StatusCode::OK => {
            let total = length(headers).filter(|_| is_whole);
            // With an etag there would have been a condition: all instead of a part is another content.
            let lost_etag = from > 0 && seen.etag.is_some() && etag.is_none();
            if is_other(total) || lost_etag {
                return Some(Meaning::Changed);
            }
            Some(Meaning::Bytes { skip: from, seen: now(total), is_part: false })
        }
        StatusCode::NO_CONTENT => Some(Meaning::End(now(Some(0)))).filter(|_| from == 0),
        StatusCode::PARTIAL_CONTENT => match range {
            Some((Some((first, _)), total)) if first == from && is_whole => {
                Some(match is_other(total) {
                    true => Meaning::Changed,
                    false => Meaning::Bytes { skip: 0, seen: now(total), is_part: true },
                })
            }
            _ => Some(Meaning::NoRange),
        },
        StatusCode::RANGE_NOT_SATISFIABLE => {
            let total = range.and_then(|(_, total)| total).or(seen.total);
            match total {
                Some(total) if is_other(Some(total)) => Some(Meaning::Changed),
                Some(total) if total == from => Some(Meaning::End(now(Some(total)))),
                Some(total) if total < from => Some(Meaning::Changed),
                _ => Some(Meaning::NoRange),
            }
        }
        _ => None,
    }
}

/// Whether it is a page by its own word.
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    let kind = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/html")
}

/// Whether a scanner says that it is malware.
pub(super) fn is_infected(headers: &HeaderMap) -> bool {
    headers.contains_key(INFECTED)
}

/// Compressed in a way that nobody undid.
pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    text(headers, &header::CONTENT_ENCODING)
        .is_some_and(|name| !name.trim().eq_ignore_ascii_case("identity"))
}

pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    text(headers, &header::CONTENT_LENGTH)?.trim().parse().ok()
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

type Range = (Option<(u64, u64)>, Option<u64>);

/// `bytes 0-9/100`, `bytes 0-9/*`, `bytes */100`.
fn parse_range(text: &str) -> Option<Range> {
    let (unit, rest) = text.trim().split_once(' ')?;
    let (range, total) = rest.trim().split_once('/')?;
    let total = match total.trim() {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    let range = match range.trim() {
        "*" => None,
        range => {
            let (first, last) = range.split_once('-')?;
            let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            Some((first, last)).filter(|(first, last)| first <= last)
        }
    };
    unit.eq_ignore_ascii_case("bytes").then_some((range, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, headers: &[(&str, &str)], from: u64, seen: (&str, u64)) -> Meaning {
        let headers = headers.iter().map(|(name, value)| {
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap())
        });
        let seen = Seen {
            etag: Some(seen.0.to_owned()).filter(|etag| !etag.is_empty()),
            total: Some(seen.1).filter(|total| *total > 0),
        };
        let status = StatusCode::from_u16(status).unwrap();
        judge(status, &headers.collect(), true, from, &seen).unwrap()
    }

    #[test]
    fn ranges_of_every_form() {
        for (text, range) in [
            ("bytes 0-9/100", Some((Some((0, 9)), Some(100)))),
            ("Bytes 5-9/*", Some((Some((5, 9)), None))),
            ("bytes */7", Some((None, Some(7)))),
            ("bytes 9-5/10", Some((None, Some(10)))),
            ("items 0-9/100", None),
            ("bytes 0-/100", None),
            ("bytes 0-9", None),
            ("", None),
        ] {
            assert_eq!(parse_range(text), range, "{text}");
        }
    }

    #[test]
    fn a_part_is_taken_only_where_it_belongs() {
        let part = |range: &str, etag: &str| {
            judged(206, &[("content-range", range), ("etag", etag)], 40, ("\"a\"", 100))
        };
        let good = part("bytes 40-99/100", "\"a\"");
        assert!(matches!(good, Meaning::Bytes { skip: 0, is_part: true, .. }), "{good:?}");
        assert_eq!(part("bytes 0-59/100", "\"a\""), Meaning::NoRange);
        assert_eq!(part("bytes 41-99/100", "\"a\""), Meaning::NoRange);
        assert_eq!(part("rubbish", "\"a\""), Meaning::NoRange);
        assert_eq!(part("bytes 40-98/99", "\"a\""), Meaning::Changed);
        assert_eq!(part("bytes 40-99/100", "\"b\""), Meaning::Changed);
        assert_eq!(judged(206, &[], 40, ("", 100)), Meaning::NoRange);
    }

    #[test]
    fn all_instead_of_a_part_is_skipped_or_is_another_content() {
        let all = |length: &str, etag: &str, seen: &str| {
            judged(200, &[("content-length", length), ("etag", etag)], 40, (seen, 100))
        };
        for (etag, seen) in [("\"a\"", "\"a\""), ("\"a\"", "")] {
            assert!(matches!(all("100", etag, seen), Meaning::Bytes { skip: 40, .. }));
        }
        assert_eq!(all("100", "\"b\"", "\"a\""), Meaning::Changed);
        assert_eq!(all("99", "\"a\"", "\"a\""), Meaning::Changed);
        let bare = judged(200, &[("content-length", "100")], 40, ("\"a\"", 100));
        assert_eq!(bare, Meaning::Changed);
    }

    #[test]
    fn nothing_left_is_the_end_or_another_content() {
        let at = |from, range: &[(&str, &str)], total| judged(416, range, from, ("", total));
        assert!(matches!(at(100, &[], 100), Meaning::End(_)));
        assert!(matches!(at(100, &[("content-range", "bytes */100")], 0), Meaning::End(_)));
        assert_eq!(at(100, &[("content-range", "bytes */90")], 0), Meaning::Changed);
        assert_eq!(at(100, &[("content-range", "bytes */120")], 100), Meaning::Changed);
        assert_eq!(at(50, &[], 100), Meaning::NoRange);
    }
}

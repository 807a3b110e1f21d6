//! Downloads to a path.

use std::{path::Path, sync::Arc};

use super::answer::Seen;
use super::content::Known;
use super::fetch::{Fetch, Piece};
use super::partial::Partial;
use super::{BUFFER, Download, Downloaded, Verified, parallel, verify};
use crate::error::{Error, Result};
use crate::hash::{Hash, Hasher};

/// Times that it starts anew, since the content changed meanwhile.
const MOST_CHANGES: u32 = 2;

/// All that one run brought.
pub(super) struct Whole {
    pub(super) bytes: u64,
    pub(super) hasher: Option<Hasher>,
    pub(super) known: (Known, u32),
}

pub(super) fn download(mut download: Download<'_>, target: &Path) -> Result<Downloaded> {
    let opener = Arc::clone(&download.opener);
    let (known, number) = opener.known()?;
    let (mut partial, mut found) = Partial::claim(target, &known)?;
    let mut current = (known, number);
    let (mut changes, mut was_wrong) = (0, false);
    loop {
        let is_resumed = found.is_some();
        let run = run(&mut download, &mut partial, found.take(), current.clone())?;
        let Some(Whole { bytes, hasher, known: (known, number) }) = run else {
            if changes == MOST_CHANGES {
                partial.give_up();
                return Err(Error::integrity("the content keeps changing while it is read"));
            }
            changes += 1;
            current = opener.renew(current.1)?;
            continue;
        };
        let hash = hasher.map(Hasher::finish);
        let mut verified = verify(&known, bytes, hash.as_ref());
        if verified.is_err() {
            // What is known may be old.
            current = opener.renew(number)?;
            let kind = hash.as_ref().map(Hash::kind);
            if current.0.hash.as_ref().map(Hash::kind) == kind {
                verified = verify(&current.0, bytes, hash.as_ref());
            }
        }
        match verified {
            Ok(verified) => {
                partial.finish()?;
                return Ok(Downloaded { bytes, verified });
            }
            // Another try would bring the same; but for bytes of another run, which the disk may have lost.
            Err(_) if current.0.is_rough && !is_resumed => {
                partial.finish()?;
                return Ok(Downloaded { bytes, verified: Verified::No });
            }
            Err(error) if was_wrong => {
                partial.give_up();
                return Err(error);
            }
            Err(_) => was_wrong = true,
        }
    }
}

/// Reads all of it once; `None` if it is of other content from some place on.
fn run<'a>(
    download: &mut Download<'a>,
    partial: &mut Partial,
    found: Option<(Seen, u64)>,
    current: (Known, u32),
) -> Result<Option<Whole>> {
    let mut fetch = Fetch::new(&download.opener, &download.cancel, current);
    let kind = fetch.known.hash.as_ref().map(Hash::kind);
    let Some((seen, length)) = found else {
        partial.cut(0)?;
        if download.threads > 1 {
            return parallel::run(download, partial, fetch);
        }
        return in_order(download, partial, fetch, kind.map(Hasher::new));
    };
    let hasher = kind.map(|kind| partial.hash(kind, length)).transpose()?;
    partial.cut(length)?;
    fetch = fetch.range(length, None).bound_to(seen);
    in_order(download, partial, fetch, hasher)
}

/// Reads the rest from one place to the end.
pub(super) fn in_order<'a>(
    download: &mut Download<'a>,
    partial: &mut Partial,
    mut fetch: Fetch<'a>,
    mut hasher: Option<Hasher>,
) -> Result<Option<Whole>> {
    let mut buffer = vec![0; BUFFER];
    let mut is_noted = false;
    let start = fetch.position;
    loop {
        let count = match fetch.next(&mut buffer)? {
            Piece::Bytes(count) => count,
            Piece::Changed => return Ok(None),
            Piece::End => break,
        };
        if !is_noted {
            // Before the first byte is written: a process may be killed at any time.
            is_noted = true;
            partial.note(&fetch.known, &fetch.seen, true)?;
            download.tell(start, fetch.seen.total);
            let kind = fetch.known.hash.as_ref().map(Hash::kind);
            if start == 0 && hasher.as_ref().map(Hasher::kind) != kind {
                hasher = kind.map(Hasher::new);
            }
        }
        let bytes = buffer.get(..count).unwrap_or_default();
        if let Some(hasher) = &mut hasher {
            hasher.update(bytes);
        }
        partial.write(bytes)?;
        download.tell(fetch.position, fetch.seen.total);
    }
    if !is_noted {
        download.tell(fetch.position, Some(fetch.position));
    }
    Ok(Some(Whole { bytes: fetch.position, hasher, known: (fetch.known, fetch.number) }))
}

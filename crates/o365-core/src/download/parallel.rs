//! Several ranges at a time, for connections each of which is limited.

use std::{
    collections::BTreeMap,
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
};

use super::answer::Seen;
use super::content::Known;
use super::fetch::{Fetch, Piece};
use super::file::{Whole, in_order};
use super::open::Opener;
use super::partial::{Partial, write_at};
use super::{BUFFER, Download};
use crate::error::{Error, Result};
use crate::hash::{Hash, HashKind, Hasher};
use crate::upload::Cancel;

/// Bytes of a range.
const CHUNK: u64 = 8 << 20;

/// What a worker tells.
enum Told {
    /// So many bytes more are written.
    Bytes(u64),
    /// The range from there on is.
    Range(u64, Option<Hasher>),
    Changed,
    Failed(Error),
}

/// What all workers know.
struct Plan<'a> {
    opener: Arc<Opener<'a>>,
    known: (Known, u32),
    seen: Seen,
    total: u64,
    kind: Option<HashKind>,
    /// Where the next range starts.
    next: AtomicU64,
    cancel: Cancel,
    stop: Cancel,
}

/// Downloads in ranges, if the host of the content gives any.
pub(super) fn run<'a>(
    download: &mut Download<'a>,
    partial: &mut Partial,
    fetch: Fetch<'a>,
) -> Result<Option<Whole>> {
    let mut first = fetch.range(0, Some(CHUNK));
    let is_part = first.begin()?;
    let kind = first.known.hash.as_ref().map(Hash::kind);
    let total = match (is_part, first.seen.total) {
        (Some(true), Some(total)) if total > CHUNK => total,
        _ => {
            first.end = None;
            return in_order(download, partial, first, kind.map(Hasher::new));
        }
    };
    let (known, seen) = ((first.known.clone(), first.number), first.seen.clone());
    partial.note(&known.0, &seen, false)?;
    download.tell(0, Some(total));
    let plan = Plan {
        opener: Arc::clone(&download.opener),
        known: known.clone(),
        seen: seen.clone(),
        total,
        kind,
        next: AtomicU64::new(CHUNK),
        cancel: download.cancel.clone(),
        stop: Cancel::new(),
    };
    let mut parts = BTreeMap::new();
    let (mut failure, mut is_changed, mut done) = (None, false, 0);
    let files: Vec<File> =
        (0..download.threads).map(|_| partial.another()).collect::<Result<_>>()?;
    thread::scope(|scope| {
        let (tell, told) = channel();
        let mut first = Some(first.stopped_by(&plan.stop));
        for file in files {
            let (tell, plan, first) = (tell.clone(), &plan, first.take());
            scope.spawn(move || work(plan, file, first, &tell));
        }
        drop(tell);
        for word in told {
            match word {
                Told::Bytes(count) => {
                    done += count;
                    partial.written(count);
                    download.tell(done, Some(total));
                    continue;
                }
                Told::Range(start, hasher) => {
                    parts.insert(start, hasher);
                    continue;
                }
                Told::Changed => is_changed = true,
                // What comes after the first is of our own making.
                Told::Failed(error) if !plan.stop.is_cancelled() => failure = Some(error),
                Told::Failed(_) => {}
            }
            plan.stop.cancel();
        }
    });
    if is_changed {
        return Ok(None);
    }
    let whole = (0..).map(|number| number * CHUNK).take_while(|start| parts.contains_key(start));
    let whole = total.min(whole.count() as u64 * CHUNK);
    if let Some(error) = failure {
        // What follows the first gap is lost to a later call.
        partial.cut(whole)?;
        partial.note(&known.0, &seen, true)?;
        return Err(error);
    }
    if whole < total {
        return Err(Error::cancelled());
    }
    let hasher = match kind {
        None => None,
        Some(kind) => match Hasher::part(kind, 0) {
            Some(mut all) => {
                parts.values().flatten().for_each(|part| all.join(part));
                Some(all)
            }
            None => Some(partial.hash(kind, total)?),
        },
    };
    Ok(Some(Whole { bytes: total, hasher, known }))
}

fn work<'a>(plan: &Plan<'a>, file: File, mut first: Option<Fetch<'a>>, tell: &Sender<Told>) {
    let mut buffer = vec![0; BUFFER];
    loop {
        let (start, fetch) = match first.take() {
            Some(fetch) => (0, fetch),
            None => {
                let start = plan.next.fetch_add(CHUNK, Ordering::Relaxed);
                if start >= plan.total {
                    return;
                }
                let fetch = Fetch::new(&plan.opener, &plan.cancel, plan.known.clone())
                    .range(start, Some(plan.total.min(start.saturating_add(CHUNK))))
                    .bound_to(plan.seen.clone())
                    .stopped_by(&plan.stop);
                (start, fetch)
            }
        };
        let told = match range(plan, &file, fetch, &mut buffer, tell) {
            Ok(Some(hasher)) => Told::Range(start, hasher),
            Ok(None) => Told::Changed,
            Err(error) => Told::Failed(error),
        };
        let is_over = !matches!(told, Told::Range(..));
        // Who asked for it may be gone.
        _ = tell.send(told);
        if is_over {
            return;
        }
    }
}

/// Reads one range to its place; `None` if it is of other content.
fn range(
    plan: &Plan<'_>,
    file: &File,
    mut fetch: Fetch<'_>,
    buffer: &mut [u8],
    tell: &Sender<Told>,
) -> Result<Option<Option<Hasher>>> {
    let start = fetch.position;
    let end = plan.total.min(start.saturating_add(CHUNK));
    let failed = |error| Error::io("(the partial file)", error);
    let mut hasher = plan.kind.and_then(|kind| Hasher::part(kind, start));
    loop {
        let count = match fetch.next(buffer)? {
            Piece::Bytes(count) => count,
            Piece::Changed => return Ok(None),
            Piece::End if fetch.position == end => return Ok(Some(hasher)),
            Piece::End => return Ok(None),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        if let Some(hasher) = &mut hasher {
            hasher.update(bytes);
        }
        let at = fetch.position.saturating_sub(count as u64);
        write_at(file, bytes, at).map_err(failed)?;
        _ = tell.send(Told::Bytes(count as u64));
    }
}

//! Delta rounds of a drive or a folder: everything once, then what has changed.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{DRIVE_ITEM, Refusal};
use crate::service::{
    drive::{
        ask::Ask,
        lists::not_supported,
        names::invalid,
        show::{self, put},
        stock::Drives,
        tree::Drive,
    },
    ids::fnv,
    token::encoded,
};
use crate::wire::{Reply, Request};

/// Items on a page if nothing is said.
const PAGE: usize = 200;

/// Where a round stands: of everything, the key that was told last; of the changes, which and how many were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Whole { since: usize, after: u64 },
    Changes { since: usize, until: Option<usize>, told: usize },
}

/// `GET delta`; `given` is a token within the parentheses.
pub(super) fn delta(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    top: u64,
    given: Option<&str>,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let request = ask.request;
    if !drive.item(top)?.is_folder() {
        return Err(invalid("Changes are tracked for folders only."));
    }
    let query: Vec<_> = request.query.iter().filter(|(name, _)| !is_token(name)).cloned().collect();
    let mut options = Options::parse(&query, &DRIVE_ITEM, Scope::Delta)?;
    if options.filter.is_some() || !options.order.is_empty() || !options.expand.is_empty() {
        return Err(not_supported("Only $select and $top can be used with change tracking."));
    }
    let token =
        request.query.iter().find(|(name, _)| is_token(name)).map(|(_, token)| token.as_str());
    let begin = Stage::Whole { since: drive.head(), after: 0 };
    let stage = match given.or(token) {
        None => begin,
        Some("latest") => {
            Stage::Changes { since: drive.head(), until: Some(drive.head()), told: 0 }
        }
        Some(token) => match read(drive, top, token)? {
            Some(stage) => stage,
            None => return Ok(resync(drive, top, request, begin)),
        },
    };
    let size = options.top.take().unwrap_or(PAGE);
    let (told, next): (Vec<(u64, bool)>, Stage) = match stage {
        Stage::Whole { since, after } => {
            let mut below = drive.below(top);
            below.sort_unstable();
            let rest: Vec<_> = below.into_iter().filter(|key| *key > after).collect();
            let some: Vec<_> = rest.iter().take(size).map(|key| (*key, false)).collect();
            let next = match some.last() {
                Some((last, _)) if rest.len() > size => Stage::Whole { since, after: *last },
                _ => Stage::Changes { since, until: None, told: 0 },
            };
            (some, next)
        }
        Stage::Changes { since, until, told } => {
            let until = until.unwrap_or_else(|| drive.head());
            let all = drive.changed(top, since, until);
            let some: Vec<_> = all.iter().copied().skip(told).take(size).collect();
            let next = if told + some.len() < all.len() {
                Stage::Changes { since, until: Some(until), told: told + some.len() }
            } else {
                Stage::Changes { since: until, until: None, told: 0 }
            };
            (some, next)
        }
    };
    let mut rows = Vec::new();
    for (key, gone) in told {
        let item = drive.item(key)?;
        rows.push(match gone {
            true => show::deleted(drive, item),
            false => show::selected(
                show::item(drives, drive, item),
                options.select.as_deref(),
                &[],
                false,
            ),
        });
    }
    let context = format!("{}/$metadata#Collection(driveItem)", request.root);
    let mut body = json!({"@odata.context": context, "value": rows});
    let name = match next {
        Stage::Changes { until: None, .. } => "@odata.deltaLink",
        _ => "@odata.nextLink",
    };
    put(&mut body, name, Value::from(link(drive, top, request, next)));
    Ok(Reply::value(200, &body))
}

fn is_token(name: &str) -> bool {
    ["token", "$deltatoken", "$skiptoken"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The address of the next page, or of the next round.
fn link(drive: &Drive, top: u64, request: &Request, stage: Stage) -> String {
    let mut path: Vec<_> = request.segments.iter().map(|segment| encoded(segment)).collect();
    // A token within parentheses makes room for the one behind the question mark.
    path.pop();
    path.push("delta".to_owned());
    let mut query = String::new();
    for (name, value) in request.query.iter().filter(|(name, _)| !is_token(name)) {
        query.push_str(&format!("{}={}&", encoded(name), encoded(value)));
    }
    let token = write(drive, top, stage);
    format!("{}/{}?{query}token={token}", request.root, path.join("/"))
}

fn write(drive: &Drive, top: u64, stage: Stage) -> String {
    let number = |value: Option<usize>| value.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let stage = match stage {
        Stage::Whole { since, after } => format!("w;{since};{after}"),
        Stage::Changes { since, until, told } => format!("c;{since};{};{told}", number(until)),
    };
    let text = format!("{};{stage}", drive.generation);
    let seal = fnv(format!("{}/{top}/{text}", drive.id).as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(format!("{text};{seal:x}"))
}

/// Reads a token; `None` if it is from before the last reset.
fn read(drive: &Drive, top: u64, token: &str) -> Result<Option<Stage>, Refusal> {
    let bad = || invalid("The delta token is invalid.");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).map_err(|_| bad())?;
    let text = String::from_utf8(bytes).map_err(|_| bad())?;
    let (text, seal) = text.rsplit_once(';').ok_or_else(bad)?;
    if seal != format!("{:x}", fnv(format!("{}/{top}/{text}", drive.id).as_bytes())) {
        return Err(bad());
    }
    let parts: Vec<_> = text.split(';').collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<usize>().ok());
    if number(0).map(|generation| generation as u64) != Some(drive.generation) {
        return Ok(None);
    }
    let stage = match parts.get(1) {
        Some(&"w") => Stage::Whole {
            since: number(2).ok_or_else(bad)?,
            after: number(3).ok_or_else(bad)? as u64,
        },
        _ => Stage::Changes {
            since: number(2).ok_or_else(bad)?,
            until: number(3),
            told: number(4).ok_or_else(bad)?,
        },
    };
    Ok(Some(stage))
}

/// The drive has forgotten; the round is to be begun again at the address that is given.
fn resync(drive: &Drive, top: u64, request: &Request, begin: Stage) -> Reply {
    let refusal = Refusal::new(
        410,
        "resyncRequired",
        "Resync required. Replace any local items with the server's version (including deletes).",
    );
    let refusal = refusal.inner("resyncChangesApplyDifferences");
    Reply::refused(&refusal, request).header("Location", &link(drive, top, request, begin))
}

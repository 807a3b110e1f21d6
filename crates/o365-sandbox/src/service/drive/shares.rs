//! Items that are opened by what was shared.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::schema::{DRIVE_ITEM, Refusal};
use crate::service::{
    calendar_place::lower,
    drive::{
        ask::Ask,
        item::{Item, Link},
        lists::{self, options},
        names::invalid,
        show::{self, put},
        stock::Drives,
        tree::Drive,
    },
    reply::header,
};
use crate::wire::Reply;

/// Finds what a token of `shares` leads to: `u!` with a URL in base64, or the id of a share.
pub(super) fn open(
    ask: &Ask<'_>,
    drives: &mut Drives,
    token: &str,
) -> Result<(usize, u64), Refusal> {
    let url = token.strip_prefix("u!").map(|encoded| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(encoded).ok();
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
            invalid("The sharing token is not a URL in base64.").inner("invalidShareToken")
        })
    });
    let url = url.transpose()?;
    let leads = |link: &Link| url.as_ref().map_or(link.share_id == token, |url| link.url == *url);
    let mut found = None;
    for drive in drives.all() {
        for item in drive.all() {
            let link = item.permissions.iter().find(|known| known.link.as_ref().is_some_and(leads));
            if let Some(permission) = link {
                found = Some((drive.number, item.key, Some(permission.clone())));
            } else if url.as_ref().is_some_and(|url| *url == show::web_url(drive, item.key)) {
                found = found.or(Some((drive.number, item.key, None)));
            }
        }
    }
    let (number, key, permission) = found.ok_or_else(|| {
        Refusal::new(
            404,
            "itemNotFound",
            "The sharing link no longer exists, or you do not have permission to access it.",
        )
    })?;
    let Some(permission) = permission else {
        ask.may(drives.drive(number)?, key, false)?;
        return Ok((number, key));
    };
    let scope = permission.link.as_ref().map_or("", |link| link.scope.as_str());
    let named = permission.people.iter().any(|person| person.id == ask.who.id);
    if scope == "users" && !named {
        ask.may(drives.drive(number)?, key, false)?;
    }
    let prefer = header(ask.request, "prefer").map(lower).unwrap_or_default();
    if prefer.split(',').any(|word| word.trim() == "redeemsharinglink") && !ask.is_app() {
        // From now on the item can be opened without the link.
        let item = drives.drive_mut(number)?.item_mut(key)?;
        let known = item.permissions.iter_mut().find(|known| known.id == permission.id);
        if let Some(known) = known.filter(|_| !named) {
            known.people.push((*ask.who).clone());
        }
    }
    Ok((number, key))
}

/// `GET shares/{token}`.
pub(super) fn shared(
    ask: &Ask<'_>,
    drives: &Drives,
    number: usize,
    key: u64,
) -> Result<Reply, Refusal> {
    let drive = drives.drive(number)?;
    let item = drive.item(key)?;
    let share = item.permissions.iter().find_map(|permission| permission.link.as_ref());
    let row = json!({
        "id": share.map_or(item.id.as_str(), |link| link.share_id.as_str()),
        "name": item.name,
        "owner": drive.owner.json(),
    });
    lists::one(ask, row, &lists::Wanted::default(), "shares")
}

/// `GET sharedWithMe`: items of other drives, as references to them.
pub(super) fn with_me(ask: &Ask<'_>, drives: &Drives) -> Result<Reply, Refusal> {
    let wanted = options(ask.request, &DRIVE_ITEM, false)?;
    let mut rows = Vec::new();
    for drive in drives.all().filter(|drive| drive.owner.id != ask.who.id) {
        for item in drive.all() {
            let people = item.permissions.iter().flat_map(|permission| &permission.people);
            if people.clone().any(|person| person.id == ask.who.id) {
                rows.push(remote(drives, drive, item));
            }
        }
    }
    lists::rows(ask, rows, &wanted, "Collection(driveItem)")
}

fn remote(drives: &Drives, drive: &Drive, item: &Item) -> Value {
    let whole = show::selected(show::item(drives, drive, item), None, &[], false);
    let mut remote = Map::new();
    for name in [
        "id",
        "name",
        "size",
        "webUrl",
        "file",
        "folder",
        "fileSystemInfo",
        "parentReference",
        "createdBy",
        "createdDateTime",
        "lastModifiedBy",
        "lastModifiedDateTime",
    ] {
        remote.extend(whole.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    remote.insert(
        "shared".to_owned(),
        json!({"scope": "users", "owner": drive.owner.json(), "sharedBy": drive.owner.json()}),
    );
    let mut row = whole;
    put(&mut row, "remoteItem", Value::Object(remote));
    if let Some(members) = row.as_object_mut() {
        members.retain(|name, _| {
            [
                "id",
                "name",
                "size",
                "webUrl",
                "remoteItem",
                "createdBy",
                "createdDateTime",
                "lastModifiedDateTime",
            ]
            .contains(&name.as_str())
        });
    }
    row
}

//! Drives and items as JSON.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};

use crate::blob::Blob;
use crate::people::TENANT_ID;
use crate::schema::iso;
use crate::service::{
    drive::{
        item::{Item, Version, What},
        pictures,
        stock::{Drives, Pass},
        tree::{Drive, DriveKind, ROOT},
    },
    ids::guid_of,
    token::encoded,
};

/// Shown only to whoever selects it.
const ON_DEMAND: &[&str] = &["sharepointIds", "webDavUrl"];
const DOWNLOAD_URL: &str = "@microsoft.graph.downloadUrl";

impl DriveKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Business => "business",
            Self::DocumentLibrary => "documentLibrary",
        }
    }
}

/// Sets a member of an object.
pub(super) fn put(row: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(members) = row.as_object_mut() {
        members.insert(name.to_owned(), value.into());
    }
}

/// A drive, whole.
pub(super) fn drive(drive: &Drive) -> Value {
    let remaining = drive.quota.saturating_sub(drive.used);
    let tenth = drive.quota / 10;
    let state = match remaining {
        0 => "exceeded",
        left if left < tenth / 10 => "critical",
        left if left < tenth => "nearing",
        _ => "normal",
    };
    let mut row = json!({
        "id": drive.id,
        "driveType": drive.kind.name(),
        "name": drive.name,
        "description": "",
        "createdDateTime": iso(drive.created),
        "lastModifiedDateTime": iso(drive.item(ROOT).map_or(drive.created, |root| root.modified)),
        "webUrl": web(drive),
        "createdBy": drive.owner.json(),
        "lastModifiedBy": drive.owner.json(),
        "owner": drive.owner.json(),
        "quota": {
            "deleted": drive.deleted(),
            "remaining": remaining,
            "state": state,
            "total": drive.quota,
            "used": drive.used,
        },
    });
    if let (Some(site), Some(members)) = (&drive.site, row.as_object_mut()) {
        members.insert("sharePointIds".to_owned(), site_ids(&site.id, &site.list));
    }
    row
}

/// Where a drive is in a browser.
fn web(drive: &Drive) -> String {
    let owner = drive.owner.address.as_deref().unwrap_or("sharepoint").replace(['@', '.'], "_");
    match (drive.kind, &drive.site) {
        (DriveKind::Personal, _) => format!("https://onedrive.live.com/{}", drive.id),
        (_, Some(site)) => site.url.clone(),
        _ => format!("https://sandbox-my.sharepoint.com/personal/{owner}/Documents"),
    }
}

pub(super) fn web_url(drive: &Drive, key: u64) -> String {
    let path = drive.path(key);
    let path: Vec<_> = path.split('/').map(encoded).collect();
    format!("{}{}", web(drive), path.join("/"))
}

fn site_ids(site: &str, list: &str) -> Value {
    let mut parts = site.split(',');
    let host = parts.next().unwrap_or_default();
    let id = parts.next().map_or_else(|| guid_of(site), str::to_owned);
    let web = parts.next().map_or_else(|| guid_of(&id), str::to_owned);
    json!({
        "listId": list, "siteId": id, "webId": web, "tenantId": TENANT_ID,
        "siteUrl": format!("https://{host}"),
    })
}

/// Where an item is, for whoever refers to it.
pub(super) fn reference(drive: &Drive, parent: Option<u64>) -> Value {
    let mut row = json!({"driveType": drive.kind.name(), "driveId": drive.id});
    let Some(members) = row.as_object_mut() else { return row };
    if let Some(parent) = parent.and_then(|parent| drive.item(parent).ok()) {
        let path = drive.path(parent.key);
        // Personal drives escape the path, others don't.
        let path = match drive.kind {
            DriveKind::Personal => path.split('/').map(encoded).collect::<Vec<_>>().join("/"),
            _ => path,
        };
        members.insert("id".to_owned(), parent.id.as_str().into());
        members.insert("name".to_owned(), parent.name.as_str().into());
        members.insert("path".to_owned(), format!("/drives/{}/root:{path}", drive.id).into());
    }
    if let Some(site) = &drive.site {
        let id = site.id.split(',').nth(1).map_or_else(|| guid_of(&site.id), str::to_owned);
        members.insert("siteId".to_owned(), id.into());
    }
    row
}

/// An item, whole.
pub(super) fn item(drives: &Drives, drive: &Drive, item: &Item) -> Value {
    let mut row = json!({
        "createdDateTime": iso(item.created),
        "eTag": item.etag(),
        "id": item.id,
        "lastModifiedDateTime": iso(item.modified),
        "name": item.name,
        "webUrl": web_url(drive, item.key),
        "size": drive.size(item.key),
        "createdBy": item.created_by.json(),
        "lastModifiedBy": item.modified_by.json(),
        "parentReference": reference(drive, item.parent),
        "fileSystemInfo": {
            "createdDateTime": iso(item.times.created),
            "lastModifiedDateTime": iso(item.times.modified),
        },
    });
    let Some(members) = row.as_object_mut() else { return row };
    let mut set = |name: &str, value: Value| {
        members.insert(name.to_owned(), value);
    };
    match &item.what {
        What::Folder(children) => {
            set("folder", json!({"childCount": children.len()}));
            if drive.kind == DriveKind::Personal {
                set("cTag", item.ctag().into());
            }
        }
        What::File { media_type, blob, .. } => {
            let mut file = json!({"mimeType": media_type});
            if !drives.rules.hide_hashes {
                put(&mut file, "hashes", hashes(drive.kind, blob, drives.rules.wrong_hashes));
            }
            set("file", file);
            set("cTag", item.ctag().into());
            set(DOWNLOAD_URL, download_url(drives, drive, item, "current").into());
            if drive.kind == DriveKind::Personal
                && let Some((width, height)) = pictures::dimensions(blob)
            {
                set("image", json!({"width": width, "height": height}));
            }
        }
    }
    if item.key == ROOT {
        set("root", json!({}));
    }
    if let Some(name) = item.special {
        set("specialFolder", json!({"name": name}));
    }
    if let Some(description) = &item.description {
        set("description", description.as_str().into());
    }
    if let Some(shared) = shared(item) {
        set("shared", shared);
    }
    if let Some((by, _)) = &item.checked_out {
        set(
            "publication",
            json!({"level": "checkout", "versionId": version(item), "checkedOutBy": by.json()}),
        );
    }
    if drive.kind != DriveKind::Personal {
        set("sharepointIds", sharepoint_ids(drive, item));
        set("webDavUrl", web_url(drive, item.key).into());
    }
    members.extend(item.facets.clone());
    row
}

fn version(item: &Item) -> String {
    item.versions().last().map_or_else(|| "1.0".to_owned(), |last| format!("{}.0", last.number))
}

/// The ids by which SharePoint knows an item. The number of the list item is that of the item in the drive.
pub(crate) fn sharepoint_ids(drive: &Drive, item: &Item) -> Value {
    let default =
        (format!("sandbox-my.sharepoint.com,{0},{0}", guid_of(&drive.id)), guid_of(&drive.name));
    let (site, list) =
        drive.site.as_ref().map_or(default, |site| (site.id.clone(), site.list.clone()));
    let mut ids = site_ids(&site, &list);
    put(&mut ids, "listItemId", (item.key - ROOT).to_string());
    put(&mut ids, "listItemUniqueId", item.guid.as_str());
    ids
}

fn shared(item: &Item) -> Option<Value> {
    let link = item.permissions.iter().filter_map(|permission| permission.link.as_ref());
    let scopes: Vec<_> = link.map(|link| link.scope.as_str()).collect();
    let scope = ["anonymous", "organization"].into_iter().find(|scope| scopes.contains(scope));
    (!item.permissions.is_empty()).then(|| json!({"scope": scope.unwrap_or("users")}))
}

fn hashes(kind: DriveKind, blob: &Blob, wrong: bool) -> Value {
    let blob = if wrong { &Blob::new(b"something else".to_vec()) } else { blob };
    let quick = BASE64_STANDARD.encode(blob.quick_xor());
    if kind != DriveKind::Personal {
        return json!({"quickXorHash": quick});
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let (sha1, sha256) = blob.sha();
    json!({"quickXorHash": quick, "sha1Hash": hex(&sha1), "sha256Hash": hex(&sha256)})
}

/// Where a file is to be had without a token.
pub(super) fn download_url(drives: &Drives, drive: &Drive, item: &Item, what: &str) -> String {
    let what = what.to_owned();
    drives.url(&Pass { kind: "download", drive: drive.number, key: item.key, what })
}

/// An item that is gone.
pub(super) fn deleted(drive: &Drive, item: &Item) -> Value {
    let mut row = json!({
        "id": item.id,
        "deleted": {"state": "deleted"},
        "parentReference": {"driveType": drive.kind.name(), "driveId": drive.id},
    });
    if let Some(parent) = item.parent.and_then(|parent| drive.item(parent).ok())
        && let Some(reference) = row.get_mut("parentReference")
    {
        put(reference, "id", parent.id.as_str());
    }
    put(&mut row, if item.is_folder() { "folder" } else { "file" }, json!({}));
    if drive.kind == DriveKind::Personal {
        put(&mut row, "name", item.name.as_str());
    }
    row
}

pub(super) fn item_version(version: &Version) -> Value {
    json!({
        "id": format!("{}.0", version.number),
        "lastModifiedBy": version.by.json(),
        "lastModifiedDateTime": iso(version.at),
        "size": version.blob.len(),
    })
}

/// What a `$select` leaves of an item; `url` is whether it named the download URL.
pub(super) fn selected(
    mut row: Value,
    select: Option<&[&str]>,
    expand: &[&str],
    url: bool,
) -> Value {
    let Some(members) = row.as_object_mut() else { return row };
    keep(members, select, expand, url);
    row
}

fn keep(members: &mut Map<String, Value>, select: Option<&[&str]>, expand: &[&str], url: bool) {
    members.retain(|name, _| {
        let name = name.as_str();
        match select {
            _ if expand.contains(&name) => true,
            None => !ON_DEMAND.contains(&name),
            Some(_) if name == DOWNLOAD_URL => url,
            Some(select) => name.starts_with('@') || name == "id" || select.contains(&name),
        }
    });
}

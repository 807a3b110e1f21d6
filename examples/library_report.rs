//! What is in a document library: how much of each kind, what is largest, what nobody has touched for long, who is at work on
//! what. `O365_SITE` is the site's address, `O365_LIBRARY` the library's title; without them it is the sandbox's, with a few
//! files made up.

mod common;

use std::collections::BTreeMap;

use o365::sharepoint::ListItem;
use o365::time::OffsetDateTime;
use o365::{Error, Result, scopes};
use o365_sandbox::Sandbox;
use serde::Deserialize;

/// The columns of a library that the report is made of.
#[derive(Deserialize)]
struct File {
    #[serde(rename = "FileLeafRef")]
    name: String,
    /// Bytes, as text; empty for a folder.
    #[serde(rename = "FileSizeDisplay", default)]
    size: String,
    #[serde(rename = "CheckoutUser")]
    checked_out_to: Option<String>,
}

impl File {
    fn bytes(&self) -> u64 {
        self.size.parse().unwrap_or_default()
    }
}

fn main() -> Result<()> {
    let (account, sandbox) = common::account(&[scopes::SITES_READ_ALL])?;
    sandbox.iter().try_for_each(fill)?;
    let root = account.sharepoint().root_site();
    let site =
        std::env::var("O365_SITE").map_or(root, |url| account.sharepoint().site_by_url(&url));
    let title = std::env::var("O365_LIBRARY").unwrap_or_else(|_| "Documents".to_owned());
    let columns = ["FileLeafRef", "FileSizeDisplay", "CheckoutUser"];
    let items = site.list(&title).items().select_fields(columns).as_type::<File>();
    let mut files: Vec<ListItem<File>> = items.all()?;
    files.retain(|file| !file.fields.size.is_empty());

    let mut kinds: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for file in &files {
        let kind = file.fields.name.rsplit_once('.').map_or("(none)", |(_, kind)| kind);
        let (count, bytes) = kinds.entry(kind).or_default();
        *count += 1;
        *bytes += file.fields.bytes();
    }
    println!("{title}: {} files", files.len());
    for (kind, (count, bytes)) in kinds {
        println!("{count:>6} {kind:<8} {bytes:>12} bytes");
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.fields.bytes()));
    for file in files.iter().take(3) {
        println!("large: {} ({} bytes)", file.fields.name, file.fields.bytes());
    }
    files.sort_by_key(|file| file.last_modified_date_time);
    let today = OffsetDateTime::now_utc();
    for file in files.iter().take(3) {
        let days = file.last_modified_date_time.map_or(0, |at| (today - at).whole_days());
        let by = file.last_modified_by.as_ref().and_then(|by| by.display_name());
        println!("old: {}, {days} days, {}", file.fields.name, by.unwrap_or("nobody"));
    }
    for file in &files {
        if let Some(person) = &file.fields.checked_out_to {
            println!("checked out: {} by {person}", file.fields.name);
        }
    }
    Ok(())
}

/// Files to report on, in the sandbox.
fn fill(sandbox: &Sandbox) -> Result<()> {
    let library = sandbox.library("root", "Documents");
    for (path, size) in
        [("/1968/Season.xlsx", 48_213), ("/Cup final.docx", 9_120), ("/Cup.docx", 128)]
    {
        let added = library.add_file(path, vec![b' '; size]);
        added.map_err(|error| Error::config(error.to_string()))?;
    }
    Ok(())
}

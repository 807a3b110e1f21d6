//! One file or folder of a drive.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::blob::Blob;
use crate::schema::now;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// `None` is an application.
    pub(crate) address: Option<String>,
    pub(crate) id: String,
    pub(crate) name: String,
}

impl Identity {
    /// As an `identitySet`.
    pub(super) fn json(&self) -> Value {
        match &self.address {
            Some(address) => {
                json!({"user": {"email": address, "id": self.id, "displayName": self.name}})
            }
            None => json!({"application": {"id": self.id, "displayName": self.name}}),
        }
    }
}

/// Times that clients set, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    pub(crate) created: i64,
    pub(crate) modified: i64,
}

/// The content of a file at some time.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) number: u64,
    pub(crate) at: i64,
    pub(crate) by: Arc<Identity>,
    pub(crate) blob: Blob,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// The keys of what is in it, by name in lower case.
    Folder(BTreeMap<String, u64>),
    File {
        media_type: String,
        blob: Blob,
        /// The current one is the last.
        versions: Vec<Version>,
    },
}

/// A file or folder.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) key: u64,
    pub(crate) id: String,
    /// What eTags and SharePoint name it by.
    pub(crate) guid: String,
    /// `None` is the root.
    pub(crate) parent: Option<u64>,
    pub(crate) name: String,
    pub(crate) what: What,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) times: Times,
    pub(crate) created_by: Arc<Identity>,
    pub(crate) modified_by: Arc<Identity>,
    pub(crate) description: Option<String>,
    /// Goes up with every change.
    pub(crate) version: u64,
    /// Goes up with changes of the content.
    pub(crate) content_version: u64,
    pub(crate) special: Option<&'static str>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) trashed: bool,
    pub(crate) locked: bool,
    /// Who has it checked out, and the number of the version it had then.
    pub(crate) checked_out: Option<(Arc<Identity>, u64)>,
    /// The ids of those who follow it.
    pub(crate) followers: BTreeSet<String>,
    /// Facets that were given with it: `photo`, `location`, `malware`, ..
    pub(crate) facets: Map<String, Value>,
}

/// Who else may open an item.
#[derive(Clone, Debug)]
pub(crate) struct Permission {
    pub(crate) id: String,
    pub(crate) roles: Vec<String>,
    /// Nobody for links that anybody may use.
    pub(crate) people: Vec<Identity>,
    pub(crate) link: Option<Link>,
    pub(crate) expires: Option<String>,
    pub(crate) password: bool,
    pub(crate) sign_in: bool,
    pub(crate) invited_by: Option<Arc<Identity>>,
}

/// A sharing link.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) kind: String,
    pub(crate) scope: String,
    pub(crate) url: String,
    pub(crate) share_id: String,
}

impl Item {
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self.what, What::Folder(_))
    }

    pub(crate) fn blob(&self) -> Option<&Blob> {
        match &self.what {
            What::Folder(_) => None,
            What::File { blob, .. } => Some(blob),
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.blob().map_or(0, Blob::len)
    }

    pub(super) fn children(&self) -> Option<&BTreeMap<String, u64>> {
        match &self.what {
            What::Folder(children) => Some(children),
            What::File { .. } => None,
        }
    }

    pub(super) fn children_mut(&mut self) -> Option<&mut BTreeMap<String, u64>> {
        match &mut self.what {
            What::Folder(children) => Some(children),
            What::File { .. } => None,
        }
    }

    pub(crate) fn versions(&self) -> &[Version] {
        match &self.what {
            What::Folder(_) => &[],
            What::File { versions, .. } => versions,
        }
    }

    pub(crate) fn etag(&self) -> String {
        format!("\"{{{}}},{}\"", self.guid.to_uppercase(), self.version)
    }

    pub(super) fn ctag(&self) -> String {
        format!("\"c:{{{}}},{}\"", self.guid.to_uppercase(), self.content_version)
    }

    /// Notes a change of anything but the content.
    pub(super) fn touch(&mut self, by: &Arc<Identity>) {
        self.version += 1;
        self.modified = now();
        self.modified_by = Arc::clone(by);
    }

    /// Gives it other content, as a new version.
    pub(super) fn write(&mut self, new: Blob, by: &Arc<Identity>) {
        self.touch(by);
        self.content_version += 1;
        self.times.modified = self.modified;
        if let What::File { blob, versions, .. } = &mut self.what {
            let number = versions.last().map_or(1, |last| last.number + 1);
            versions.push(Version {
                number,
                at: self.modified,
                by: Arc::clone(by),
                blob: new.clone(),
            });
            *blob = new;
        }
    }
}

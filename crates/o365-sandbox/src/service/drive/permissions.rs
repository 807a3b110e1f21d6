//! Who may open what: permissions of items, and those that items have from above.

use serde_json::{Value, json};

use crate::random::guid;
use crate::service::drive::{
    item::{Identity, Item, Link, Permission},
    show::{self, put},
    tree::Drive,
};

/// Whether somebody may see an item, or change it, by a permission of it or of a folder above it.
pub(super) fn grants(drive: &Drive, key: u64, id: &str, write: bool) -> bool {
    let chain = std::iter::once(key).chain(drive.above(key));
    let items = chain.filter_map(|key| drive.item(key).ok());
    items.flat_map(|item| &item.permissions).any(|permission| {
        let named = permission.people.iter().any(|person| person.id == id);
        named && (!write || permission.roles.iter().any(|role| role == "write" || role == "owner"))
    })
}

impl Permission {
    /// For people, of whom each may do so much.
    pub(super) fn of(people: Vec<Identity>, roles: Vec<String>) -> Self {
        Self {
            id: guid(),
            roles,
            people,
            link: None,
            expires: None,
            password: false,
            sign_in: true,
            invited_by: None,
        }
    }

    /// For whoever has a link.
    pub(super) fn by_link(link: Link) -> Self {
        let role = if link.kind == "edit" { "write" } else { "read" };
        Self {
            sign_in: link.scope != "anonymous",
            link: Some(link),
            ..Self::of(Vec::new(), vec![role.to_owned()])
        }
    }

    /// As JSON; `from` is the folder that it comes from, if it isn't that of the item itself.
    pub(super) fn json(&self, drive: &Drive, from: Option<&Item>) -> Value {
        let mut row = json!({"id": self.id, "roles": self.roles});
        let mut set = |name: &str, value: Value| put(&mut row, name, value);
        let people: Vec<_> = self.people.iter().map(Identity::json).collect();
        match &self.link {
            Some(link) => {
                let mut of = json!({"type": link.kind, "scope": link.scope, "webUrl": link.url});
                put(&mut of, "preventsDownload", false);
                if link.kind == "embed" {
                    put(&mut of, "webHtml", format!("<iframe src=\"{}\"></iframe>", link.url));
                }
                set("link", of);
                set("shareId", link.share_id.as_str().into());
                set("hasPassword", self.password.into());
                if !people.is_empty() || link.scope == "users" {
                    set("grantedToIdentitiesV2", people.clone().into());
                    set("grantedToIdentities", people.into());
                }
            }
            None => {
                if let Some(person) = people.first() {
                    set("grantedToV2", person.clone());
                    set("grantedTo", person.clone());
                }
            }
        }
        if let Some(by) = &self.invited_by {
            let email = self.people.first().and_then(|person| person.address.clone());
            let by = by.json();
            set(
                "invitation",
                json!({"email": email, "invitedBy": by, "signInRequired": self.sign_in}),
            );
        }
        if let Some(at) = &self.expires {
            set("expirationDateTime", at.as_str().into());
        }
        if let Some(from) = from {
            let mut reference = show::reference(drive, Some(from.key));
            put(&mut reference, "id", from.id.as_str());
            set("inheritedFrom", reference);
        }
        row
    }
}

//! A place: what a sharing link leads to.

use http::Method;
use o365_core::query::Query;
use o365_core::{Base64, Connection, Endpoint, Resource, Result};

use crate::item::ItemHandle;
use crate::model::{DriveItem, SharedDriveItem};
use crate::permission::PermissionHandle;

/// What a sharing link leads to, whoever's it is.
///
/// Made by [`Storage::share`](crate::Storage::share) from the link, or from the id of a share. No request is made until a verb is
/// called.
///
/// ```no_run
/// # fn run(storage: o365_drive::Storage) -> o365_core::Result<()> {
/// let share = storage.share("https://1drv.ms/x/s!AkcX0s");
/// println!("{}", share.item().get()?.name.unwrap_or_default());
/// for item in share.item().children() {
///     println!("{}", item?.name.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ShareHandle {
    at: Endpoint,
}

impl ShareHandle {
    pub(crate) fn new(connection: &Connection, link: &str) -> Self {
        let at = Endpoint::new(connection, Resource::Root).child("shares");
        let id = match link.contains("://") {
            true => share_id(link),
            false => link.to_owned(),
        };
        ShareHandle { at: at.child(id) }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads what is told of the share: its name, its owner.
    ///
    /// `GET /shares/{id}`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/shares-get).
    ///
    /// # Errors
    /// Not found; forbidden, where the link isn't for the person who signed in; those of every request.
    pub fn get(&self) -> Result<SharedDriveItem> {
        self.at.get(&Query::new())
    }

    /// The item: a file, or a folder with all that is in it. No request is made.
    pub fn item(&self) -> ItemHandle {
        ItemHandle::shared(&self.at)
    }

    /// Reads the item and takes the link up: from now on the person who signed in may open the item without it, as if they had
    /// clicked it. [`DriveHandle::target`](crate::DriveHandle::target) is where it is.
    ///
    /// `GET /shares/{id}/driveItem` with `Prefer: redeemSharingLink`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/shares-get#request-headers).
    ///
    /// # Errors
    /// Not found; forbidden, where the link isn't for the person who signed in; those of every request.
    pub fn redeem(&self) -> Result<DriveItem> {
        let request = self.at.child("driveItem").request(Method::GET);
        request.prefer("redeemSharingLink").send()?.json()
    }

    /// The permission that the link is.
    pub fn permission(&self) -> PermissionHandle {
        PermissionHandle::new(self.at.child("permission"))
    }
}

/// The id of a share, by its link: letter by letter, for the service compares it.
fn share_id(link: &str) -> String {
    let base64 = Base64::encode(link.as_bytes());
    let letters = base64.as_str().trim_end_matches('=').replace('+', "-").replace('/', "_");
    format!("u!{letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_ids_as_the_page_shows() {
        let link = "https://onedrive.live.com/redir?resid=1231244193912!12&authKey=1201919!12921!1";
        assert_eq!(
            share_id(link),
            "u!aHR0cHM6Ly9vbmVkcml2ZS5saXZlLmNvbS9yZWRpcj9yZXNpZD0xMjMxMjQ0MTkzOTEyITEyJmF1dGhLZXk9MTIwMTkxOSExMjkyMSEx"
        );
        assert!(!share_id("https://a/????>>>>~~~~").contains(['+', '/', '=']));
    }
}

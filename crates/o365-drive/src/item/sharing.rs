//! Who may do what with an item.

use http::Method;
use o365_core::{Id, List, Result};

use super::ItemHandle;
use crate::model::{InvitationDraft, LinkDraft, Permission};
use crate::permission::{PermissionHandle, Permissions};

impl ItemHandle {
    /// What is granted on it, by folders above too. Who isn't its owner sees only what is granted to themselves.
    ///
    /// `GET …/drive/items/{id}/permissions`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-list-permissions).
    pub fn permissions(&self) -> List<Permission> {
        List::new(self.at.child("permissions"))
    }

    /// One permission on it, by id or from what a list gave.
    pub fn permission(&self, permission: impl Into<Id<Permission>>) -> PermissionHandle {
        PermissionHandle::new(self.at.child("permissions").child(permission.into()))
    }

    /// A link by which others can open it: the one that there is already, where it is the same in type and scope.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_drive::{LinkDraft, LinkScope};
    ///
    /// let link = drive.path("/Reports").create_link(LinkDraft::view().scope(LinkScope::Organization))?;
    /// println!("{}", link.link.and_then(|link| link.web_url).unwrap_or_default());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/drive/items/{id}/createLink`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-createlink).
    ///
    /// # Errors
    /// Forbidden, or a bad request, where the organisation doesn't allow such links; not found; those of every request.
    pub fn create_link(&self, draft: impl Into<LinkDraft>) -> Result<Permission> {
        // The same link comes back when it is asked for again.
        self.at
            .child("createLink")
            .request(Method::POST)
            .repeatable()
            .json(&draft.into())
            .send()?
            .json()
    }

    /// Invites people to it: what each is granted. Where one of several couldn't be, the [error](Permission::error) of theirs
    /// says why.
    ///
    /// ```no_run
    /// # fn run(drive: o365_drive::DriveHandle) -> o365_core::Result<()> {
    /// use o365_drive::{InvitationDraft, Role};
    ///
    /// let people = InvitationDraft::to(["george@best.com", "denis@law.example"]);
    /// for granted in drive.path("/Reports").invite(people.role(Role::Write).message("Greetings!"))? {
    ///     let name = granted.grantees().find_map(|who| who.display_name());
    ///     println!("{} {:?}", name.unwrap_or("(nobody)"), granted.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `POST …/drive/items/{id}/invite`; needs `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-invite).
    ///
    /// # Errors
    /// Bad input for nobody, or for a message of more than 2,000 characters; forbidden, where the organisation doesn't allow
    /// it; not found; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn invite(&self, draft: impl Into<InvitationDraft>) -> Result<Vec<Permission>> {
        let granted: Permissions = self.at.child("invite").post(draft.into().checked()?)?;
        Ok(granted.value)
    }
}

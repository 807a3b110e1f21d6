//! Invitations to an item.

use o365_core::time::OffsetDateTime;
use o365_core::{Error, Field, Recipients, Result, draft};
use serde::Serialize;

use super::Role;
use super::link::whole_seconds;
use super::secret::Password;

/// Characters of a message that the service sends along.
const LONGEST_MESSAGE: usize = 2_000;

/// Somebody that an item is shared with.
///
/// [driveRecipient](https://learn.microsoft.com/graph/api/resources/driverecipient).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DriveRecipient {
    /// By e-mail address.
    Email(String),
    /// A person or a group of the directory, by id.
    ObjectId(String),
    /// By the alias of the domain. OneDrive for work and SharePoint only.
    Alias(String),
}

draft! {
    /// Who is invited to an item, and how.
    ///
    /// Unless something else is said they may read it, must sign in, and get a mail about it.
    ///
    /// ```
    /// use o365_core::time::macros::datetime;
    /// use o365_drive::{InvitationDraft, Role};
    ///
    /// let invitation = InvitationDraft::to(["george@best.com", "Denis Law <denis@law.example>"])
    ///     .role(Role::Write)
    ///     .message("Here's the file that we're collaborating on.")
    ///     .expires(datetime!(2030-01-01 0:00 UTC));
    /// # let _ = invitation;
    /// ```
    ///
    /// [driveItem: invite](https://learn.microsoft.com/graph/api/driveitem-invite).
    pub struct InvitationDraft {
        /// What the mail says, 2,000 characters at most.
        message: String,
        /// Whether they have to sign in to open it.
        require_sign_in: bool,
        /// Whether they get a mail about it. If not, what they are granted is to be told to them.
        send_invitation: bool,
        /// Whether those who can open the item by its folder's permissions still can when it is shared first. The service says
        /// yes.
        retain_inherited_permissions: bool,
        ;
        recipients: Vec<DriveRecipient>,
        roles: Vec<Role>,
        password: Password,
        expiration_date_time: String,
    }
}

impl InvitationDraft {
    /// An invitation of these people, by e-mail address. Contacts, users and the like are people too.
    pub fn to(people: impl Into<Recipients>) -> Self {
        let draft =
            InvitationDraft { recipients: Field::Set(addresses(people)), ..Default::default() };
        draft.require_sign_in(true).send_invitation(true).role(Role::Read)
    }

    /// One more: by id of the directory, or by alias.
    #[must_use]
    pub fn and(mut self, recipient: DriveRecipient) -> Self {
        self.recipients.push(recipient);
        self
    }

    /// What they may do: [`Role::Read`] or [`Role::Write`].
    #[must_use]
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        self.roles = Field::Set(vec![role.into()]);
        self
    }

    /// A password that they have to give. OneDrive at home only.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Field::Set(Password(password.into()));
        self
    }

    /// When what they are granted ends.
    #[must_use]
    pub fn expires(mut self, at: OffsetDateTime) -> Self {
        self.expiration_date_time = Field::Set(whole_seconds(at));
        self
    }

    pub(crate) fn checked(&self) -> Result<&Self> {
        let length = self.message.as_set().map_or(0, |message| message.chars().count());
        if length > LONGEST_MESSAGE {
            let reason =
                format!("a message of {length} characters: the service sends {LONGEST_MESSAGE}");
            return Err(Error::input(reason));
        }
        check_recipients(self.recipients.as_set().map(Vec::as_slice).unwrap_or_default())?;
        Ok(self)
    }
}

impl From<&InvitationDraft> for InvitationDraft {
    fn from(draft: &InvitationDraft) -> Self {
        draft.clone()
    }
}

/// People by their addresses.
pub(crate) fn addresses(people: impl Into<Recipients>) -> Vec<DriveRecipient> {
    let address = |one: o365_core::Recipient| one.address().unwrap_or_default().trim().to_owned();
    people.into().into_vec().into_iter().map(|one| DriveRecipient::Email(address(one))).collect()
}

/// Refuses nobody, and somebody without an address or an id.
pub(crate) fn check_recipients(recipients: &[DriveRecipient]) -> Result<()> {
    let is_empty = |one: &DriveRecipient| match one {
        DriveRecipient::Email(text)
        | DriveRecipient::ObjectId(text)
        | DriveRecipient::Alias(text) => text.is_empty(),
    };
    match recipients {
        [] => Err(Error::input("nobody is invited")),
        some if some.iter().any(is_empty) => {
            Err(Error::input("somebody who is invited has no address"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn is_sent_as_the_page_shows() {
        let draft = InvitationDraft::to("Ryan <ryan@contoso.com>")
            .and(DriveRecipient::ObjectId("42F1".into()))
            .role(Role::Write)
            .message("Here's the file that we're collaborating on.")
            .password("password123")
            .expires(datetime!(2018-07-15 14:00 UTC));
        assert_eq!(
            serde_json::to_value(draft.checked().unwrap()).unwrap(),
            json!({
                "recipients": [{"email": "ryan@contoso.com"}, {"objectId": "42F1"}],
                "message": "Here's the file that we're collaborating on.", "requireSignIn": true, "sendInvitation": true,
                "roles": ["write"], "password": "password123", "expirationDateTime": "2018-07-15T14:00:00Z",
            })
        );
        assert!(!format!("{draft:?}").contains("password123"));
    }

    #[test]
    fn nobody_and_nothing_are_refused() {
        assert!(InvitationDraft::to(Vec::<&str>::new()).checked().is_err());
        assert!(InvitationDraft::to("").checked().is_err());
        assert!(InvitationDraft::to("a@b.c").message("x".repeat(2_001)).checked().is_err());
        assert!(InvitationDraft::to("a@b.c").message("x".repeat(2_000)).checked().is_ok());
    }
}

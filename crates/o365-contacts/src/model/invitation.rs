//! Invitations of guests.

use o365_core::json::{Extra, null_default};
use o365_core::{Id, draft};
use serde::{Deserialize, Serialize};

use super::User;

/// An invitation of a guest into the organisation.
///
/// [invitation](https://learn.microsoft.com/graph/api/resources/invitation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Invitation {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Invitation>,
    /// Where the guest accepts it. **Who has the address can accept it.**
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invite_redeem_url: Option<String>,
    /// `PendingAcceptance`, `Completed`, ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The guest's e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_user_email_address: Option<String>,
    /// The account that was made for the guest; mostly with its id only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_user: Option<User>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

draft! {
    /// What to say of an invitation. Address and page are needed.
    ///
    /// ```
    /// use o365_contacts::InvitationDraft;
    ///
    /// let invitation = InvitationDraft::new()
    ///     .invited_user_email_address("denis@law.example")
    ///     .invite_redirect_url("https://myapps.microsoft.com/")
    ///     .send_invitation_message(true);
    /// # let _ = invitation;
    /// ```
    ///
    /// [invitation](https://learn.microsoft.com/graph/api/resources/invitation).
    pub struct InvitationDraft {
        /// The guest's e-mail address.
        invited_user_email_address: String,
        /// The page that the guest sees after accepting.
        invite_redirect_url: String,
        /// The name that is shown.
        invited_user_display_name: String,
        /// `Guest` if nothing else is said, or `Member`.
        invited_user_type: String,
        /// Whether Microsoft sends the guest a message. It doesn't if nothing is said.
        send_invitation_message: bool,
    }
}

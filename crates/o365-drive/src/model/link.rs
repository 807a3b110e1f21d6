//! Links by which items are shared.

use std::fmt;

use o365_core::json::Extra;
use o365_core::time::{OffsetDateTime, instant};
use o365_core::{Field, Identity, draft};
use serde::{Deserialize, Serialize};

use super::secret::Password;

/// A link by which an item is shared.
///
/// [sharingLink](https://learn.microsoft.com/graph/api/resources/sharinglink).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SharingLink {
    /// What to give away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// What one may do by it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<LinkType>,
    /// Who may use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<LinkScope>,
    /// HTML that shows the item in a page: for links to embed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_html: Option<String>,
    /// Whether one can look at it only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prevents_download: Option<bool>,
    /// The application that the link is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Identity>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A link that opens the item for whoever has it is a secret.
impl fmt::Debug for SharingLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use LinkScope::{ExistingAccess, Organization, Users};
        let is_known = matches!(self.scope, Some(Organization | Users | ExistingAccess));
        let shown = |text: &Option<String>| match is_known {
            true => text.clone(),
            false => text.as_ref().map(|_| String::from("[redacted]")),
        };
        f.debug_struct("SharingLink")
            .field("web_url", &shown(&self.web_url))
            .field("kind", &self.kind)
            .field("scope", &self.scope)
            .field("web_html", &shown(&self.web_html))
            .field("prevents_download", &self.prevents_download)
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}

o365_core::open_enum! {
    /// What one may do by a link.
    pub enum LinkType {
        /// Look at it.
        View = "view",
        /// Change it.
        Edit = "edit",
        /// Show it in a page. OneDrive at home only.
        Embed = "embed",
        /// Look at it, without downloading it. OneDrive for work and SharePoint only.
        BlocksDownload = "blocksDownload",
        /// Put files into a folder. OneDrive for work and SharePoint only.
        CreateOnly = "createOnly",
        /// Comment on it.
        Review = "review",
        /// What the address bar of a browser shows. OneDrive for work and SharePoint only.
        AddressBar = "addressBar",
        /// What the administrator has settled. OneDrive for work and SharePoint only.
        AdminDefault = "adminDefault",
    }
}

o365_core::open_enum! {
    /// Who may use a link.
    pub enum LinkScope {
        /// Whoever has it, without sign-in. The organisation may have forbidden it.
        Anonymous = "anonymous",
        /// Whoever has it and is of the organisation.
        Organization = "organization",
        /// Those whom it is granted to.
        Users = "users",
        /// Those who may open the item anyway.
        ExistingAccess = "existingAccess",
    }
}

draft! {
    /// What to say of a link to be made. A [`LinkType`] is one.
    ///
    /// ```
    /// use o365_core::time::macros::datetime;
    /// use o365_drive::{LinkDraft, LinkScope};
    ///
    /// let link = LinkDraft::view().scope(LinkScope::Anonymous).expires(datetime!(2030-01-01 0:00 UTC)).password("kick-off");
    /// assert!(!format!("{link:?}").contains("kick-off"));
    /// ```
    ///
    /// [driveItem: createLink](https://learn.microsoft.com/graph/api/driveitem-createlink).
    pub struct LinkDraft {
        /// Who may use it. The organisation's default if not said.
        scope: LinkScope,
        /// Whether those who can open the item by its folder's permissions still can when it is shared first. The service says
        /// yes.
        retain_inherited_permissions: bool,
        ;
        r#type: LinkType,
        password: Password,
        expiration_date_time: String,
    }
}

impl LinkDraft {
    /// A link to look at the item.
    pub fn view() -> Self {
        LinkType::View.into()
    }

    /// A link to change the item.
    pub fn edit() -> Self {
        LinkType::Edit.into()
    }

    /// A link to show the item in a page. OneDrive at home only.
    pub fn embed() -> Self {
        LinkType::Embed.into()
    }

    /// What one may do by it. The service takes the organisation's default if not said.
    #[must_use]
    pub fn link_type(mut self, link_type: impl Into<LinkType>) -> Self {
        self.r#type = Field::Set(link_type.into());
        self
    }

    /// A password that it asks for. OneDrive at home only.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Field::Set(Password(password.into()));
        self
    }

    /// When it ends, to the second.
    #[must_use]
    pub fn expires(mut self, at: OffsetDateTime) -> Self {
        self.expiration_date_time = Field::Set(whole_seconds(at));
        self
    }
}

impl From<LinkType> for LinkDraft {
    fn from(link_type: LinkType) -> Self {
        LinkDraft::new().link_type(link_type)
    }
}
impl From<&LinkDraft> for LinkDraft {
    fn from(draft: &LinkDraft) -> Self {
        draft.clone()
    }
}

/// The service refuses fractions of seconds here.
pub(super) fn whole_seconds(at: OffsetDateTime) -> String {
    instant::to_text(at.replace_nanosecond(0).unwrap_or(at))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn what_opens_for_whoever_has_it_is_not_shown() {
        for (scope, is_shown) in [
            (json!("organization"), true),
            (json!("users"), true),
            (json!("anonymous"), false),
            (json!("everybody"), false),
            (json!(null), false),
        ] {
            let json =
                json!({"webUrl": "https://1drv.ms/hush", "webHtml": "<hush>", "scope": scope});
            let link: SharingLink = serde_json::from_value(json).unwrap();
            assert_eq!(format!("{link:?}").contains("hush"), is_shown, "{scope}");
        }
    }

    #[test]
    fn is_sent_as_the_page_shows() {
        let draft = LinkDraft::view()
            .password("ThisIsMyPrivatePassword")
            .scope(LinkScope::Anonymous)
            .retain_inherited_permissions(false)
            .expires(datetime!(2030-01-01 01:00:00.5 +01:00));
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({"type": "view", "password": "ThisIsMyPrivatePassword", "scope": "anonymous",
                "retainInheritedPermissions": false, "expirationDateTime": "2030-01-01T00:00:00Z"})
        );
        assert!(!format!("{draft:?}").contains("Private"));
        let odd: SharingLink =
            serde_json::from_str(r#"{"type":"hologram","scope":null,"configuratorUrl":"x"}"#)
                .unwrap();
        assert!(matches!(odd.kind, Some(LinkType::Unknown(_))) && odd.extra.len() == 1);
    }
}

//! Who may do what with an item.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference};
use serde::{Deserialize, Serialize};

use super::SharingLink;

/// What is granted on an item: to a person or a group, or to whoever has a link.
///
/// [permission](https://learn.microsoft.com/graph/api/resources/permission).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Permission {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Permission>,
    /// What may be done.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The link, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<SharingLink>,
    /// The invitation, where it came by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<SharingInvitation>,
    /// To whom, for a permission of one. [`grantees`](Self::grantees) has them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_to_v2: Option<IdentitySet>,
    /// To whom, for a link.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub granted_to_identities_v2: Vec<IdentitySet>,
    /// To whom, without groups. Microsoft retires it in favour of [`granted_to_v2`](Self::granted_to_v2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_to: Option<IdentitySet>,
    /// To whom, without groups. Microsoft retires it likewise.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub granted_to_identities: Vec<IdentitySet>,
    /// The folder whose permission it is: it can be changed and taken away only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherited_from: Option<ItemReference>,
    /// The id by which the item can be opened: [`Storage::share`](crate::Storage::share).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_id: Option<String>,
    /// Whether it takes a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_password: Option<bool>,
    /// When it ends.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub expiration_date_time: Option<OffsetDateTime>,
    /// Why this one of several people wasn't invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<GrantError>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Permission {
    /// To whom it is granted, each once: the newer properties where the service tells them, else the older. Empty for a
    /// link that anyone may use.
    pub fn grantees(&self) -> impl Iterator<Item = &IdentitySet> {
        let newer = self.granted_to_v2.iter().chain(&self.granted_to_identities_v2);
        let older = self.granted_to.iter().chain(&self.granted_to_identities);
        let has_newer = self.granted_to_v2.is_some() || !self.granted_to_identities_v2.is_empty();
        newer.chain(older.filter(move |_| !has_newer))
    }

    /// Whether it allows this.
    pub fn allows(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    /// Whether it is the owner's.
    pub fn is_owner(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Owner | Role::SharePointOwner))
    }

    /// Whether it comes from a folder above.
    pub fn is_inherited(&self) -> bool {
        self.inherited_from.is_some()
    }
}

impl From<&Permission> for Id<Permission> {
    fn from(permission: &Permission) -> Self {
        permission.id.clone()
    }
}

o365_core::open_enum! {
    /// What a permission allows.
    pub enum Role {
        /// To read.
        Read = "read",
        /// To read and to write.
        Write = "write",
        /// Everything: it is the owner's.
        Owner = "owner",
        /// To own it, in SharePoint.
        SharePointOwner = "sp.owner",
        /// To be a member of its site, in SharePoint.
        SharePointMember = "sp.member",
        /// Everything, in SharePoint.
        FullControl = "sp.full control",
    }
}

/// How somebody was invited.
///
/// [sharingInvitation](https://learn.microsoft.com/graph/api/resources/sharinginvitation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SharingInvitation {
    /// The address that was written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Who invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<IdentitySet>,
    /// Who took the invitation up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeemed_by: Option<String>,
    /// Whether one has to sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_required: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why somebody wasn't invited, though others were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct GrantError {
    /// The service's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The service's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_lost_and_the_newer_identities_count() {
        let whole = json!({
            "id": "1", "roles": ["write", "sp.full control", "brandNew"], "shareId": "s!", "hasPassword": true, "expirationDateTime": "2018-07-15T14:00:00Z",
            "link": {"type": "edit", "scope": "users", "webUrl": "https://1drv.ms/A6913278E564460AA616C71B28AD6EB6", "webHtml": "<iframe>", "preventsDownload": false,
                "application": {"id": "1234", "displayName": "Sample Application"}},
            "invitation": {"email": "ryan@contoso.com", "signInRequired": true, "redeemedBy": "r", "invitedBy": {"user": {"id": "1"}}},
            "grantedToV2": {"user": {"id": "5D33", "displayName": "Robin"}, "siteUser": {"id": "1", "loginName": "Robin"}},
            "grantedToIdentitiesV2": [{"group": {"id": "g", "displayName": "Readers"}}],
            "grantedTo": {"user": {"id": "5D33", "displayName": "Robin"}}, "grantedToIdentities": [{"user": {"id": "5D33"}}],
            "inheritedFrom": {"driveId": "b!x", "id": "1", "path": "/drive/root:/Documents"},
            "error": {"code": "notAllowed", "message": "no", "localizedMessage": "nein"},
        });
        let permission: Permission = serde_json::from_value(whole.clone()).unwrap();
        assert!(permission.extra.is_empty() && permission.is_inherited() && !permission.is_owner());
        let names: Vec<_> = permission.grantees().filter_map(|who| who.display_name()).collect();
        assert_eq!(names, ["Robin", "Readers"]);
        assert_eq!(serde_json::to_value(&permission).unwrap(), whole);
    }

    #[test]
    fn the_older_identities_do_where_there_are_no_others() {
        let old = r#"{"id":"1","roles":null,"grantedTo":{"user":{"displayName":"John Doe"}},"grantedToIdentities":null,"link":null}"#;
        let permission: Permission = serde_json::from_str(old).unwrap();
        assert_eq!(permission.grantees().count(), 1);
        let link: Permission =
            serde_json::from_str(r#"{"link":{"type":"view"},"roles":["owner"]}"#).unwrap();
        assert!(link.grantees().next().is_none() && link.is_owner());
    }
}

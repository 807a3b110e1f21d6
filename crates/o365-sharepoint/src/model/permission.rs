//! Permissions of applications on a site.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, Identity, IdentitySet, draft, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What an application that has `Sites.Selected` may do with a site.
///
/// [permission](https://learn.microsoft.com/graph/api/resources/permission).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SitePermission {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<SitePermission>,
    /// What may be done. A list of permissions leaves it out: [`get`](crate::PermissionHandle::get) tells it.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<SiteRole>,
    /// Who may.
    #[serde(
        rename = "grantedToIdentitiesV2",
        deserialize_with = "null_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub granted_to_identities_v2: Vec<IdentitySet>,
    /// Who may, in an older form.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub granted_to_identities: Vec<IdentitySet>,
    /// Who may, where it is one.
    #[serde(rename = "grantedToV2", skip_serializing_if = "Option::is_none")]
    pub granted_to_v2: Option<IdentitySet>,
    /// Who may, where it is one, in an older form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_to: Option<IdentitySet>,
    /// When it ends.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub expiration_date_time: Option<OffsetDateTime>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&SitePermission> for Id<SitePermission> {
    fn from(permission: &SitePermission) -> Self {
        permission.id.clone()
    }
}

impl SitePermission {
    /// The applications that it is for, by id and name.
    pub fn applications(&self) -> impl Iterator<Item = &Identity> {
        let sets = match self.granted_to_identities_v2.is_empty() {
            true => &self.granted_to_identities,
            false => &self.granted_to_identities_v2,
        };
        let one = self.granted_to_v2.as_ref().or(self.granted_to.as_ref());
        let one = one.filter(|_| sets.is_empty());
        sets.iter().chain(one).filter_map(|set| set.application.as_deref())
    }
}

open_enum! {
    /// What an application may do with a site.
    pub enum SiteRole {
        /// See it.
        Read = "read",
        /// Change what is in it.
        Write = "write",
        /// Change it, without its permissions.
        Manage = "manage",
        /// Everything.
        FullControl = "fullcontrol",
        /// Everything, as the service tells it of those it made itself.
        Owner = "owner",
    }
}

draft! {
    /// Who may do what with a site.
    ///
    /// ```
    /// use o365_sharepoint::{SitePermissionDraft, SiteRole};
    ///
    /// let draft = SitePermissionDraft::new()
    ///     .roles([SiteRole::Write])
    ///     .application("22f09bb7-dd29-403e-bec2-ab5cde52c2b3", "Nightly import");
    /// # let _ = draft;
    /// ```
    pub struct SitePermissionDraft {
        ;
        roles: Vec<SiteRole>,
        granted_to_identities: Vec<Value>,
    }
}

impl SitePermissionDraft {
    /// What may be done.
    #[must_use]
    pub fn roles<R: Into<SiteRole>>(mut self, roles: impl IntoIterator<Item = R>) -> Self {
        self.roles = roles.into_iter().map(Into::into).collect::<Vec<_>>().into();
        self
    }

    /// One more application that may, by its client id and its name.
    #[must_use]
    pub fn application(mut self, client_id: &str, name: &str) -> Self {
        let application = json!({"application": {"id": client_id, "displayName": name}});
        self.granted_to_identities.push(application);
        self
    }
}

impl From<&SitePermissionDraft> for SitePermissionDraft {
    fn from(draft: &SitePermissionDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_written_and_read_as_microsoft_s_pages_show() {
        let draft = SitePermissionDraft::new()
            .roles(["write"])
            .application("89ea5c94", "Contoso Time Manager");
        let granted =
            json!([{"application": {"id": "89ea5c94", "displayName": "Contoso Time Manager"}}]);
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({"roles": ["write"], "grantedToIdentities": granted})
        );
        for names in
            [["grantedToIdentities", "x"], ["grantedToIdentities", "grantedToIdentitiesV2"]]
        {
            let mut answer = json!({"id": "1", "roles": ["write"]});
            for name in names {
                answer[name] = granted.clone();
            }
            let permission: SitePermission = serde_json::from_value(answer).unwrap();
            assert_eq!(permission.roles, [SiteRole::Write]);
            assert_eq!(permission.applications().count(), 1);
        }
        let empty: SitePermission =
            serde_json::from_value(json!({"id": null, "roles": null, "grantedToIdentities": null}))
                .unwrap();
        assert_eq!(empty.applications().count(), 0);
    }
}

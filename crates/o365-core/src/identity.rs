//! Who did it, whose it is, to whom it was granted: in drives and in SharePoint.

use serde::{Deserialize, Serialize};

use crate::json::Extra;

/// A person, a group, an application or a device, as drives and SharePoint name them.
///
/// [identity](https://learn.microsoft.com/graph/api/resources/identity),
/// [sharePointIdentity](https://learn.microsoft.com/graph/api/resources/sharepointidentity).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Identity {
    /// Its id: of a person that of the directory, of a SharePoint group a number. Guests who never signed in have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name that is shown. It may be out of date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The e-mail address, where the service tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// How SharePoint calls it: `i:0#.f|membership|george@best.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_name: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Several views of one actor, or an actor and what it acted by: a person with an application on a device.
///
/// [identitySet](https://learn.microsoft.com/graph/api/resources/identityset),
/// [sharePointIdentitySet](https://learn.microsoft.com/graph/api/resources/sharepointidentityset).
///
/// ```
/// use o365_core::IdentitySet;
///
/// let by: IdentitySet = serde_json::from_str(
///     r#"{"application": {"displayName": "Mirror"}, "user": {"id": "1", "displayName": "George Best"}}"#,
/// )?;
/// assert_eq!(by.display_name(), Some("George Best"));
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct IdentitySet {
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Box<Identity>>,
    /// The group of the directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Box<Identity>>,
    /// The application that did it, or did it for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Box<Identity>>,
    /// The device it was done on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<Box<Identity>>,
    /// The person, as the site knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_user: Option<Box<Identity>>,
    /// The group of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_group: Option<Box<Identity>>,
    /// The group of SharePoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_point_group: Option<Box<Identity>>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl IdentitySet {
    /// The identities that are told, the one that matters most first: person, group, application, device.
    pub fn iter(&self) -> impl Iterator<Item = &Identity> {
        let people = [&self.user, &self.site_user];
        let groups = [&self.group, &self.site_group, &self.share_point_group];
        let machines = [&self.application, &self.device];
        people.into_iter().chain(groups).chain(machines).flatten().map(Box::as_ref)
    }

    /// The first name among them.
    pub fn display_name(&self) -> Option<&str> {
        self.iter().find_map(|one| one.display_name.as_deref())
    }

    /// The first e-mail address among them.
    pub fn email(&self) -> Option<&str> {
        self.iter().find_map(|one| one.email.as_deref())
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none() && self.extra.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_lost_and_the_person_comes_first() {
        let whole = json!({
            "user": {"id": "5D33", "displayName": "Robin", "email": "robin@contoso.com", "userPrincipalName": "r"},
            "siteUser": {"id": "1", "displayName": "Robin S", "loginName": "robin@contoso.com"},
            "sharePointGroup": {"principalId": "14", "title": "Members"},
            "application": {"id": "a"}, "conversation": {"id": "c"},
        });
        let set: IdentitySet = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(set.display_name(), Some("Robin"));
        assert_eq!(set.email(), Some("robin@contoso.com"));
        assert_eq!(set.iter().count(), 4);
        assert_eq!(serde_json::to_value(&set).unwrap(), whole);
        let nobody: IdentitySet =
            serde_json::from_str(r#"{"user":null,"application":null}"#).unwrap();
        assert!(nobody.is_empty() && nobody.display_name().is_none());
    }
}

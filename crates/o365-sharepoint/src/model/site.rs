//! Sites.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, Resource, SharepointIds};
use serde::{Deserialize, Serialize};

/// A site: a place of an organisation with lists, document libraries, pages and sites below it.
///
/// [site](https://learn.microsoft.com/graph/api/resources/site).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Site {
    /// Its id: host, id of the site collection and id of the site, `contoso.sharepoint.com,2C712604-…,2D2244C3-…`.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Site>,
    /// Its name in the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// Whether it is a person's OneDrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_personal_site: Option<bool>,
    /// There, as an empty object, if it is the topmost site of its collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<serde_json::Value>,
    /// The collection that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_collection: Option<SiteCollection>,
    /// Its ids in SharePoint's own API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharepoint_ids: Option<SharepointIds>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Site> for Id<Site> {
    fn from(site: &Site) -> Self {
        site.id.clone()
    }
}

/// Whose data its files are: `account.with_resource(&site).storage()`.
impl From<&Site> for Resource {
    fn from(site: &Site) -> Self {
        Resource::site(site.id.as_str())
    }
}

impl Site {
    /// Whether it is the topmost site of its collection.
    pub fn is_root(&self) -> bool {
        self.root.is_some()
    }
}

/// A tree of sites.
///
/// [siteCollection](https://learn.microsoft.com/graph/api/resources/sitecollection).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SiteCollection {
    /// The host: `contoso.sharepoint.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// Where its data is kept, for organisations in several places: `NAM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_location_code: Option<String>,
    /// There, as an empty object, if this is the root of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<serde_json::Value>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The id of a site in its parts, for who has them apart.
///
/// ```
/// use o365_core::Id;
/// use o365_sharepoint::{Site, SiteId};
///
/// let id: Id<Site> = SiteId::new("contoso.sharepoint.com", "2C712604", "2D2244C3").into();
/// assert_eq!(id.as_str(), "contoso.sharepoint.com,2C712604,2D2244C3");
/// assert_eq!(SiteId::of(&id).unwrap().host, "contoso.sharepoint.com");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SiteId {
    /// The host: `contoso.sharepoint.com`.
    pub host: String,
    /// The GUID of the site collection (`SPSite`).
    pub collection: String,
    /// The GUID of the site (`SPWeb`).
    pub web: String,
}

impl SiteId {
    /// The id with these parts: host, GUID of the site collection, GUID of the site.
    pub fn new(
        host: impl Into<String>,
        collection: impl Into<String>,
        web: impl Into<String>,
    ) -> Self {
        SiteId { host: host.into(), collection: collection.into(), web: web.into() }
    }

    /// The parts of an id; `None` if it hasn't three.
    pub fn of(id: &Id<Site>) -> Option<Self> {
        let mut parts = id.as_str().split(',');
        let all = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then(|| SiteId::new(all.0, all.1, all.2))
    }
}

impl From<SiteId> for Id<Site> {
    fn from(id: SiteId) -> Self {
        Id::from(&id)
    }
}
impl From<&SiteId> for Id<Site> {
    fn from(id: &SiteId) -> Self {
        Id::new(format!("{},{},{}", id.host, id.collection, id.web))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_microsoft_s_pages_show() {
        let page = r#"{"id":"contoso.sharepoint.com,2C712604-1370-44E7-A1F5-426573FDA80A,2D2244C3-251A-49EA-93A8-39E1C3A060FE",
            "displayName":"OneDrive Team Site","name":"1drvteam","createdDateTime":"2017-05-09T20:56:00Z",
            "lastModifiedDateTime":"2017-05-09T20:56:01Z","webUrl":"https://contoso.sharepoint.com/teams/1drvteam",
            "root":{},"siteCollection":{"hostname":"contoso.sharepoint.com"},"isNew":true}"#;
        let site: Site = serde_json::from_str(page).unwrap();
        assert_eq!(site.name.as_deref(), Some("1drvteam"));
        assert!(site.is_root() && site.extra.contains_key("isNew"));
        assert_eq!(SiteId::of(&site.id).unwrap().web, "2D2244C3-251A-49EA-93A8-39E1C3A060FE");
        let again = serde_json::to_value(&site).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(page).unwrap());
        assert_eq!(Resource::from(&site), Resource::site(site.id.as_str()));
    }

    #[test]
    fn null_is_missing_and_an_id_in_other_parts_is_none() {
        let site: Site = serde_json::from_str(
            r#"{"id":null,"displayName":null,"root":null,"siteCollection":null}"#,
        )
        .unwrap();
        assert!(site.id.is_empty() && !site.is_root() && site.site_collection.is_none());
        assert_eq!(SiteId::of(&Id::from("root")), None);
        assert_eq!(SiteId::of(&Id::from("a,b,c,d")), None);
    }
}

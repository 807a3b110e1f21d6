//! Where one begins: the sites of an organisation.

use http::{HeaderMap, Method};
use o365_core::connection::Response;
use o365_core::error::{ErrorKind, ServiceError};
use o365_core::query::Query;
use o365_core::{Connection, Endpoint, Error, Id, List, Resource, Result};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::model::Site;
use crate::site::SiteHandle;

/// The sites of an organisation. Personal accounts have none.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_core::Resource;
/// use o365_sharepoint::{FieldsDraft, SharePoint};
///
/// let sharepoint = SharePoint::new(&connection, Resource::Me);
/// let united = sharepoint.site_by_path("contoso.sharepoint.com", "/sites/united");
/// united.list("Players").create_item(FieldsDraft::new().set("Title", "George Best"))?;
///
/// for site in sharepoint.search("football").limit(10) {
///     println!("{}", site?.web_url.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SharePoint {
    /// Whose followed sites are meant, and the group's own.
    at: Endpoint,
    /// That of the resource, where it is a site or a group.
    own: Option<SiteHandle>,
}

impl SharePoint {
    /// The sites that `resource` has to do with: the organisation's, those that a person follows, the one of a group or a
    /// site. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        let resource = resource.into();
        let at = Endpoint::new(connection, &resource);
        let own = match resource {
            Resource::Site(id) => Some(SiteHandle::by_id(&at.parent(), id.into())),
            Resource::Group(_) => Some(SiteHandle::new(at.child("sites").child("root"))),
            _ => None,
        };
        SharePoint { at, own }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The root: of the organisation, `https://contoso.sharepoint.com`. Where the account's resource is a group it is the
    /// group's site, and where it is a site it is that site.
    pub fn root_site(&self) -> SiteHandle {
        match &self.own {
            Some(own) => own.clone(),
            None => self.site("root"),
        }
    }

    /// One site: by id, from what a list gave, by its parts ([`SiteId`](crate::SiteId)), or by its host.
    pub fn site(&self, site: impl Into<Id<Site>>) -> SiteHandle {
        SiteHandle::by_id(&self.sites_root(), site.into())
    }

    /// The site at a path of a host: `site_by_path("contoso.sharepoint.com", "/sites/united")`. The path isn't encoded; an
    /// empty one is the root of the host. No request is made: [`get`](SiteHandle::get) tells whether it is there.
    pub fn site_by_path(&self, host: &str, path: &str) -> SiteHandle {
        SiteHandle::new(self.sites_root().child(host).item_path(path))
    }

    /// The site that an address on the web is in: that of the site itself, of a list, a page, a document.
    ///
    /// An address doesn't tell a site below a site from a library: what is found is the site at the top, `/sites/{name}`,
    /// `/teams/{name}` or `/personal/{name}`, or the root of the host. [`site_by_path`](Self::site_by_path) goes further
    /// down. What is no such address is told by the verbs.
    ///
    /// ```no_run
    /// # fn run(sharepoint: o365_sharepoint::SharePoint) -> o365_core::Result<()> {
    /// let site = sharepoint.site_by_url("https://contoso.sharepoint.com/sites/united/Lists/Players/AllItems.aspx");
    /// println!("{:?}", site.get()?.display_name);
    /// # Ok(())
    /// # }
    /// ```
    pub fn site_by_url(&self, url: &str) -> SiteHandle {
        match top_site(url) {
            Some((host, path)) => self.site_by_path(host, &path),
            None => {
                let reason = format!("`{url}` is no address of a site: https://host/sites/name");
                SiteHandle::new(self.sites_root().refuse(reason))
            }
        }
    }

    /// The sites that these words are found in: names, titles, addresses. `*` finds all that the signed-in person may see.
    /// What was made or renamed a moment ago may be missing.
    ///
    /// `GET /sites?search={text}`, needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-search).
    pub fn search(&self, text: &str) -> List<Site> {
        let at = match text.trim().is_empty() {
            true => self.sites_root().refuse("a search for nothing: `*` finds all sites"),
            false => self.sites_root(),
        };
        List::new(at).query(&Query::new().set("search", text))
    }

    /// Sites by a filter, such as the roots of organisations in several places; and, by [`delta`](List::delta), what changed
    /// of all sites, which only applications may ask.
    ///
    /// ```no_run
    /// # fn run(sharepoint: o365_sharepoint::SharePoint) -> o365_core::Result<()> {
    /// use o365_core::query::Null;
    /// use o365_sharepoint::prop;
    ///
    /// let roots = sharepoint.sites().filter(prop::site::COLLECTION_ROOT.ne(Null)).select(["siteCollection", "webUrl"]);
    /// let changed = sharepoint.sites().delta(None);
    /// # let _ = (roots.all()?, changed);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `GET /sites`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-list).
    pub fn sites(&self) -> List<Site> {
        List::new(self.sites_root())
    }

    /// All sites of the organisation, wherever its data is kept. Only applications may ask.
    ///
    /// `GET /sites/getAllSites`, needs `Sites.Read.All` of an application.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-getallsites).
    pub fn all_sites(&self) -> List<Site> {
        List::new(self.sites_root().child("getAllSites"))
    }

    /// The sites that the person follows.
    ///
    /// `GET …/followedSites`; needs `Sites.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/sites-list-followed).
    pub fn followed(&self) -> List<Site> {
        List::new(self.at.child("followedSites"))
    }

    /// Follows a site.
    ///
    /// `POST …/followedSites/add`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-follow).
    ///
    /// # Errors
    /// No such site; those of every request.
    pub fn follow(&self, site: impl Into<Id<Site>>) -> Result<()> {
        self.followed_sites("add", site.into())
    }

    /// Follows a site no more.
    ///
    /// `POST …/followedSites/remove`; needs `Sites.ReadWrite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/site-unfollow).
    ///
    /// # Errors
    /// No such site; those of every request.
    pub fn unfollow(&self, site: impl Into<Id<Site>>) -> Result<()> {
        self.followed_sites("remove", site.into())
    }

    fn followed_sites(&self, verb: &str, site: Id<Site>) -> Result<()> {
        let at = self.at.child("followedSites").child(verb);
        let body = json!({"value": [{"id": site}]});
        // To do it twice is to do it once.
        told(&at.request(Method::POST).repeatable().json(&body).send()?)
    }

    fn sites_root(&self) -> Endpoint {
        Endpoint::new(self.at.connection(), Resource::Root).child("sites")
    }
}

/// The failure that an answer for several things (207) tells of one of them.
fn told(answer: &Response) -> Result<()> {
    if answer.status() != 207 {
        return Ok(());
    }
    let Ok(body) = serde_json::from_slice::<Value>(answer.bytes()) else { return Ok(()) };
    let values = body.get("value").and_then(Value::as_array);
    let error = values.into_iter().flatten().find_map(|one| one.get("error"));
    let Some(error) = error.filter(|error| error.is_object()) else { return Ok(()) };
    let text = json!({"error": error}).to_string();
    let service = ServiceError::parse(status(error), &HeaderMap::new(), text.as_bytes());
    Err(Error::new(ErrorKind::Service(service)))
}

/// The status that such a failure would have had by itself.
fn status(error: &Value) -> u16 {
    match error.get("code").and_then(Value::as_str) {
        Some("itemNotFound") => 404,
        Some("accessDenied") => 403,
        _ => 400,
    }
}

/// Host and path of the topmost site that an address is in.
fn top_site(url: &str) -> Option<(&str, String)> {
    let rest =
        url.trim().strip_prefix("https://").or_else(|| url.trim().strip_prefix("http://"))?;
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if !host.contains('.') || host.contains('@') {
        return None;
    }
    let mut names = path.split('/').filter(|name| !name.is_empty()).peekable();
    // Links to documents: `/:x:/r/sites/..` says the path, `/:x:/s/name/..` the site.
    let mut first = names.next();
    if first.is_some_and(|name| name.starts_with(':')) {
        first = match names.next() {
            Some("r") => names.next(),
            Some("s") => Some("sites"),
            Some("t") => Some("teams"),
            _ => None,
        };
    }
    let managed = first.filter(|name| ["sites", "teams", "personal"].contains(name));
    let path = match (managed, names.next()) {
        (Some(managed), Some(name)) => {
            format!("/{managed}/{}", percent_decode_str(name).decode_utf8().ok()?)
        }
        _ => String::new(),
    };
    Some((host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_at_the_top_of_an_address() {
        let host = "contoso.sharepoint.com";
        for (path, expected) in [
            ("", ""),
            ("/", ""),
            ("/sites/united", "/sites/united"),
            ("/sites/united/", "/sites/united"),
            ("/sites/united/Lists/Players/AllItems.aspx?viewid=1#top", "/sites/united"),
            ("/teams/A%20b%27s/Shared%20Documents/x.docx", "/teams/A b's"),
            ("/:x:/r/sites/united/Shared%20Documents/x.xlsx?d=w1", "/sites/united"),
            ("/:w:/s/united/EX1?e=2", "/sites/united"),
            ("/:w:/g/EX1?e=2", ""),
            ("/personal/george_best_com/Documents", "/personal/george_best_com"),
            ("/Shared%20Documents/x.docx", ""),
            ("/sites", ""),
        ] {
            let url = format!("https://{host}{path}");
            let found = top_site(&url);
            assert_eq!(found, Some((host, expected.to_owned())), "{path}");
        }
        for odd in [
            "",
            "contoso",
            "ftp://a.b/sites/x",
            "https://",
            "https://me@a.b/",
            "https://a.b/sites/%ff",
        ] {
            assert_eq!(top_site(odd), None, "{odd}");
        }
    }
}

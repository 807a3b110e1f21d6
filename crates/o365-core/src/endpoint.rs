//! A place in the API: what every handle is made of.

use std::sync::Arc;

use http::Method;
use serde::{Serialize, de::DeserializeOwned};

use crate::connection::{Connection, Request};
use crate::error::{Error, Result};
use crate::path::{encode_literal, encode_segment};
use crate::query::Query;
use crate::resource::Resource;

const EMPTY: &str = "an id or a name in the path is empty: the thing has no id, since it wasn't read from the service";

/// A place in the API: a connection and a path. Every handle of the service crates wraps one, and so does a component of
/// your own.
///
/// Making one costs no request; verbs do.
///
/// ```no_run
/// use o365_core::{Connection, Endpoint, List, Resource, Result};
/// use serde::Deserialize;
///
/// /// Planner's tasks: a component that this SDK doesn't have.
/// #[derive(Debug, Deserialize)]
/// struct Task {
///     id: String,
///     title: Option<String>,
/// }
///
/// fn tasks(connection: &Connection) -> List<Task> {
///     List::new(Endpoint::new(connection, &Resource::Me).child("planner").child("tasks"))
/// }
///
/// # fn run(connection: Connection) -> Result<()> {
/// for task in tasks(&connection).limit(10) {
///     println!("{:?}", task?.title);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Endpoint {
    connection: Connection,
    path: String,
    /// Whether the path ends in names below an item, `root:/a/b`: a colon closes them before anything follows.
    is_by_name: bool,
    /// Why every request fails, if one does: a segment without text was asked for, say.
    refusal: Option<Arc<str>>,
    /// The version that what is here must have to be changed.
    etag: Option<Arc<str>>,
}

impl Endpoint {
    /// Where the data of `resource` starts: `/me`, `/users/{id}`, ..
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        let start = Endpoint {
            connection: connection.clone(),
            path: String::new(),
            is_by_name: false,
            refusal: None,
            etag: None,
        };
        resource.into().segments().fold(start, |at, segment| at.child(segment))
    }

    /// One segment further down. Its text is percent-encoded; an empty one makes every request fail.
    #[must_use]
    pub fn child(&self, segment: impl AsRef<str>) -> Self {
        let segment = segment.as_ref();
        let at = self.raw(&format!("/{}", encode_segment(segment)));
        if segment.is_empty() { at.refuse(EMPTY) } else { at }
    }

    /// One segment further up.
    #[must_use]
    pub fn parent(&self) -> Self {
        let parent = self.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let refusal = self.refusal.clone().filter(|reason| **reason != *EMPTY);
        // A colon opens the names, or closes them.
        let (path, is_by_name) = match parent.strip_suffix(':') {
            Some(path) => (path, !self.is_by_name),
            None => (parent, self.is_by_name),
        };
        Endpoint { path: path.to_owned(), is_by_name, refusal, etag: None, ..self.clone() }
    }

    /// The item at a path of names below this one: `root:/Reports/March.xlsx`, as drives and sites have it. What follows
    /// stands behind a colon, `root:/Reports:/children`, which [`child`](Self::child) and the others see to; a path of such
    /// a place goes on from there. Each name is percent-encoded; slashes at the ends and double ones don't matter. An empty
    /// path is this place.
    ///
    /// ```
    /// # fn run(connection: o365_core::Connection) {
    /// use o365_core::{Endpoint, Resource};
    ///
    /// let root = Endpoint::new(&connection, Resource::Me).child("drive").child("root");
    /// let folder = root.item_path("/Reports/50% of #1");
    /// assert_eq!(folder.path(), "/me/drive/root:/Reports/50%25%20of%20%231");
    /// assert_eq!(folder.child("children").path(), "/me/drive/root:/Reports/50%25%20of%20%231:/children");
    /// # }
    /// ```
    #[must_use]
    pub fn item_path(&self, path: &str) -> Self {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.fold(self.clone(), |at, name| {
            let colon = if at.is_by_name { "" } else { ":" };
            let path = format!("{}{colon}/{}", at.path, encode_segment(name));
            Endpoint { path, is_by_name: true, etag: None, ..at }
        })
    }

    /// What `encoded` adds to the path, taken as it is: for paths that aren't made of segments, such as `:/a/b:`. Names in
    /// it are encoded by the caller: [`path::encode_segment`](crate::path::encode_segment).
    #[must_use]
    pub fn raw(&self, encoded: &str) -> Self {
        let colon = if self.is_by_name { ":" } else { "" };
        Endpoint {
            path: format!("{}{colon}{encoded}", self.path),
            is_by_name: false,
            etag: None,
            ..self.clone()
        }
    }

    /// A function of this place, with text arguments: `search(q='it''s')`.
    #[must_use]
    pub fn function(&self, name: &str, arguments: &[(&str, &str)]) -> Self {
        let arguments =
            arguments.iter().map(|(name, text)| format!("{name}={}", encode_literal(text)));
        self.raw(&format!("/{name}({})", arguments.collect::<Vec<_>>().join(",")))
    }

    /// The raw content of this place: `$value`.
    #[must_use]
    pub fn value(&self) -> Self {
        self.raw("/$value")
    }

    /// The same place, where every request fails with this reason before it is sent. For components, where a list can't
    /// be made of what it was given. The first reason counts.
    #[must_use]
    pub fn refuse(&self, reason: impl Into<String>) -> Self {
        let refusal = self.refusal.clone().unwrap_or_else(|| reason.into().into());
        Endpoint { refusal: Some(refusal), ..self.clone() }
    }

    /// The same place, where `PATCH`, `PUT` and `DELETE` go through only if what is here still has this version
    /// (`If-Match`); else the error [is stale](Error::is_stale), and nothing is changed. Places below aren't meant.
    ///
    /// ```
    /// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
    /// use o365_core::{Endpoint, Resource};
    ///
    /// let task = Endpoint::new(&connection, Resource::Root).child("planner").child("tasks").child("1");
    /// task.if_match("W/\"JzEt\"").delete()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn if_match(&self, etag: impl Into<Arc<str>>) -> Self {
        Endpoint { etag: Some(etag.into()), ..self.clone() }
    }

    /// The version that was said by [`if_match`](Self::if_match).
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// The same place, whatever version it has: without what [`if_match`](Self::if_match) said.
    #[must_use]
    pub fn any_version(&self) -> Self {
        Endpoint { etag: None, ..self.clone() }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The path below the service's root, encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A request to this place.
    pub fn request(&self, method: Method) -> Request {
        let changes = [Method::PATCH, Method::PUT, Method::DELETE].contains(&method);
        let mut request = self.connection.request(method, &self.path);
        if let Some(etag) = self.etag.as_deref().filter(|_| changes) {
            request = request.if_match(etag);
        }
        if let Some(reason) = &self.refusal {
            request.fail(Error::input(reason.to_string()));
        }
        request
    }

    /// `GET`, read into a `T`.
    ///
    /// # Errors
    /// As [`Request::send`], and a decoding error when the answer isn't a `T`.
    pub fn get<T: DeserializeOwned>(&self, query: &Query) -> Result<T> {
        self.request(Method::GET).query(query).send()?.json()
    }

    /// `POST` of `body`; the answer is read into a `T`.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn post<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::POST).json(body).send()?.json()
    }

    /// `POST` of `body`; the answer has nothing to read.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub fn call(&self, body: &(impl Serialize + ?Sized)) -> Result<()> {
        self.request(Method::POST).json(body).send().map(drop)
    }

    /// `PATCH` with `body`; the answer is read into a `T`.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn patch<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::PATCH).json(body).send()?.json()
    }

    /// `PATCH` with `body`; the answer isn't needed.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub fn apply(&self, body: &(impl Serialize + ?Sized)) -> Result<()> {
        self.request(Method::PATCH).json(body).send().map(drop)
    }

    /// `PUT` of `body`; the answer is read into a `T`.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn put<T: DeserializeOwned>(&self, body: &(impl Serialize + ?Sized)) -> Result<T> {
        self.request(Method::PUT).json(body).send()?.json()
    }

    /// `DELETE`.
    ///
    /// # Errors
    /// As [`Request::send`].
    pub fn delete(&self) -> Result<()> {
        self.request(Method::DELETE).send().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::StaticToken;

    fn root() -> Endpoint {
        let connection = Connection::builder(StaticToken::new("t")).build().unwrap();
        Endpoint::new(&connection, Resource::Me).child("drive").child("root")
    }

    #[test]
    fn a_colon_stands_around_names_and_nowhere_else() {
        let root = root();
        for (at, path) in [
            (root.item_path(""), "/me/drive/root"),
            (root.item_path("/"), "/me/drive/root"),
            (root.item_path("/").child("children"), "/me/drive/root/children"),
            (root.item_path("a b/c"), "/me/drive/root:/a%20b/c"),
            (root.item_path("//a/").item_path("/b//c"), "/me/drive/root:/a/b/c"),
            (root.item_path("a").child("children"), "/me/drive/root:/a:/children"),
            (root.item_path("a").child("children").child("x"), "/me/drive/root:/a:/children/x"),
            (
                root.item_path("a").function("search", &[("q", "it's")]),
                "/me/drive/root:/a:/search(q='it''s')",
            ),
            (root.item_path("a").value(), "/me/drive/root:/a:/$value"),
            (
                root.item_path("ü#%+😀.txt").child("content"),
                "/me/drive/root:/%C3%BC%23%25%2B%F0%9F%98%80.txt:/content",
            ),
            (root.item_path("../x"), "/me/drive/root:/%2E%2E/x"),
            (root.item_path("a/b").parent(), "/me/drive/root:/a"),
            (root.item_path("a/b").parent().child("children"), "/me/drive/root:/a:/children"),
            (root.item_path("a/b").parent().parent(), "/me/drive/root"),
            (root.item_path("a/b").parent().parent().child("children"), "/me/drive/root/children"),
            (root.item_path("a/b").child("children").parent(), "/me/drive/root:/a/b"),
            (
                root.item_path("a/b").child("children").parent().child("content"),
                "/me/drive/root:/a/b:/content",
            ),
            (root.child("children").parent(), "/me/drive/root"),
        ] {
            assert_eq!(at.path(), path);
        }
    }
}

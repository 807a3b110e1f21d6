//! Whose data a request is about.

use std::{fmt, str::FromStr};

use crate::error::Error;

/// Whose data is meant: the first part of every path.
///
/// A text is read as python-o365 reads it: `me`, `user:x`, `group:x`, `sharepoint:x` and `site:x`; anything
/// with an `@` in it is a user, and so is any other text.
///
/// ```
/// use o365_core::Resource;
///
/// assert_eq!(Resource::from("me"), Resource::Me);
/// assert_eq!(Resource::from("shared@example.com"), Resource::user("shared@example.com"));
/// assert_eq!(Resource::from("site:contoso.sharepoint.com,1,2").to_string(), "/sites/contoso.sharepoint.com,1,2");
/// assert_eq!(Resource::user("o'brien#1@example.com").to_string(), "/users/o'brien%231@example.com");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Resource {
    /// The signed-in person.
    #[default]
    Me,
    /// A person or a shared mailbox, by id or user principal name (mostly the e-mail address).
    User(String),
    /// A group, by id.
    Group(String),
    /// A SharePoint site, by id (`host,guid,guid`), host, or `root`.
    Site(String),
    /// A drive, by id.
    Drive(String),
    /// Nobody's data: paths at the service's root, such as `/users`.
    Root,
}

impl Resource {
    /// A person or a shared mailbox, by id or user principal name.
    pub fn user(id: impl Into<String>) -> Self {
        Resource::User(id.into())
    }

    /// A group, by id.
    pub fn group(id: impl Into<String>) -> Self {
        Resource::Group(id.into())
    }

    /// A SharePoint site, by id.
    pub fn site(id: impl Into<String>) -> Self {
        Resource::Site(id.into())
    }

    /// A drive, by id.
    pub fn drive(id: impl Into<String>) -> Self {
        Resource::Drive(id.into())
    }

    /// The segments of the path, not encoded.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Resource::Me => (Some("me"), None),
            Resource::User(id) => (Some("users"), Some(id)),
            Resource::Group(id) => (Some("groups"), Some(id)),
            Resource::Site(id) => (Some("sites"), Some(id)),
            Resource::Drive(id) => (Some("drives"), Some(id)),
            Resource::Root => (None, None),
        };
        first.into_iter().chain(second.map(String::as_str))
    }
}

/// The path, encoded: `/users/george@best.com`.
impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments()
            .try_for_each(|segment| write!(f, "/{}", crate::path::encode_segment(segment)))
    }
}

impl From<&str> for Resource {
    fn from(text: &str) -> Self {
        let text = text.trim().trim_matches('/');
        let known = text.split_once([':', '/']).and_then(|(kind, id)| {
            let id = id.trim().to_owned();
            Some(match kind {
                "user" | "users" => Resource::User(id),
                "group" | "groups" => Resource::Group(id),
                "site" | "sites" | "sharepoint" => Resource::Site(id),
                "drive" | "drives" => Resource::Drive(id),
                _ => return None,
            })
        });
        match text {
            "me" => Resource::Me,
            "root" => Resource::Root,
            _ => known.unwrap_or_else(|| Resource::User(text.to_owned())),
        }
    }
}
impl From<&String> for Resource {
    fn from(text: &String) -> Self {
        Resource::from(text.as_str())
    }
}
impl From<String> for Resource {
    fn from(text: String) -> Self {
        Resource::from(text.as_str())
    }
}
impl From<&Resource> for Resource {
    fn from(resource: &Resource) -> Self {
        resource.clone()
    }
}

impl FromStr for Resource {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let resource = Resource::from(text);
        let whole = resource.segments().all(|segment| !segment.is_empty());
        whole
            .then_some(resource)
            .ok_or_else(|| Error::input(format!("`{text}` names no one: say `user:ID`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ancestor_s_strings() {
        for (text, path) in [
            ("me", "/me"),
            ("user:george@best.com", "/users/george@best.com"),
            ("users/george@best.com", "/users/george@best.com"),
            ("group:1-2", "/groups/1-2"),
            ("sharepoint:root", "/sites/root"),
            ("site:contoso.sharepoint.com", "/sites/contoso.sharepoint.com"),
            ("george@best.com", "/users/george@best.com"),
            ("0f6c-1", "/users/0f6c-1"),
            ("drive:b!x", "/drives/b!x"),
            ("root", ""),
        ] {
            assert_eq!(Resource::from(text).to_string(), path, "{text}");
        }
    }

    #[test]
    fn refuses_an_empty_name() {
        assert!("user:".parse::<Resource>().is_err());
        assert!("group: ".parse::<Resource>().is_err());
        assert!("".parse::<Resource>().is_err() && "/".parse::<Resource>().is_err());
        assert!("me".parse::<Resource>().is_ok());
    }
}

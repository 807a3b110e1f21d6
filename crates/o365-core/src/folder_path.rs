//! Where a folder is, by names.

use std::fmt;

use crate::error::{Error, Result};

/// Names of folders of mail or contacts, from the top down.
///
/// A text is split at its slashes. Names in an array or a list are taken as they are, so that a name can have a slash.
///
/// ```
/// use o365_core::FolderPath;
///
/// assert_eq!(FolderPath::from("Inbox/Projects/2024").names(), ["Inbox", "Projects", "2024"]);
/// assert_eq!(FolderPath::from("/Inbox//Projects/").names(), ["Inbox", "Projects"]);
/// assert_eq!(FolderPath::from(["Inbox", "Sales/Marketing"]).names(), ["Inbox", "Sales/Marketing"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FolderPath(Vec<String>);

impl FolderPath {
    /// The names, from the top down.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Whether it can be followed.
    ///
    /// # Errors
    /// Bad input for a path without a name, and for a name that is empty.
    pub fn check(&self) -> Result<()> {
        match self.names() {
            [] => Err(Error::input("the path of a folder is empty")),
            names if names.iter().any(String::is_empty) => {
                Err(Error::input("a name in the path of a folder is empty"))
            }
            _ => Ok(()),
        }
    }

    /// The path of a folder in this one.
    #[must_use]
    pub fn child(&self, name: impl Into<String>) -> Self {
        let mut names = self.0.clone();
        names.push(name.into());
        FolderPath(names)
    }
}

/// The names with slashes between them, to be shown: a slash within a name isn't told apart.
impl fmt::Display for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = self.0.iter();
        names.next().map_or(Ok(()), |name| f.write_str(name))?;
        names.try_for_each(|name| write!(f, "/{name}"))
    }
}

impl From<&str> for FolderPath {
    fn from(path: &str) -> Self {
        path.split('/').filter(|name| !name.is_empty()).collect()
    }
}
impl From<String> for FolderPath {
    fn from(path: String) -> Self {
        FolderPath::from(path.as_str())
    }
}
impl From<&String> for FolderPath {
    fn from(path: &String) -> Self {
        FolderPath::from(path.as_str())
    }
}
impl From<&FolderPath> for FolderPath {
    fn from(path: &FolderPath) -> Self {
        path.clone()
    }
}
impl<N: Into<String>, const COUNT: usize> From<[N; COUNT]> for FolderPath {
    fn from(names: [N; COUNT]) -> Self {
        names.into_iter().collect()
    }
}
impl<N: Into<String>> From<Vec<N>> for FolderPath {
    fn from(names: Vec<N>) -> Self {
        names.into_iter().collect()
    }
}
impl<N: Into<String>> FromIterator<N> for FolderPath {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        FolderPath(names.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_names() {
        for (path, is_good) in [("", false), ("/", false), ("a", true), ("/a//b/", true)] {
            assert_eq!(FolderPath::from(path).check().is_ok(), is_good, "{path}");
        }
        assert!(FolderPath::from(["a", ""]).check().is_err());
        assert_eq!(FolderPath::from(["a/b", "c"]).child("d").names(), ["a/b", "c", "d"]);
        assert_eq!(FolderPath::from(["a", "b"]).to_string(), "a/b");
    }
}

//! Typed ids.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a `T`, as the service gave it. Opaque and case-sensitive.
///
/// A text, an id and the thing itself are all good where an id is asked for (`impl Into<Id<T>>`).
///
/// ```
/// use o365_core::Id;
///
/// struct Message;
/// let id: Id<Message> = "AAMkAGVm".into();
/// assert_eq!(id, "AAMkAGVm");
/// ```
pub struct Id<T: ?Sized> {
    text: Box<str>,
    of: PhantomData<fn(&T)>,
}

impl<T: ?Sized> Id<T> {
    /// The id with this text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Id { text: text.into(), of: PhantomData }
    }

    /// The id as the service spells it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no id: the thing wasn't read from the service.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl<T: ?Sized> Default for Id<T> {
    fn default() -> Self {
        Id::new("")
    }
}
impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        Id::new(self.text.clone())
    }
}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> PartialEq<str> for Id<T> {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}
impl<T: ?Sized> PartialEq<&str> for Id<T> {
    fn eq(&self, other: &&str) -> bool {
        &*self.text == *other
    }
}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({:?})", self.text)
    }
}
impl<T: ?Sized> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<T: ?Sized> AsRef<str> for Id<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}
impl<T: ?Sized> From<&str> for Id<T> {
    fn from(text: &str) -> Self {
        Id::new(text)
    }
}
impl<T: ?Sized> From<String> for Id<T> {
    fn from(text: String) -> Self {
        Id::new(text)
    }
}
impl<T: ?Sized> From<&String> for Id<T> {
    fn from(text: &String) -> Self {
        Id::new(text.as_str())
    }
}
impl<T: ?Sized> From<&Id<T>> for Id<T> {
    fn from(id: &Id<T>) -> Self {
        id.clone()
    }
}
impl<T: ?Sized> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de, T: ?Sized> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(Id::new)
    }
}

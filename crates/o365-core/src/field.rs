//! What a draft says about one property.

use serde::{Serialize, Serializer};

/// What a draft says about one property: nothing, `null`, or a value.
///
/// ```
/// use o365_core::Field;
///
/// assert_eq!(Field::from("x"), Field::Set("x".to_owned()));
/// assert_eq!(Field::<String>::from(None), Field::Clear);
/// assert!(Field::<String>::default().is_keep());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// Say nothing: the service keeps its value.
    #[default]
    Keep,
    /// Send `null`: the service clears its value.
    Clear,
    /// Send this value.
    Set(T),
}

impl<T> Field<T> {
    /// Whether nothing is said. For `skip_serializing_if`.
    pub fn is_keep(&self) -> bool {
        matches!(self, Field::Keep)
    }

    /// The value, if one is set.
    pub fn as_set(&self) -> Option<&T> {
        match self {
            Field::Set(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> Field<Vec<T>> {
    /// Adds one more to the list that is set; sets it where there is none.
    pub fn push(&mut self, item: T) {
        self.extend([item]);
    }

    /// Adds one more to the list, in place of those that are the same.
    pub fn replace(&mut self, item: T, is_same: impl Fn(&T) -> bool) {
        if let Field::Set(known) = self {
            known.retain(|one| !is_same(one));
        }
        self.push(item);
    }
}

impl<T> Extend<T> for Field<Vec<T>> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        match self {
            Field::Set(list) => list.extend(items),
            Field::Keep | Field::Clear => *self = Field::Set(items.into_iter().collect()),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Field::Set(value)
    }
}
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Field::Clear, Field::Set)
    }
}
impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Field::Set(value.to_owned())
    }
}
impl From<&String> for Field<String> {
    fn from(value: &String) -> Self {
        Field::Set(value.clone())
    }
}

impl<const N: usize> From<[&str; N]> for Field<Vec<String>> {
    fn from(values: [&str; N]) -> Self {
        Field::Set(values.into_iter().map(str::to_owned).collect())
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Set(value) => value.serialize(serializer),
            Field::Keep | Field::Clear => serializer.serialize_none(),
        }
    }
}

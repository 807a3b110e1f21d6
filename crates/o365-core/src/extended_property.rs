//! MAPI properties that Graph has no name for, on messages, folders, events and contacts.
//!
//! ```
//! use o365_core::extended_property::{ExtendedPropertyId, Kind};
//! use o365_core::query::Query;
//!
//! let deferred = ExtendedPropertyId::tag(0x3FEF, Kind::SystemTime);
//! assert_eq!(deferred.to_string(), "SystemTime 0x3FEF");
//! let project = ExtendedPropertyId::named("8ecce264-6880-4ebe-992f-8888d2eeaa1d", "Project", Kind::String);
//! assert_eq!(project.to_string(), "String {8ecce264-6880-4ebe-992f-8888d2eeaa1d} Name Project");
//!
//! // Read with the item, by `expand`; found by `filter`.
//! let query = Query::new().expand(&deferred);
//! assert_eq!(query.to_string(), "$expand=singleValueExtendedProperties($filter=id eq 'SystemTime 0x3FEF')");
//! let filter = project.has_value("Apollo");
//! assert_eq!(
//!     filter.to_string(),
//!     "singleValueExtendedProperties/any(a:a/id eq 'String {8ecce264-6880-4ebe-992f-8888d2eeaa1d} Name Project' \
//!      and a/value eq 'Apollo')"
//! );
//! ```
//!
//! [Extended properties](https://learn.microsoft.com/graph/api/resources/extended-properties-overview).

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::json::null_default;
use crate::query::{Expand, Filter, field};
use crate::time::instant;

const SINGLE: &str = "singleValueExtendedProperties";
const MULTI: &str = "multiValueExtendedProperties";

crate::open_enum! {
    /// The type of an extended property. Those that end in `Array` have several values.
    pub enum Kind {
        /// A text.
        String = "String",
        /// A whole number of 32 bits.
        Integer = "Integer",
        /// A whole number of 64 bits.
        Long = "Long",
        /// A whole number of 16 bits.
        Short = "Short",
        /// True or false.
        Boolean = "Boolean",
        /// An instant.
        SystemTime = "SystemTime",
        /// A time as a number of days.
        ApplicationTime = "ApplicationTime",
        /// A number of 64 bits with a fraction.
        Double = "Double",
        /// A number of 32 bits with a fraction.
        Float = "Float",
        /// An amount of money.
        Currency = "Currency",
        /// Bytes, as base64.
        Binary = "Binary",
        /// A GUID.
        Clsid = "CLSID",
        /// Texts.
        StringArray = "StringArray",
        /// Whole numbers of 32 bits.
        IntegerArray = "IntegerArray",
        /// Whole numbers of 64 bits.
        LongArray = "LongArray",
        /// Whole numbers of 16 bits.
        ShortArray = "ShortArray",
        /// Instants.
        SystemTimeArray = "SystemTimeArray",
        /// Times as numbers of days.
        ApplicationTimeArray = "ApplicationTimeArray",
        /// Numbers of 64 bits with a fraction.
        DoubleArray = "DoubleArray",
        /// Numbers of 32 bits with a fraction.
        FloatArray = "FloatArray",
        /// Amounts of money.
        CurrencyArray = "CurrencyArray",
        /// Pieces of bytes, as base64.
        BinaryArray = "BinaryArray",
        /// GUIDs.
        ClsidArray = "CLSIDArray",
    }
}

/// Which extended property is meant. See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExtendedPropertyId {
    text: String,
}

impl ExtendedPropertyId {
    /// A property that Outlook knows, by its number: `0x3FEF` for the time of delivery.
    ///
    /// [Numbers](https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops).
    pub fn tag(tag: u16, kind: impl Into<Kind>) -> Self {
        ExtendedPropertyId { text: format!("{} 0x{tag:04X}", kind.into()) }
    }

    /// A property of one's own by a name, in the namespace that a GUID stands for.
    pub fn named(guid: impl AsRef<str>, name: impl AsRef<str>, kind: impl Into<Kind>) -> Self {
        let (guid, name) = (braced(guid.as_ref()), name.as_ref());
        ExtendedPropertyId { text: format!("{} {guid} Name {name}", kind.into()) }
    }

    /// A property by a number in the namespace that a GUID stands for.
    pub fn id(guid: impl AsRef<str>, lid: u32, kind: impl Into<Kind>) -> Self {
        let guid = braced(guid.as_ref());
        ExtendedPropertyId { text: format!("{} {guid} Id 0x{lid:04X}", kind.into()) }
    }

    /// The id as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it has several values.
    pub fn is_multi(&self) -> bool {
        self.text.split(' ').next().is_some_and(|kind| kind.ends_with("Array"))
    }

    /// Whether the service means this one by `id`: it spells GUIDs and numbers in its own way.
    pub fn is(&self, id: &str) -> bool {
        // A name may have blanks in it: only the words before it are the service's.
        let mut words = self.text.splitn(4, ' ').zip(id.splitn(4, ' '));
        self.text.splitn(4, ' ').count() == id.splitn(4, ' ').count()
            && words.all(|(ours, theirs)| match (hexadecimal(ours), hexadecimal(theirs)) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => ours.eq_ignore_ascii_case(theirs),
            })
    }

    /// Its value, if it is among these. For components: what a thing's `extended_property` gives.
    pub fn value_in<'a>(&self, properties: &'a [SingleValueExtendedProperty]) -> Option<&'a str> {
        properties.iter().find(|one| self.is(&one.id)).map(|one| one.value.as_str())
    }

    /// Its values, if it is among these. For components: what a thing's `extended_properties` gives.
    pub fn values_in<'a>(
        &self,
        properties: &'a [MultiValueExtendedProperty],
    ) -> Option<&'a [String]> {
        properties.iter().find(|one| self.is(&one.id)).map(|one| one.value.as_slice())
    }

    /// The condition that a property is this one, for several of them in one expansion:
    /// `Expand::new("singleValueExtendedProperties").filter(a.condition() | b.condition())`.
    pub fn condition(&self) -> Filter {
        field("id").eq(self.as_str())
    }

    /// Only items whose property has this value. For properties with one value.
    pub fn has_value(&self, value: impl Into<ExtendedValue>) -> Filter {
        let value = value.into();
        field(SINGLE).any(|property| {
            property.field("id").eq(self.as_str()) & property.field("value").eq(value.as_str())
        })
    }
}

impl fmt::Display for ExtendedPropertyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<&ExtendedPropertyId> for ExtendedPropertyId {
    fn from(id: &ExtendedPropertyId) -> Self {
        id.clone()
    }
}

impl From<ExtendedPropertyId> for Expand {
    fn from(id: ExtendedPropertyId) -> Self {
        Expand::from(&id)
    }
}
impl From<&ExtendedPropertyId> for Expand {
    fn from(id: &ExtendedPropertyId) -> Self {
        Expand::new(if id.is_multi() { MULTI } else { SINGLE }).filter(id.condition())
    }
}

/// The value of an extended property: always a text on the wire.
///
/// ```
/// use o365_core::extended_property::ExtendedValue;
/// use time::macros::datetime;
///
/// assert_eq!(ExtendedValue::from(2).as_str(), "2");
/// assert_eq!(ExtendedValue::from(datetime!(2024-05-01 9:00 +2)).as_str(), "2024-05-01T07:00:00Z");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ExtendedValue(String);

impl ExtendedValue {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ExtendedValue {
    fn from(text: &str) -> Self {
        ExtendedValue(text.to_owned())
    }
}
impl From<String> for ExtendedValue {
    fn from(text: String) -> Self {
        ExtendedValue(text)
    }
}
impl From<bool> for ExtendedValue {
    fn from(value: bool) -> Self {
        ExtendedValue(value.to_string())
    }
}
impl From<i32> for ExtendedValue {
    fn from(value: i32) -> Self {
        ExtendedValue(value.to_string())
    }
}
impl From<i64> for ExtendedValue {
    fn from(value: i64) -> Self {
        ExtendedValue(value.to_string())
    }
}
impl From<f64> for ExtendedValue {
    fn from(value: f64) -> Self {
        ExtendedValue(value.to_string())
    }
}
impl From<OffsetDateTime> for ExtendedValue {
    fn from(at: OffsetDateTime) -> Self {
        ExtendedValue(instant::to_text(at))
    }
}

/// An extended property with one value.
///
/// [singleValueLegacyExtendedProperty](https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SingleValueExtendedProperty {
    /// Which it is, as the service spells it. [`ExtendedPropertyId::is`] compares.
    #[serde(deserialize_with = "null_default")]
    pub id: String,
    /// Its value as a text, whatever its kind.
    #[serde(deserialize_with = "null_default")]
    pub value: String,
}

impl SingleValueExtendedProperty {
    /// This property with this value.
    pub fn new(id: &ExtendedPropertyId, value: impl Into<ExtendedValue>) -> Self {
        SingleValueExtendedProperty { id: id.to_string(), value: value.into().0 }
    }
}

/// An extended property with several values.
///
/// [multiValueLegacyExtendedProperty](https://learn.microsoft.com/graph/api/resources/multivaluelegacyextendedproperty).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MultiValueExtendedProperty {
    /// Which it is, as the service spells it. [`ExtendedPropertyId::is`] compares.
    #[serde(deserialize_with = "null_default")]
    pub id: String,
    /// Its values as texts, whatever their kind.
    #[serde(deserialize_with = "null_default")]
    pub value: Vec<String>,
}

impl MultiValueExtendedProperty {
    /// This property with these values.
    pub fn new<V: Into<ExtendedValue>>(
        id: &ExtendedPropertyId,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let value = values.into_iter().map(|value| value.into().0).collect();
        MultiValueExtendedProperty { id: id.to_string(), value }
    }
}

fn braced(guid: &str) -> String {
    format!("{{{}}}", guid.trim().trim_start_matches('{').trim_end_matches('}'))
}

fn hexadecimal(word: &str) -> Option<u32> {
    let digits = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"))?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUID: &str = "{8ECCC264-6880-4EBE-992F-8888D2EEAA1D}";

    #[test]
    fn are_spelled_as_the_service_wants_them() {
        for (id, text) in [
            (ExtendedPropertyId::tag(0x36, Kind::Integer), "Integer 0x0036"),
            (
                ExtendedPropertyId::named(GUID, "Test Property", Kind::StringArray),
                "StringArray {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Test Property",
            ),
            (
                ExtendedPropertyId::id(&GUID[1..37], 0x8012, Kind::Integer),
                "Integer {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Id 0x8012",
            ),
        ] {
            assert_eq!(id.as_str(), text);
        }
    }

    #[test]
    fn are_found_however_the_service_spells_them() {
        let id = ExtendedPropertyId::tag(0x36, Kind::Integer);
        assert!(id.is("Integer 0x36") && id.is("integer 0X0036"));
        assert!(!id.is("Integer 0x37") && !id.is("Integer 0x36 ") && !id.is("Integer"));
        let id = ExtendedPropertyId::named(GUID, "a b", Kind::String);
        assert!(id.is("String {8eccc264-6880-4ebe-992f-8888d2eeaa1d} Name a b"));
        assert!(!id.is("String {8eccc264-6880-4ebe-992f-8888d2eeaa1d} Name a b c"));
    }

    #[test]
    fn several_values_are_another_relation() {
        let id = ExtendedPropertyId::named(GUID, "Palette", Kind::StringArray);
        let expand = Expand::from(&id).to_string();
        assert!(
            expand.starts_with("multiValueExtendedProperties($filter=id eq 'StringArray {8ECC")
        );
        let quoted = ExtendedPropertyId::named(GUID, "O'Brien", Kind::String).condition();
        assert!(quoted.to_string().ends_with("Name O''Brien'"), "{quoted}");
    }

    #[test]
    fn null_costs_nothing() {
        let read: SingleValueExtendedProperty =
            serde_json::from_str(r#"{"id":"Integer 0x36","value":null}"#).unwrap();
        assert_eq!(read.value, "");
    }
}

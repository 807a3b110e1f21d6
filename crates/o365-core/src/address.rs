//! Postal addresses.

use serde::{Deserialize, Serialize};

use crate::json::Extra;

/// A postal address.
///
/// ```
/// use o365_core::PhysicalAddress;
///
/// let address = PhysicalAddress::new().street("Sir Matt Busby Way").city("Manchester").postal_code("M16 0RA");
/// assert_eq!(address.city.as_deref(), Some("Manchester"));
/// ```
///
/// [physicalAddress](https://learn.microsoft.com/graph/api/resources/physicaladdress).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct PhysicalAddress {
    /// Street and number; several lines if need be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// The town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The state or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The country, as text: no code is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_or_region: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

macro_rules! setters {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        impl PhysicalAddress {
            /// An address without anything in it.
            pub fn new() -> Self {
                PhysicalAddress::default()
            }

            /// Whether nothing is in it. The service gives such an address where there is none.
            pub fn is_empty(&self) -> bool {
                [$(&self.$field),*].into_iter().flatten().all(String::is_empty) && self.extra.is_empty()
            }

            $($(#[$doc])*
            #[must_use]
            pub fn $field(mut self, text: impl Into<String>) -> Self {
                self.$field = Some(text.into());
                self
            })*
        }
    };
}

setters! {
    /// Street and number; several lines if need be.
    street,
    /// The town.
    city,
    /// The state or province.
    state,
    /// The postal code.
    postal_code,
    /// The country, as text: no code is asked for.
    country_or_region,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_anything_is_empty() {
        assert!(serde_json::from_str::<PhysicalAddress>("{}").unwrap().is_empty());
        let blank = r#"{"street":"","city":null}"#;
        assert!(serde_json::from_str::<PhysicalAddress>(blank).unwrap().is_empty());
        assert!(!PhysicalAddress::new().city("Belfast").is_empty());
    }
}

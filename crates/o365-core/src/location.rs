//! Where something takes place.

use serde::{Deserialize, Serialize};

use crate::address::PhysicalAddress;
use crate::field::Field;
use crate::json::Extra;

crate::open_enum! {
    /// What a location is.
    pub enum LocationType {
        /// Nothing in particular.
        Default = "default",
        /// A conference room.
        ConferenceRoom = "conferenceRoom",
        /// Somebody's home.
        HomeAddress = "homeAddress",
        /// Somebody's office.
        BusinessAddress = "businessAddress",
        /// A point on the globe.
        GeoCoordinates = "geoCoordinates",
        /// An address.
        StreetAddress = "streetAddress",
        /// A hotel.
        Hotel = "hotel",
        /// A restaurant.
        Restaurant = "restaurant",
        /// A shop or a firm.
        LocalBusiness = "localBusiness",
        /// An address for letters.
        PostalAddress = "postalAddress",
    }
}

/// Where a meeting takes place.
///
/// [location](https://learn.microsoft.com/graph/api/resources/location).
///
/// ```
/// use o365_core::Location;
///
/// assert_eq!(Location::from("Old Trafford").display_name.as_deref(), Some("Old Trafford"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Location {
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_type: Option<LocationType>,
    /// Its mail address: that of a room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_email_address: Option<String>,
    /// A link to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_uri: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PhysicalAddress>,
    /// Its place on the globe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<GeoCoordinates>,
    /// What this version doesn't model: `uniqueId` and `uniqueIdType`, which the service uses itself, among it.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&str> for Location {
    fn from(name: &str) -> Self {
        Location { display_name: Some(name.to_owned()), ..Default::default() }
    }
}
impl From<String> for Location {
    fn from(name: String) -> Self {
        Location { display_name: Some(name), ..Default::default() }
    }
}
impl From<&String> for Location {
    fn from(name: &String) -> Self {
        Location::from(name.as_str())
    }
}
impl From<&str> for Field<Location> {
    fn from(name: &str) -> Self {
        Field::Set(name.into())
    }
}
impl From<String> for Field<Location> {
    fn from(name: String) -> Self {
        Field::Set(name.into())
    }
}
impl From<&String> for Field<Location> {
    fn from(name: &String) -> Self {
        Field::Set(name.into())
    }
}

/// A point on the globe.
///
/// [outlookGeoCoordinates](https://learn.microsoft.com/graph/api/resources/outlookgeocoordinates).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GeoCoordinates {
    /// Degrees north of the equator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// How exact latitude and longitude are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude: Option<f64>,
    /// How exact the height is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_accuracy: Option<f64>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_lost_on_the_way_there_and_back() {
        let whole = json!({
            "displayName": "Old Trafford", "locationType": "localBusiness", "locationEmailAddress": "ot@manutd.uk",
            "locationUri": "https://example.com", "uniqueId": "x", "uniqueIdType": "private",
            "address": {"street": "Sir Matt Busby Way", "city": "Manchester", "state": "", "countryOrRegion": "UK", "postalCode": "M16 0RA"},
            "coordinates": {"latitude": 53.46, "longitude": -2.29, "accuracy": 1.0, "altitude": 30.0, "altitudeAccuracy": 5.0},
        });
        let location: Location = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(location.extra.len(), 2);
        assert_eq!(serde_json::to_value(&location).unwrap(), whole);
        let nulls: Location = serde_json::from_str(
            r#"{"displayName":null,"address":null,"coordinates":{"latitude":null}}"#,
        )
        .unwrap();
        assert_eq!(nulls.display_name, None);
    }
}

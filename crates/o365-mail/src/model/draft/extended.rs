//! Properties of a draft that Graph has no name for.

use o365_core::extended_property::{
    ExtendedPropertyId, ExtendedValue, Kind, MultiValueExtendedProperty,
    SingleValueExtendedProperty,
};
use time::OffsetDateTime;

use super::MessageDraft;
use crate::model::Sensitivity;

impl MessageDraft {
    /// Sets a property that Graph has no name for. Said twice for the same property, the later value counts.
    ///
    /// ```
    /// use o365_core::extended_property::{ExtendedPropertyId, Kind};
    /// use o365_mail::MessageDraft;
    ///
    /// let project = ExtendedPropertyId::named("8ecce264-6880-4ebe-992f-8888d2eeaa1d", "Project", Kind::String);
    /// let draft = MessageDraft::new().subject("Moon").extended_property(&project, "Apollo");
    /// # let _ = draft;
    /// ```
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-post-singlevalueextendedproperties).
    #[must_use]
    pub fn extended_property(
        mut self,
        id: &ExtendedPropertyId,
        value: impl Into<ExtendedValue>,
    ) -> Self {
        let property = SingleValueExtendedProperty::new(id, value);
        self.single_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// Sets a property with several values that Graph has no name for. Said twice for the same property, the later
    /// values count.
    ///
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/multivaluelegacyextendedproperty-post-multivalueextendedproperties).
    #[must_use]
    pub fn extended_properties<V: Into<ExtendedValue>>(
        mut self,
        id: &ExtendedPropertyId,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let property = MultiValueExtendedProperty::new(id, values);
        self.multi_value_extended_properties.replace(property, |known| id.is(&known.id));
        self
    }

    /// Has it delivered at this time and not before. Until then the service holds it back. Said twice, the later time
    /// counts; one that is past delivers at once.
    ///
    /// [PidTagDeferredSendTime](https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops).
    #[doc(alias = "delay_delivery")]
    #[must_use]
    pub fn deliver_at(self, at: OffsetDateTime) -> Self {
        self.extended_property(&ExtendedPropertyId::tag(0x3FEF, Kind::SystemTime), at)
    }

    /// How confidential it is: what Outlook shows above it.
    #[must_use]
    pub fn sensitivity(self, sensitivity: Sensitivity) -> Self {
        self.extended_property(&Sensitivity::id(), sensitivity.number())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn said_twice_the_later_counts() {
        let draft = MessageDraft::new()
            .deliver_at(datetime!(2024-05-01 9:00 +2))
            .sensitivity(Sensitivity::Private)
            .deliver_at(datetime!(2024-05-02 9:00:00.5 +2));
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({"singleValueExtendedProperties": [
                {"id": "Integer 0x0036", "value": "2"},
                {"id": "SystemTime 0x3FEF", "value": "2024-05-02T07:00:00.5Z"},
            ]})
        );
        let id = ExtendedPropertyId::named(
            "8ecce264-6880-4ebe-992f-8888d2eeaa1d",
            "Palette",
            Kind::StringArray,
        );
        let draft = MessageDraft::new()
            .extended_properties(&id, ["x"])
            .extended_properties(&id, ["Green", "Aqua"]);
        assert_eq!(
            serde_json::to_value(&draft).unwrap(),
            json!({"multiValueExtendedProperties": [
                {"id": "StringArray {8ecce264-6880-4ebe-992f-8888d2eeaa1d} Name Palette", "value": ["Green", "Aqua"]},
            ]})
        );
    }
}

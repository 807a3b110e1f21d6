//! How confidential a message is.

use o365_core::extended_property::{ExtendedPropertyId, Kind};
use o365_core::open_enum;

use super::Message;

open_enum! {
    /// How confidential a message is: what Outlook shows above it, and what an inbox rule can look at.
    ///
    /// Of a message it is the extended property [`Sensitivity::id`], which a list or `get_with` has to expand: Graph has no
    /// name for it. [PidTagSensitivity](https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops).
    pub enum Sensitivity {
        /// Not at all.
        Normal = "normal",
        /// Personal.
        Personal = "personal",
        /// Private.
        Private = "private",
        /// Confidential.
        Confidential = "confidential",
    }
}

/// In the order of their numbers.
const KNOWN: [Sensitivity; 4] =
    [Sensitivity::Normal, Sensitivity::Personal, Sensitivity::Private, Sensitivity::Confidential];

impl Sensitivity {
    /// The extended property in which it is kept.
    pub fn id() -> ExtendedPropertyId {
        ExtendedPropertyId::tag(0x0036, Kind::Integer)
    }

    /// The number in that property; of a sensitivity that this version doesn't know, that of a normal message.
    pub(crate) fn number(&self) -> i32 {
        (0..).zip(&KNOWN).find(|(_, known)| *known == self).map_or(0, |(number, _)| number)
    }
}

impl Message {
    /// How confidential it is, where `expand(Sensitivity::id())` brought it.
    pub fn sensitivity(&self) -> Option<Sensitivity> {
        let number: usize = self.extended_property(&Sensitivity::id())?.parse().ok()?;
        KNOWN.get(number).cloned()
    }
}

//! How confidential something is.

use crate::extended_property::{ExtendedPropertyId, Kind};

crate::open_enum! {
    /// How confidential a message or an event is: what Outlook shows above it, and what an inbox rule can look at.
    ///
    /// Events have a property for it. Of a message it is the extended property [`Sensitivity::id`], which a list or
    /// `get_with` has to expand: Graph has no name for it. [PidTagSensitivity](https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops).
    pub enum Sensitivity {
        /// Not at all.
        Normal = "normal",
        /// Personal.
        Personal = "personal",
        /// Private: of an event, others see only that one is busy.
        Private = "private",
        /// Confidential.
        Confidential = "confidential",
    }
}

/// In the order of their numbers.
const KNOWN: [Sensitivity; 4] =
    [Sensitivity::Normal, Sensitivity::Personal, Sensitivity::Private, Sensitivity::Confidential];

impl Sensitivity {
    /// The extended property in which that of a message is kept.
    pub fn id() -> ExtendedPropertyId {
        ExtendedPropertyId::tag(0x0036, Kind::Integer)
    }

    /// By the number in that property.
    pub fn of_number(number: i32) -> Option<Sensitivity> {
        KNOWN.get(usize::try_from(number).ok()?).cloned()
    }

    /// The number in that property; of a sensitivity that this version doesn't know, that of a normal message.
    pub fn number(&self) -> i32 {
        (0..).zip(&KNOWN).find(|(_, known)| *known == self).map_or(0, |(number, _)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_number() {
        for (number, known) in (0..).zip(&KNOWN) {
            assert_eq!(
                (known.number(), Sensitivity::of_number(number).as_ref()),
                (number, Some(known))
            );
        }
        assert_eq!(Sensitivity::from("secret").number(), 0);
        assert_eq!((Sensitivity::of_number(4), Sensitivity::of_number(-1)), (None, None));
    }
}

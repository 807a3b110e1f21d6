//! How confidential a message is.

use o365_core::extended_property::{ExtendedPropertyId, Kind};

use super::Message;

/// How confidential a message is: what Outlook shows above it.
///
/// Graph has no name for it: it is the extended property [`Sensitivity::id`], which a list or `get_with` has to expand.
/// [PidTagSensitivity](https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// Not at all.
    Normal,
    /// Personal.
    Personal,
    /// Private.
    Private,
    /// Confidential.
    Confidential,
}

impl Sensitivity {
    /// The extended property in which it is kept.
    pub fn id() -> ExtendedPropertyId {
        ExtendedPropertyId::tag(0x0036, Kind::Integer)
    }

    pub(crate) fn number(self) -> i32 {
        match self {
            Sensitivity::Normal => 0,
            Sensitivity::Personal => 1,
            Sensitivity::Private => 2,
            Sensitivity::Confidential => 3,
        }
    }
}

impl Message {
    /// How confidential it is, where `expand(Sensitivity::id())` brought it.
    pub fn sensitivity(&self) -> Option<Sensitivity> {
        let number: i32 = self.extended_property(&Sensitivity::id())?.parse().ok()?;
        use Sensitivity::{Confidential, Normal, Personal, Private};
        [Normal, Personal, Private, Confidential].into_iter().find(|one| one.number() == number)
    }
}

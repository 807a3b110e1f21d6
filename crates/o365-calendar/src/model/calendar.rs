//! Calendars and their groups.

use o365_core::json::{Extra, null_default};
use o365_core::{EmailAddress, Id, draft, open_enum};
use serde::{Deserialize, Serialize};

use super::OnlineMeetingProvider;

open_enum! {
    /// The colour in which a calendar is shown.
    pub enum CalendarColor {
        /// Whichever Outlook chooses.
        Auto = "auto",
        /// Light blue.
        LightBlue = "lightBlue",
        /// Light green.
        LightGreen = "lightGreen",
        /// Light orange.
        LightOrange = "lightOrange",
        /// Light gray.
        LightGray = "lightGray",
        /// Light yellow.
        LightYellow = "lightYellow",
        /// Light teal.
        LightTeal = "lightTeal",
        /// Light pink.
        LightPink = "lightPink",
        /// Light brown.
        LightBrown = "lightBrown",
        /// Light red.
        LightRed = "lightRed",
        /// As many colours as there are: no colour of its own.
        MaxColor = "maxColor",
    }
}

/// A calendar.
///
/// [calendar](https://learn.microsoft.com/graph/api/resources/calendar).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Calendar {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<Calendar>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The colour in which it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<CalendarColor>,
    /// The colour as three bytes, `#FF0000`; empty where nobody chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hex_color: Option<String>,
    /// Whether it is the one that new events go to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default_calendar: Option<bool>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<EmailAddress>,
    /// Whether one may write in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_edit: Option<bool>,
    /// Whether one may share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_share: Option<bool>,
    /// Whether one may read private events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_view_private_items: Option<bool>,
    /// Whether one may delete it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_removable: Option<bool>,
    /// Whether it follows what people answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_tallying_responses: Option<bool>,
    /// Who may run its meetings on the internet.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub allowed_online_meeting_providers: Vec<OnlineMeetingProvider>,
    /// Who runs them if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_online_meeting_provider: Option<OnlineMeetingProvider>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&Calendar> for Id<Calendar> {
    fn from(calendar: &Calendar) -> Self {
        calendar.id.clone()
    }
}

draft! {
    /// What to say of a calendar: to create it or to change it. A text is its name.
    ///
    /// ```
    /// use o365_calendar::{CalendarColor, CalendarDraft};
    ///
    /// let draft = CalendarDraft::new().name("Football players birthdays").color(CalendarColor::LightRed);
    /// # let _ = draft;
    /// ```
    pub struct CalendarDraft {
        /// Its name.
        name: String,
        /// The colour in which it is shown.
        color: CalendarColor,
        /// Whether new events go to it. It can be changed to `true` only.
        is_default_calendar: bool,
    }
}

/// A group of calendars, as Outlook shows them at the side.
///
/// [calendarGroup](https://learn.microsoft.com/graph/api/resources/calendargroup).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct CalendarGroup {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<CalendarGroup>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is to Outlook: a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class_id: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_key: Option<String>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&CalendarGroup> for Id<CalendarGroup> {
    fn from(group: &CalendarGroup) -> Self {
        group.id.clone()
    }
}

draft! {
    /// What to say of a group of calendars. A text is its name.
    pub struct CalendarGroupDraft {
        /// Its name.
        name: String,
    }
}

macro_rules! named {
    ($draft:ident) => {
        impl From<&str> for $draft {
            fn from(name: &str) -> Self {
                $draft::new().name(name)
            }
        }
        impl From<String> for $draft {
            fn from(name: String) -> Self {
                $draft::new().name(name)
            }
        }
        impl From<&String> for $draft {
            fn from(name: &String) -> Self {
                $draft::new().name(name)
            }
        }
        impl From<&$draft> for $draft {
            fn from(draft: &$draft) -> Self {
                draft.clone()
            }
        }
    };
}

named!(CalendarDraft);
named!(CalendarGroupDraft);

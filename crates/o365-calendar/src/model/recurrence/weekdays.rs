//! Days of the week, and which of them in a month.

use std::fmt;

use o365_core::open_enum;
use time::Weekday;

/// The week as lists of days begin it here.
const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

open_enum! {
    /// Which of the days in a month.
    pub enum WeekIndex {
        /// The first.
        First = "first",
        /// The second.
        Second = "second",
        /// The third.
        Third = "third",
        /// The fourth.
        Fourth = "fourth",
        /// The last: the fourth or the fifth.
        Last = "last",
    }
}

/// Days of the week: one or more, never none.
///
/// ```
/// use o365_calendar::Weekdays;
/// use o365_core::time::Weekday;
///
/// let days = Weekdays::from([Weekday::Monday, Weekday::Tuesday]);
/// assert_eq!(days.to_string(), "Monday and Tuesday");
/// assert!(Weekdays::WORKDAYS.contains(Weekday::Friday));
/// assert_eq!(Weekdays::new([]), None);
/// ```
///
/// An array without a day doesn't compile:
///
/// ```compile_fail
/// let none = o365_calendar::Weekdays::from([]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays {
    /// A bit for each day; the lowest is Monday.
    bits: u8,
}

impl Weekdays {
    /// Monday to Friday.
    pub const WORKDAYS: Weekdays = Weekdays { bits: 0b001_1111 };
    /// Saturday and Sunday.
    pub const WEEKEND: Weekdays = Weekdays { bits: 0b110_0000 };
    /// All seven.
    pub const ALL: Weekdays = Weekdays { bits: 0b111_1111 };

    /// These days, or `None` if there is none.
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Option<Weekdays> {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        (bits != 0).then_some(Weekdays { bits })
    }

    /// Whether a day is one of these.
    pub fn contains(self, day: Weekday) -> bool {
        self.bits & bit(day) != 0
    }

    /// Each day, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        self.iter_from(Weekday::Monday)
    }

    /// Each day, in a week that begins with this one.
    pub(super) fn iter_from(self, first: Weekday) -> impl Iterator<Item = Weekday> {
        let days = (0..7).map(move |step| first.nth_next(step));
        days.filter(move |day| self.contains(*day))
    }

    /// The day, if it is one alone.
    pub(super) fn single(self) -> Option<Weekday> {
        let mut days = self.iter();
        days.next().filter(|_| days.next().is_none())
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.number_days_from_monday()
}

impl From<Weekday> for Weekdays {
    fn from(day: Weekday) -> Self {
        Weekdays { bits: bit(day) }
    }
}

impl<const N: usize> From<[Weekday; N]> for Weekdays {
    fn from(days: [Weekday; N]) -> Self {
        const { assert!(N > 0, "a set of weekdays has one day at least") }
        Weekdays { bits: days.into_iter().fold(0, |bits, day| bits | bit(day)) }
    }
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// `Monday`, `Monday and Tuesday`, `Monday, Tuesday and Friday`.
impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.iter().count().saturating_sub(1);
        for (at, day) in self.iter().enumerate() {
            let before = match at {
                0 => "",
                at if at == last => " and ",
                _ => ", ",
            };
            write!(f, "{before}{day}")?;
        }
        Ok(())
    }
}

/// A day as Graph writes it: `monday`.
pub(super) fn to_wire(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// A day by Graph's name.
pub(super) fn from_wire(text: &str) -> Option<Weekday> {
    WEEK.into_iter().find(|day| to_wire(*day).eq_ignore_ascii_case(text))
}

/// A day as RFC 5545 writes it: `MO`.
pub(super) fn to_rfc(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// A day by its two letters.
pub(super) fn from_rfc(text: &str) -> Option<Weekday> {
    WEEK.into_iter().find(|day| to_rfc(*day).eq_ignore_ascii_case(text))
}

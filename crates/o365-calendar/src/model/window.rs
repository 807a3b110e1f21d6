//! From when until when one looks.

use std::ops::{Range, RangeInclusive};

use o365_core::time::{AllDay, Disambiguation, LocalTimeError, TimeZone, When, instant};
use o365_core::{Error, Result};
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

/// From when until when one looks at a calendar. What only touches its ends is left out; what reaches into it is told.
///
/// It is made by `into` from what is at hand:
///
/// ```
/// use o365_calendar::Window;
/// use o365_core::time::{AllDay, macros::{date, datetime}};
///
/// let clocks = Window::from(datetime!(2024-05-01 9:00)..datetime!(2024-05-01 17:00)); // in the account's zone
/// let instants = Window::from(datetime!(2024-05-01 9:00 UTC)..datetime!(2024-05-01 17:00 UTC));
/// let in_tokyo = Window::from((datetime!(2024-05-01 9:00), "Asia/Tokyo")..(datetime!(2024-05-01 17:00), "Asia/Tokyo"));
/// let day = Window::from(date!(2024-05-01));
/// let week = Window::from(date!(2024-05-06)..=date!(2024-05-12));
/// # let _ = (clocks, instants, in_tokyo, day, week, Window::from(AllDay::on(date!(2024-05-01))));
/// ```
///
/// Where clocks skip an end of it, or show it twice, the window is the longer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    start: When,
    end: When,
}

impl Window {
    /// From one time until another.
    pub fn new(start: impl Into<When>, end: impl Into<When>) -> Self {
        Window { start: start.into(), end: end.into() }
    }

    /// Its instants, given the account's zone.
    ///
    /// # Errors
    /// Bad input for a zone that isn't known, and for an end that isn't after the start.
    pub fn instants(&self, account: &TimeZone) -> Result<Range<OffsetDateTime>> {
        let instant = |when: &When, rule| {
            let resolved = when.resolve(account).instant_with(rule);
            resolved.map_err(|error: LocalTimeError| Error::input(error.to_string()))
        };
        let start = instant(&self.start, Disambiguation::Earlier)?;
        let end = instant(&self.end, Disambiguation::Later)?;
        if end <= start {
            return Err(Error::input(format!("nothing is between {start} and {end}")));
        }
        Ok(start..end)
    }

    /// Its ends as query options.
    pub(crate) fn texts(&self, account: &TimeZone) -> Result<(String, String)> {
        let Range { start, end } = self.instants(account)?;
        Ok((instant::to_text(start), instant::to_text(end)))
    }

    pub(crate) fn start(&self) -> &When {
        &self.start
    }

    pub(crate) fn end(&self) -> &When {
        &self.end
    }
}

impl<W: Into<When>> From<Range<W>> for Window {
    fn from(range: Range<W>) -> Self {
        Window::new(range.start, range.end)
    }
}
impl From<AllDay> for Window {
    fn from(days: AllDay) -> Self {
        let midnight = |day| PrimitiveDateTime::new(day, Time::MIDNIGHT);
        Window::new(midnight(days.first()), midnight(days.end()))
    }
}
impl From<Date> for Window {
    fn from(day: Date) -> Self {
        AllDay::on(day).into()
    }
}
impl From<RangeInclusive<Date>> for Window {
    fn from(days: RangeInclusive<Date>) -> Self {
        let midnight = |day| PrimitiveDateTime::new(day, Time::MIDNIGHT);
        Window::new(midnight(*days.start()), midnight(AllDay::on(*days.end()).end()))
    }
}
impl From<&Window> for Window {
    fn from(window: &Window) -> Self {
        window.clone()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn days_are_those_of_the_account() {
        let madrid = TimeZone::new("Europe/Madrid");
        let texts = Window::from(date!(2024 - 03 - 31)).texts(&madrid).unwrap();
        assert_eq!(texts, ("2024-03-30T23:00:00Z".into(), "2024-03-31T22:00:00Z".into()));
        let week = Window::from(date!(2024 - 05 - 06)..=date!(2024 - 05 - 12));
        let week = week.instants(&TimeZone::UTC).unwrap();
        assert_eq!(week.end - week.start, time::Duration::DAY * 7);
    }

    #[test]
    fn clocks_that_change_make_it_longer() {
        let madrid = TimeZone::new("Europe/Madrid");
        let gap = datetime!(2024-03-31 2:30)..datetime!(2024-03-31 2:45);
        let gap = Window::from(gap).instants(&madrid).unwrap();
        assert_eq!(
            (gap.start, gap.end),
            (datetime!(2024-03-31 0:30 UTC), datetime!(2024-03-31 1:45 UTC))
        );
        let fold = datetime!(2024-10-27 2:30)..datetime!(2024-10-27 2:30);
        let fold = Window::from(fold).instants(&madrid).unwrap();
        assert_eq!(fold.end - fold.start, time::Duration::HOUR);
    }

    #[test]
    fn what_is_no_window_is_an_error() {
        let back = Window::from(datetime!(2024-05-02 0:00 UTC)..datetime!(2024-05-01 0:00 UTC));
        assert!(back.instants(&TimeZone::UTC).is_err());
        let nowhere =
            (datetime!(2024-05-01 0:00), "Nowhere")..(datetime!(2024-05-02 0:00), "Nowhere");
        let error = Window::from(nowhere).instants(&TimeZone::UTC).unwrap_err();
        assert!(error.to_string().contains("Nowhere"), "{error}");
    }
}

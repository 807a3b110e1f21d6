//! When people are free and when they aren't.

use std::ops::Range;

use o365_core::json::{Extra, null_default};
use o365_core::time::DateTimeTimeZone;
use o365_core::{Recipients, WorkingHours, open_enum};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::Window;

open_enum! {
    /// How a time looks to others.
    pub enum FreeBusyStatus {
        /// Free.
        Free = "free",
        /// Perhaps busy.
        Tentative = "tentative",
        /// Busy.
        Busy = "busy",
        /// Out of office.
        #[doc(alias = "oof")]
        OutOfOffice = "oof",
        /// At work, but elsewhere.
        WorkingElsewhere = "workingElsewhere",
    }
}

impl FreeBusyStatus {
    /// By the digit of an availability view.
    fn of_digit(digit: char) -> Self {
        match digit {
            '0' => FreeBusyStatus::Free,
            '1' => FreeBusyStatus::Tentative,
            '2' => FreeBusyStatus::Busy,
            '3' => FreeBusyStatus::OutOfOffice,
            '4' => FreeBusyStatus::WorkingElsewhere,
            other => FreeBusyStatus::from(other.encode_utf8(&mut [0; 4]) as &str),
        }
    }
}

/// Whose free time is asked for, and when.
///
/// ```
/// use o365_calendar::FreeBusyRequest;
/// use o365_core::time::{Duration, macros::date};
///
/// let ask = FreeBusyRequest::new(["pele@santos.br", "george@best.com"], date!(2024-05-06)).interval(Duration::minutes(15));
/// # let _ = ask;
/// ```
#[derive(Clone, Debug)]
pub struct FreeBusyRequest {
    pub(crate) schedules: Recipients,
    pub(crate) window: Window,
    pub(crate) interval: Duration,
}

impl FreeBusyRequest {
    /// People, rooms and distribution lists by their addresses, any number of them; the service looks at some 60 days at
    /// most.
    pub fn new(schedules: impl Into<Recipients>, window: impl Into<Window>) -> Self {
        let (schedules, window) = (schedules.into(), window.into());
        FreeBusyRequest { schedules, window, interval: Duration::minutes(30) }
    }

    /// How long each step of the availability view is: 5 to 1440 minutes, 30 if nothing is said.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }
}

/// What somebody does in a time that was asked for.
///
/// [scheduleInformation](https://learn.microsoft.com/graph/api/resources/scheduleinformation).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ScheduleInformation {
    /// Their address.
    #[serde(deserialize_with = "null_default")]
    pub schedule_id: String,
    /// A digit for each step: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere.
    /// [`statuses`](Self::statuses) reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_view: Option<String>,
    /// Their events, as far as one may see them.
    #[serde(deserialize_with = "null_default", skip_serializing_if = "Vec::is_empty")]
    pub schedule_items: Vec<ScheduleItem>,
    /// When they work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// Why nothing is known of them: the others are told all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<FreeBusyError>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ScheduleInformation {
    /// How each step looks to others, in order.
    pub fn statuses(&self) -> impl Iterator<Item = FreeBusyStatus> + '_ {
        let digits = self.availability_view.as_deref().unwrap_or_default().chars();
        digits.map(FreeBusyStatus::of_digit)
    }

    /// When they aren't free: their events but for those in which they are free. An event whose zone isn't known, or whose
    /// time isn't told, is left out here.
    pub fn busy(&self) -> impl Iterator<Item = Range<OffsetDateTime>> + '_ {
        let busy = |item: &&ScheduleItem| item.status != Some(FreeBusyStatus::Free);
        self.schedule_items.iter().filter(busy).filter_map(|item| {
            Some(item.start.as_ref()?.instant().ok()?..item.end.as_ref()?.instant().ok()?)
        })
    }
}

/// An event of somebody, as far as one may see it.
///
/// [scheduleItem](https://learn.microsoft.com/graph/api/resources/scheduleitem).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct ScheduleItem {
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTimeTimeZone>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<DateTimeTimeZone>,
    /// How it looks to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<FreeBusyStatus>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Whether it is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_private: Option<bool>,
    /// What this version doesn't model.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Why somebody's time isn't known.
///
/// [freeBusyError](https://learn.microsoft.com/graph/api/resources/freebusyerror).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct FreeBusyError {
    /// A text about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `ErrorMailRecipientNotFound`, ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
}

/// Who is free when.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Availability {
    /// What each does, in the order of the request. A distribution list is told as its members.
    pub schedules: Vec<ScheduleInformation>,
    /// The time that was asked for.
    pub window: Range<OffsetDateTime>,
    /// How long each step is.
    pub interval: Duration,
}

impl Availability {
    /// Where all of them are free for so long, in order: each the whole stretch, however long. Someone of whom nothing is
    /// known is never free.
    ///
    /// ```no_run
    /// # fn run(schedule: o365_calendar::Schedule) -> o365_core::Result<()> {
    /// use o365_calendar::FreeBusyRequest;
    /// use o365_core::time::{Duration, macros::date};
    ///
    /// let ask = FreeBusyRequest::new(["pele@santos.br", "george@best.com"], date!(2024-05-06));
    /// for stretch in schedule.availability(&ask)?.free(Duration::HOUR) {
    ///     println!("{} to {}", stretch.start, stretch.end);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn free(&self, at_least: Duration) -> Vec<Range<OffsetDateTime>> {
        let people: Vec<Vec<bool>> = self.schedules.iter().map(free_steps).collect();
        let steps = people.iter().map(Vec::len).max().unwrap_or_default();
        let free = |step: usize| people.iter().all(|one| one.get(step).copied().unwrap_or(false));
        let mut found = Vec::new();
        let mut since = None;
        for step in 0..=steps {
            match (step < steps && free(step), since) {
                (true, None) => since = Some(step),
                (false, Some(first)) => {
                    since = None;
                    let end = self.at(step).min(self.window.end);
                    let stretch = self.at(first)..end;
                    if stretch.end - stretch.start >= at_least {
                        found.push(stretch);
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn at(&self, step: usize) -> OffsetDateTime {
        let since = self.interval.saturating_mul(i32::try_from(step).unwrap_or(i32::MAX));
        self.window.start.checked_add(since).unwrap_or(self.window.end)
    }
}

fn free_steps(one: &ScheduleInformation) -> Vec<bool> {
    match one.error {
        Some(_) => Vec::new(),
        None => one.statuses().map(|status| status == FreeBusyStatus::Free).collect(),
    }
}

/// The answer as it comes.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default, deserialize_with = "null_default")]
    pub(crate) value: Vec<ScheduleInformation>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::Weekday;
    use time::macros::{datetime, time};

    use super::*;

    fn person(view: &str) -> ScheduleInformation {
        ScheduleInformation { availability_view: Some(view.to_owned()), ..Default::default() }
    }

    fn availability(schedules: Vec<ScheduleInformation>) -> Availability {
        let window = datetime!(2024-05-06 8:00 UTC)..datetime!(2024-05-06 11:00 UTC);
        Availability { schedules, window, interval: Duration::minutes(30) }
    }

    #[test]
    fn finds_where_all_are_free() {
        let both = availability(vec![person("002000"), person("000100")]);
        let hours = |at_least| {
            let free = both.free(at_least).into_iter();
            free.map(|free| (free.start.time(), free.end.time())).collect::<Vec<_>>()
        };
        assert_eq!(
            hours(Duration::HOUR),
            [(time!(8:00), time!(9:00)), (time!(10:00), time!(11:00))]
        );
        assert_eq!(hours(Duration::minutes(61)), []);
        // A view that ends early says nothing of the rest; one that isn't there says nothing at all.
        assert_eq!(
            availability(vec![person("000000"), person("00")]).free(Duration::HOUR).len(),
            1
        );
        assert!(availability(vec![person("000000"), person("")]).free(Duration::HOUR).is_empty());
        assert!(availability(Vec::new()).free(Duration::HOUR).is_empty());
        let failed =
            ScheduleInformation { error: Some(FreeBusyError::default()), ..person("000000") };
        assert!(availability(vec![person("000000"), failed]).free(Duration::HOUR).is_empty());
    }

    #[test]
    fn reads_what_the_service_says() {
        let read: Answer = serde_json::from_value(json!({"value": [
            {"scheduleId": "adelev@contoso.com", "availabilityView": "0129",
             "scheduleItems": [
                {"isPrivate": false, "status": "busy", "subject": "Let's go for lunch", "location": "Harry's Bar",
                 "start": {"dateTime": "2019-03-15T12:00:00.0000000", "timeZone": "Pacific Standard Time"},
                 "end": {"dateTime": "2019-03-15T14:00:00.0000000", "timeZone": "Pacific Standard Time"}},
                {"status": "free", "start": {"dateTime": "2019-03-15T15:00:00.0000000", "timeZone": "UTC"}, "end": null}],
             "workingHours": {"daysOfWeek": ["monday", "friday"], "startTime": "08:00:00.0000000",
                "endTime": "17:00:00.0000000", "timeZone": {"name": "Pacific Standard Time"}}},
            {"scheduleId": "nobody@contoso.com", "availabilityView": "",
             "error": {"message": "not found", "responseCode": "ErrorMailRecipientNotFound"}, "workingHours": null},
        ]}))
        .unwrap();
        let [adele, nobody] = read.value.as_slice() else { panic!() };
        let statuses: Vec<_> = adele.statuses().collect();
        assert!(matches!(statuses[3], FreeBusyStatus::Unknown(_)));
        assert_eq!(statuses[1..3], [FreeBusyStatus::Tentative, FreeBusyStatus::Busy]);
        assert!(
            adele.busy().eq([datetime!(2019-03-15 19:00 UTC)..datetime!(2019-03-15 21:00 UTC)])
        );
        let hours = adele.working_hours.as_ref().unwrap();
        assert!(hours.days().eq([Weekday::Monday, Weekday::Friday]));
        assert_eq!(hours.start_time, Some(time!(8:00)));
        let error = nobody.error.as_ref().unwrap();
        assert_eq!(error.response_code.as_deref(), Some("ErrorMailRecipientNotFound"));
    }
}

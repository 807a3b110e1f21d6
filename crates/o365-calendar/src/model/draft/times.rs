//! When an event is, before the account's zone is known.

use o365_core::time::{DateTimeTimeZone, Disambiguation, LocalTimeError, TimeZone, When};
use o365_core::{Error, Result};
use time::{Duration, OffsetDateTime};

use crate::model::Days;

/// How long an event lasts of which only the start is said.
const USUAL: Duration = Duration::minutes(30);

/// When an event is, as far as it was said.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    pub(super) start: Option<When>,
    pub(super) end: Option<When>,
    pub(super) duration: Option<Duration>,
    pub(super) days: Option<Days>,
    pub(super) rule: Option<Disambiguation>,
}

/// When an event is, as it is sent.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Resolved {
    pub(super) start: Option<DateTimeTimeZone>,
    pub(super) end: Option<DateTimeTimeZone>,
    pub(super) is_all_day: Option<bool>,
    /// The zone in which the start was said, where it goes out in another.
    pub(super) zone: Option<TimeZone>,
}

impl Times {
    /// With an end in any case if it is `new`.
    pub(super) fn resolve(&self, account: &TimeZone, new: bool) -> Result<Resolved> {
        if let Some(days) = &self.days {
            let (start, end) = days.check()?.to_start_end(account);
            let (start, end) = (Some(start), Some(end));
            return Ok(Resolved { start, end, is_all_day: Some(true), zone: None });
        }
        if new && self.start.is_none() {
            return Err(Error::input("an event needs a start: say `start` or `all_day`"));
        }
        let said = |when: &When| when.resolve(account);
        let start = self.start.as_ref().map(|start| self.told(said(start))).transpose()?;
        let end = match (&self.end, self.duration, &start) {
            (Some(end), ..) => Some(self.told(said(end))?),
            (None, Some(duration), Some((start, _))) => Some(later(start, duration)?),
            (None, Some(_), None) => {
                return Err(Error::input(
                    "how long an event lasts counts from its start: say `start` too",
                ));
            }
            (None, None, Some((start, _))) if new => Some(later(start, USUAL)?),
            (None, None, _) => None,
        };
        if let (Some((start, _)), Some((end, _))) = (&start, &end)
            && is_before(end, start)
        {
            return Err(Error::input(format!(
                "the event ends at {end}, before it starts at {start}"
            )));
        }
        // Who says both means an event with times, also where it was one of whole days.
        let is_all_day = (!new && start.is_some() && end.is_some()).then_some(false);
        let zone = start.as_ref().and_then(|(_, zone)| zone.clone());
        let only = |told: Option<(DateTimeTimeZone, _)>| told.map(|(time, _)| time);
        Ok(Resolved { start: only(start), end: only(end), is_all_day, zone })
    }

    /// The time that is sent, and the zone that it was said in if that is another.
    fn told(&self, said: DateTimeTimeZone) -> Result<(DateTimeTimeZone, Option<TimeZone>)> {
        let refused = |error: LocalTimeError| {
            Error::input(format!("{error}; `disambiguation` says which is meant"))
        };
        match (said.instant(), self.rule) {
            // Of a zone that isn't known nothing can be told.
            (Ok(_) | Err(LocalTimeError::Zone(_)), _) => Ok((said, None)),
            (Err(error), None) => Err(refused(error)),
            (Err(fold @ LocalTimeError::Fold { .. }), Some(rule)) => {
                let instant = said.instant_with(rule).map_err(|_| refused(fold))?;
                Ok((DateTimeTimeZone::utc(instant), Some(said.time_zone)))
            }
            (Err(gap), Some(rule)) => {
                let instant = said.instant_with(rule).map_err(|_| refused(gap))?;
                let shifted = DateTimeTimeZone::from_instant(instant, said.time_zone);
                Ok((shifted.map_err(|error| Error::input(error.to_string()))?, None))
            }
        }
    }
}

type Told = (DateTimeTimeZone, Option<TimeZone>);

/// So much later, by the clocks of the same zone.
fn later(start: &DateTimeTimeZone, duration: Duration) -> Result<Told> {
    let beyond = || Error::input("the event ends beyond the end of the calendar");
    let moved = match start.instant_with(Disambiguation::Compatible) {
        Ok(instant) => {
            let end: OffsetDateTime = instant.checked_add(duration).ok_or_else(beyond)?;
            let end = DateTimeTimeZone::from_instant(end, &start.time_zone);
            end.map_err(|error| Error::input(error.to_string()))?
        }
        Err(_) => {
            let end = start.date_time.checked_add(duration).ok_or_else(beyond)?;
            DateTimeTimeZone::new(end, start.time_zone.clone())
        }
    };
    // A clock that shows the end twice can't say which is meant.
    match moved.instant() {
        Err(LocalTimeError::Fold { .. }) => {
            let instant = start.instant_with(Disambiguation::Compatible);
            let end = instant
                .ok()
                .and_then(|instant| instant.checked_add(duration))
                .ok_or_else(beyond)?;
            Ok((DateTimeTimeZone::utc(end), Some(moved.time_zone)))
        }
        _ => Ok((moved, None)),
    }
}

fn is_before(end: &DateTimeTimeZone, start: &DateTimeTimeZone) -> bool {
    let instant = |time: &DateTimeTimeZone| time.instant_with(Disambiguation::Compatible);
    match (instant(end), instant(start)) {
        (Ok(end), Ok(start)) => end < start,
        _ => end.time_zone == start.time_zone && end.date_time < start.date_time,
    }
}

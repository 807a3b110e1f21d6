//! One event: a single one, or a series with what differs on some of its days.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::schema::now;
use crate::service::{
    attachment::Attachment,
    clock::{Moment, Zone},
    person::Person,
    recurrence::Recurrence,
};

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) key: u64,
    pub(crate) version: u64,
    pub(crate) calendar: u32,
    /// The same in the calendars of all who take part.
    pub(crate) meeting: u64,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) organizer: Arc<Person>,
    pub(crate) is_organizer: bool,
    pub(crate) series: Option<Series>,
    /// What a client may write, but for the times.
    pub(crate) properties: Map<String, Value>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) reminder: Reminder,
}

/// What has become of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reminder {
    Set,
    /// Until these seconds since 1970.
    Snoozed(i64),
    Dismissed,
}

#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) recurrence: Recurrence,
    /// Whose clock counts.
    pub(crate) zone: Zone,
    /// `None` is a day that was taken out.
    pub(crate) exceptions: BTreeMap<Date, Option<Exception>>,
}

/// What differs on one day of a series.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    /// What its attachments are found by.
    pub(crate) key: u64,
    pub(crate) version: u64,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) properties: Map<String, Value>,
    pub(crate) attachments: Vec<Attachment>,
}

/// An event as it is shown: itself, or one day of a series.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) event: &'a Event,
    pub(crate) day: Option<Date>,
    pub(crate) exception: Option<&'a Exception>,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
}

impl Event {
    pub(crate) fn item(&self) -> Item<'_> {
        let (start, end) = (self.start.clone(), self.end.clone());
        Item { event: self, day: None, exception: None, start, end }
    }

    pub(crate) fn touch(&mut self, version: u64) {
        (self.version, self.modified) = (version, now());
    }

    /// When the series has it on that day, were there no exceptions.
    pub(crate) fn planned(&self, series: &Series, day: Date) -> (Moment, Moment) {
        let start = self.start.in_zone(&series.zone);
        let end = self.end.in_zone(&series.zone);
        let length = end.wall.since(start.wall).unwrap_or_default();
        let from = Moment { wall: day.to_datetime(start.wall.time()), zone: series.zone.clone() };
        let wall = from.wall.checked_add(length).unwrap_or(from.wall);
        let mut to = Moment { wall, zone: series.zone.clone() };
        // The clock may have been put forward over its end.
        if to.at() < from.at() {
            to = Moment::of(from.at() + self.end.at() - self.start.at(), &series.zone);
        }
        (from, to)
    }

    fn occurrence_of<'a>(
        &'a self,
        series: &'a Series,
        day: Date,
        exception: Option<&'a Exception>,
    ) -> Item<'a> {
        let (start, end) = match exception {
            Some(exception) => (exception.start.clone(), exception.end.clone()),
            None => self.planned(series, day),
        };
        Item { event: self, day: Some(day), exception, start, end }
    }

    /// The occurrence of a day, if the series has one there that wasn't taken out.
    pub(crate) fn occurrence(&self, day: Date) -> Option<Item<'_>> {
        let series = self.series.as_ref()?;
        let is_there = || series.recurrence.days().take_while(|d| *d <= day).last() == Some(day);
        match series.exceptions.get(&day) {
            Some(exception) => Some(self.occurrence_of(series, day, Some(exception.as_ref()?))),
            None => is_there().then(|| self.occurrence_of(series, day, None)),
        }
    }

    /// The days before and after one in the series.
    pub(crate) fn neighbours(&self, day: Date) -> (Option<Date>, Option<Date>) {
        let Some(series) = &self.series else { return (None, None) };
        let before = series.recurrence.days().take_while(|d| *d < day).last();
        (before, series.recurrence.days().find(|d| *d > day))
    }

    /// All that happens of it between two instants, in its order.
    pub(crate) fn between(&self, from: i64, to: i64) -> Vec<Item<'_>> {
        let touches = |item: &Item<'_>| {
            let (start, end) = (item.start.at(), item.end.at());
            start < to && (end > from || start >= from)
        };
        let Some(series) = &self.series else {
            return Some(self.item()).filter(touches).into_iter().collect();
        };
        let day = |at: i64, ahead: i64| {
            let day = Moment::of(at, &series.zone).wall.date();
            day.checked_add(ahead.days()).unwrap_or(day)
        };
        let length = (self.end.at() - self.start.at()) / 86_400;
        let (first, last) = (day(from, -2 - length), day(to, 2));
        let plain = series.recurrence.days().take_while(|day| *day <= last);
        let plain = plain.filter(|day| *day >= first && !series.exceptions.contains_key(day));
        let plain = plain.map(|day| self.occurrence_of(series, day, None));
        let moved = series.exceptions.iter().filter_map(|(day, exception)| {
            Some(self.occurrence_of(series, *day, Some(exception.as_ref()?)))
        });
        let mut all: Vec<_> = plain.chain(moved).filter(touches).collect();
        all.sort_by_key(|item| item.start.at());
        all
    }
}

impl Item<'_> {
    pub(crate) fn property(&self, name: &str) -> Option<&Value> {
        let own = self.exception.and_then(|exception| exception.properties.get(name));
        own.or_else(|| self.event.properties.get(name)).filter(|value| !value.is_null())
    }

    pub(crate) fn flag(&self, name: &str, default: bool) -> bool {
        self.property(name).and_then(Value::as_bool).unwrap_or(default)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.property(name).and_then(Value::as_str)
    }

    pub(crate) fn is_all_day(&self) -> bool {
        self.flag("isAllDay", false)
    }

    pub(crate) fn version(&self) -> u64 {
        self.exception.map_or(self.event.version, |own| own.version.max(self.event.version))
    }

    /// The attachments, and what their ids are made of.
    pub(crate) fn attachments(&self) -> (u64, &[Attachment]) {
        match self.exception {
            Some(own) if !own.attachments.is_empty() => (own.key, &own.attachments),
            _ => (self.event.key, &self.event.attachments),
        }
    }

    pub(crate) fn attendees(&self) -> &[Value] {
        self.property("attendees").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The day as ids have it.
    pub(crate) fn day_number(&self) -> Option<i32> {
        self.day.map(day_number)
    }
}

/// Days since 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.since(epoch).map_or(0, |span| span.get_days())
}

pub(crate) fn day_of(number: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(i64::from(number).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_from_1970() {
        for (text, number) in [("1970-01-02", 1), ("1969-12-31", -1), ("2026-03-29", 20_541)] {
            let day: Date = text.parse().unwrap();
            assert_eq!(day_number(day), number);
            assert_eq!(day_of(number), Some(day));
        }
    }
}

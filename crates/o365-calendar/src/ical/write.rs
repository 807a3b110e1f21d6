//! Events as an .ics file.

use icalendar::{Calendar, Component, Event as Entry, EventLike, Property, parser};
use o365_core::time::{DateTimeTimeZone, Disambiguation, TimeZone, date};
use o365_core::{BodyType, Error, Recipient, ResponseType, Result};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::model::{
    Attendee, AttendeeType, Event, FreeBusyStatus, Importance, Recurrence, Sensitivity, compact,
};

/// Writes events as an .ics file: those of a view each for itself, or series whole.
///
/// Moved ones of a series go along where `expand(prop::EXCEPTION_OCCURRENCES)` brought them, cancelled ones where
/// `select(prop::CANCELLED_OCCURRENCES)` did.
///
/// [event](https://learn.microsoft.com/graph/api/resources/event).
///
/// ```
/// # let events: Vec<o365_calendar::Event> = Vec::new();
/// let text = o365_calendar::ical::write(&events)?;
/// assert!(text.starts_with("BEGIN:VCALENDAR"));
/// # Ok::<(), o365_core::Error>(())
/// ```
///
/// # Errors
/// Bad input for an event without a start or an end, one in a zone that isn't known, a series whose pattern isn't known.
pub fn write<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<String> {
    let mut calendar = Calendar::new();
    for event in events {
        calendar.push(entry(event, None)?);
        for moved in &event.exception_occurrences {
            calendar.push(entry(moved, Some(event))?);
        }
    }
    (&calendar).try_into().map_err(|_| Error::input("the events can't be written"))
}

fn entry(event: &Event, series: Option<&Event>) -> Result<Entry> {
    let mut entry = Entry::new();
    let named = series.unwrap_or(event);
    let uid = named.i_cal_uid.as_deref().unwrap_or(named.id.as_str());
    entry.uid(&clean(uid));
    let changed = event.last_modified_date_time.or(event.created_date_time);
    entry.add_property("DTSTAMP", utc(changed.unwrap_or(OffsetDateTime::UNIX_EPOCH)));
    if let Some(subject) = &event.subject {
        entry.summary(&lines(subject));
    }
    text(&mut entry, event);
    let places = event.locations.iter().chain(&event.location);
    let mut places: Vec<_> = places.filter_map(|place| place.display_name.as_deref()).collect();
    places.dedup();
    if !places.is_empty() {
        entry.location(&lines(&places.join("; ")));
    }
    times(&mut entry, event, series)?;
    if let Some(organizer) = &event.organizer {
        entry.append_property(person("ORGANIZER", organizer));
    }
    for attendee in &event.attendees {
        entry.append_multi_property(invited(attendee));
    }
    for category in &event.categories {
        entry.append_multi_property(Property::new("CATEGORIES", lines(category)));
    }
    marks(&mut entry, event);
    Ok(entry)
}

fn text(entry: &mut Entry, event: &Event) {
    match &event.body {
        Some(body) if body.content_type == BodyType::Html => {
            entry.description(&lines(event.body_preview.as_deref().unwrap_or_default()));
            let mut html = Property::new("X-ALT-DESC", escaped(&body.content));
            entry.append_property(html.add_parameter("FMTTYPE", "text/html").done());
        }
        Some(body) => _ = entry.description(&lines(&body.content)),
        None => {}
    }
    if let Some(url) = event.join_url() {
        entry.url(&clean(url));
    }
}

fn times(entry: &mut Entry, event: &Event, series: Option<&Event>) -> Result<()> {
    if let Some(days) = event.all_day() {
        for (name, day) in [("DTSTART", days.first()), ("DTEND", days.end())] {
            let mut property = Property::new(name, compact(day));
            entry.append_property(property.add_parameter("VALUE", "DATE").done());
        }
    } else {
        let said = |time: &Option<DateTimeTimeZone>| {
            let time = time.as_ref().ok_or_else(|| {
                Error::input("an event without a start or an end can't be written")
            })?;
            let instant = time.instant_with(Disambiguation::Compatible);
            instant.map_err(|error| Error::input(error.to_string()))
        };
        let zone = event.recurrence.as_ref().and_then(|recurrence| zone_of(event, recurrence));
        entry.append_property(at("DTSTART", said(&event.start)?, zone.as_ref()));
        entry.append_property(at("DTEND", said(&event.end)?, zone.as_ref()));
    }
    if let Some(original) = event.original_start.filter(|_| series.is_some()) {
        let is_all_day = series.is_some_and(|series| series.is_all_day == Some(true));
        let property = match is_all_day {
            true => day("RECURRENCE-ID", original.date()),
            false => at("RECURRENCE-ID", original, None),
        };
        entry.append_property(property);
    }
    match &event.recurrence {
        Some(recurrence) if series.is_none() => repeat(entry, event, recurrence),
        _ => Ok(()),
    }
}

fn repeat(entry: &mut Entry, event: &Event, recurrence: &Recurrence) -> Result<()> {
    let zone = zone_of(event, recurrence).unwrap_or_default();
    let start =
        event.start.as_ref().and_then(|start| start.instant_with(Disambiguation::Compatible).ok());
    let clock = start.and_then(|start| zone.to_wall_clock(start).ok()).map(PrimitiveDateTime::time);
    let is_all_day = event.all_day().is_some();
    let instant = |day: time::Date| {
        let local = PrimitiveDateTime::new(day, clock?);
        zone.to_instant_with(local, Disambiguation::Compatible).ok()
    };
    // The end is of the kind that the start is of.
    let rule = recurrence.rule(|last| match is_all_day {
        true => Some(compact(last)),
        false => instant(last).map(utc),
    });
    let rule =
        rule.ok_or_else(|| Error::input("a series whose pattern isn't known can't be written"))?;
    entry.add_property("RRULE", rule);
    // `OID.{series}.{day}`
    let cancelled = event.cancelled_occurrences.iter();
    for last in cancelled.filter_map(|id| date::parse(id.rsplit('.').next()?)) {
        match is_all_day {
            true => _ = entry.append_multi_property(day("EXDATE", last)),
            false => {
                if let Some(instant) = instant(last) {
                    entry.append_multi_property(at("EXDATE", instant, Some(&zone)));
                }
            }
        }
    }
    Ok(())
}

/// The zone that a series keeps its time of day in.
fn zone_of(event: &Event, recurrence: &Recurrence) -> Option<TimeZone> {
    let start = event.start.as_ref().map(|start| &start.time_zone);
    let zones = [recurrence.time_zone(), event.original_start_time_zone.as_ref(), start];
    zones.into_iter().flatten().find(|zone| zone.is_known()).cloned()
}

fn marks(entry: &mut Entry, event: &Event) {
    let class = match &event.sensitivity {
        Some(Sensitivity::Private | Sensitivity::Personal) => Some("PRIVATE"),
        Some(Sensitivity::Confidential) => Some("CONFIDENTIAL"),
        _ => None,
    };
    let priority = match &event.importance {
        Some(Importance::High) => Some("1"),
        Some(Importance::Low) => Some("9"),
        _ => None,
    };
    let (transparency, busy) = match &event.show_as {
        Some(FreeBusyStatus::Free) => (Some("TRANSPARENT"), Some("FREE")),
        Some(FreeBusyStatus::Tentative) => (Some("OPAQUE"), Some("TENTATIVE")),
        Some(FreeBusyStatus::Busy) => (Some("OPAQUE"), Some("BUSY")),
        Some(FreeBusyStatus::OutOfOffice) => (Some("OPAQUE"), Some("OOF")),
        Some(FreeBusyStatus::WorkingElsewhere) => (Some("TRANSPARENT"), Some("WORKINGELSEWHERE")),
        _ => (None, None),
    };
    let status = (event.is_cancelled == Some(true)).then_some("CANCELLED");
    for (name, value) in [
        ("CLASS", class),
        ("PRIORITY", priority),
        ("TRANSP", transparency),
        ("X-MICROSOFT-CDO-BUSYSTATUS", busy),
        ("STATUS", status),
    ] {
        if let Some(value) = value {
            entry.add_property(name, value);
        }
    }
    if let (Some(true), Some(minutes)) = (event.is_reminder_on, event.reminder_minutes_before_start)
    {
        let trigger = format!("-PT{}M", minutes.max(0));
        let said = [("ACTION", "DISPLAY"), ("TRIGGER", &*trigger), ("DESCRIPTION", "Reminder")];
        let properties = said.map(|(name, value)| parser::Property::new_ref(name, value)).into();
        let components = Vec::new();
        entry.append_component(parser::Component { name: "VALARM".into(), properties, components });
    }
}

fn invited(attendee: &Attendee) -> Property {
    let mut property = person("ATTENDEE", &attendee.recipient());
    let (role, kind) = match &attendee.attendee_type {
        Some(AttendeeType::Optional) => ("OPT-PARTICIPANT", "INDIVIDUAL"),
        Some(AttendeeType::Resource) => ("NON-PARTICIPANT", "RESOURCE"),
        _ => ("REQ-PARTICIPANT", "INDIVIDUAL"),
    };
    let status = match attendee.response() {
        Some(ResponseType::Accepted | ResponseType::Organizer) => "ACCEPTED",
        Some(ResponseType::TentativelyAccepted) => "TENTATIVE",
        Some(ResponseType::Declined) => "DECLINED",
        _ => "NEEDS-ACTION",
    };
    property.add_parameter("ROLE", role).add_parameter("CUTYPE", kind);
    property.add_parameter("PARTSTAT", status).done()
}

fn person(name: &str, who: &Recipient) -> Property {
    let address = clean(who.address().unwrap_or_default());
    let mut property = Property::new(name, format!("mailto:{address}"));
    // A name in quotation marks can have all but these.
    let shown = clean(who.name().unwrap_or_default()).replace('"', "'");
    if !shown.is_empty() {
        property.add_parameter("CN", &format!("\"{shown}\""));
    }
    property.done()
}

fn at(name: &str, instant: OffsetDateTime, zone: Option<&TimeZone>) -> Property {
    let named = zone.and_then(|zone| Some((zone.iana()?, zone.to_wall_clock(instant).ok()?)));
    match named {
        Some((zone, local)) if zone != "UTC" && zone != "Etc/UTC" => {
            Property::new(name, clock(local)).add_parameter("TZID", zone).done()
        }
        _ => Property::new(name, utc(instant)),
    }
}

fn day(name: &str, day: time::Date) -> Property {
    Property::new(name, compact(day)).add_parameter("VALUE", "DATE").done()
}

fn utc(instant: OffsetDateTime) -> String {
    let there = instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant);
    format!("{}Z", clock(PrimitiveDateTime::new(there.date(), there.time())))
}

fn clock(local: PrimitiveDateTime) -> String {
    let (hour, minute, second) = local.time().as_hms();
    format!("{}T{hour:02}{minute:02}{second:02}", compact(local.date()))
}

/// A text of one line or several; the library escapes it. Other control characters can't stand in such a file.
fn lines(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.retain(|c| !c.is_control() || c == '\n' || c == '\t');
    text
}

/// A text that the library doesn't escape.
fn escaped(text: &str) -> String {
    let text = lines(text).replace('\\', r"\\").replace('\n', r"\n");
    text.replace(',', r"\,").replace(';', r"\;")
}

/// A value on one line.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

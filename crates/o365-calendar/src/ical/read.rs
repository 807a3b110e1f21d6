//! Events of an .ics file, as drafts.

use icalendar::parser::{Component, Property, read_calendar, unfold};
use o365_core::time::{AllDay, DateTimeTimeZone, Disambiguation, TimeZone, When, duration};
use o365_core::{Error, ItemBody, Recipient, Result};
use time::{Date, PrimitiveDateTime, Time};

use super::BACKSLASH;
use crate::model::{
    Attendee, EventDraft, FreeBusyStatus, Importance, Recurrence, Sensitivity, stamp,
};

/// What an event of Outlook has no place for, or what only the service can say.
const LEFT_OUT: [&str; 10] = [
    "EXDATE",
    "RDATE",
    "EXRULE",
    "ATTACH",
    "GEO",
    "ORGANIZER",
    "URL",
    "COMMENT",
    "CONTACT",
    "RESOURCES",
];

/// An event of an .ics file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// Its id in all calendars. The service gives a new event another.
    pub uid: Option<String>,
    /// What to create it by.
    pub draft: EventDraft,
    /// What the file says and the draft can't: `EXDATE:20240513T090000`, `ORGANIZER:mailto:a@b.c`, .. `STATUS:CANCELLED` is
    /// among them for an event that was called off: creating it would bring it back.
    pub left_out: Vec<String>,
}

/// Reads the events of an .ics file, each series once. What else is in it is passed over: tasks, journals.
///
/// Times without a zone are in the account's, as in all drafts. Those invited are in the draft: creating it invites them.
/// [`attendees`](EventDraft::attendees) with none makes it an event of one's own.
///
/// [event](https://learn.microsoft.com/graph/api/resources/event).
///
/// # Errors
/// Bad input for what is no iCalendar file, an event without a start, a zone that isn't known, a rule that Outlook hasn't.
pub fn read(text: &str) -> Result<Vec<Imported>> {
    let text = unfold(text).replace(r"\\", &BACKSLASH.to_string());
    let broken = |why: String| Error::input(format!("the iCalendar file can't be read: {why}"));
    let calendar = read_calendar(&text).map_err(broken)?;
    if calendar.components.is_empty() && calendar.properties.is_empty() {
        return Err(broken("there is no calendar in it".to_owned()));
    }
    let events = || calendar.components.iter().filter(|entry| entry.name.as_str() == "VEVENT");
    let is_moved = |entry: &&Component<'_>| entry.find_prop("RECURRENCE-ID").is_some();
    let mut found: Vec<Imported> =
        events().filter(|entry| !is_moved(entry)).map(import).collect::<Result<_>>()?;
    for moved in events().filter(is_moved) {
        let uid = value(moved, "UID");
        let series = found.iter_mut().find(|known| known.uid.is_some() && known.uid == uid);
        match series {
            Some(series) => series.left_out.extend(moved.find_prop("RECURRENCE-ID").map(line)),
            None => found.push(import(moved)?),
        }
    }
    Ok(found)
}

fn import(entry: &Component<'_>) -> Result<Imported> {
    let mut draft = times(entry, EventDraft::new())?;
    if let Some(subject) = value(entry, "SUMMARY") {
        draft = draft.subject(subject);
    }
    let html = entry
        .find_prop("X-ALT-DESC")
        .filter(|it| parameter(it, "FMTTYPE").is_some_and(|kind| kind == "text/html"));
    draft = match (html, value(entry, "DESCRIPTION")) {
        (Some(html), _) => draft.body(ItemBody::html(unescaped(html.val.as_str()))),
        (None, Some(text)) => draft.body(text),
        (None, None) => draft,
    };
    if let Some(place) = value(entry, "LOCATION").filter(|place| !place.is_empty()) {
        draft = draft.location(place);
    }
    let mut left_out: Vec<String> =
        LEFT_OUT.iter().flat_map(|name| all(entry, name)).map(line).collect();
    let mut people: Vec<Attendee> = Vec::new();
    for property in all(entry, "ATTENDEE") {
        match attendee(property) {
            Some(attendee) => people.push(attendee),
            None => left_out.push(line(property)),
        }
    }
    if !people.is_empty() {
        draft = draft.attendees(people);
    }
    let categories = all(entry, "CATEGORIES").flat_map(|list| {
        list.val.as_str().split(',').map(|one| whole(one.trim())).collect::<Vec<_>>()
    });
    let categories: Vec<String> = categories.filter(|one| !one.is_empty()).collect();
    if !categories.is_empty() {
        draft = draft.categories(categories);
    }
    // Creating it again would bring it back.
    let cancelled = |status: &&Property<'_>| status.val.as_str() == "CANCELLED";
    left_out.extend(all(entry, "STATUS").filter(cancelled).map(line));
    let draft = reminder(entry, marks(entry, draft), &mut left_out);
    Ok(Imported { uid: value(entry, "UID"), draft, left_out })
}

fn times(entry: &Component<'_>, draft: EventDraft) -> Result<EventDraft> {
    let start = entry
        .find_prop("DTSTART")
        .ok_or_else(|| Error::input("an event of the file has no DTSTART"))?;
    let begin = moment(start)?;
    let end = entry.find_prop("DTEND").map(moment).transpose()?;
    let length =
        match entry.find_prop("DURATION") {
            Some(length) => {
                let read = duration::parse(length.val.as_str());
                Some(read.ok_or_else(|| {
                    Error::input(format!("{} is no duration", length.val.as_str()))
                })?)
            }
            None => None,
        };
    let (draft, first, zone) = match begin {
        Moment::Day(first) => {
            let last = match (end, length) {
                (Some(Moment::Day(end)), _) => end.previous_day().unwrap_or(end),
                (Some(Moment::Time(..)), _) => {
                    return Err(Error::input("an event begins by a day and ends by a time"));
                }
                (None, Some(length)) => {
                    let days = length.whole_days().max(1) - 1;
                    first.checked_add(time::Duration::days(days)).unwrap_or(first)
                }
                (None, None) => first,
            };
            let days = AllDay::from_to(first, last.max(first))
                .map_err(|error| Error::input(error.to_string()))?;
            (draft.all_day(days), first, None)
        }
        Moment::Time(begin) => {
            let draft = draft.start(begin.clone());
            let draft = match (end, length) {
                (Some(Moment::Time(end)), _) => draft.end(end),
                (Some(Moment::Day(_)), _) => {
                    return Err(Error::input("an event begins by a time and ends by a day"));
                }
                (None, Some(length)) => draft.duration(length),
                (None, None) => draft.end(begin.clone()),
            };
            let local = begin.resolve(&TimeZone::UTC);
            (draft, local.date_time.date(), Some(local))
        }
    };
    let Some(rule) = entry.find_prop("RRULE") else { return Ok(draft) };
    let recurrence = Recurrence::read_rule(rule.val.as_str(), first, |until, is_utc| {
        last_day(until, is_utc, zone.as_ref())
    })?;
    Ok(draft.recurrence(recurrence))
}

/// The last day of a series that may go on until a time.
fn last_day(
    until: PrimitiveDateTime,
    is_utc: bool,
    start: Option<&DateTimeTimeZone>,
) -> Option<Date> {
    let Some(start) = start else { return Some(until.date()) };
    let local = match is_utc {
        true => start.time_zone.to_wall_clock(until.assume_utc()).ok()?,
        false => until,
    };
    // The one of that day comes too late.
    match local.time() < start.date_time.time() {
        true => local.date().previous_day(),
        false => Some(local.date()),
    }
}

enum Moment {
    Day(Date),
    Time(When),
}

fn moment(property: &Property<'_>) -> Result<Moment> {
    let text = property.val.as_str();
    let unreadable = || Error::input(format!("{}:{text} is no time", property.name.as_str()));
    let (date, time) = stamp(text).ok_or_else(unreadable)?;
    let (time, is_utc): (Time, bool) = match time {
        None => return Ok(Moment::Day(date)),
        Some(time) => time,
    };
    let local = PrimitiveDateTime::new(date, time);
    if is_utc {
        return Ok(Moment::Time(When::Instant(local.assume_utc())));
    }
    let Some(name) = parameter(property, "TZID") else { return Ok(Moment::Time(local.into())) };
    let name = name.trim_matches('"');
    // Some put the maker before the place: `/mozilla.org/20050126_1/Europe/Berlin`.
    let pieces: Vec<&str> = name.rsplitn(3, '/').collect();
    let tail = pieces.get(..2).map(|two| two.iter().rev().copied().collect::<Vec<_>>().join("/"));
    let zones = [Some(name.to_owned()), tail].into_iter().flatten().map(TimeZone::new);
    let zone = zones.into_iter().find(TimeZone::is_known);
    let zone =
        zone.ok_or_else(|| Error::input(format!("nobody knows the time zone \"{name}\"")))?;
    // A series that starts where clocks change is as calendars mean it.
    let zoned = DateTimeTimeZone::new(local, zone);
    let shifted = zoned.instant_with(Disambiguation::Compatible).ok();
    let told =
        shifted.and_then(|instant| DateTimeTimeZone::from_instant(instant, &zoned.time_zone).ok());
    Ok(Moment::Time(told.unwrap_or(zoned).into()))
}

fn marks(entry: &Component<'_>, mut draft: EventDraft) -> EventDraft {
    draft = match value(entry, "CLASS").as_deref() {
        Some("PRIVATE") => draft.sensitivity(Sensitivity::Private),
        Some("CONFIDENTIAL") => draft.sensitivity(Sensitivity::Confidential),
        _ => draft,
    };
    let priority = value(entry, "PRIORITY").and_then(|number| number.parse::<u8>().ok());
    draft = match priority {
        Some(1..=4) => draft.importance(Importance::High),
        Some(6..=9) => draft.importance(Importance::Low),
        _ => draft,
    };
    let busy = value(entry, "X-MICROSOFT-CDO-BUSYSTATUS");
    let status = value(entry, "STATUS");
    let show_as = match (busy.as_deref(), value(entry, "TRANSP").as_deref(), status.as_deref()) {
        (Some("FREE"), ..) | (None, Some("TRANSPARENT"), _) => Some(FreeBusyStatus::Free),
        (Some("TENTATIVE"), ..) | (None, _, Some("TENTATIVE")) => Some(FreeBusyStatus::Tentative),
        (Some("BUSY"), ..) => Some(FreeBusyStatus::Busy),
        (Some("OOF"), ..) => Some(FreeBusyStatus::OutOfOffice),
        (Some("WORKINGELSEWHERE"), ..) => Some(FreeBusyStatus::WorkingElsewhere),
        _ => None,
    };
    if let Some(show_as) = show_as {
        draft = draft.show_as(show_as);
    }
    draft
}

/// The earliest reminder that comes before the start: an event has one. The others are left out.
fn reminder(entry: &Component<'_>, draft: EventDraft, left_out: &mut Vec<String>) -> EventDraft {
    let alarms = entry.components.iter().filter(|part| part.name.as_str() == "VALARM");
    let triggers = alarms.filter_map(|alarm| alarm.find_prop("TRIGGER"));
    let (told, others): (Vec<_>, Vec<_>) =
        triggers.map(|trigger| (before(trigger), trigger)).partition(|(told, _)| told.is_some());
    left_out.extend(others.into_iter().map(|(_, trigger)| line(trigger)));
    let earliest = told.iter().map(|(minutes, _)| *minutes).max().flatten();
    left_out.extend(
        told.into_iter()
            .filter(|(minutes, _)| *minutes != earliest)
            .map(|(_, trigger)| line(trigger)),
    );
    match earliest {
        Some(minutes) => draft.is_reminder_on(true).reminder_minutes_before_start(minutes),
        None => draft,
    }
}

/// How many minutes before the start, if that is what it says.
fn before(trigger: &Property<'_>) -> Option<i32> {
    if parameter(trigger, "RELATED").is_some_and(|to| to.eq_ignore_ascii_case("END")) {
        return None;
    }
    let text = trigger.val.as_str();
    let length = duration::parse(text.trim_start_matches(['-', '+']))?;
    match text.starts_with('-') || length.is_zero() {
        true => i32::try_from(length.whole_minutes()).ok(),
        false => None,
    }
}

fn attendee(property: &Property<'_>) -> Option<Attendee> {
    let value = property.val.as_str();
    let address = match value.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => value.get(7..)?,
        _ => value,
    };
    let who = match parameter(property, "CN").map(|name| name.trim_matches('"')) {
        Some(name) if !name.is_empty() => Recipient::from((name, address)),
        _ => Recipient::from((address, address)),
    };
    who.check().ok()?;
    let kind = parameter(property, "CUTYPE").unwrap_or_default();
    Some(match parameter(property, "ROLE") {
        _ if kind == "RESOURCE" || kind == "ROOM" => Attendee::resource(who),
        Some("OPT-PARTICIPANT") => Attendee::optional(who),
        _ => Attendee::required(who),
    })
}

fn all<'e>(entry: &'e Component<'e>, name: &str) -> impl Iterator<Item = &'e Property<'e>> {
    let name = name.to_owned();
    entry.properties.iter().filter(move |property| property.name.as_str() == name)
}

fn value(entry: &Component<'_>, name: &str) -> Option<String> {
    entry.find_prop(name).map(|property| whole(property.val.as_str()))
}

fn parameter<'p>(property: &'p Property<'_>, name: &str) -> Option<&'p str> {
    let mut parameters = property.params.iter();
    parameters.find(|one| one.key.as_str() == name)?.val.as_ref().map(|value| value.as_str())
}

fn line(property: &Property<'_>) -> String {
    format!("{}:{}", property.name.as_str(), whole(property.val.as_str()))
}

/// A value with its backslashes.
fn whole(text: &str) -> String {
    text.replace(BACKSLASH, "\\")
}

/// A text that the library left escaped, as it does where it doesn't know the name.
fn unescaped(text: &str) -> String {
    let text = text.replace(r"\n", "\n").replace(r"\N", "\n");
    whole(&text.replace(r"\,", ",").replace(r"\;", ";"))
}

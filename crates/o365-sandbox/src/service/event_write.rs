//! Bodies put into events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::schema::Refusal;
use crate::service::{
    attachment::Attachment,
    clock::{Moment, Zone},
    event::{Event, Exception, Series},
    person::address_in,
    recurrence::Recurrence,
};

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

/// What is kept elsewhere, or computed.
const APART: &[&str] = &["start", "end", "attachments", "@odata.type", "id", "type", "isOrganizer"];

/// The times of a new event.
pub(crate) fn times(body: &Map<String, Value>) -> Result<(Moment, Moment), Refusal> {
    let time = |name: &str| {
        let value = body.get(name).filter(|value| !value.is_null());
        Moment::read(value.ok_or_else(|| {
            let text = format!("At least one property failed validation: '{name}' is required.");
            Refusal::new(400, "ErrorPropertyValidationFailure", text)
        })?)
    };
    let (start, end) = (time("start")?, time("end")?);
    must_make_sense(&start, &end, body.get("isAllDay") == Some(&Value::Bool(true)))?;
    Ok((start, end))
}

fn must_make_sense(start: &Moment, end: &Moment, all_day: bool) -> Result<(), Refusal> {
    if all_day {
        for (moment, name) in [(start, "Start"), (end, "End")] {
            if !moment.is_midnight() {
                return Err(invalid(format!(
                    "The Event.{name} property for an all-day event needs to be set to midnight."
                )));
            }
        }
        if !start.zone.name.eq_ignore_ascii_case(&end.zone.name) {
            return Err(invalid("Start and end of an all-day event must have the same time zone."));
        }
        if end.wall.date() <= start.wall.date() {
            return Err(invalid(
                "The duration of an event marked as All day must be at least 24 hours.",
            ));
        }
    }
    if end.at() < start.at() {
        return Err(Refusal::new(
            400,
            "ErrorCalendarEndDateIsEarlierThanStartDate",
            "The end of the event is earlier than its start.",
        ));
    }
    Ok(())
}

/// Puts a body into an event that has its times.
///
/// # Errors
/// 400 for a recurrence that makes no sense or starts on another day, and what attachments refuse.
pub(crate) fn apply(body: &Map<String, Value>, event: &mut Event) -> Result<(), Refusal> {
    let all_day = flag_after(body, &event.properties);
    let (start, end) = moved(body, &event.start, &event.end, all_day)?;
    let moved = start.at() != event.start.at() || end.at() != event.end.at();
    (event.start, event.end) = (start, end);
    merge(body, &mut event.properties);
    for attachment in attachments(body)? {
        attach(&mut event.attachments, attachment);
    }
    match (body.get("recurrence"), &event.series) {
        (Some(Value::Null), _) => event.series = None,
        (Some(given), _) => {
            let (series, whole) = series(given, &event.start)?;
            event.series = Some(series);
            event.properties.insert("recurrence".to_owned(), whole);
        }
        (None, Some(_)) if moved => {
            // The range goes along with the event.
            let mut given = event.properties.get("recurrence").cloned().unwrap_or_default();
            if let Some(start) = given.pointer_mut("/range/startDate") {
                *start = event.start.wall.date().to_string().into();
            }
            let (series, whole) = series(&given, &event.start)?;
            event.series = Some(series);
            event.properties.insert("recurrence".to_owned(), whole);
        }
        (None, _) => {}
    }
    Ok(())
}

/// Puts a body into one day of a series.
pub(crate) fn apply_to_day(
    body: &Map<String, Value>,
    whole: &Event,
    day: Date,
    exception: &mut Exception,
) -> Result<(), Refusal> {
    if body.get("recurrence").is_some_and(|recurrence| !recurrence.is_null()) {
        return Err(invalid("An occurrence cannot have a recurrence of its own."));
    }
    let mut known = whole.properties.clone();
    known.extend(exception.properties.clone());
    let (start, end) = moved(body, &exception.start, &exception.end, flag_after(body, &known))?;
    let zone = whole.series.as_ref().map_or_else(Zone::utc, |series| series.zone.clone());
    let now_on = start.in_zone(&zone).wall.date();
    let (before, after) = whole.neighbours(day);
    if before.is_some_and(|day| now_on <= day) || after.is_some_and(|day| now_on >= day) {
        return Err(Refusal::new(
            400,
            "ErrorOccurrenceCrossingBoundary",
            "Modified occurrence is crossing or overlapping adjacent occurrence.",
        ));
    }
    (exception.start, exception.end) = (start, end);
    if !exception.properties.contains_key("attendees")
        && let Some(all) = known.get("attendees")
    {
        exception.properties.insert("attendees".to_owned(), all.clone());
    }
    merge(body, &mut exception.properties);
    for attachment in attachments(body)? {
        attach(&mut exception.attachments, attachment);
    }
    Ok(())
}

pub(crate) fn attach(all: &mut Vec<Attachment>, mut attachment: Attachment) -> u64 {
    attachment.number = all.iter().map(|known| known.number).max().unwrap_or(0) + 1;
    let number = attachment.number;
    all.push(attachment);
    number
}

fn attachments(body: &Map<String, Value>) -> Result<Vec<Attachment>, Refusal> {
    let all = body.get("attachments").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_object).map(Attachment::from_body).collect()
}

fn flag_after(body: &Map<String, Value>, known: &Map<String, Value>) -> bool {
    body.get("isAllDay").or_else(|| known.get("isAllDay")) == Some(&Value::Bool(true))
}

fn moved(
    body: &Map<String, Value>,
    start: &Moment,
    end: &Moment,
    all_day: bool,
) -> Result<(Moment, Moment), Refusal> {
    let time = |name: &str, known: &Moment| match body.get(name) {
        Some(value) => Moment::read(value),
        None => Ok(known.clone()),
    };
    let (start, end) = (time("start", start)?, time("end", end)?);
    must_make_sense(&start, &end, all_day)?;
    Ok((start, end))
}

fn series(given: &Value, start: &Moment) -> Result<(Series, Value), Refusal> {
    let mut recurrence = Recurrence::read(given)?;
    let named = given.pointer("/range/recurrenceTimeZone").and_then(Value::as_str);
    let named = named.filter(|name| !name.is_empty());
    let zone = named.map_or_else(|| Ok(start.zone.clone()), Zone::find)?;
    let local = start.in_zone(&zone).wall.date();
    if recurrence.start != local && recurrence.start != start.wall.date() {
        return Err(invalid(
            "The startDate of the recurrence range must be the date on which the event starts.",
        ));
    }
    recurrence.start = local;
    let mut whole = given.clone();
    if let Some(range) = whole.get_mut("range").and_then(Value::as_object_mut) {
        range.insert("recurrenceTimeZone".to_owned(), zone.name.as_ref().into());
        if range.get("type") != Some(&json!("endDate")) {
            range.insert("endDate".to_owned(), "0001-01-01".into());
        }
        if range.get("type") != Some(&json!("numbered")) {
            range.insert("numberOfOccurrences".to_owned(), 0.into());
        }
    }
    if let Some(pattern) = whole.get_mut("pattern").and_then(Value::as_object_mut) {
        for (name, value) in [
            ("month", json!(0)),
            ("dayOfMonth", json!(0)),
            ("firstDayOfWeek", json!("sunday")),
            ("index", json!("first")),
        ] {
            pattern.entry(name).or_insert(value);
        }
    }
    Ok((Series { recurrence, zone, exceptions: BTreeMap::new() }, whole))
}

fn merge(body: &Map<String, Value>, into: &mut Map<String, Value>) {
    let before: Vec<Value> =
        into.get("attendees").and_then(Value::as_array).cloned().unwrap_or_default();
    for (name, value) in body {
        if APART.contains(&name.as_str()) || name == "recurrence" && !value.is_null() {
            continue;
        }
        let value = match name.as_str() {
            "attendees" => attendees(value, &before),
            "singleValueExtendedProperties" | "multiValueExtendedProperties" => {
                extended(into.get(name), value)
            }
            _ => value.clone(),
        };
        into.insert(name.clone(), value);
    }
    match (body.get("location"), body.get("locations")) {
        // One place is the whole list.
        (Some(Value::Null), None) => {
            into.remove("locations");
        }
        (Some(one), None) => {
            into.insert("locations".to_owned(), json!([one]));
        }
        (None, Some(all)) => {
            into.insert("location".to_owned(), all.get(0).cloned().unwrap_or_default());
        }
        _ => {}
    }
}

fn extended(known: Option<&Value>, given: &Value) -> Value {
    let mut all: Vec<Value> = known.and_then(Value::as_array).cloned().unwrap_or_default();
    for property in given.as_array().into_iter().flatten() {
        all.retain(|other| other.get("id") != property.get("id"));
        if property.get("value").is_some_and(|value| !value.is_null()) {
            all.push(property.clone());
        }
    }
    all.into()
}

/// All of them, with the answers that are known already.
fn attendees(given: &Value, before: &[Value]) -> Value {
    let whole = |attendee: &Value| {
        let mut attendee = attendee.clone();
        let address = address_in(&attendee).unwrap_or_default().to_owned();
        let same = |known: &&Value| {
            address_in(known).is_some_and(|known| known.eq_ignore_ascii_case(&address))
        };
        let status = before.iter().find(same).and_then(|known| known.get("status")).cloned();
        if let Some(members) = attendee.as_object_mut() {
            members.entry("type").or_insert_with(|| "required".into());
            members.entry("status").or_insert_with(|| {
                status
                    .unwrap_or_else(|| json!({"response": "none", "time": "0001-01-01T00:00:00Z"}))
            });
            if let Some(email) = members.get_mut("emailAddress").and_then(Value::as_object_mut) {
                email.entry("name").or_insert_with(|| address.into());
            }
        }
        attendee
    };
    given.as_array().into_iter().flatten().map(whole).collect()
}

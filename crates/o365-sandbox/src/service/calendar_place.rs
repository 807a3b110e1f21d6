//! What paths name in calendars.

use crate::schema::Refusal;

/// A place below a user. A calendar without an id is the default one.
#[derive(Debug, PartialEq)]
pub(crate) enum Spot<'a> {
    /// Of a group, or all.
    Calendars(Option<&'a str>),
    Calendar(Option<&'a str>),
    CalendarGone(&'a str),
    Groups,
    Group(&'a str),
    Permissions(Option<&'a str>),
    Permission(Option<&'a str>, &'a str),
    Schedule,
    SharingRoles,
    Events(Option<&'a str>),
    EventCount(Option<&'a str>),
    View(Option<&'a str>),
    ViewDelta(Option<&'a str>),
    Event(&'a str),
    EventAction(&'a str, String),
    Instances(&'a str),
    /// The calendar of an event.
    CalendarOf(&'a str),
    Attachments(&'a str),
    AttachmentSession(&'a str),
    Attachment(&'a str, &'a str),
    AttachmentValue(&'a str, &'a str),
    /// With what is in the parentheses.
    Reminders(&'a str),
    FindTimes,
}

const ACTIONS: &[&str] = &[
    "accept",
    "decline",
    "tentativelyaccept",
    "cancel",
    "forward",
    "snoozereminder",
    "dismissreminder",
    "permanentdelete",
];

/// The place, if the path is one of calendars at all.
pub(crate) fn spot(path: &[String]) -> Option<Result<Spot<'_>, Refusal>> {
    let (first, rest) = path.split_first()?;
    let name = lower(first);
    Some(match name.as_str() {
        "calendar" => below_calendar(None, rest),
        "calendars" => calendars(None, rest),
        "calendargroups" => match rest {
            [] => Ok(Spot::Groups),
            [id] => Ok(Spot::Group(id)),
            [id, name, rest @ ..] if lower(name) == "calendars" => calendars(Some(id), rest),
            [_, other, ..] => Err(no_segment(other)),
        },
        "events" => events(None, rest),
        "calendarview" => view(None, rest),
        "findmeetingtimes" if rest.is_empty() => Ok(Spot::FindTimes),
        _ => {
            let (name, parameters) =
                name.split_once('(').map(|(name, _)| (name, first.split_once('(')))?;
            if name != "reminderview" || !rest.is_empty() {
                return None;
            }
            let inner = parameters.map_or("", |(_, inner)| inner);
            Ok(Spot::Reminders(inner.strip_suffix(')').unwrap_or(inner)))
        }
    })
}

fn calendars<'a>(group: Option<&'a str>, path: &'a [String]) -> Result<Spot<'a>, Refusal> {
    match path {
        [] => Ok(Spot::Calendars(group)),
        [id, action] if lower(action) == "permanentdelete" => Ok(Spot::CalendarGone(id)),
        [id, rest @ ..] => below_calendar(Some(id), rest),
    }
}

fn below_calendar<'a>(id: Option<&'a str>, path: &'a [String]) -> Result<Spot<'a>, Refusal> {
    let Some((first, rest)) = path.split_first() else { return Ok(Spot::Calendar(id)) };
    match (lower(first).as_str(), rest) {
        ("events", rest) => events(id, rest),
        ("calendarview", rest) => view(id, rest),
        ("getschedule", []) => Ok(Spot::Schedule),
        (name, []) if name.starts_with("allowedcalendarsharingroles(user=") => {
            Ok(Spot::SharingRoles)
        }
        ("calendarpermissions", []) => Ok(Spot::Permissions(id)),
        ("calendarpermissions", [permission]) => Ok(Spot::Permission(id, permission)),
        _ => Err(no_segment(first)),
    }
}

fn view<'a>(calendar: Option<&'a str>, path: &'a [String]) -> Result<Spot<'a>, Refusal> {
    match path {
        [] => Ok(Spot::View(calendar)),
        [delta] if lower(delta) == "delta" => Ok(Spot::ViewDelta(calendar)),
        rest => events(calendar, rest),
    }
}

fn events<'a>(calendar: Option<&'a str>, path: &'a [String]) -> Result<Spot<'a>, Refusal> {
    let (id, rest) = match path {
        [] => return Ok(Spot::Events(calendar)),
        [count] if count == "$count" => return Ok(Spot::EventCount(calendar)),
        [id, rest @ ..] => (id.as_str(), rest),
    };
    let Some((first, rest)) = rest.split_first() else { return Ok(Spot::Event(id)) };
    match (lower(first).as_str(), rest) {
        ("instances", []) => Ok(Spot::Instances(id)),
        ("calendar", []) => Ok(Spot::CalendarOf(id)),
        ("attachments", []) => Ok(Spot::Attachments(id)),
        ("attachments", [action]) if lower(action) == "createuploadsession" => {
            Ok(Spot::AttachmentSession(id))
        }
        ("attachments", [attachment]) => Ok(Spot::Attachment(id, attachment)),
        ("attachments", [attachment, value]) if value == "$value" => {
            Ok(Spot::AttachmentValue(id, attachment))
        }
        (action, []) if ACTIONS.contains(&action) => Ok(Spot::EventAction(id, action.to_owned())),
        _ => Err(no_segment(first)),
    }
}

/// In lower case, and without the namespace and the parentheses that may be written.
pub(crate) fn lower(segment: &str) -> String {
    let lower = segment.to_ascii_lowercase();
    let plain = lower.strip_prefix("microsoft.graph.").unwrap_or(&lower);
    plain.strip_suffix("()").unwrap_or(plain).to_owned()
}

pub(crate) fn no_segment(name: &str) -> Refusal {
    Refusal::bad_request(format!("Resource not found for the segment '{name}'."))
}

pub(crate) fn not_allowed() -> Refusal {
    Refusal::new(
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )
}

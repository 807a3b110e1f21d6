//! Events: listed, and one at a time.

use serde_json::{Map, Value};

use crate::odata::{Options, Scope};
use crate::schema::{EVENT, Purpose, Refusal, instant, now};
use crate::service::{
    Call, Mailbox, Person,
    agenda::At,
    body,
    clock::Zone,
    event::{Event, Item, Reminder},
    event_json::{Look, etag},
    event_write::{apply, apply_to_day, times},
    list, meetings,
    reply::header,
    state::State,
    write::person,
};
use crate::wire::Reply;

/// The longest view, in days.
const LONGEST_VIEW: i64 = 1825;

/// Single events and series, of one calendar.
pub(crate) fn all(
    call: &Call<'_>,
    state: &State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &EVENT, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let calendar = mailbox.find_calendar(calendar)?;
    let look = Look::new(call, mailbox)?;
    let all = mailbox.agenda.events().filter(|event| event.calendar == calendar);
    list::values(call, &options, all.map(|event| look.json(&event.item(), &options)).collect())
}

pub(crate) fn count(
    call: &Call<'_>,
    state: &State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &EVENT, Scope::List)?;
    let mailbox = &call.user(state)?.mailbox;
    let calendar = mailbox.find_calendar(calendar)?;
    let look = Look::new(call, mailbox)?;
    let passes = |event: &&Event| {
        event.calendar == calendar
            && options.filter.as_ref().is_none_or(|filter| {
                crate::odata::matches(filter, &look.json(&event.item(), &options))
            })
    };
    let count = mailbox.agenda.events().filter(passes).count();
    Ok(Reply::bytes("text/plain", count.to_string().into_bytes()))
}

/// `startDateTime` and `endDateTime` of a view, in seconds since 1970; UTC without an offset.
pub(crate) fn window(query: &[(String, String)]) -> Result<(i64, i64), Refusal> {
    let read = |name: &str| {
        let given = query.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let text = given.map(|(_, value)| value.trim_matches('\'')).filter(|t| !t.is_empty());
        let text = text.ok_or_else(|| {
            Refusal::new(
                400,
                "ErrorInvalidParameter",
                "This request requires a time window specified by the query string parameters \
                 StartDateTime and EndDateTime.",
            )
        })?;
        seconds(text).ok_or_else(|| {
            Refusal::new(
                400,
                "ErrorInvalidParameter",
                format!("The value '{text}' of parameter '{name}' is invalid."),
            )
        })
    };
    let (from, to) = (read("startDateTime")?, read("endDateTime")?);
    if to < from {
        return Err(Refusal::new(
            400,
            "ErrorInvalidParameter",
            "The EndDateTime must not be before the StartDateTime.",
        ));
    }
    Ok((from, to))
}

/// An instant; UTC without an offset.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    let micros = instant(text).or_else(|| instant(&format!("{text}Z")));
    micros.or_else(|| instant(&format!("{text}T00:00:00Z"))).map(|at| at.div_euclid(1_000_000))
}

/// `GET calendarView`: everything that happens, series told day by day.
pub(crate) fn view(
    call: &Call<'_>,
    state: &State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &EVENT, Scope::List)?;
    let (from, to) = window(&call.request.query)?;
    if to - from > LONGEST_VIEW * 86_400 {
        return Err(Refusal::new(
            400,
            "ErrorCalendarViewRangeTooBig",
            format!("The requested time duration must not be more than {LONGEST_VIEW} days."),
        ));
    }
    let mailbox = &call.user(state)?.mailbox;
    let items = mailbox.agenda.between(Some(mailbox.find_calendar(calendar)?), from, to);
    shown_all(call, mailbox, &options, &items)
}

/// `GET events/{id}/instances`.
pub(crate) fn instances(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &EVENT, Scope::List)?;
    let (from, to) = window(&call.request.query)?;
    let mailbox = &call.user(state)?.mailbox;
    let at = mailbox.find_event(id)?;
    let event = mailbox.agenda.event(at.key).filter(|event| event.series.is_some());
    let event = event.filter(|_| at.day.is_none()).ok_or_else(|| {
        Refusal::new(400, "ErrorInvalidRequest", "Only a series master has instances.")
    })?;
    shown_all(call, mailbox, &options, &event.between(from, to))
}

fn shown_all(
    call: &Call<'_>,
    mailbox: &Mailbox,
    options: &Options,
    items: &[Item<'_>],
) -> Result<Reply, Refusal> {
    let look = Look::new(call, mailbox)?;
    list::values(call, options, items.iter().map(|item| look.json(item, options)).collect())
}

pub(crate) fn get(call: &Call<'_>, state: &State, id: &str) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, &EVENT, Scope::One)?;
    let mailbox = &call.user(state)?.mailbox;
    shown(call, mailbox, mailbox.find_event(id)?, &options, 200)
}

fn shown(
    call: &Call<'_>,
    mailbox: &Mailbox,
    at: At,
    options: &Options,
    status: u16,
) -> Result<Reply, Refusal> {
    let look = Look::new(call, mailbox)?;
    let item = mailbox.item(at)?;
    let select = options.select.as_deref();
    let mut json = list::selected(look.json(&item, options), select, &options.expand);
    if let Some(members) = json.as_object_mut() {
        members.insert("@odata.context".to_owned(), call.context("events", select).into());
    }
    let reply = call.applied(Reply::value(status, &json)).header("ETag", &etag(&item));
    if status != 201 {
        return Ok(reply);
    }
    let location = call.location(&format!("events('{}')", look.id(&item)));
    Ok(reply.header("Location", &location))
}

/// `POST events`, also of a calendar.
pub(crate) fn create(
    call: &Call<'_>,
    state: &mut State,
    calendar: Option<&str>,
) -> Result<Reply, Refusal> {
    // A zone that isn't known is refused before anything is made.
    call.prefer.zone.as_deref().map(Zone::find).transpose()?;
    let body = body::object(call.request, &EVENT, Purpose::Create)?;
    let owner = call.user(state)?.person();
    let mailbox = state.mailbox(call.owner)?;
    let calendar = mailbox.find_calendar(calendar)?;
    if let Some(known) = repeated(mailbox, &body)? {
        return shown(call, mailbox, known, &Options::default(), 201);
    }
    let event = build(mailbox, &body, &owner, calendar)?;
    let at = At { key: mailbox.insert_event(event), day: None };
    meetings::invite(state, call.owner, at)?;
    shown(call, state.mailbox(call.owner)?, at, &Options::default(), 201)
}

/// The event that the same request has made already.
fn repeated(mailbox: &Mailbox, body: &Map<String, Value>) -> Result<Option<At>, Refusal> {
    let Some(id) = body.get("transactionId").filter(|id| !id.is_null()) else { return Ok(None) };
    let same = |event: &&Event| event.properties.get("transactionId") == Some(id);
    let Some(known) = mailbox.agenda.events().find(same) else { return Ok(None) };
    let (start, end) = times(body)?;
    let text = |of: &Map<String, Value>| of.get("subject").cloned().unwrap_or_default();
    let is_it = known.start.at() == start.at()
        && known.end.at() == end.at()
        && text(&known.properties) == text(body);
    if is_it {
        return Ok(Some(At { key: known.key, day: None }));
    }
    Err(Refusal::new(
        409,
        "ErrorDuplicateTransactionId",
        "Your request can't be completed: the transactionId belongs to another event.",
    ))
}

/// A new event, in no calendar yet.
pub(crate) fn build(
    mailbox: &mut Mailbox,
    body: &Map<String, Value>,
    owner: &std::sync::Arc<Person>,
    calendar: u32,
) -> Result<Event, Refusal> {
    let (start, end) = times(body)?;
    let seed = format!("{}{}{}", owner.address, mailbox.fresh(), now());
    let mut event = Event {
        key: 0,
        version: 0,
        calendar,
        meeting: crate::service::fnv(seed.as_bytes()),
        created: now(),
        modified: now(),
        start,
        end,
        organizer: owner.clone(),
        is_organizer: true,
        series: None,
        properties: Map::new(),
        attachments: Vec::new(),
        reminder: Reminder::Set,
    };
    apply(body, &mut event)?;
    // Only a seed names somebody else.
    if let Some(organizer) = event.properties.remove("organizer")
        && let Some(person) = person(&organizer)
        && !person.address.eq_ignore_ascii_case(&event.organizer.address)
    {
        (event.organizer, event.is_organizer) = (person, false);
    }
    Ok(event)
}

pub(crate) fn update(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    call.prefer.zone.as_deref().map(Zone::find).transpose()?;
    let mailbox = state.mailbox(call.owner)?;
    let at = mailbox.find_event(id)?;
    let item = mailbox.item(at)?;
    call.must_match(&etag(&item))?;
    let before = item.attendees().to_vec();
    let body = body::object(call.request, &EVENT, Purpose::Update)?;
    match at.day {
        None => {
            // Nothing is changed if anything is refused.
            let mut after = item.event.clone();
            apply(&body, &mut after)?;
            mailbox.edit_event(at.key, |event| {
                *event = after;
                Ok(())
            })?;
        }
        Some(day) => {
            let whole = item.event.clone();
            mailbox.edit_day(at.key, day, |own| apply_to_day(&body, &whole, day, own))?;
        }
    }
    meetings::update(state, call.owner, at, &before, &body)?;
    shown(call, state.mailbox(call.owner)?, at, &Options::default(), 200)
}

pub(crate) fn delete(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let at = mailbox.find_event(id)?;
    if header(call.request, "if-match").is_some() {
        call.must_match(&etag(&mailbox.item(at)?))?;
    }
    meetings::call_off(state, call.owner, at, "")?;
    Ok(Reply::new(204))
}

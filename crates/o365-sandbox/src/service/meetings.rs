//! Invitations, answers and cancellations: between the calendars of those who take part.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::odata::Options;
use crate::schema::{ANSWER, CANCEL, FORWARD_EVENT, Purpose, Refusal, iso, now};
use crate::service::{
    Call, INBOX, Message, Person,
    agenda::At,
    body,
    clock::Moment,
    event::{Event, Item, Reminder},
    event_json::Look,
    person::address_in,
    state::State,
};
use crate::wire::Reply;

fn invalid(text: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

fn addresses(attendees: &[Value]) -> Vec<String> {
    attendees.iter().filter_map(address_in).map(str::to_lowercase).collect()
}

/// What a mail about a meeting says.
struct Notice<'a> {
    kind: &'static str,
    what: &'static str,
    title: &'a str,
    comment: &'a str,
}

const REQUEST: Notice<'_> =
    Notice { kind: "eventMessageRequest", what: "meetingRequest", title: "", comment: "" };

fn cancelled(comment: &str) -> Notice<'_> {
    Notice { kind: "eventMessage", what: "meetingCancelled", title: "Canceled: ", comment }
}

/// Sends a new event to all who are to come.
pub(crate) fn invite(state: &mut State, owner: usize, at: At) -> Result<(), Refusal> {
    let to = addresses(state.user(owner)?.mailbox.item(at)?.attendees());
    to.iter().try_for_each(|address| request(state, owner, at, address))
}

/// Tells those who stay of the changes, those who came of the event, those who left that they did.
pub(crate) fn update(
    state: &mut State,
    owner: usize,
    at: At,
    before: &[Value],
    changes: &Map<String, Value>,
) -> Result<(), Refusal> {
    let item = state.user(owner)?.mailbox.item(at)?;
    if !item.event.is_organizer {
        return Ok(());
    }
    let (before, after) = (addresses(before), addresses(item.attendees()));
    for gone in before.iter().filter(|address| !after.contains(address)) {
        withdraw(state, owner, at, gone, &cancelled(""))?;
    }
    let told =
        ["start", "end", "location", "locations", "recurrence", "isAllDay", "subject", "body"];
    let matters = told.iter().any(|name| changes.contains_key(*name));
    for address in &after {
        if matters || !before.contains(address) {
            request(state, owner, at, address)?;
        }
    }
    Ok(())
}

/// Removes an event; the organizer's goes from all calendars.
pub(crate) fn call_off(
    state: &mut State,
    owner: usize,
    at: At,
    comment: &str,
) -> Result<(), Refusal> {
    let item = state.user(owner)?.mailbox.item(at)?;
    if item.event.is_organizer {
        for address in addresses(item.attendees()) {
            withdraw(state, owner, at, &address, &cancelled(comment))?;
        }
    }
    state.mailbox(owner)?.remove_event(at)
}

/// Puts the event into the calendar of one who is to come, with a mail about it.
fn request(state: &mut State, owner: usize, at: At, address: &str) -> Result<(), Refusal> {
    let Some(index) = state.find(address).filter(|index| *index != owner) else { return Ok(()) };
    let original = state.user(owner)?.mailbox.item(at)?.event.clone();
    let mailbox = state.mailbox(index)?;
    let known = mailbox.agenda.meeting(original.meeting).cloned();
    let mut copy = copy_of(&original, mailbox.agenda.default);
    let key = match known {
        Some(known) => {
            (copy.key, copy.calendar, copy.reminder) = (known.key, known.calendar, known.reminder);
            if let Some(status) = known.properties.get("responseStatus") {
                copy.properties.insert("responseStatus".to_owned(), status.clone());
            }
            mailbox.edit_event(known.key, |event| {
                *event = copy;
                Ok(())
            })?;
            known.key
        }
        None => mailbox.insert_event(copy),
    };
    mail(state, owner, index, At { key, ..at }, &REQUEST)
}

fn copy_of(original: &Event, calendar: u32) -> Event {
    let mut copy = Event {
        calendar,
        is_organizer: false,
        reminder: Reminder::Set,
        attachments: original.attachments.clone(),
        ..original.clone()
    };
    for own in ["responseStatus", "transactionId", "categories", "isReminderOn"] {
        copy.properties.remove(own);
    }
    copy
}

/// Takes the event out of the calendar of one who was to come, with a mail about it.
fn withdraw(
    state: &mut State,
    owner: usize,
    at: At,
    address: &str,
    notice: &Notice<'_>,
) -> Result<(), Refusal> {
    let Some(index) = state.find(address).filter(|index| *index != owner) else { return Ok(()) };
    let meeting = state.user(owner)?.mailbox.item(at)?.event.meeting;
    let Some(key) = state.user(index)?.mailbox.agenda.meeting(meeting).map(|e| e.key) else {
        return Ok(());
    };
    let at = At { key, ..at };
    if state.user(index)?.mailbox.item(at).is_err() {
        return Ok(());
    }
    mail(state, owner, index, at, notice)?;
    state.mailbox(index)?.remove_event(at)
}

/// A mail into the inbox of `to`, about the event in its calendar.
fn mail(
    state: &mut State,
    from: usize,
    to: usize,
    at: At,
    notice: &Notice<'_>,
) -> Result<(), Refusal> {
    let sender = state.user(from)?.person();
    let receiver = state.user(to)?.person();
    let mailbox = state.mailbox(to)?;
    let message = {
        let item = mailbox.item(at)?;
        letter(&Look::plain(mailbox), &item, &sender, &receiver, notice)
    };
    mailbox.insert(message).map(|_| ())
}

fn letter(
    look: &Look<'_>,
    item: &Item<'_>,
    sender: &Arc<Person>,
    receiver: &Arc<Person>,
    notice: &Notice<'_>,
) -> Message {
    let at = now();
    let subject = format!("{}{}", notice.title, item.text("subject").unwrap_or_default());
    let mut message = Message {
        folder: INBOX,
        created: at,
        modified: at,
        received: at,
        sent: at,
        subject: Some(subject.into()),
        from: Some(sender.clone()),
        sender: Some(sender.clone()),
        to: vec![receiver.clone()],
        conversation: item.event.meeting,
        ..Message::default()
    };
    let event = look.json(item, &Options::default());
    let of = |name: &str| event.get(name).cloned().unwrap_or_default();
    let body = |name: &str| event.get("body")?.get(name)?.as_str();
    let (kind, content) = (body("contentType"), body("content").unwrap_or_default());
    let own = notice.what == "meetingRequest";
    if own {
        message.set_body(kind == Some("html"), content);
    } else {
        message.set_body(false, notice.comment);
    }
    let mut derived = Map::new();
    for (name, value) in [
        ("meetingMessageType", json!(notice.what)),
        ("startDateTime", item.start.json()),
        ("endDateTime", item.end.json()),
        ("location", of("location")),
        ("type", of("type")),
        ("recurrence", of("recurrence")),
        ("isAllDay", of("isAllDay")),
        ("isOutOfDate", json!(false)),
        ("isDelegated", json!(false)),
        ("allowNewTimeProposals", of("allowNewTimeProposals")),
        ("responseRequested", of("responseRequested")),
        ("meetingRequestType", if own { json!("newMeetingRequest") } else { Value::Null }),
        ("event", event.clone()),
    ] {
        derived.insert(name.to_owned(), value);
    }
    let rare = message.rare();
    rare.subtype = Some(format!("#microsoft.graph.{}", notice.kind));
    rare.derived = derived;
    message
}

/// `POST events/{id}/accept`, `decline` and `tentativelyAccept`.
pub(crate) fn respond(
    call: &Call<'_>,
    state: &mut State,
    id: &str,
    action: &str,
) -> Result<Reply, Refusal> {
    let body = body::optional(call.request, &ANSWER)?;
    let at = state.user(call.owner)?.mailbox.find_event(id)?;
    let item = state.user(call.owner)?.mailbox.item(at)?;
    if item.event.is_organizer {
        return Err(invalid(
            "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
        ));
    }
    let send = body.get("sendResponse").and_then(Value::as_bool).unwrap_or(true);
    let proposed = body.get("proposedNewTime").filter(|time| !time.is_null());
    if let Some(proposed) = proposed {
        if action == "accept" {
            return Err(invalid("A new time can't be proposed by accepting."));
        }
        if !send {
            return Err(invalid("A new time can only be proposed if a response is sent."));
        }
        if !item.flag("allowNewTimeProposals", true) {
            return Err(invalid("The organizer does not allow new times to be proposed."));
        }
        let (start, end) = (Moment::read(&proposed["start"])?, Moment::read(&proposed["end"])?);
        if end.at() < start.at() {
            return Err(invalid("The proposed time ends before it starts."));
        }
    }
    let (word, what, title) = match action {
        "accept" => ("accepted", "meetingAccepted", "Accepted: "),
        "decline" => ("declined", "meetingDeclined", "Declined: "),
        _ => ("tentativelyAccepted", "meetingTenativelyAccepted", "Tentative: "),
    };
    let (meeting, organizer) = (item.event.meeting, item.event.organizer.address.clone());
    let status = json!({"response": word, "time": iso(now())});
    if action == "decline" {
        state.mailbox(call.owner)?.remove_event(at)?;
    } else {
        let show = if action == "accept" { "busy" } else { "tentative" };
        set(state, call.owner, at, &[("responseStatus", status.clone()), ("showAs", json!(show))])?;
    }
    let organizer = state.find(&organizer);
    if let (true, Some(organizer)) = (send, organizer) {
        let me = state.user(call.owner)?.address.clone();
        let original = state.user(organizer)?.mailbox.agenda.meeting(meeting).map(|e| e.key);
        let original = original.map(|key| At { key, day: at.day });
        let here = |at: &At| state.user(organizer).is_ok_and(|u| u.mailbox.item(*at).is_ok());
        if let Some(original) = original.filter(here) {
            answered(state, organizer, original, &me, &status, proposed)?;
            let comment = body.get("comment").and_then(Value::as_str).unwrap_or_default();
            let notice = Notice { kind: "eventMessageResponse", what, title, comment };
            mail(state, call.owner, organizer, original, &notice)?;
        }
    }
    Ok(Reply::new(202))
}

/// Sets properties of an event or of one day of it.
fn set(
    state: &mut State,
    owner: usize,
    at: At,
    properties: &[(&str, Value)],
) -> Result<(), Refusal> {
    let put = |into: &mut Map<String, Value>| {
        into.extend(properties.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Ok(())
    };
    let mailbox = state.mailbox(owner)?;
    match at.day {
        None => mailbox.edit_event(at.key, |event| put(&mut event.properties)),
        Some(day) => mailbox.edit_day(at.key, day, |own| put(&mut own.properties)),
    }
}

/// Notes an answer in the organizer's event.
fn answered(
    state: &mut State,
    organizer: usize,
    at: At,
    who: &str,
    status: &Value,
    proposed: Option<&Value>,
) -> Result<(), Refusal> {
    let mut attendees = state.user(organizer)?.mailbox.item(at)?.attendees().to_vec();
    let is_who =
        |known: &&mut Value| address_in(known).is_some_and(|a| a.eq_ignore_ascii_case(who));
    if let Some(known) = attendees.iter_mut().find(is_who).and_then(Value::as_object_mut) {
        known.insert("status".to_owned(), status.clone());
        match proposed {
            Some(time) => known.insert("proposedNewTime".to_owned(), time.clone()),
            None => known.remove("proposedNewTime"),
        };
    }
    set(state, organizer, at, &[("attendees", attendees.into())])
}

/// `POST events/{id}/cancel`.
pub(crate) fn cancel(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let body = body::optional(call.request, &CANCEL)?;
    let mailbox = &call.user(state)?.mailbox;
    let at = mailbox.find_event(id)?;
    if !mailbox.item(at)?.event.is_organizer {
        return Err(invalid(
            "Your request can't be completed. You need to be an organizer to cancel a meeting.",
        ));
    }
    let comment = body.get("comment").and_then(Value::as_str).unwrap_or_default();
    call_off(state, call.owner, at, comment)?;
    Ok(Reply::new(202))
}

/// `POST events/{id}/forward`: whoever gets it is asked to come.
pub(crate) fn forward(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &FORWARD_EVENT, Purpose::Action)?;
    let to = body.get("toRecipients").and_then(Value::as_array).cloned().unwrap_or_default();
    let to = addresses(&to);
    if to.is_empty() || to.iter().any(|address| !address.contains('@')) {
        return Err(Refusal::new(
            400,
            "ErrorInvalidRecipients",
            "At least one recipient isn't valid.",
        ));
    }
    let at = call.user(state)?.mailbox.find_event(id)?;
    for address in to {
        request(state, call.owner, at, &address)?;
    }
    Ok(Reply::new(202))
}

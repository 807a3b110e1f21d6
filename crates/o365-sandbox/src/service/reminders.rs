//! Reminders: seen, put off and put away.

use serde_json::{Value, json};

use crate::schema::{Purpose, Refusal, SNOOZE};
use crate::service::{
    Call,
    agenda::At,
    body,
    clock::Moment,
    event::{Item, Reminder},
    event_json::Look,
    events::window,
    ids::change_key,
    state::State,
};
use crate::wire::Reply;

/// `GET reminderView(startDateTime='..',endDateTime='..')`.
pub(crate) fn view(call: &Call<'_>, state: &State, parameters: &str) -> Result<Reply, Refusal> {
    let pairs: Vec<(String, String)> = parameters
        .split(',')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().trim_matches('\'').to_owned()))
        .collect();
    let (from, to) = window(&pairs)?;
    let mailbox = &call.user(state)?.mailbox;
    let look = Look::new(call, mailbox)?;
    let items = mailbox.agenda.between(None, from, to);
    let rows: Vec<Value> = items.iter().filter_map(|item| reminder(&look, item)).collect();
    let context = format!("{}/$metadata#Collection(microsoft.graph.reminder)", call.request.root);
    Ok(call.applied(Reply::value(200, &json!({"@odata.context": context, "value": rows}))))
}

fn reminder(look: &Look<'_>, item: &Item<'_>) -> Option<Value> {
    let before = item.property("reminderMinutesBeforeStart").and_then(Value::as_i64).unwrap_or(15);
    let fires = match item.event.reminder {
        _ if !item.flag("isReminderOn", true) => return None,
        Reminder::Dismissed => return None,
        Reminder::Snoozed(at) => at,
        Reminder::Set => item.start.at() - before * 60,
    };
    let json = look.json(item, &crate::odata::Options::default());
    let of = |name: &str| json.get(name).cloned().unwrap_or_default();
    let fires = Moment::of(fires, &item.start.zone);
    Some(json!({
        "eventId": of("id"),
        "changeKey": change_key(item.version()),
        "eventSubject": of("subject"),
        "eventWebLink": of("webLink"),
        "eventStartTime": of("start"),
        "eventEndTime": of("end"),
        "eventLocation": of("location"),
        "reminderFireTime": look.moment(&fires, false),
    }))
}

fn set(call: &Call<'_>, state: &mut State, id: &str, to: Reminder) -> Result<(), Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let At { key, .. } = mailbox.find_event(id)?;
    mailbox.edit_event(key, |event| {
        event.reminder = to;
        Ok(())
    })
}

/// `POST events/{id}/snoozeReminder`.
pub(crate) fn snooze(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &SNOOZE, Purpose::Action)?;
    let to = Moment::read(body.get("newReminderTime").unwrap_or(&Value::Null))?;
    set(call, state, id, Reminder::Snoozed(to.at()))?;
    Ok(Reply::new(200))
}

/// `POST events/{id}/dismissReminder`.
pub(crate) fn dismiss(call: &Call<'_>, state: &mut State, id: &str) -> Result<Reply, Refusal> {
    set(call, state, id, Reminder::Dismissed)?;
    Ok(Reply::new(200))
}

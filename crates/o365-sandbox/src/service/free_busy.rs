//! When people are free: `getSchedule`.

use serde_json::{Value, json};

use crate::schema::{GET_SCHEDULE, Purpose, Refusal};
use crate::service::{
    Call, Mailbox, body, clock::Moment, event::Item, event_json::Look, state::State,
};
use crate::wire::Reply;

/// The most people of one request, and the longest window in days.
const MOST: usize = 20;
const LONGEST: i64 = 62;

fn invalid(text: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

/// The digit of an availability view.
fn digit(status: &str) -> u8 {
    match status {
        "tentative" => 1,
        "busy" => 2,
        "oof" => 3,
        "workingElsewhere" => 4,
        _ => 0,
    }
}

/// What an event makes of its time.
pub(crate) fn status<'a>(item: &'a Item<'_>) -> &'a str {
    item.text("showAs").unwrap_or(if item.is_all_day() { "free" } else { "busy" })
}

/// Which digit outweighs which: away, busy, tentative, elsewhere, free.
fn weight(digit: u8) -> u8 {
    match digit {
        4 => 1,
        1 => 2,
        2 => 3,
        3 => 4,
        _ => 0,
    }
}

/// `POST calendar/getSchedule`.
pub(crate) fn schedule(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &GET_SCHEDULE, Purpose::Action)?;
    let time = |name: &str| Moment::read(body.get(name).unwrap_or(&Value::Null));
    let (start, end) = (time("startTime")?, time("endTime")?);
    let (from, to) = (start.at(), end.at());
    if to <= from || to - from > LONGEST * 86_400 {
        return Err(invalid("The time window must end after it starts, within 62 days."));
    }
    let interval = body.get("availabilityViewInterval").and_then(Value::as_i64).unwrap_or(30);
    if !(5..=1440).contains(&interval) || to - from < interval * 60 {
        return Err(invalid("The availabilityViewInterval must be between 5 and 1440 minutes."));
    }
    let people = body.get("schedules").and_then(Value::as_array).cloned().unwrap_or_default();
    if people.is_empty() || people.len() > MOST {
        return Err(invalid("The number of schedules must be between 1 and 20."));
    }
    let rows: Vec<Value> = people
        .iter()
        .filter_map(Value::as_str)
        .map(|who| match state.find(who).and_then(|index| state.user(index).ok()) {
            Some(user) => of_one(call, &user.mailbox, who, (from, to), interval * 60),
            None => Ok(
                json!({"scheduleId": who, "availabilityView": "", "scheduleItems": [], "error": {
                    "message": format!("The mailbox '{who}' could not be resolved."),
                    "responseCode": "ErrorMailRecipientNotFound",
                }}),
            ),
        })
        .collect::<Result<_, _>>()?;
    let context =
        format!("{}/$metadata#Collection(microsoft.graph.scheduleInformation)", call.request.root);
    Ok(call.applied(Reply::value(200, &json!({"@odata.context": context, "value": rows}))))
}

fn of_one(
    call: &Call<'_>,
    mailbox: &Mailbox,
    who: &str,
    (from, to): (i64, i64),
    step: i64,
) -> Result<Value, Refusal> {
    let look = Look::new(call, mailbox)?;
    let items = mailbox.agenda.between(None, from, to);
    let rows: Vec<Value> = items
        .iter()
        .map(|item| {
            let private =
                item.text("sensitivity").is_some_and(|s| ["private", "confidential"].contains(&s));
            let mut row = json!({
                "isPrivate": private,
                "status": status(item),
                "start": item.start.in_zone(look.zone()).json(),
                "end": item.end.in_zone(look.zone()).json(),
            });
            if let Some(members) = row.as_object_mut().filter(|_| !private) {
                members
                    .insert("subject".to_owned(), item.text("subject").unwrap_or_default().into());
                let place = item.property("location").and_then(|l| l.get("displayName")).cloned();
                members.insert("location".to_owned(), place.unwrap_or_else(|| "".into()));
            }
            row
        })
        .collect();
    let mut view = String::new();
    let mut at = from;
    while at < to {
        let until = (at + step).min(to);
        let digits = items
            .iter()
            .filter(|item| item.start.at() < until && item.end.at() > at)
            .map(|item| digit(status(item)));
        let digit = digits.max_by_key(|digit| weight(*digit)).unwrap_or(0);
        view.push(char::from(b'0' + digit));
        at = until;
    }
    Ok(json!({
        "scheduleId": who,
        "availabilityView": view,
        "scheduleItems": rows,
        "workingHours": mailbox.settings.0.get("workingHours"),
    }))
}

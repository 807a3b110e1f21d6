//! Times for a meeting: `findMeetingTimes`.

use jiff::ToSpan as _;
use serde_json::{Value, json};

use crate::schema::{FIND_TIMES, Refusal, now};
use crate::service::{
    Call, body,
    clock::{Moment, Zone},
    event_json::Look,
    free_busy::status,
    person::address_in,
    state::State,
};
use crate::wire::Reply;

/// Suggestions begin on half hours.
const STEP: i64 = 1800;

fn invalid(text: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

/// `POST findMeetingTimes`.
pub(crate) fn times(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let body = body::optional(call.request, &FIND_TIMES)?;
    let look = Look::new(call, &call.user(state)?.mailbox)?;
    let length = match body.get("meetingDuration").and_then(Value::as_str) {
        None => 1800,
        Some(text) => seconds(text).ok_or_else(|| {
            invalid("The meetingDuration is not a duration of ISO 8601, or too long.")
        })?,
    };
    let least = body.get("minimumAttendeePercentage").and_then(Value::as_f64).unwrap_or(50.0);
    let most = body.get("maxCandidates").and_then(Value::as_u64).unwrap_or(20);
    let people: Vec<(Value, Option<usize>)> = body
        .get("attendees")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|who| (who.clone(), address_in(who).and_then(|address| state.find(address))))
        .collect();
    let optional = body.get("isOrganizerOptional").and_then(Value::as_bool).unwrap_or(false);
    let work =
        body.get("timeConstraint").and_then(|constraint| constraint["activityDomain"].as_str());
    let office_hours = work.is_none_or(|domain| domain == "work" || domain == "unknown");
    let mut suggestions = Vec::new();
    for (from, to) in slots(&body)? {
        let mut at = from;
        while at + length <= to && (suggestions.len() as u64) < most {
            let until = at + length;
            let fits = !office_hours || is_work(at, until, look.zone());
            let free = |who: usize| is_free(state, who, at, until);
            let mine = free(call.owner);
            let there = people.iter().filter(|(_, who)| who.is_none_or(free)).count();
            #[expect(clippy::cast_precision_loss, reason = "few people")]
            let share = (there + usize::from(mine)) as f64 * 100.0 / (people.len() + 1) as f64;
            if fits && (mine || optional) && share >= least {
                let availability: Vec<Value> = people
                    .iter()
                    .map(|(who, index)| {
                        json!({
                            "attendee": who,
                            "availability": match index {
                                None => "unknown",
                                Some(index) if free(*index) => "free",
                                Some(_) => "busy",
                            },
                        })
                    })
                    .collect();
                let time = |at: i64| Moment::of(at, look.zone()).json();
                suggestions.push(json!({
                    "confidence": share,
                    "order": suggestions.len() + 1,
                    "organizerAvailability": if mine { "free" } else { "busy" },
                    "suggestionReason": reason(&body, share),
                    "locations": [],
                    "meetingTimeSlot": {"start": time(at), "end": time(until)},
                    "attendeeAvailability": availability,
                }));
            }
            at += STEP;
        }
    }
    let empty = match suggestions.is_empty() {
        true if people.is_empty() => "OrganizerUnavailable",
        true => "AttendeesUnavailable",
        false => "",
    };
    let context =
        format!("{}/$metadata#microsoft.graph.meetingTimeSuggestionsResult", call.request.root);
    Ok(call.applied(Reply::value(
        200,
        &json!({"@odata.context": context, "emptySuggestionsReason": empty, "meetingTimeSuggestions": suggestions}),
    )))
}

fn reason(body: &serde_json::Map<String, Value>, share: f64) -> Value {
    let wanted = body.get("returnSuggestionReasons").and_then(Value::as_bool).unwrap_or(false);
    match wanted {
        false => Value::Null,
        true if share >= 100.0 => "Suggested because everyone is available.".into(),
        true => "Suggested because most are available.".into(),
    }
}

/// The windows to look in, from half hour to half hour; without any the next seven days.
fn slots(body: &serde_json::Map<String, Value>) -> Result<Vec<(i64, i64)>, Refusal> {
    let round =
        |at: i64| at.div_euclid(STEP) * STEP + if at.rem_euclid(STEP) > 0 { STEP } else { 0 };
    let given =
        body.get("timeConstraint").and_then(|constraint| constraint["timeSlots"].as_array());
    let Some(given) = given.filter(|slots| !slots.is_empty()) else {
        return Ok(vec![(round(now()), now() + 7 * 86_400)]);
    };
    given
        .iter()
        .map(|slot| {
            let (start, end) =
                (Moment::read(&slot["start"])?.at(), Moment::read(&slot["end"])?.at());
            if end <= start {
                return Err(invalid("A time slot ends before it starts."));
            }
            Ok((round(start), end))
        })
        .collect()
}

/// From eight to five, on the days from Monday to Friday.
fn is_work(from: i64, to: i64, zone: &Zone) -> bool {
    let (from, to) = (Moment::of(from, zone).wall, Moment::of(to, zone).wall);
    let day = from.date().weekday().to_monday_one_offset() <= 5 && from.date() == to.date();
    let end = to.date().at(17, 0, 0, 0);
    day && from.hour() >= 8 && to <= end
}

fn is_free(state: &State, who: usize, from: i64, to: i64) -> bool {
    let Ok(user) = state.user(who) else { return true };
    let taken = |item: &crate::service::event::Item<'_>| {
        item.start.at() < to
            && item.end.at() > from
            && !["free", "workingElsewhere"].contains(&status(item))
    };
    !user.mailbox.agenda.between(None, from, to).iter().any(taken)
}

/// Reads `PT1H30M`.
fn seconds(text: &str) -> Option<i64> {
    let span: jiff::Span = text.parse().ok()?;
    let day = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
    let until = day.checked_add(span).ok()?;
    let length = until.duration_since(day).as_secs();
    let longest = day.checked_add(1.day()).ok()?.duration_since(day).as_secs();
    (1..=longest).contains(&length).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_iso_8601() {
        assert_eq!(seconds("PT1H30M"), Some(5400));
        assert_eq!(seconds("P1D"), Some(86_400));
        for text in ["", "1h", "PT0S", "-PT1H", "P2D"] {
            assert_eq!(seconds(text).filter(|_| text != "1h"), None, "{text}");
        }
    }
}

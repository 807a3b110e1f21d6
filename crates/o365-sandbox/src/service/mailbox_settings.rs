//! The settings of a mailbox, asked and changed.

use serde_json::{Map, Value, json};

use crate::odata::{Options, Scope};
use crate::schema::{AUTOMATIC_REPLIES, MAILBOX_SETTINGS, Purpose, Refusal, check, instant};
use crate::service::{
    Call, body, list,
    settings::{LOCALES, wall},
    state::State,
    zones,
};
use crate::wire::Reply;

/// `GET mailboxSettings`, or one of them.
pub(crate) fn get(call: &Call<'_>, state: &State, part: Option<&str>) -> Result<Reply, Refusal> {
    let settings = &call.user(state)?.mailbox.settings.0;
    let Some(part) = part else {
        let options = Options::parse(&call.request.query, &MAILBOX_SETTINGS, Scope::One)?;
        let all = Value::Object(settings.clone());
        return Ok(shown(call, list::selected(all, options.select.as_deref(), &[]), 200));
    };
    let property = MAILBOX_SETTINGS.find_in_query(part);
    let name = property.ok_or_else(|| Refusal::no_property(part, MAILBOX_SETTINGS.name))?.name;
    match settings.get(name).cloned().unwrap_or_default() {
        Value::Null => Ok(Reply::new(204)),
        Value::Object(members) => Ok(shown(call, Value::Object(members), 200)),
        plain => Ok(shown(call, json!({"value": plain}), 200)),
    }
}

fn shown(call: &Call<'_>, mut value: Value, status: u16) -> Reply {
    if let Some(members) = value.as_object_mut() {
        let context = format!("{}/$metadata#{}", call.request.root, call.origin());
        members.insert("@odata.context".to_owned(), context.into());
    }
    Reply::value(status, &value)
}

/// `PATCH mailboxSettings`: answers with what was given, as it is now.
pub(crate) fn update(call: &Call<'_>, state: &mut State) -> Result<Reply, Refusal> {
    let changes = body::object(call.request, &MAILBOX_SETTINGS, Purpose::Update)?;
    let user = state.user_mut(call.owner)?;
    if changes.contains_key("automaticRepliesSetting") {
        user.answered.clear();
    }
    let settings = &mut user.mailbox.settings.0;
    let mut after = settings.clone();
    for (name, value) in &changes {
        merge(after.entry(name.as_str()).or_insert(Value::Null), value);
    }
    examine(&changes, &mut after)?;
    *settings = after;
    let told = changes.keys().filter_map(|name| Some((name.clone(), settings.get(name)?.clone())));
    Ok(shown(call, Value::Object(told.collect()), 200))
}

/// Members that aren't named stay.
fn merge(into: &mut Value, change: &Value) {
    match (into, change) {
        (Value::Object(known), Value::Object(change)) => {
            // A zone of another kind has none of the members of the old one.
            if change.contains_key("@odata.type") || change.contains_key("name") {
                known.clear();
            }
            for (name, value) in change {
                merge(known.entry(name.as_str()).or_insert(Value::Null), value);
            }
        }
        (into, change) => into.clone_from(change),
    }
}

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

fn must_be_zone(name: Option<&str>) -> Result<(), Refusal> {
    match name {
        Some(name) if zones::is_known(name) => Ok(()),
        name => Err(Refusal::new(
            400,
            "TimeZoneNotSupportedException",
            format!(
                "A valid TimeZone value must be specified. The following TimeZone value is not supported: '{}'.",
                name.unwrap_or_default()
            ),
        )),
    }
}

fn examine(changes: &Map<String, Value>, after: &mut Map<String, Value>) -> Result<(), Refusal> {
    for name in changes.keys() {
        let value = after.get(name).cloned().unwrap_or_default();
        match name.as_str() {
            "timeZone" => must_be_zone(value.as_str())?,
            "automaticRepliesSetting" => replies(&value)?,
            "workingHours" => hours(&value)?,
            "language" => {
                let wanted = value.get("locale").and_then(Value::as_str).unwrap_or_default();
                let known = LOCALES.iter().find(|(locale, _)| locale.eq_ignore_ascii_case(wanted));
                let (locale, name) = known
                    .ok_or_else(|| invalid(format!("The locale '{wanted}' is not supported.")))?;
                after.insert("language".to_owned(), json!({"locale": locale, "displayName": name}));
            }
            "dateFormat" | "timeFormat" if value.as_str().is_none_or(str::is_empty) => {
                return Err(invalid(format!("The value of '{name}' is not a format.")));
            }
            _ => {}
        }
    }
    Ok(())
}

fn replies(value: &Value) -> Result<(), Refusal> {
    let Value::Object(members) = value else {
        return Err(invalid("The automatic replies cannot be null."));
    };
    check(&AUTOMATIC_REPLIES, members.clone(), Purpose::Seed)?;
    for name in ["scheduledStartDateTime", "scheduledEndDateTime"] {
        must_be_zone(members.get(name).and_then(|at| at.get("timeZone")).and_then(Value::as_str))?;
    }
    let (start, end) =
        (wall(&value["scheduledStartDateTime"]), wall(&value["scheduledEndDateTime"]));
    match (start, end) {
        (Some(start), Some(end)) if start < end => Ok(()),
        (Some(_), Some(_)) if value["status"] != "scheduled" => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::new(
            400,
            "ErrorInvalidTimeInterval",
            "The end of the automatic replies must be after their start.",
        )),
        _ => Err(invalid("A scheduled time of the automatic replies is not a date and time.")),
    }
}

fn hours(value: &Value) -> Result<(), Refusal> {
    let time = |name: &str| {
        let text = value[name].as_str()?;
        instant(&format!("2000-01-01T{text}Z"))
    };
    match (time("startTime"), time("endTime")) {
        (Some(start), Some(end)) if start < end => {}
        _ => return Err(invalid("The working hours must end after they start.")),
    }
    let zone = &value["timeZone"];
    if zone["@odata.type"].is_null() { must_be_zone(zone["name"].as_str()) } else { Ok(()) }
}

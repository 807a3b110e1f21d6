//! What Outlook tells of itself and of others: mail tips, supported zones and languages, other ids.

use serde_json::{Map, Value, json};

use crate::schema::{MAIL_TIPS, MAIL_TIPS_TYPES, Purpose, Refusal, TRANSLATE_IDS, now};
use crate::service::{
    Call, Mailbox, body, ids::Named, settings::LOCALES, state::State, zones::ZONES,
};
use crate::wire::Reply;

/// The most ids that are translated at once.
const MOST_IDS: usize = 1000;

fn collection(call: &Call<'_>, kind: &str, rows: Vec<Value>) -> Reply {
    let context = format!("{}/$metadata#Collection(microsoft.graph.{kind})", call.request.root);
    Reply::value(200, &json!({"@odata.context": context, "value": rows}))
}

/// `outlook/supportedTimeZones()`, also with `TimeZoneStandard='Iana'`.
pub(crate) fn zones(call: &Call<'_>, parameters: &str) -> Result<Reply, Refusal> {
    let parameters = parameters.to_ascii_lowercase();
    let standard = match parameters.split_once('=') {
        None if parameters.is_empty() => "windows",
        Some(("timezonestandard", value)) => value
            .strip_prefix("microsoft.graph.timezonestandard")
            .unwrap_or(value)
            .trim_matches('\''),
        _ => "",
    };
    let row = |alias: &str, name: &str| json!({"alias": alias, "displayName": name});
    let mut rows: Vec<_> = match standard {
        "windows" => ZONES.iter().map(|(windows, _)| row(windows, windows)).collect(),
        "iana" => {
            let mut names: Vec<_> = ZONES.iter().map(|(_, iana)| *iana).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().map(|iana| row(iana, iana)).collect()
        }
        _ => {
            return Err(Refusal::bad_request(
                "The value of 'TimeZoneStandard' must be 'Windows' or 'Iana'.",
            ));
        }
    };
    rows.sort_by_cached_key(|row| row["alias"].to_string());
    Ok(collection(call, "timeZoneInformation", rows))
}

/// `outlook/supportedLanguages()`.
pub(crate) fn languages(call: &Call<'_>) -> Reply {
    let rows = LOCALES.iter().map(|(locale, name)| json!({"locale": locale, "displayName": name}));
    collection(call, "localeInfo", rows.collect())
}

/// `POST getMailTips`.
pub(crate) fn mail_tips(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &MAIL_TIPS, Purpose::Action)?;
    let addresses = body.get("EmailAddresses").and_then(Value::as_array);
    let addresses = addresses
        .filter(|addresses| !addresses.is_empty())
        .ok_or_else(|| Refusal::bad_request("The parameter 'EmailAddresses' is required."))?;
    let options = body.get("MailTipsOptions").and_then(Value::as_str).unwrap_or_default();
    let options: Vec<_> = options.split(',').map(str::trim).filter(|o| !o.is_empty()).collect();
    for option in &options {
        if !MAIL_TIPS_TYPES.iter().any(|known| known.eq_ignore_ascii_case(option)) {
            return Err(Refusal::body(format!("Requested value '{option}' was not found.")));
        }
    }
    let wanted = |name: &str| options.iter().any(|option| option.eq_ignore_ascii_case(name));
    let rows = addresses.iter().filter_map(Value::as_str);
    Ok(collection(call, "mailTips", rows.map(|address| tips(state, address, wanted)).collect()))
}

fn tips(state: &State, address: &str, wanted: impl Fn(&str) -> bool) -> Value {
    let user = state.find(address).and_then(|index| state.user(index).ok());
    let name = user.map_or("", |user| &user.name);
    let mut tips = Map::new();
    let mut set = |name: &str, value: Value| tips.insert(name.to_owned(), value);
    set("emailAddress", json!({"name": name, "address": address}));
    let (local, domain) = address.split_once('@').unwrap_or_default();
    if local.is_empty() || domain.is_empty() {
        set(
            "error",
            json!({"code": "ErrorInvalidRecipients", "message": "The address is invalid."}),
        );
        return Value::Object(tips);
    }
    if wanted("automaticReplies") {
        let replies = user.and_then(|user| user.mailbox.settings.replies(now()));
        let text =
            replies.map_or(Value::from(""), |replies| replies["internalReplyMessage"].clone());
        let mut reply = json!({"message": text, "messageLanguage": {"locale": "en-US", "displayName": "English (United States)"}});
        if let Some(replies) = replies.filter(|replies| replies["status"] == "scheduled")
            && let Some(reply) = reply.as_object_mut()
        {
            for (name, of) in [
                ("scheduledStartTime", "scheduledStartDateTime"),
                ("scheduledEndTime", "scheduledEndDateTime"),
            ] {
                reply.insert(name.to_owned(), replies.get(of).cloned().unwrap_or_default());
            }
        }
        set("automaticReplies", reply);
    }
    for (option, name, value) in [
        ("mailboxFullStatus", "mailboxFull", json!(false)),
        ("customMailTip", "customMailTip", json!("")),
        ("externalMemberCount", "externalMemberCount", json!(i32::from(user.is_none()))),
        ("totalMemberCount", "totalMemberCount", json!(1)),
        ("maxMessageSize", "maxMessageSize", json!(37_748_736)),
        ("deliveryRestriction", "deliveryRestricted", json!(false)),
        ("moderationStatus", "isModerated", json!(false)),
        (
            "recipientScope",
            "recipientScope",
            json!(if user.is_some() { "internal" } else { "external" }),
        ),
        ("recipientSuggestions", "recipientSuggestions", json!([])),
    ] {
        if wanted(option) {
            set(name, value);
        }
    }
    Value::Object(tips)
}

/// `POST translateExchangeIds`: an entry for each id, in order; one that can't be read has its error.
pub(crate) fn translate(call: &Call<'_>, state: &State) -> Result<Reply, Refusal> {
    let body = body::object(call.request, &TRANSLATE_IDS, Purpose::Action)?;
    let required = |name: &str| {
        body.get(name)
            .filter(|value| !value.is_null())
            .ok_or_else(|| Refusal::bad_request(format!("The parameter '{name}' is required.")))
    };
    let ids = required("InputIds")?.as_array().map(Vec::as_slice).unwrap_or_default();
    let source = required("SourceIdType")?.as_str().unwrap_or_default();
    let target = required("TargetIdType")?.as_str().unwrap_or_default();
    if ids.len() > MOST_IDS {
        return Err(Refusal::new(
            400,
            "ErrorInvalidRequest",
            format!("No more than {MOST_IDS} ids can be translated in one request."),
        ));
    }
    let mailbox = &call.user(state)?.mailbox;
    let row = |id: &str| match convert(mailbox, id, source, target) {
        Ok(to) => json!({"sourceId": id, "targetId": to}),
        Err(refusal) => {
            json!({"sourceId": id, "errorDetails": {"code": refusal.code, "message": refusal.message}})
        }
    };
    let rows = ids.iter().filter_map(Value::as_str).map(row).collect();
    Ok(collection(call, "convertIdResult", rows))
}

fn convert(mailbox: &Mailbox, id: &str, source: &str, target: &str) -> Result<String, Refusal> {
    let is_rest = |kind: &str| kind.starts_with("rest");
    let is_immutable = |kind: &str| kind.to_ascii_lowercase().contains("immutable");
    // The other systems write the same bytes in the common alphabet of base64.
    let id = if is_rest(source) { id.to_owned() } else { id.replace('/', "-").replace('+', "_") };
    let to = match mailbox.ids.read(&id)? {
        Named::Message { key, place } if place.is_none() == is_immutable(source) => {
            let message = mailbox.message(key).ok_or_else(Refusal::not_found)?;
            mailbox.ids.message(key, place.unwrap_or(message.place), is_immutable(target))
        }
        Named::Message { .. } => {
            return Err(Refusal::new(
                400,
                "ErrorInvalidIdMalformed",
                format!("The id is not of the format '{source}'."),
            ));
        }
        Named::Elsewhere => return Err(Refusal::not_found()),
        // The ids of what holds messages are the same in both.
        Named::Folder(_) | Named::Attachment { .. } => id,
    };
    Ok(if is_rest(target) { to } else { to.replace('-', "/").replace('_', "+") })
}

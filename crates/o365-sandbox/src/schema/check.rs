//! Bodies against their types.

use serde_json::{Map, Value};

use super::{
    ATTACHMENT, Access, FILE_ATTACHMENT, ITEM_ATTACHMENT, Kind, REFERENCE_ATTACHMENT, Refusal, Type,
};

/// What a body is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// POST of a new entity.
    Create,
    /// PATCH.
    Update,
    /// Parameters of an action: names in any case.
    Action,
    /// From the program around the sandbox: read-only properties count as well.
    Seed,
}

/// The writable part of a body, with names in their proper spelling.
///
/// # Errors
/// Unknown properties, values of the wrong JSON kind, unknown members of enumerations.
pub(crate) fn check(
    of: &'static Type,
    body: Map<String, Value>,
    purpose: Purpose,
) -> Result<Map<String, Value>, Refusal> {
    let of = actual(of, &body)?;
    let mut kept = Map::new();
    for (name, value) in body {
        // Annotations tell nothing but the type, which was read already.
        if name.contains('@') {
            if name == "@odata.type" {
                kept.insert(name, value);
            }
            continue;
        }
        let found = match purpose {
            Purpose::Action => of.find_in_query(&name),
            _ => of.find(&name),
        };
        let Some(property) = found else { return Err(unknown(&name, of)) };
        let inner = if purpose == Purpose::Action { Purpose::Create } else { purpose };
        let value = value_of(property.name, &property.kind, value, inner)?;
        let ignored = match property.access {
            Access::Read => purpose != Purpose::Seed,
            Access::Create => purpose == Purpose::Update,
            Access::Write | Access::Draft => false,
        };
        if !ignored {
            kept.insert(property.name.to_owned(), value);
        }
    }
    Ok(kept)
}

fn unknown(name: &str, of: &Type) -> Refusal {
    Refusal::body(format!(
        "The property '{name}' does not exist on type '{}'. \
         Make sure to only use property names that are defined by the type.",
        of.name
    ))
}

/// The derived type that `@odata.type` names.
fn actual(of: &'static Type, body: &Map<String, Value>) -> Result<&'static Type, Refusal> {
    let Some(named) = body.get("@odata.type") else {
        if of.name == ATTACHMENT.name {
            return Err(Refusal::bad_request(
                "Cannot create an abstract class: specify the '@odata.type' of the attachment.",
            ));
        }
        return Ok(of);
    };
    let named = named.as_str().unwrap_or_default();
    let plain = named.trim_start_matches('#');
    let known = [&FILE_ATTACHMENT, &ITEM_ATTACHMENT, &REFERENCE_ATTACHMENT, of]
        .into_iter()
        .chain(super::CASTS.iter().map(|(_, of)| *of))
        .find(|known| known.name.eq_ignore_ascii_case(plain))
        .or_else(|| {
            super::CASTS
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(plain))
                .map(|(_, of)| *of)
        });
    match known {
        Some(known) if known.is_a(of) => Ok(known),
        _ => Err(Refusal::body(format!(
            "A type named '{plain}' could not be resolved by the model or is not derived from '{}'.",
            of.name
        ))),
    }
}

fn value_of(name: &str, kind: &Kind, value: Value, purpose: Purpose) -> Result<Value, Refusal> {
    if value.is_null() {
        return Ok(value);
    }
    let fits = match kind {
        Kind::Text => value.is_string(),
        Kind::Flag => value.is_boolean(),
        Kind::Int => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        Kind::Long => value.is_i64(),
        Kind::Binary => value.as_str().is_some_and(is_base64),
        Kind::Instant => value.as_str().is_some_and(|text| super::instant(text).is_some()),
        Kind::Open => true,
        Kind::Fields if !value.is_object() => return Err(node(&value, "StartObject", name)),
        Kind::Fields => return Ok(value),
        Kind::Enum(members) => {
            let Some(text) = value.as_str() else { return Err(literal(&value, kind)) };
            let known = members.members.iter().find(|member| member.eq_ignore_ascii_case(text));
            let Some(known) = known else {
                return Err(Refusal::body(format!("Requested value '{text}' was not found.")));
            };
            return Ok(Value::from(*known));
        }
        Kind::Complex(of) | Kind::Nav(of) => {
            return match value {
                Value::Object(inner) => check(of, inner, purpose).map(Value::Object),
                other => Err(node(&other, "StartObject", name)),
            };
        }
        Kind::Many(of) => return elements(name, of, value, purpose),
        Kind::NavMany(of) => return elements(name, &Kind::Complex(of), value, purpose),
    };
    if fits {
        Ok(value)
    } else if value.is_object() || value.is_array() {
        Err(node(&value, "PrimitiveValue", name))
    } else {
        Err(literal(&value, kind))
    }
}

fn elements(name: &str, of: &Kind, value: Value, purpose: Purpose) -> Result<Value, Refusal> {
    match value {
        Value::Array(items) => items
            .into_iter()
            .map(|item| match item {
                Value::Null => Err(node(&Value::Null, "StartObject", name)),
                item => value_of(name, of, item, purpose),
            })
            .collect::<Result<Vec<_>, _>>()
            .map(Value::Array),
        other => Err(node(&other, "StartArray", name)),
    }
}

fn node(found: &Value, wanted: &str, name: &str) -> Refusal {
    let found = match found {
        Value::Object(_) => "StartObject",
        Value::Array(_) => "StartArray",
        _ => "PrimitiveValue",
    };
    Refusal::body(format!(
        "An unexpected '{found}' node was found for property named '{name}' when reading from the \
         JSON reader. A '{wanted}' node was expected."
    ))
}

fn literal(value: &Value, kind: &Kind) -> Refusal {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text: String = text.chars().take(80).collect();
    Refusal::body(format!(
        "Cannot convert the literal '{text}' to the expected type '{}'.",
        kind.name()
    ))
}

fn is_base64(text: &str) -> bool {
    let bytes = text.trim_end_matches('=').bytes();
    text.len().is_multiple_of(4)
        && bytes.clone().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{MAIL_FOLDER, MESSAGE};
    use super::*;

    fn checked(body: Value, purpose: Purpose) -> Result<Value, Refusal> {
        let Value::Object(body) = body else { panic!("an object") };
        check(&MESSAGE, body, purpose).map(Value::Object)
    }

    #[test]
    fn keeps_what_may_be_written_and_drops_what_the_service_ignores() {
        let body = json!({"subject": "s", "id": "x", "isDraft": false, "importance": "High", "flag": null,
            "toRecipients": [{"emailAddress": {"address": "a@b"}}], "@odata.etag": "W/\"1\""});
        let kept = checked(body, Purpose::Create).unwrap();
        assert_eq!(
            kept,
            json!({"subject": "s", "importance": "high", "flag": null,
                "toRecipients": [{"emailAddress": {"address": "a@b"}}]})
        );
    }

    #[test]
    fn says_in_the_words_of_the_service_what_does_not_fit() {
        let refused = [
            (
                json!({"Subject": "s"}),
                "The property 'Subject' does not exist on type 'microsoft.graph.message'",
            ),
            (json!({"isRead": "true"}), "'true' to the expected type 'Edm.Boolean'"),
            (json!({"subject": 5}), "'5' to the expected type 'Edm.String'"),
            (json!({"importance": "urgent"}), "Requested value 'urgent' was not found."),
            (json!({"toRecipients": {"emailAddress": {}}}), "A 'StartArray' node was expected"),
            (json!({"toRecipients": ["a@b"]}), "A 'StartObject' node was expected"),
            (json!({"body": "text"}), "A 'StartObject' node was expected"),
            (json!({"subject": {"a": 1}}), "A 'PrimitiveValue' node was expected"),
            (json!({"from": {"emailaddress": {}}}), "on type 'microsoft.graph.recipient'"),
            (json!({"attachments": [{"name": "x"}]}), "@odata.type"),
            (json!({"@odata.type": "#microsoft.graph.event"}), "could not be resolved"),
            // Read-only properties are ignored, but not when they cannot be read at all.
            (json!({"receivedDateTime": "yesterday"}), "Edm.DateTimeOffset"),
        ];
        for (body, words) in refused {
            let refusal = checked(body.clone(), Purpose::Create).unwrap_err();
            assert_eq!(refusal.status, 400, "{body}");
            assert!(refusal.message.contains(words), "{body}: {}", refusal.message);
        }
    }

    #[test]
    fn a_derived_attachment_has_its_own_properties() {
        let file = json!({"attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "a",
            "contentBytes": "AAAA"}]});
        assert!(checked(file, Purpose::Create).is_ok());
        let reference = json!({"attachments": [{"@odata.type": "#microsoft.graph.referenceAttachment", "name": "a",
            "contentBytes": "AAAA"}]});
        assert!(checked(reference, Purpose::Create).is_err());
    }

    #[test]
    fn actions_take_names_in_any_case_and_what_is_inside_does_not() {
        let Value::Object(body) = json!({"Message": {"subject": "s"}, "SaveToSentItems": true})
        else {
            panic!()
        };
        let kept = check(&super::super::SEND_MAIL, body, Purpose::Action).unwrap();
        assert_eq!(
            Value::Object(kept),
            json!({"message": {"subject": "s"}, "saveToSentItems": true})
        );
        let Value::Object(body) = json!({"message": {"Subject": "s"}}) else { panic!() };
        assert!(check(&super::super::SEND_MAIL, body, Purpose::Action).is_err());
    }

    #[test]
    fn seeds_may_set_what_clients_may_not() {
        let kept = checked(json!({"isDraft": false}), Purpose::Seed).unwrap();
        assert_eq!(kept, json!({"isDraft": false}));
        assert!(MAIL_FOLDER.find("totalItemCount").is_some() && MESSAGE.find("id").is_some());
    }
}

//! Respells JSON for a protocol that isn't in camel case.

use serde_json::{Map, Value};

use crate::casing::{Casing, to_wire};
use crate::protocol::Protocol;

const OURS: &str = "microsoft.graph";

/// Our JSON as the protocol spells it.
pub(crate) fn outgoing(value: Value, protocol: &dyn Protocol) -> Value {
    respell(value, protocol.casing(), OURS, protocol.namespace())
}

/// The protocol's JSON as we spell it.
pub(crate) fn incoming(value: Value, protocol: &dyn Protocol) -> Value {
    respell(value, Casing::Camel, protocol.namespace(), OURS)
}

/// Whether the protocol needs it.
pub(crate) fn is_needed(protocol: &dyn Protocol) -> bool {
    protocol.casing() != Casing::Camel || protocol.namespace() != OURS
}

fn respell(value: Value, casing: Casing, from: &str, to: &str) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let value = match value {
                    Value::String(text) if name == "@odata.type" => {
                        Value::String(rename(&text, from, to))
                    }
                    value => respell(value, casing, from, to),
                };
                (to_wire(&name, casing).into_owned(), value)
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            items.into_iter().map(|item| respell(item, casing, from, to)).collect()
        }
        value => value,
    }
}

/// `#microsoft.graph.fileAttachment` <-> `#Microsoft.OutlookServices.FileAttachment`.
fn rename(text: &str, from: &str, to: &str) -> String {
    let bare = text.trim_start_matches('#');
    let Some(name) = bare.strip_prefix(from).and_then(|rest| rest.strip_prefix('.')) else {
        return text.to_owned();
    };
    let casing = if to == OURS { Casing::Camel } else { Casing::Pascal };
    let hash = if bare.len() < text.len() { "#" } else { "" };
    format!("{hash}{to}.{}", to_wire(name, casing))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::Office365;

    #[test]
    fn there_and_back() {
        let ours = json!({
            "subject": "toRecipients",
            "toRecipients": [{"emailAddress": {"name": null, "address": "a@b.c"}}],
            "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "QQ=="}],
        });
        let theirs = json!({
            "Subject": "toRecipients",
            "ToRecipients": [{"EmailAddress": {"Name": null, "Address": "a@b.c"}}],
            "Attachments": [{"@odata.type": "#Microsoft.OutlookServices.FileAttachment", "ContentBytes": "QQ=="}],
        });
        let protocol = Office365::v2();
        assert_eq!(outgoing(ours.clone(), &protocol), theirs);
        assert_eq!(incoming(theirs, &protocol), ours);
    }
}

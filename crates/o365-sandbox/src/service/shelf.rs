//! The small collections of a mailbox, asked and changed.

use serde_json::{Map, Value};

use crate::odata::{Options, Scope};
use crate::random::guid;
use crate::schema::{INFERENCE_OVERRIDE, MESSAGE_RULE, OUTLOOK_CATEGORY, Purpose, Refusal, Type};
use crate::service::{
    Call, INBOX, Mailbox, body, list, shelves::Shelf, state::State, token::encoded,
};
use crate::wire::Reply;

impl Shelf {
    fn of_type(self) -> &'static Type {
        match self {
            Self::Categories => &OUTLOOK_CATEGORY,
            Self::Rules => &MESSAGE_RULE,
            Self::Overrides => &INFERENCE_OVERRIDE,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Categories => "outlook/masterCategories",
            Self::Rules => "mailFolders('inbox')/messageRules",
            Self::Overrides => "inferenceClassification/overrides",
        }
    }
}

pub(crate) fn all(call: &Call<'_>, state: &State, shelf: Shelf) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, shelf.of_type(), Scope::List)?;
    let mut rows = call.user(state)?.mailbox.shelves.of(shelf).clone();
    if shelf == Shelf::Rules {
        rows.sort_by_key(|rule| rule["sequence"].as_i64());
    }
    list::values(call, &options, rows)
}

pub(crate) fn get(
    call: &Call<'_>,
    state: &State,
    shelf: Shelf,
    id: &str,
) -> Result<Reply, Refusal> {
    let options = Options::parse(&call.request.query, shelf.of_type(), Scope::One)?;
    let item = call.user(state)?.mailbox.shelves.find(shelf, id)?.clone();
    let select = options.select.as_deref();
    Ok(alone(call, shelf, list::selected(item, select, &[]), select, 200))
}

fn alone(
    call: &Call<'_>,
    shelf: Shelf,
    mut item: Value,
    select: Option<&[&str]>,
    status: u16,
) -> Reply {
    if let Some(members) = item.as_object_mut() {
        members.insert("@odata.context".to_owned(), call.context(shelf.path(), select).into());
    }
    Reply::value(status, &item)
}

pub(crate) fn create(call: &Call<'_>, state: &mut State, shelf: Shelf) -> Result<Reply, Refusal> {
    let mut item = body::object(call.request, shelf.of_type(), Purpose::Create)?;
    let mailbox = state.mailbox(call.owner)?;
    prepare(mailbox, shelf, &mut item)?;
    // An override for a sender who has one changes that one.
    let known = mailbox.shelves.of(shelf).iter().position(|known| {
        shelf == Shelf::Overrides
            && address(known) == item.get("senderEmailAddress").map(address_of)
    });
    let known = known.and_then(|index| mailbox.shelves.of_mut(shelf).get_mut(index));
    if let Some(known) = known {
        if let (Some(known), Some(class)) = (known.as_object_mut(), item.remove("classifyAs")) {
            known.insert("classifyAs".to_owned(), class);
        }
        let item = known.clone();
        return Ok(alone(call, shelf, item, None, 201));
    }
    let id = guid();
    item.insert("id".to_owned(), id.as_str().into());
    let item = Value::Object(item);
    mailbox.shelves.of_mut(shelf).push(item.clone());
    let location = call.location(&format!("{}('{}')", shelf.path(), encoded(&id)));
    Ok(alone(call, shelf, item, None, 201).header("Location", &location))
}

pub(crate) fn update(
    call: &Call<'_>,
    state: &mut State,
    shelf: Shelf,
    id: &str,
) -> Result<Reply, Refusal> {
    let mailbox = state.mailbox(call.owner)?;
    let mut item = mailbox.shelves.find(shelf, id)?.as_object().cloned().unwrap_or_default();
    let changes = body::object(call.request, shelf.of_type(), Purpose::Update)?;
    if shelf == Shelf::Categories && changes.contains_key("displayName") {
        return Err(invalid("The display name of a category cannot be changed."));
    }
    item.extend(changes);
    if shelf == Shelf::Rules {
        check_rule(mailbox, &item)?;
    }
    let item = Value::Object(item);
    for known in mailbox.shelves.of_mut(shelf).iter_mut().filter(|known| known["id"] == id) {
        known.clone_from(&item);
    }
    Ok(alone(call, shelf, item, None, 200))
}

pub(crate) fn delete(
    call: &Call<'_>,
    state: &mut State,
    shelf: Shelf,
    id: &str,
) -> Result<Reply, Refusal> {
    let shelves = &mut state.mailbox(call.owner)?.shelves;
    shelves.find(shelf, id)?;
    shelves.of_mut(shelf).retain(|known| known["id"] != id);
    Ok(Reply::new(204))
}

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", text)
}

/// What must be there, and what is there when nothing is said.
fn prepare(mailbox: &Mailbox, shelf: Shelf, item: &mut Map<String, Value>) -> Result<(), Refusal> {
    let required: &[&str] = match shelf {
        Shelf::Categories => &["displayName"],
        Shelf::Rules => &["displayName", "sequence", "actions"],
        Shelf::Overrides => &["classifyAs", "senderEmailAddress"],
    };
    for name in required {
        let there = item.get(*name).is_some_and(|value| !value.is_null() && value != "");
        if !there {
            return Err(invalid(format!("The required property '{name}' is missing.")));
        }
    }
    let mut default = |name: &str, value: Value| {
        let slot = item.entry(name).or_insert(Value::Null);
        if slot.is_null() {
            *slot = value;
        }
    };
    match shelf {
        Shelf::Categories => {
            default("color", "none".into());
            let lower = |item: &Value| item.as_str().unwrap_or_default().to_lowercase();
            let name = item.get("displayName").map(lower);
            let same = |known: &&Value| known.get("displayName").map(lower) == name;
            if mailbox.shelves.of(shelf).iter().any(|known| same(&known)) {
                return Err(Refusal::new(
                    409,
                    "CategoryNameDuplicate",
                    "A category with the specified name already exists.",
                ));
            }
        }
        Shelf::Rules => {
            default("isEnabled", true.into());
            default("hasError", false.into());
            default("isReadOnly", false.into());
            check_rule(mailbox, item)?;
        }
        Shelf::Overrides => {
            let sender = item.get("senderEmailAddress").map(address_of).unwrap_or_default();
            if !sender.contains('@') {
                return Err(invalid("The sender of an override needs an SMTP address."));
            }
        }
    }
    Ok(())
}

fn check_rule(mailbox: &Mailbox, rule: &Map<String, Value>) -> Result<(), Refusal> {
    if rule.get("sequence").and_then(Value::as_i64).is_none_or(|sequence| sequence < 0) {
        return Err(invalid("The sequence of a rule must be a number that isn't negative."));
    }
    let actions = rule.get("actions").and_then(Value::as_object);
    let actions = actions.ok_or_else(|| invalid("A rule needs at least one action."))?;
    if actions.values().all(Value::is_null) {
        return Err(invalid("A rule needs at least one action."));
    }
    for name in ["moveToFolder", "copyToFolder"] {
        if let Some(folder) = actions.get(name).and_then(Value::as_str) {
            mailbox.find_folder(folder).map_err(|_| {
                Refusal::new(
                    400,
                    "ErrorInvalidFolderId",
                    format!("The folder of '{name}' doesn't exist."),
                )
            })?;
        }
    }
    Ok(())
}

/// Rules belong to the inbox alone.
pub(crate) fn only_of_inbox(mailbox: &Mailbox, folder: &str) -> Result<(), Refusal> {
    if mailbox.find_folder(folder)? == INBOX {
        return Ok(());
    }
    Err(invalid("Rules are supported for the Inbox only."))
}

fn address(item: &Value) -> Option<String> {
    item.get("senderEmailAddress").map(address_of)
}

fn address_of(address: &Value) -> String {
    address.get("address").and_then(Value::as_str).unwrap_or_default().to_lowercase()
}

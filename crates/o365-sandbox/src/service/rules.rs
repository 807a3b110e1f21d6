//! What happens to mail on its arrival: overrides of the inference, and the rules of the inbox.

use std::sync::Arc;

use serde_json::Value;

use crate::service::{
    Mailbox, Message, Person, mailbox::DELETED, person::address_in, shelves::Shelf, text,
};

/// What the rules leave of a message that has come in.
pub(crate) struct Verdict {
    /// `None` if it is deleted for good.
    pub(crate) message: Option<Message>,
    /// Folders that get a copy.
    pub(crate) copies: Vec<u32>,
}

/// Applies what the mailbox says to a message that arrives.
pub(crate) fn arrive(mailbox: &Mailbox, owner: &str, mut message: Message) -> Verdict {
    for known in mailbox.shelves.of(Shelf::Overrides) {
        let from = known.pointer("/senderEmailAddress/address").and_then(Value::as_str);
        if from.is_some_and(|from| is_from(&message, from)) {
            message.inference =
                if known["classifyAs"] == "other" { Some("other") } else { Some("focused") };
        }
    }
    let mut rules: Vec<_> = mailbox.shelves.of(Shelf::Rules).iter().collect();
    rules.sort_by_key(|rule| rule["sequence"].as_i64());
    let mut copies = Vec::new();
    for rule in rules.into_iter().filter(|rule| rule["isEnabled"] == true) {
        let holds = |part: &str, all: bool| {
            let some = rule.get(part).and_then(Value::as_object).into_iter().flatten();
            let mut some = some.filter(|(_, value)| !value.is_null()).peekable();
            if all {
                some.all(|(name, value)| condition(&message, owner, name, value))
            } else {
                some.any(|(name, value)| condition(&message, owner, name, value))
            }
        };
        if !holds("conditions", true) || holds("exceptions", false) {
            continue;
        }
        let Some(actions) = rule.get("actions") else { continue };
        if actions["permanentDelete"] == true {
            return Verdict { message: None, copies };
        }
        if let Some(folder) = folder(mailbox, &actions["copyToFolder"]) {
            copies.push(folder);
        }
        act(mailbox, actions, &mut message);
        if actions["stopProcessingRules"] == true {
            break;
        }
    }
    Verdict { message: Some(message), copies }
}

fn folder(mailbox: &Mailbox, id: &Value) -> Option<u32> {
    mailbox.find_folder(id.as_str()?).ok()
}

fn act(mailbox: &Mailbox, actions: &Value, message: &mut Message) {
    if let Some(folder) = folder(mailbox, &actions["moveToFolder"]) {
        message.folder = folder;
    }
    if actions["delete"] == true {
        message.folder = DELETED;
    }
    if actions["markAsRead"] == true {
        message.read = true;
    }
    if let Some(word) = actions["markImportance"].as_str() {
        message.importance = ["low", "normal", "high"].into_iter().find(|known| *known == word);
    }
    for category in actions["assignCategories"].as_array().into_iter().flatten() {
        if let Some(category) = category.as_str()
            && !message.categories.iter().any(|known| **known == *category)
        {
            message.categories.push(category.into());
        }
    }
}

/// Whether one condition holds. What the sandbox's mail never is, such as encrypted, it isn't.
fn condition(message: &Message, owner: &str, name: &str, value: &Value) -> bool {
    let any_in = |texts: &[&str]| {
        let words = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut words = words.map(str::to_lowercase);
        words.any(|word| texts.iter().any(|text| text.to_lowercase().contains(&word)))
    };
    let whole = |people: &[Arc<Person>]| {
        let all = people.iter().map(|person| format!("{} {}", person.name, person.address));
        all.collect::<Vec<_>>().join("\n")
    };
    let among = |people: &[Arc<Person>]| {
        let wanted = value.as_array().into_iter().flatten();
        let mut wanted = wanted.filter_map(address_in);
        wanted.any(|wanted| people.iter().any(|p| p.address.eq_ignore_ascii_case(wanted)))
    };
    let me = |people: &[Arc<Person>]| {
        people.iter().any(|person| person.address.eq_ignore_ascii_case(owner))
    };
    let is = |fact: bool| value.as_bool() == Some(fact);
    let subject = message.subject.as_deref().unwrap_or_default();
    let body =
        || if message.html { text::plain(&message.content) } else { message.content.to_string() };
    let from: Vec<_> = message.from.iter().cloned().collect();
    match name {
        "subjectContains" => any_in(&[subject]),
        "bodyContains" => any_in(&[&body()]),
        "bodyOrSubjectContains" => any_in(&[subject, &body()]),
        "senderContains" => any_in(&[&whole(&from)]),
        "recipientContains" => any_in(&[&whole(&message.to), &whole(&message.cc)]),
        "headerContains" => {
            let headers = message.rare.iter().flat_map(|rare| &rare.headers);
            let lines: Vec<_> = headers.map(|(name, value)| format!("{name}: {value}")).collect();
            any_in(&[&lines.join("\n")])
        }
        "categories" => {
            let categories: Vec<_> = message.categories.iter().map(|c| &**c).collect();
            any_in(&categories)
        }
        "fromAddresses" => among(&from),
        "sentToAddresses" => among(&message.to) || among(&message.cc),
        "hasAttachments" => is(message.has_attachments()),
        "importance" => value == message.importance.unwrap_or("normal"),
        "sensitivity" => value == "normal",
        "sentToMe" => is(me(&message.to)),
        "sentCcMe" => is(me(&message.cc)),
        "sentToOrCcMe" => is(me(&message.to) || me(&message.cc)),
        "sentOnlyToMe" => is(me(&message.to) && message.to.len() == 1 && message.cc.is_empty()),
        "notSentToMe" => is(!me(&message.to)),
        "withinSizeRange" => {
            let files: usize = message.attachments.iter().map(|file| file.size()).sum();
            let size = i64::try_from(message.content.len() + files).unwrap_or(i64::MAX) / 1024;
            let bound = |name: &str| value[name].as_i64();
            bound("minimumSize").is_none_or(|least| size >= least)
                && bound("maximumSize").is_none_or(|most| size <= most)
        }
        "isMeetingRequest" => is(message.is_a("eventMessageRequest")),
        "isMeetingResponse" => is(message.is_a("eventMessageResponse")),
        "messageActionFlag" => false,
        _ => is(false),
    }
}

fn is_from(message: &Message, address: &str) -> bool {
    message.from.as_ref().is_some_and(|from| from.address.eq_ignore_ascii_case(address))
}

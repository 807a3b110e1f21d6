//! Subscriptions to changes of messages and events.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::callback;
use crate::people::TENANT_ID;
use crate::random::guid;
use crate::schema::{Purpose, Refusal, SUBSCRIPTION, instant, now};
use crate::service::{
    Caller, Mailbox, Message, Service,
    agenda::At,
    body,
    changes::{Change, Happened},
    event::day_of,
    event_json::etag,
    post::Post,
    prefer::Prefer,
    token::encoded,
};
use crate::wire::{Reply, Request};

/// How long a subscription to messages may live, in minutes.
const LONGEST: i64 = 4230;
/// How long the validation of a URL may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// All subscriptions, and the post that delivers.
#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    all: Mutex<Vec<Subscription>>,
    post: Post,
}

/// What is subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watched {
    /// The messages of a folder, or all.
    Messages(Option<u32>),
    /// The events of a calendar, or all.
    Events(Option<u32>),
    /// A drive, by its number.
    Drive(usize),
}

#[derive(Clone, Debug)]
struct Subscription {
    id: String,
    /// Who made it: an address, or nothing for an application.
    creator: Option<String>,
    mailbox: usize,
    watched: Watched,
    immutable: bool,
    /// The number of the first change that hasn't been told.
    next: u64,
    expires: i64,
    properties: Map<String, Value>,
}

impl Subscription {
    fn property(&self, name: &str) -> Value {
        self.properties.get(name).cloned().unwrap_or_default()
    }

    fn wants(&self, kind: &str) -> bool {
        let kinds = self.properties.get("changeType").and_then(Value::as_str).unwrap_or_default();
        kinds.split(',').any(|known| known.trim().eq_ignore_ascii_case(kind))
    }

    fn json(&self, root: &str) -> Value {
        let mut json = self.properties.clone();
        json.insert("id".to_owned(), self.id.as_str().into());
        let context = format!("{root}/$metadata#subscriptions/$entity");
        json.insert("@odata.context".to_owned(), context.into());
        Value::Object(json)
    }
}

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::new(400, "ValidationError", text)
}

impl Subscriptions {
    fn lock(&self) -> MutexGuard<'_, Vec<Subscription>> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|known| known.expires > now());
        all
    }
}

impl Service {
    /// Answers below `subscriptions`. The other side is called while nothing is locked: it may ask back.
    pub(super) fn subscribe(&self, caller: &Caller, request: &Request) -> Result<Reply, Refusal> {
        let creator = match caller {
            Caller::User(address) => Some(address.to_lowercase()),
            Caller::App => None,
        };
        let all = &self.subscriptions;
        let id = request.segments.get(1).map(String::as_str);
        let mine = |known: &Subscription| known.creator == creator;
        let is_it = |known: &&mut Subscription| mine(known) && Some(&*known.id) == id;
        let root = &request.root;
        match (request.method.as_str(), request.segments.as_slice()) {
            ("POST", [_]) => self.add_subscription(caller, creator, request),
            ("GET", [_]) => {
                let rows: Vec<_> =
                    all.lock().iter().filter(|known| mine(known)).map(|k| k.json(root)).collect();
                let context = format!("{root}/$metadata#subscriptions");
                Ok(Reply::value(200, &json!({"@odata.context": context, "value": rows})))
            }
            ("GET", [_, _]) => match all.lock().iter_mut().find(is_it) {
                Some(known) => Ok(Reply::value(200, &known.json(root))),
                None => Err(gone()),
            },
            ("PATCH", [_, _]) => {
                let changes = body::object(request, &SUBSCRIPTION, Purpose::Update)?;
                let expires = changes.get("expirationDateTime").map(expiry).transpose()?;
                if all.lock().iter_mut().find(is_it).is_none() {
                    return Err(gone());
                }
                if let Some(url) = changes.get("notificationUrl").and_then(Value::as_str) {
                    validate(url)?;
                }
                let mut all = all.lock();
                let known = all.iter_mut().find(is_it).ok_or_else(gone)?;
                known.expires = expires.unwrap_or(known.expires);
                known.properties.extend(changes);
                Ok(Reply::value(200, &known.json(root)))
            }
            ("DELETE", [_, _]) => {
                let mut all = all.lock();
                let at = all.iter().position(|known| mine(known) && Some(&*known.id) == id);
                all.remove(at.ok_or_else(gone)?);
                Ok(Reply::new(204))
            }
            (_, [_] | [_, _]) => Err(Refusal::new(
                405,
                "Request_BadRequest",
                "Specified HTTP method is not allowed for the request target.",
            )),
            _ => Err(Refusal::bad_request("Resource not found for the segment.")),
        }
    }

    fn add_subscription(
        &self,
        caller: &Caller,
        creator: Option<String>,
        request: &Request,
    ) -> Result<Reply, Refusal> {
        let mut properties = body::object(request, &SUBSCRIPTION, Purpose::Create)?;
        let text = |name: &str| {
            let text = properties.get(name).and_then(Value::as_str).filter(|t| !t.is_empty());
            text.ok_or_else(|| invalid(format!("The property '{name}' is required.")))
        };
        let kinds = text("changeType")?;
        let known = |kind: &str| ["created", "updated", "deleted"].contains(&kind.trim());
        if !kinds.to_ascii_lowercase().split(',').all(known) {
            return Err(invalid(format!("The changeType '{kinds}' is not supported.")));
        }
        if text("clientState").is_ok_and(|state| state.chars().count() > 128) {
            return Err(invalid("The clientState must not have more than 128 characters."));
        }
        let expires = properties.get("expirationDateTime").unwrap_or(&Value::Null);
        let expires = expiry(expires)?;
        if properties.get("includeResourceData") == Some(&Value::Bool(true)) {
            return Err(invalid("Notifications with resource data are not supported."));
        }
        let (mailbox, watched, next) = self.subscribed(caller, text("resource")?)?;
        if matches!(watched, Watched::Drive(_)) && !kinds.eq_ignore_ascii_case("updated") {
            return Err(invalid("A drive can be watched for 'updated' only."));
        }
        let urls = [text("notificationUrl")?.to_owned()].into_iter();
        for url in urls.chain(text("lifecycleNotificationUrl").ok().map(str::to_owned)) {
            validate(&url)?;
        }
        for name in ["applicationId", "creatorId", "notificationQueryOptions", "clientState"] {
            properties.entry(name).or_insert(Value::Null);
        }
        let immutable = Prefer::of(request).immutable;
        let subscription = Subscription {
            id: guid(),
            creator,
            mailbox,
            watched,
            immutable,
            next,
            expires,
            properties,
        };
        let reply = Reply::value(201, &subscription.json(&request.root));
        let location = format!("{}/subscriptions('{}')", request.root, subscription.id);
        self.subscriptions.lock().push(subscription);
        Ok(reply.header("Location", &location))
    }

    /// The mailbox and what of it a resource is, and the number of the next change there.
    fn subscribed(
        &self,
        caller: &Caller,
        resource: &str,
    ) -> Result<(usize, Watched, u64), Refusal> {
        if let Some((number, next)) = self.watched_drive(caller, resource)? {
            return Ok((usize::MAX, Watched::Drive(number), next));
        }
        let unknown = || invalid(format!("The resource '{resource}' is not supported."));
        let plain = resource.replace("('", "/").replace("')", "");
        let words: Vec<_> = plain.split('/').filter(|word| !word.is_empty()).collect();
        let is = |word: &str, name: &str| word.eq_ignore_ascii_case(name);
        let state = self.read();
        let me = match caller {
            Caller::User(address) => state.find(address),
            Caller::App => None,
        };
        let (owner, rest) = match words.as_slice() {
            [first, rest @ ..] if is(first, "me") => (me, rest),
            [first, name, rest @ ..] if is(first, "users") => (state.find(name), rest),
            _ => return Err(unknown()),
        };
        let owner = owner.ok_or_else(unknown)?;
        let user = state.user(owner)?;
        let may = me.is_none_or(|me| me == owner || user.shared_with.contains(&me));
        if !may {
            return Err(Refusal::new(403, "ExtensionError", "Access to the mailbox is denied."));
        }
        let mailbox = &user.mailbox;
        let watched = match rest {
            [events] if is(events, "events") => Watched::Events(None),
            [calendar, events] if is(calendar, "calendar") && is(events, "events") => {
                Watched::Events(Some(mailbox.agenda.default))
            }
            [calendars, id, events] if is(calendars, "calendars") && is(events, "events") => {
                Watched::Events(Some(mailbox.find_calendar(Some(id))?))
            }
            [messages] if is(messages, "messages") => Watched::Messages(None),
            [folders, id, messages] if is(folders, "mailfolders") && is(messages, "messages") => {
                Watched::Messages(Some(mailbox.find_folder(id)?))
            }
            _ => return Err(unknown()),
        };
        Ok((owner, watched, mailbox.changes.head()))
    }

    /// Tells the subscribers what has changed since they were told last.
    pub(crate) fn notify(&self) {
        let mut all = self.subscriptions.lock();
        if all.is_empty() {
            return;
        }
        let (drives, state) = (self.drives(), self.read());
        for known in all.iter_mut() {
            if let Watched::Drive(number) = known.watched {
                let head = drives.changes_of(number);
                if head > known.next {
                    let url = known.property("notificationUrl");
                    let resource = known.property("resource");
                    let data = json!({"@odata.type": "#Microsoft.Graph.DriveItem"});
                    let notice = notice(known, "updated", &resource, data);
                    self.subscriptions.post.send(url.as_str().unwrap_or_default(), notice);
                }
                known.next = head;
                continue;
            }
            let Ok(user) = state.user(known.mailbox) else { continue };
            let changes = &user.mailbox.changes;
            let url = known.property("notificationUrl");
            let head = changes.head();
            // Should it have been more than is remembered, the subscriber misses it.
            if let Ok(between) = changes.between(known.next, head) {
                let told = between.filter_map(|c| notification(known, &user.mailbox, &user.id, c));
                for notification in told {
                    self.subscriptions.post.send(url.as_str().unwrap_or_default(), notification);
                }
            }
            known.next = head;
        }
    }
}

/// What a change is to a subscription, if it is anything.
fn notification(
    of: &Subscription,
    mailbox: &Mailbox,
    owner: &str,
    change: &Change,
) -> Option<Value> {
    let (kind, noun, id, etag) = match of.watched {
        Watched::Messages(folder) => of_message(of, mailbox, folder, change)?,
        Watched::Events(calendar) => of_event(of, mailbox, calendar, change)?,
        Watched::Drive(_) => return None,
    };
    if !of.wants(kind) {
        return None;
    }
    let path = format!("Users/{owner}/{noun}s/{id}");
    let kind_of = format!("#Microsoft.Graph.{noun}");
    let mut data = json!({"@odata.type": kind_of, "@odata.id": path, "id": id});
    if let (Some(etag), Some(members)) = (etag, data.as_object_mut()) {
        members.insert("@odata.etag".to_owned(), etag.into());
    }
    Some(notice(of, kind, &path.into(), data))
}

fn notice(of: &Subscription, kind: &str, resource: &Value, data: Value) -> Value {
    json!({
        "subscriptionId": of.id,
        "subscriptionExpirationDateTime": of.property("expirationDateTime"),
        "changeType": kind,
        "resource": resource,
        "resourceData": data,
        "clientState": of.property("clientState"),
        "tenantId": TENANT_ID,
    })
}

/// What happened, to what, its id, and its etag if it is still there.
type Told = (&'static str, &'static str, String, Option<String>);

fn of_message(
    of: &Subscription,
    mailbox: &Mailbox,
    wanted: Option<u32>,
    change: &Change,
) -> Option<Told> {
    let (kind, key, place, folder) = match *change {
        Change::Arrived { key, folder } => ("created", key, None, folder),
        Change::Edited { key, folder, .. } => ("updated", key, None, folder),
        Change::Left { key, place, folder, .. } => ("deleted", key, Some(place), folder),
        Change::Folder(_) | Change::FolderGone(_) | Change::Event { .. } => return None,
    };
    if wanted.is_some_and(|wanted| wanted != folder) {
        return None;
    }
    let message = mailbox.message(key);
    let place = place.or_else(|| message.map(|message| message.place))?;
    let id = mailbox.ids.message(key, place, of.immutable);
    Some((kind, "Message", id, message.map(Message::etag)))
}

fn of_event(
    of: &Subscription,
    mailbox: &Mailbox,
    wanted: Option<u32>,
    change: &Change,
) -> Option<Told> {
    let Change::Event { key, day, what, calendar } = *change else { return None };
    if wanted.is_some_and(|wanted| wanted != calendar) {
        return None;
    }
    let kind = match what {
        Happened::Created => "created",
        Happened::Updated => "updated",
        Happened::Deleted => "deleted",
    };
    let item = mailbox.item(At { key, day: day.and_then(day_of) }).ok();
    let id = mailbox.ids.event(key, day, of.immutable);
    Some((kind, "Event", id, item.map(|item| etag(&item))))
}

fn gone() -> Refusal {
    Refusal::new(404, "ResourceNotFound", "The object was not found.")
}

/// Seconds since 1970, if that is in the future and not too far.
fn expiry(value: &Value) -> Result<i64, Refusal> {
    let at = value.as_str().and_then(instant).map(|micros| micros.div_euclid(1_000_000));
    let at = at.ok_or_else(|| invalid("The property 'expirationDateTime' is required."))?;
    if at <= now() {
        return Err(invalid("Subscription expiration must be in the future."));
    }
    // A minute for clocks that differ.
    if at > now() + LONGEST * 60 + 60 {
        return Err(invalid(format!(
            "Subscription expiration can only be {LONGEST} minutes in the future."
        )));
    }
    Ok(at)
}

/// The handshake: whoever listens must give the token back as plain text.
fn validate(url: &str) -> Result<(), Refusal> {
    if !callback::is_local(url) {
        return Err(invalid(
            "The sandbox notifies only URLs on this machine: http://127.0.0.1:PORT/..",
        ));
    }
    let token = format!(
        "Validation: Testing client application reachability for subscription Request-Id: {}",
        guid()
    );
    let joint = if url.contains('?') { '&' } else { '?' };
    let asked = format!("{url}{joint}validationToken={}", encoded(&token).replace("%20", "+"));
    let answer = callback::post(&asked, "text/plain; charset=utf-8", b"", PATIENCE);
    let why = match answer {
        Ok(answer) if answer.status != 200 => {
            format!("Notification endpoint must respond with 200 OK, not {}.", answer.status)
        }
        Ok(answer) if !answer.content_type.to_ascii_lowercase().starts_with("text/plain") => {
            "Notification endpoint must respond with the content type text/plain.".to_owned()
        }
        Ok(answer) if answer.body != token.as_bytes() => {
            "Notification endpoint must respond with validationToken, decoded.".to_owned()
        }
        Ok(_) => return Ok(()),
        Err(error) => format!("The notification endpoint could not be reached: {error}."),
    };
    Err(invalid(format!("Subscription validation request failed. {why}")))
}

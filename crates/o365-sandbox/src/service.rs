//! What the service holds, and how it answers.

mod ids;
mod reply;
mod prefer;
mod text;
mod person;
mod zones;
mod clock;
mod recurrence;
mod attachment;
mod json;
mod message;
mod changes;
mod shelves;
mod settings;
mod event;
mod agenda;
mod mailbox;
mod photo;
mod book;
mod mailbox_events;
mod write;
mod token;
mod delta_token;
mod sorted;
mod uploads;
mod site;
mod state;
mod call;
mod search_folder;
mod list;
mod body;
mod photos;
mod words;
mod mime;
mod rules;
mod outlook;
mod shelf;
mod mailbox_settings;
mod folders;
mod messages;
mod delta;
mod attachments;
mod away;
mod send;
mod replies;
mod event_json;
mod event_write;
mod meetings;
mod calendars;
mod events;
mod event_delta;
mod event_attachments;
mod sessions;
mod reminders;
mod free_busy;
mod suggest;
mod calendar_place;
mod rooms;
mod place;
mod contacts;
mod sites;
mod directory;
mod post;
mod subscriptions;
mod drive;
mod library;
mod calendar_route;
mod route;

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::people::display_name;
use crate::schema::{Refusal, now};
use crate::service::{
    sorted::Sorted, state::State, subscriptions::Subscriptions, uploads::Uploads,
};
use crate::sync::lock;
use crate::wire::{Reply, Request};

pub use crate::service::drive::{DriveKind, DriveRules};
pub(crate) use crate::service::{
    attachment::{Attachment, Content},
    call::Call,
    contacts::seed as seed_contact,
    directory::describe,
    drive::{Drives, Named as NamedDrive, picture},
    events::build as new_event,
    ids::fnv,
    mailbox::{INBOX, Mailbox},
    message::Message,
    person::Person,
    sites::{list_rows, seed_item, seed_list, seed_site, seed_term_set},
    write::apply_all,
};

/// Who calls, as the bearer token says.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// A person; `me` is theirs.
    User(String),
    /// An application; it has no `me`.
    App,
}

/// All mailboxes. Every method may be called from many threads.
#[derive(Debug, Default)]
pub(crate) struct Service {
    state: RwLock<State>,
    sorted: Sorted,
    subscriptions: Subscriptions,
    /// Locked before the state, when both are.
    drives: Mutex<Drives>,
}

impl Service {
    /// `media` is what pre-authenticated URLs begin with.
    pub(crate) fn new(media: &str) -> Self {
        let service = Self::default();
        service.write().uploads = Uploads::new(media);
        *service.drives() = Drives::new(media);
        service
    }

    /// Answers one request below the version, such as `GET me/messages`; never panics.
    pub(crate) fn answer(&self, caller: &Caller, request: &Request) -> Reply {
        // Whoever has a token has a mailbox, from the first request on.
        if let Caller::User(address) = caller
            && self.read().find(address).is_none()
        {
            self.write().add(address, &display_name(address));
        }
        self.release(now());
        let crossed = match self.crossed(caller, request) {
            Ok(crossed) => crossed,
            Err(refusal) => return Reply::refused(&refusal, request),
        };
        let request = crossed.as_ref().unwrap_or(request);
        let first = request.segments.first();
        let answer = if first.is_some_and(|first| first.eq_ignore_ascii_case("subscriptions")) {
            self.subscribe(caller, request)
        } else if drive::leads_here(&request.segments) {
            drive::answer(&mut self.drives(), &self.read(), caller, request)
        } else if first.is_some_and(|first| first.eq_ignore_ascii_case("sites")) {
            self.site(caller, request)
        } else if request.method == "GET" {
            route::read(&self.read(), &self.sorted, caller, request)
        } else {
            route::change(&mut self.write(), &self.sorted, caller, request)
        };
        if request.method != "GET" {
            self.notify();
        }
        answer.unwrap_or_else(|refusal: Refusal| Reply::refused(&refusal, request))
    }

    /// Answers for SharePoint, where files may have to do with it.
    fn site(&self, caller: &Caller, request: &Request) -> Result<Reply, Refusal> {
        self.mirror();
        if request.method == "GET" {
            let answer = route::read(&self.read(), &self.sorted, caller, request)?;
            return Ok(self.with_files(request, answer));
        }
        let answer = route::change(&mut self.write(), &self.sorted, caller, request);
        self.settle();
        answer
    }

    /// Sends what was deferred until then.
    fn release(&self, at: i64) {
        if self.read().deferred.first().is_some_and(|(due, ..)| *due <= at) {
            send::release(&mut self.write(), at);
            self.notify();
        }
    }

    /// Answers one request to a pre-authenticated URL; never panics.
    pub(crate) fn media(&self, request: &Request) -> Reply {
        let of_drive = drive::media(&mut self.drives(), request);
        if of_drive.is_some() && request.method != "HEAD" {
            self.notify();
        }
        of_drive
            .unwrap_or_else(|| sessions::answer(&mut self.write(), request))
            .unwrap_or_else(|refusal: Refusal| Reply::refused(&refusal, request))
    }

    /// Lets the tokens of all delta rounds lapse.
    pub(crate) fn lapse_deltas(&self) {
        let mut state = self.write();
        state.mailboxes().for_each(|mailbox| mailbox.changes.lapse());
        state.books().for_each(|book| book.generation += 1);
        state.sites.generation += 1;
        state.generation += 1;
        drop(state);
        self.drives().lapse();
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn drives(&self) -> MutexGuard<'_, Drives> {
        lock(&self.drives)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;

//! All users and their mailboxes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::people::object_id;
use crate::schema::Refusal;
use crate::service::{
    book::Book, mailbox::Mailbox, person::Person, photo::Photo, site::store::Sites,
    uploads::Uploads,
};

#[derive(Debug, Default)]
pub(crate) struct State {
    users: Vec<User>,
    /// The users that were added or changed, one after the other.
    log: Vec<usize>,
    /// What tokens of the directory's delta rounds must know to be good.
    pub(crate) generation: u64,
    /// By address and by id, both in lower case.
    names: HashMap<String, usize>,
    pub(crate) uploads: Uploads,
    pub(crate) sites: Sites,
    /// Messages in an outbox: when they are due, whose they are, their keys.
    pub(crate) deferred: BTreeSet<(i64, usize, u64)>,
}

#[derive(Debug)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) name: String,
    /// Who else may open the mailbox.
    pub(crate) shared_with: Vec<usize>,
    pub(crate) mailbox: Mailbox,
    pub(crate) book: Book,
    pub(crate) photo: Option<Photo>,
    pub(crate) manager: Option<usize>,
    /// Who has had an automatic reply since they were last set.
    pub(crate) answered: BTreeSet<String>,
    /// What the directory knows besides.
    pub(crate) properties: Map<String, Value>,
}

impl State {
    /// Adds a user, or gives the one who is there another name.
    pub(crate) fn add(&mut self, address: &str, name: &str) -> usize {
        if let Some(index) = self.find(address) {
            if let Some(user) = self.users.get_mut(index)
                && user.name != name
            {
                name.clone_into(&mut user.name);
                self.note(index);
            }
            return index;
        }
        let index = self.users.len();
        self.note(index);
        let id = object_id(address);
        self.names.insert(address.to_lowercase(), index);
        self.names.insert(id.clone(), index);
        let mailbox = Mailbox::new(address);
        let book = Book::new(address);
        let (address, name) = (address.to_owned(), name.to_owned());
        self.users.push(User {
            id,
            address,
            name,
            shared_with: Vec::new(),
            mailbox,
            book,
            photo: None,
            manager: None,
            answered: BTreeSet::new(),
            properties: Map::new(),
        });
        index
    }

    /// Remembers that the directory knows something else of a user.
    pub(crate) fn note(&mut self, index: usize) {
        self.log.push(index);
    }

    /// The users that were added or changed, one after the other.
    pub(crate) fn noted(&self) -> &[usize] {
        &self.log
    }

    /// The user of that address or id.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.get(&name.to_lowercase()).copied()
    }

    pub(crate) fn users(&self) -> &[User] {
        &self.users
    }

    pub(crate) fn user(&self, index: usize) -> Result<&User, Refusal> {
        self.users.get(index).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn user_mut(&mut self, index: usize) -> Result<&mut User, Refusal> {
        self.users.get_mut(index).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn mailboxes(&mut self) -> impl Iterator<Item = &mut Mailbox> {
        self.users.iter_mut().map(|user| &mut user.mailbox)
    }

    pub(crate) fn books(&mut self) -> impl Iterator<Item = &mut Book> {
        self.users.iter_mut().map(|user| &mut user.book)
    }

    pub(crate) fn book(&mut self, index: usize) -> Result<&mut Book, Refusal> {
        self.user_mut(index).map(|user| &mut user.book)
    }

    pub(crate) fn mailbox(&mut self, index: usize) -> Result<&mut Mailbox, Refusal> {
        self.user_mut(index).map(|user| &mut user.mailbox)
    }
}

impl User {
    pub(crate) fn person(&self) -> Arc<Person> {
        Arc::new(Person { name: self.name.as_str().into(), address: self.address.as_str().into() })
    }
}

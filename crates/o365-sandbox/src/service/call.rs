//! One request on its way through the service.

use crate::schema::Refusal;
use crate::service::{
    prefer::Prefer,
    reply::header,
    sorted::Sorted,
    state::{State, User},
    token::encoded,
};
use crate::wire::{Reply, Request};

/// A request with who made it and whose mailbox it is for.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) prefer: Prefer,
    pub(crate) sorted: &'a Sorted,
    /// The owner of the mailbox.
    pub(crate) owner: usize,
    /// The id of the owner.
    pub(crate) owner_id: String,
    /// Who asks; `None` is an application, which may everything.
    pub(crate) caller: Option<usize>,
    /// The path below the owner.
    pub(crate) path: &'a [String],
}

/// What is followed by the key of one of its members.
const COLLECTIONS: &[&str] = &[
    "mailfolders",
    "childfolders",
    "messages",
    "attachments",
    "messagerules",
    "mastercategories",
    "overrides",
    "contacts",
    "contactfolders",
    "calendars",
    "calendargroups",
    "calendarpermissions",
    "events",
    "instances",
    "calendarview",
    "sites",
    "lists",
    "items",
    "columns",
    "contenttypes",
    "versions",
    "permissions",
    "pages",
    "groups",
    "sets",
    "terms",
    "children",
];

impl Call<'_> {
    pub(crate) fn user<'s>(&self, state: &'s State) -> Result<&'s User, Refusal> {
        state.user(self.owner)
    }

    /// What `@odata.context` says after the hash: `users('id')/mailFolders('inbox')/messages`.
    pub(crate) fn origin(&self) -> String {
        let mut origin = match self.owner_id.as_str() {
            "" => String::new(),
            owner => format!("users('{}')", encoded(owner)),
        };
        let mut key_next = false;
        for segment in self.path {
            if key_next && segment != "$count" {
                origin.push_str(&format!("('{}')", encoded(segment)));
                key_next = false;
                continue;
            }
            if !origin.is_empty() {
                origin.push('/');
            }
            origin.push_str(segment);
            key_next = COLLECTIONS.iter().any(|name| name.eq_ignore_ascii_case(segment));
        }
        origin
    }

    /// The whole `@odata.context` of one entity of a collection.
    pub(crate) fn context(&self, collection: &str, select: Option<&[&str]>) -> String {
        let select = select.map(|names| format!("({})", names.join(","))).unwrap_or_default();
        let owner = encoded(&self.owner_id);
        format!("{}/$metadata#users('{owner}')/{collection}{select}/$entity", self.request.root)
    }

    /// Where an entity is, for `Location`.
    pub(crate) fn location(&self, path: &str) -> String {
        format!("{}/users('{}')/{path}", self.request.root, encoded(&self.owner_id))
    }

    /// Says which preferences were heard.
    pub(crate) fn applied(&self, reply: Reply) -> Reply {
        match self.prefer.applied() {
            Some(applied) => reply.header("Preference-Applied", &applied),
            None => reply,
        }
    }

    /// Refuses a change to something that has changed since.
    ///
    /// # Errors
    /// 412 if `If-Match` names another version.
    pub(crate) fn must_match(&self, etag: &str) -> Result<(), Refusal> {
        let Some(wanted) = header(self.request, "if-match") else { return Ok(()) };
        let plain = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
        // SharePoint's have a comma in them: the whole header may be one.
        let any = wanted.split(',').any(|tag| tag.trim() == "*" || plain(tag) == plain(etag));
        if any || plain(wanted) == plain(etag) {
            return Ok(());
        }
        Err(Refusal::new(
            412,
            "ErrorIrresolvableConflict",
            "The send or update operation could not be performed because the change key passed in the request \
             does not match the current change key for the item.",
        ))
    }
}

//! One request to a drive: who asks, and what for.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::blob::Blob;
use crate::people::{display_name, object_id};
use crate::schema::{Refusal, Type};
use crate::service::{
    Caller, body,
    drive::{
        address::{Owner, Start},
        item::Identity,
        names::{Conflict, invalid},
        permissions,
        stock::Drives,
        tree::{Drive, DriveKind, ROOT, no_item},
    },
    reply::header,
    sites,
    state::State,
};
use crate::wire::Request;

/// Folders with a meaning: the name that Graph has for them, and where they are.
const SPECIAL: &[(&str, &[&str])] = &[
    ("documents", &["Documents"]),
    ("photos", &["Pictures"]),
    ("cameraroll", &["Pictures", "Camera Roll"]),
    ("approot", &["Apps", "Graph"]),
    ("music", &["Music"]),
    ("attachments", &["Attachments"]),
    ("recordings", &["Recordings"]),
];

/// A request with who made it.
pub(super) struct Ask<'a> {
    pub(super) request: &'a Request,
    pub(super) state: &'a State,
    pub(super) who: Arc<Identity>,
}

/// What a path leads to: as far as it goes, and the names that aren't there.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) drive: usize,
    pub(super) at: u64,
    pub(super) missing: Vec<String>,
}

impl Found {
    /// # Errors
    /// 404 if a part of the path isn't there.
    pub(super) fn item(&self) -> Result<u64, Refusal> {
        if self.missing.is_empty() { Ok(self.at) } else { Err(no_item()) }
    }
}

impl<'a> Ask<'a> {
    pub(super) fn new(request: &'a Request, state: &'a State, caller: &Caller) -> Self {
        let who = match caller {
            Caller::User(address) => identity(state, address),
            Caller::App => Identity {
                address: None,
                id: "0365a000-0000-4000-8000-000000000001".to_owned(),
                name: "Sandbox App".to_owned(),
            },
        };
        Self { request, state, who: Arc::new(who) }
    }

    pub(super) fn is_app(&self) -> bool {
        self.who.address.is_none()
    }

    /// The drives of an owner are made when they are first asked for.
    pub(super) fn owner(&self, owner: &Owner) -> Result<(Owner, Arc<Identity>), Refusal> {
        let person = |name: &str| {
            let index = self.state.find(name).ok_or_else(|| {
                Refusal::new(404, "itemNotFound", format!("User or group '{name}' not found."))
            })?;
            self.state.user(index).map(|user| user.address.clone())
        };
        let address = match owner {
            Owner::Me => self.who.address.clone().ok_or_else(|| {
                Refusal::bad_request(
                    "/me request is only valid with delegated authentication flow.",
                )
            })?,
            Owner::User(name) | Owner::Group(name) => person(name)?,
            Owner::Site(name) => {
                let id = sites::id_of(self.state, name)?;
                return Ok((Owner::Site(id), Arc::clone(&self.who)));
            }
        };
        let identity = Arc::new(identity(self.state, &address));
        match owner {
            Owner::Group(_) => Ok((Owner::Group(address), identity)),
            _ => Ok((Owner::User(address), identity)),
        }
    }

    /// The default drive of an owner.
    pub(super) fn default_drive(
        &self,
        drives: &mut Drives,
        owner: &Owner,
    ) -> Result<usize, Refusal> {
        let (owner, identity) = self.owner(owner)?;
        match &owner {
            // Every library of a site is a drive, and the first is its default.
            Owner::Site(id) => {
                let libraries = sites::libraries(self.state, id)?.into_iter();
                let all: Vec<_> = libraries.map(|library| drives.library(library)).collect();
                all.first().copied().ok_or_else(no_item)
            }
            Owner::Group(_) => Ok(drives.default_of(&owner, DriveKind::DocumentLibrary, &identity)),
            _ => Ok(drives.default_of(&owner, DriveKind::Business, &identity)),
        }
    }

    /// Follows a path in a drive. Special folders are made when they are first asked for.
    pub(super) fn find(
        &self,
        drives: &mut Drives,
        number: usize,
        start: &Start,
        names: &[String],
    ) -> Result<Found, Refusal> {
        let drive = drives.drive_mut(number)?;
        let mut at = match start {
            Start::Root | Start::Shared => ROOT,
            Start::Id(id) => drive.find(id)?,
            Start::Special(name) => {
                let known = SPECIAL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                let (name, path) = known.ok_or_else(no_item)?;
                let path: Vec<_> = path.iter().map(|part| (*part).to_owned()).collect();
                let owner = Arc::clone(&drive.owner);
                let key = drive.folders(ROOT, &path, &owner)?;
                drive.item_mut(key)?.special = Some(name);
                key
            }
        };
        let mut rest = names;
        while let Some((name, more)) = rest.split_first() {
            let Some(key) = drive.child(at, name) else { break };
            (at, rest) = (key, more);
        }
        Ok(Found { drive: number, at, missing: rest.to_vec() })
    }

    /// Refuses who may not see an item, or not change it.
    ///
    /// # Errors
    /// 403 `accessDenied`.
    pub(super) fn may(&self, drive: &Drive, key: u64, write: bool) -> Result<(), Refusal> {
        if self.owns(drive) || permissions::grants(drive, key, &self.who.id, write) {
            return Ok(());
        }
        Err(Refusal::new(403, "accessDenied", "Access denied"))
    }

    /// Whether all of a drive is open to whoever asks: applications, the owner, whom the owner trusts, and for
    /// libraries everybody.
    pub(super) fn owns(&self, drive: &Drive) -> bool {
        if self.is_app()
            || drive.kind == DriveKind::DocumentLibrary
            || drive.owner.id == self.who.id
        {
            return true;
        }
        let me = self.who.address.as_deref().and_then(|address| self.state.find(address));
        let owner = drive.owner.address.as_deref().and_then(|address| self.state.find(address));
        let owner = owner.and_then(|owner| self.state.user(owner).ok());
        owner.is_some_and(|owner| me.is_some_and(|me| owner.shared_with.contains(&me)))
    }

    /// What is to happen when a name is taken, as the query says.
    pub(super) fn conflict(&self) -> Result<Option<Conflict>, Refusal> {
        let said = self.request.query.iter().find(|(name, _)| {
            let name = name.trim_start_matches('@');
            name.eq_ignore_ascii_case("microsoft.graph.conflictBehavior")
                || name.eq_ignore_ascii_case("name.conflictBehavior")
        });
        said.map(|(_, value)| Conflict::read(value)).transpose()
    }

    /// The same, as the body says or else the query.
    pub(super) fn conflict_in(
        &self,
        body: &Map<String, Value>,
    ) -> Result<Option<Conflict>, Refusal> {
        match body.get("@microsoft.graph.conflictBehavior") {
            None => self.conflict(),
            Some(Value::String(word)) => Conflict::read(word).map(Some),
            Some(_) => Err(invalid("The conflict behavior is not a text.")),
        }
    }

    /// The body as it came, with its annotations.
    pub(super) fn raw(&self) -> Map<String, Value> {
        match serde_json::from_slice(&self.request.body) {
            Ok(Value::Object(body)) => body,
            _ => Map::new(),
        }
    }

    /// The parameters of an action.
    pub(super) fn parameters(&self, of: &'static Type) -> Result<Map<String, Value>, Refusal> {
        body::optional(self.request, of)
    }

    /// The content in the body.
    pub(super) fn content(&self) -> Blob {
        content(self.request)
    }

    /// Refuses a change to what isn't as the client believes.
    ///
    /// # Errors
    /// 412 if `If-Match` names neither the eTag nor the cTag, or `If-None-Match` names one of them.
    pub(super) fn must_match(&self, tags: &[String]) -> Result<(), Refusal> {
        let failed =
            Refusal::new(412, "resourceModified", "ETag does not match current item's value");
        if let Some(wanted) = header(self.request, "if-match")
            && !names_one(wanted, tags)
        {
            return Err(failed);
        }
        match header(self.request, "if-none-match") {
            Some(unwanted) if names_one(unwanted, tags) => Err(failed),
            _ => Ok(()),
        }
    }
}

/// The content in the body of a request.
pub(super) fn content(request: &Request) -> Blob {
    request.blob.clone().unwrap_or_else(|| Blob::new(request.body.clone()))
}

/// Whether a list of tags has one of these.
pub(super) fn names_one(list: &str, tags: &[String]) -> bool {
    let list = list.trim();
    // A tag of this service has a comma within, so that the list can't be taken apart at commas.
    list == "*" || tags.iter().any(|tag| list.contains(tag) || list == tag.trim_matches('"'))
}

pub(super) fn identity(state: &State, address: &str) -> Identity {
    let known = state.find(address).and_then(|index| state.user(index).ok());
    match known {
        Some(user) => Identity {
            address: Some(user.address.clone()),
            id: user.id.clone(),
            name: user.name.clone(),
        },
        None => Identity {
            address: Some(address.to_owned()),
            id: object_id(address),
            name: display_name(address),
        },
    }
}

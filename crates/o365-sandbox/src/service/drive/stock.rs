//! All drives, and what is under way in them.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::schema::{Refusal, now};
use crate::service::{
    drive::{
        address::Owner,
        copies::Job,
        item::Identity,
        tree::{Drive, DriveKind},
        uploads::Session,
    },
    ids::fnv,
    sites::Library,
    token::encoded,
};
use crate::wire::Request;

/// How the drives of a sandbox behave, given to [`Sandbox::set_drive_rules`](crate::Sandbox::set_drive_rules).
///
/// ```
/// use o365_sandbox::{DriveRules, Sandbox};
///
/// # fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::start()?;
/// // A copy is told to be under way five times.
/// sandbox.set_drive_rules(DriveRules::new().copy_polls(5).rewrite_office_files(true));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "rules do nothing until they are given to a sandbox"]
pub struct DriveRules {
    pub(super) copy_polls: u32,
    pub(super) redirect_copies: bool,
    pub(super) download_lifetime: Duration,
    pub(super) session_lifetime: Duration,
    pub(super) rewrite_office_files: bool,
    pub(super) hide_hashes: bool,
    pub(super) wrong_hashes: bool,
    pub(super) ignore_ranges: bool,
    pub(super) forbid_anonymous_links: bool,
}

impl Default for DriveRules {
    fn default() -> Self {
        Self::new()
    }
}

impl DriveRules {
    /// Those of a new sandbox.
    pub fn new() -> Self {
        Self {
            copy_polls: 1,
            redirect_copies: false,
            download_lifetime: Duration::from_secs(3600),
            session_lifetime: Duration::from_secs(24 * 3600),
            rewrite_office_files: false,
            hide_hashes: false,
            wrong_hashes: false,
            ignore_ranges: false,
            forbid_anonymous_links: false,
        }
    }

    /// How often a copy is told to be under way before it is made; the default is once.
    pub fn copy_polls(mut self, polls: u32) -> Self {
        self.copy_polls = polls;
        self
    }

    /// Whether the end of a copy is told by a redirect (303) to the new item; the default is a status of `completed`.
    pub fn redirect_copies(mut self, redirect: bool) -> Self {
        self.redirect_copies = redirect;
        self
    }

    /// How long a download URL is good, in whole seconds; the default is an hour.
    pub fn download_lifetime(mut self, lifetime: Duration) -> Self {
        self.download_lifetime = lifetime;
        self
    }

    /// How long an upload session lives after its last fragment, in whole seconds; the default is a day.
    pub fn session_lifetime(mut self, lifetime: Duration) -> Self {
        self.session_lifetime = lifetime;
        self
    }

    /// Whether drives of organisations put something of their own into Office and HTML files when they are
    /// uploaded, so that size and hash aren't those of what was sent; the default is not.
    pub fn rewrite_office_files(mut self, rewrite: bool) -> Self {
        self.rewrite_office_files = rewrite;
        self
    }

    /// Whether items come without hashes; the default is with them.
    pub fn hide_hashes(mut self, hide: bool) -> Self {
        self.hide_hashes = hide;
        self
    }

    /// Whether the hashes of items are those of something else; the default is not.
    pub fn wrong_hashes(mut self, wrong: bool) -> Self {
        self.wrong_hashes = wrong;
        self
    }

    /// Whether a download gives the whole file, with 200, to whoever asks for a range; the default is not.
    pub fn ignore_ranges(mut self, ignore: bool) -> Self {
        self.ignore_ranges = ignore;
        self
    }

    /// Whether links for anybody are refused, as many organisations have it; the default is not.
    pub fn forbid_anonymous_links(mut self, forbid: bool) -> Self {
        self.forbid_anonymous_links = forbid;
        self
    }
}

/// Every drive, every session, every copy.
#[derive(Debug, Default)]
pub(crate) struct Drives {
    /// `http://127.0.0.1:PORT`
    pub(super) media: String,
    all: Vec<Drive>,
    homes: HashMap<String, Vec<usize>>,
    pub(crate) rules: DriveRules,
    pub(super) sessions: BTreeMap<u64, Session>,
    pub(super) jobs: BTreeMap<u64, Job>,
    last: u64,
    /// URLs for downloads from before the last one are no good.
    generation: u64,
    /// How many uploads are yet to be spoiled.
    pub(crate) corrupt: u32,
    /// How much of each of the next fragments is kept.
    pub(crate) keep: VecDeque<u64>,
    /// Why the next copies fail.
    pub(crate) fail: VecDeque<(String, String)>,
}

/// What a URL on the other host leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) kind: &'static str,
    pub(super) drive: usize,
    pub(super) key: u64,
    /// The version of a file, the size of a picture, ..
    pub(super) what: String,
}

impl Drives {
    pub(crate) fn new(media: &str) -> Self {
        Self { media: media.to_owned(), ..Self::default() }
    }

    pub(crate) fn drive(&self, number: usize) -> Result<&Drive, Refusal> {
        self.all.get(number).ok_or_else(no_drive)
    }

    pub(crate) fn drive_mut(&mut self, number: usize) -> Result<&mut Drive, Refusal> {
        self.all.get_mut(number).ok_or_else(no_drive)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Drive> {
        self.all.iter()
    }

    /// # Errors
    /// 404 if there is no drive of this id.
    pub(crate) fn find(&self, id: &str) -> Result<usize, Refusal> {
        let found = self.all.iter().position(|drive| match drive.kind {
            DriveKind::Personal => drive.id.eq_ignore_ascii_case(id),
            _ => drive.id == id,
        });
        found.ok_or_else(no_drive)
    }

    /// The drives of an owner, the default one first.
    pub(crate) fn of(&self, owner: &Owner) -> &[usize] {
        self.homes.get(&home(owner)).map_or(&[], Vec::as_slice)
    }

    /// The default drive of an owner, made if there is none.
    pub(crate) fn default_of(
        &mut self,
        owner: &Owner,
        kind: DriveKind,
        identity: &Arc<Identity>,
    ) -> usize {
        match self.of(owner) {
            [first, ..] => *first,
            [] => self.add(owner, kind, identity),
        }
    }

    fn add(&mut self, owner: &Owner, kind: DriveKind, identity: &Arc<Identity>) -> usize {
        let number = self.all.len();
        let seed = format!("{}/{}", home(owner), self.of(owner).len());
        self.all.push(Drive::new(number, &seed, kind, Arc::clone(identity)));
        self.homes.entry(home(owner)).or_default().push(number);
        number
    }

    /// The drive of a document library, made if there is none.
    pub(crate) fn library(&mut self, site: Library) -> usize {
        let owner = Owner::Site(site.id.clone());
        let is_it = |drive: &Drive| drive.site.as_ref().is_some_and(|at| at.list == site.list);
        let mut known = self.of(&owner).iter().copied();
        let known = known.find(|at| self.all.get(*at).is_some_and(is_it));
        let number = known.unwrap_or_else(|| {
            let system = Identity {
                address: None,
                id: "sharepoint".to_owned(),
                name: "SharePoint".to_owned(),
            };
            self.add(&owner, DriveKind::DocumentLibrary, &Arc::new(system))
        });
        if let Some(drive) = self.all.get_mut(number) {
            site.title.clone_into(&mut drive.name);
            drive.site = Some(site);
        }
        number
    }

    /// The drive that a list is.
    pub(crate) fn of_list(&mut self, list: &str) -> Option<&mut Drive> {
        self.all.iter_mut().find(|drive| drive.site.as_ref().is_some_and(|at| at.list == list))
    }

    /// A number that none had before.
    pub(super) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Lets every URL for a download expire.
    pub(crate) fn expire_downloads(&mut self) {
        self.generation += 1;
    }

    pub(crate) fn expire_sessions(&mut self) {
        self.sessions.clear();
    }

    pub(crate) fn open_sessions(&self) -> usize {
        self.sessions.len()
    }

    pub(crate) fn lapse(&mut self) {
        self.all.iter_mut().for_each(|drive| drive.generation += 1);
    }

    /// A URL on the other host. It is legal, and no good to whoever decodes and encodes it.
    pub(super) fn url(&self, pass: &Pass) -> String {
        format!("{}{}", self.media, self.target(pass, self.generation, now()))
    }

    fn target(&self, pass: &Pass, generation: u64, at: i64) -> String {
        let Pass { kind, drive, key, what } = pass;
        let name = self.all.get(*drive).and_then(|drive| Some(&drive.item(*key).ok()?.name));
        let name: String = name.map_or_else(String::new, |name| name.chars().take(40).collect());
        let what = encoded(what);
        let head = format!("/{kind}/{drive}/{key}/{what}/{generation}/{at}");
        let seal = fnv(format!("{}{head}", self.media).as_bytes());
        format!("{head}/{}?tempauth=v1.eyJ%2B{seal:X}%2f%2B==&e=&v=a%20b", encoded(&name))
    }

    /// What the URL of a request leads to.
    ///
    /// # Errors
    /// 404 if it leads nowhere, 401 if it was altered or has expired.
    pub(super) fn pass(&self, request: &Request, kind: &'static str) -> Result<Pass, Refusal> {
        let [_, drive, key, what, generation, at, ..] = request.segments.as_slice() else {
            return Err(nothing());
        };
        let number = |text: &String| text.parse::<u64>().map_err(|_| nothing());
        let drive = usize::try_from(number(drive)?).map_err(|_| nothing())?;
        let pass = Pass { kind, drive, key: number(key)?, what: what.clone() };
        let (generation, at) = (number(generation)?, number(at)?.cast_signed());
        let known = self.target(&pass, generation, at);
        let until_name = |target: &str| target.split('/').take(7).collect::<Vec<_>>().join("/");
        let query = |target: &str| target.split_once('?').map(|(_, query)| query.to_owned());
        // A file that was renamed since is still the same file.
        if until_name(&known) != until_name(&request.target)
            || query(&known) != query(&request.target)
        {
            return Err(Refusal::new(
                401,
                "unauthenticated",
                "The URL was altered: its signature doesn't fit.",
            ));
        }
        let lifetime = i64::try_from(self.rules.download_lifetime.as_secs()).unwrap_or(i64::MAX);
        if generation != self.generation || at.saturating_add(lifetime) <= now() {
            let refusal = Refusal::new(401, "unauthenticated", "The URL has expired.");
            return Err(refusal.inner("expiredToken"));
        }
        Ok(pass)
    }
}

fn home(owner: &Owner) -> String {
    match owner {
        Owner::Me => "me".to_owned(),
        Owner::User(address) => format!("user/{}", address.to_lowercase()),
        Owner::Group(id) => format!("group/{}", id.to_lowercase()),
        Owner::Site(id) => format!("site/{}", id.to_lowercase()),
    }
}

fn no_drive() -> Refusal {
    Refusal::new(404, "itemNotFound", "The resource could not be found.")
}

pub(super) fn nothing() -> Refusal {
    Refusal::new(404, "itemNotFound", "There is nothing at this URL.")
}

//! Sends an upload: in one request, or by a session.

use std::cell::{Cell, RefCell};
use std::time::SystemTime;

use http::Method;
use o365_core::connection::{Request, Response};
use o365_core::hash::{Hash, HashKind, Hasher};
use o365_core::query::Query;
use o365_core::time::OffsetDateTime;
use o365_core::transport::Bytes;
use o365_core::upload::{self, Progress, Source, UploadSession};
use o365_core::{Error, Id, Result};
use serde_json::{Map, Value, json};
use time::Duration;

use super::Upload;
use crate::item::ItemHandle;
use crate::item::clock;
use crate::item::fit::{Fit, fit, is_rough, tells};
use crate::model::{CONFLICT, Conflict, DriveItem, FileSystemInfo, name};

/// Bytes that go in one request.
const SMALL: u64 = 4 << 20;
/// How far the service's clock may be behind ours.
const SKEW: Duration = Duration::minutes(5);

impl Upload<'_> {
    /// Uploads, and gives the item back.
    ///
    /// `PUT …/drive/items/{id}/content` for what is small, `POST …/drive/items/{id}/createUploadSession` for the rest; needs
    /// `Files.ReadWrite`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/driveitem-createuploadsession).
    ///
    /// # Errors
    /// Bad input for a name that breaks a [rule](crate::NameRule); a file that can't be read, or changed meanwhile; a conflict
    /// of names; stale, with [`if_match`](ItemHandle::if_match); locked; no space left (507);
    /// [`Integrity`](o365_core::ErrorKind::Integrity), if something else arrived twice;
    /// [`Cancelled`](o365_core::ErrorKind::Cancelled); those of every request.
    pub fn send(mut self) -> Result<DriveItem> {
        if let Some((_, name)) = &self.folder {
            name::check(name)?;
        }
        name::check_path(self.at.at.path())?;
        if self.keeps_times {
            self.take_times()?;
        }
        if self.cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let size = self.source.length();
        let says_more = self.description.is_some() || self.times != FileSystemInfo::default();
        let resumes = self.saved.is_some() || self.state.is_some();
        // What is given another name must not be sent twice, and a session sees to that.
        let is_small = size <= SMALL && self.conflict != Some(Conflict::Rename);
        match size {
            0 => {
                // A reader that has more than was said is told.
                let source = std::mem::replace(&mut self.source, Source::bytes(""));
                let item = self.put(source.into_bytes()?)?;
                if says_more { self.say_more(&item) } else { Ok(item) }
            }
            _ if is_small && !says_more && !resumes && !self.is_deferred => {
                let source = std::mem::replace(&mut self.source, Source::bytes(""));
                let bytes = source.into_bytes()?;
                match self.put(bytes.clone()) {
                    // The service was still busy with the item: a session waits for it.
                    Err(error) if is_busy(&error) && self.at.at.etag().is_none() => {
                        self.source = Source::bytes(bytes);
                        self.run()
                    }
                    result => result,
                }
            }
            _ => self.run(),
        }
    }

    /// In one request.
    fn put(&mut self, bytes: Bytes) -> Result<DriveItem> {
        let mut hasher = Hasher::new(HashKind::QuickXor);
        hasher.update(&bytes);
        let (hash, size) = (hasher.finish(), bytes.len() as u64);
        let since = OffsetDateTime::now_utc() - SKEW;
        self.tell(0, size);
        for _ in 0..2 {
            let item = match self.put_request(&bytes).send() {
                Ok(answer) => answer.json()?,
                // Who is in the way may be the try before.
                Err(error) if error.is_conflict() && error.is_outcome_unknown() => {
                    let found = self.at.get().ok().filter(|item| {
                        is_since(item, since) && fit(item, size, &hash) == Fit::Same
                    });
                    found.ok_or(error)?
                }
                Err(error) => return Err(error),
            };
            if self.fits(item.clone(), size, &hash)? != Fit::Other {
                self.tell(size, size);
                return Ok(item);
            }
            // What is wrong is ours to replace.
            let own = self.at.sibling(&item.id);
            (self.conflict, self.folder, self.at) = (None, None, own);
        }
        Err(Error::integrity("what the service has isn't what was sent"))
    }

    fn put_request(&self, bytes: &Bytes) -> Request {
        const BYTES: &str = "application/octet-stream";
        let request = self.at.conditional(self.at.at.child("content").request(Method::PUT));
        let request = match self.conflict() {
            Some(conflict) => request.param(CONFLICT, conflict.as_str()),
            None => request,
        };
        match self.conflict {
            // Twice would make two of it.
            Some(Conflict::Rename) => {
                let length = bytes.len() as u64;
                request.reader(BYTES, std::io::Cursor::new(bytes.clone()), length)
            }
            _ => request.bytes(BYTES, bytes.clone()),
        }
    }

    /// By a session.
    fn run(mut self) -> Result<DriveItem> {
        let source = std::mem::replace(&mut self.source, Source::bytes(""));
        let size = source.length();
        let (mut progress, mut keep) = (self.progress.take(), self.keep.take());
        let resumes = self.saved.is_some() || self.state.is_some();
        let since = (!resumes).then(|| OffsetDateTime::now_utc() - SKEW);
        // What arrived wrong, and was found instead of an answer.
        let (wrong, found) = (RefCell::new(None::<Id<DriveItem>>), Cell::new(false));
        let this = &self;
        let connection = this.at.at.connection();
        let mut upload = upload::Upload::new(connection, source, self.fragments)
            .cancel(&self.cancel)
            .resume(self.saved.clone())
            .target(self.at.at.path())
            .verify(|answer, hash| {
                let item: DriveItem = answer.json()?;
                let id = item.id.clone();
                let fits = this.fits(item, size, hash)? != Fit::Other;
                if !fits && !found.take() && !id.is_empty() {
                    wrong.replace(Some(id));
                }
                Ok(fits)
            });
        if let Some(told) = &mut progress {
            upload = upload.progress(told);
        }
        if let Some(keep) = &mut keep {
            upload = upload.keep(keep);
        }
        if let Some(state) = &self.state {
            upload = upload.state_file(state);
        }
        if self.is_deferred {
            upload = upload.deferred();
        }
        if self.conflict != Some(Conflict::Rename) {
            upload = upload.lookup(|| {
                let item = this.find(size, since)?;
                found.set(item.is_some());
                Ok(item)
            });
        }
        if let (Some(conflict), Some((folder, name))) = (self.if_taken, &self.folder) {
            upload = upload.commit(move |url| commit(folder, name, conflict, url));
        }
        upload.run(|| this.open(size, wrong.borrow().as_ref()))?.json()
    }

    /// Opens a session: for what is to be, or for the item that has the wrong content.
    fn open(&self, size: u64, wrong: Option<&Id<DriveItem>>) -> Result<UploadSession> {
        let mut item = Map::new();
        let at = match wrong {
            Some(id) => self.at.sibling(id).at,
            None => {
                if let Some(conflict) = self.conflict() {
                    item.insert(CONFLICT.into(), conflict.as_str().into());
                }
                if let Some((_, name)) = &self.folder {
                    item.insert("name".into(), name.as_str().into());
                }
                self.at.at.clone()
            }
        };
        item.insert("fileSize".into(), size.into());
        item.extend(self.more());
        let mut body = json!({ "item": item });
        if self.is_deferred
            && let Some(body) = body.as_object_mut()
        {
            body.insert("deferCommit".into(), true.into());
        }
        let request = at.child("createUploadSession").request(Method::POST);
        let request = if wrong.is_none() { self.at.conditional(request) } else { request };
        // One session more than is used does no harm: it ends by itself.
        request.json(&body).repeatable().send()?.json()
    }

    /// What is there of that size, if it came since then, or can be told from what was there before.
    fn find(&self, size: u64, since: Option<OffsetDateTime>) -> Result<Option<Response>> {
        let answer = match self.at.at.request(Method::GET).send() {
            Err(error) if error.is_not_found() => return Ok(None),
            answer => answer?,
        };
        let item: DriveItem = answer.json()?;
        let is_ours = item.size == Some(size)
            && match since {
                Some(since) => is_since(&item, since),
                // It may be what was there before: only its hash can say that it isn't.
                None => tells(&item, HashKind::QuickXor) && !is_rough(&item),
            };
        Ok(is_ours.then_some(answer))
    }

    /// Compares the item with what was sent. What differs is read once more: the first answer may be early.
    fn fits(&self, item: DriveItem, size: u64, hash: &Hash) -> Result<Fit> {
        match fit(&item, size, hash) {
            Fit::Other if !item.id.is_empty() => {
                let again: DriveItem = self.at.sibling(&item.id).at.get(&Query::new())?;
                Ok(fit(&again, size, hash))
            }
            fit => Ok(fit),
        }
    }

    /// Says of an empty file what a session would have said.
    fn say_more(&self, item: &DriveItem) -> Result<DriveItem> {
        self.at.sibling(&item.id).at.patch(&self.more())
    }

    fn more(&self) -> Map<String, Value> {
        let mut more = Map::new();
        if let Some(text) = &self.description {
            more.insert("description".into(), text.as_str().into());
        }
        if self.times != FileSystemInfo::default() {
            more.insert("fileSystemInfo".into(), json!(self.times));
        }
        more
    }

    /// What the service is told; it has another mind for each kind of request.
    fn conflict(&self) -> Option<Conflict> {
        match self.folder {
            Some(_) => Some(self.conflict.unwrap_or(Conflict::Fail)),
            None => self.conflict.filter(|_| self.at.leaf().is_some()),
        }
    }

    fn take_times(&mut self) -> Result<()> {
        let path = self
            .local
            .as_ref()
            .ok_or_else(|| Error::input("only a file has times to keep: use `upload_file`"))?;
        let data = path.metadata().map_err(|error| Error::io(path, error))?;
        let times = &mut self.times;
        let own = |time: std::io::Result<SystemTime>| time.ok().and_then(clock::instant);
        times.created_date_time = times.created_date_time.or_else(|| own(data.created()));
        times.last_modified_date_time =
            times.last_modified_date_time.or_else(|| own(data.modified()));
        Ok(())
    }

    fn tell(&mut self, done: u64, total: u64) {
        if let Some(told) = &mut self.progress {
            told(Progress::new(done, total));
        }
    }
}

/// Makes a file of a session's bytes under a name that was taken meanwhile.
fn commit(folder: &ItemHandle, name: &str, conflict: Conflict, url: &str) -> Result<Response> {
    let body = json!({
        "name": name,
        CONFLICT: conflict.as_str(),
        "@microsoft.graph.sourceUrl": url,
    });
    // The version that was said is the file's, and the file isn't there any more.
    folder.at.any_version().request(Method::PUT).json(&body).send()
}

fn is_busy(error: &Error) -> bool {
    error.is_conflict() && error.service().is_some_and(|answer| answer.has_code("resourceModified"))
}

fn is_since(item: &DriveItem, since: OffsetDateTime) -> bool {
    item.last_modified_date_time.is_some_and(|time| time >= since)
}

//! Where content is, and what is known of it.

use std::fmt;

use crate::connection::Request;
use crate::hash::Hash;

/// Where content is, and what the service says of it. What [`Download::new`](super::Download::new) asks for.
///
/// The more is known, the surer a download is: with a size and a hash nothing but the right bytes gets its name, and with a
/// version or a hash an interrupted one can go on in another process.
#[must_use]
pub struct Content {
    pub(super) at: At,
    pub(super) known: Known,
}

pub(super) enum At {
    /// `GET …/content`, which redirects, or answers with the content itself.
    Request(Box<Request>),
    /// A pre-authenticated address.
    Address(String),
}

/// What is known before a byte has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) size: Option<u64>,
    pub(super) hash: Option<Hash>,
    pub(super) version: Option<String>,
    pub(super) is_page: bool,
    pub(super) is_rough: bool,
}

impl Content {
    /// What this `GET` gives: the content, or a redirect to it, which is followed without the token.
    pub fn request(request: Request) -> Self {
        Content { at: At::Request(Box::new(request)), known: Known::default() }
    }

    /// What is at this pre-authenticated address, such as `@microsoft.graph.downloadUrl`. It gets no token.
    pub fn address(url: impl Into<String>) -> Self {
        Content { at: At::Address(url.into()), known: Known::default() }
    }

    /// Its size in bytes.
    pub fn size(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.known.size = bytes.into();
        self
    }

    /// A hash of it. Of several the first by the order of [`HashKind`](crate::hash::HashKind) is used.
    pub fn hash(mut self, hash: impl Into<Option<Hash>>) -> Self {
        let own = self.known.hash.take();
        self.known.hash = own.into_iter().chain(hash.into()).min_by_key(Hash::kind);
        self
    }

    /// What changes when the content does: its etag (`cTag`, `eTag`).
    pub fn version(mut self, etag: impl Into<Option<String>>) -> Self {
        self.known.version = etag.into();
        self
    }

    /// It is a page itself, so that a page is no sign of trouble.
    pub fn page(mut self, is_page: bool) -> Self {
        self.known.is_page = is_page;
        self
    }

    /// Size and hash may be of another form than the one that is delivered: some libraries write into documents. A
    /// difference that stays is told by [`Verified::No`](super::Verified::No), and is no error.
    pub fn rough(mut self, is_rough: bool) -> Self {
        self.known.is_rough = is_rough;
        self
    }
}

impl Known {
    /// Whether it is surely of other content than `before`.
    pub(super) fn differs_from(&self, before: &Known) -> bool {
        fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one != other)
        }
        let same_kind = self.hash.as_ref().map(Hash::kind) == before.hash.as_ref().map(Hash::kind);
        differ(&self.version, &before.version)
            || differ(&self.size, &before.size)
            || (same_kind && differ(&self.hash, &before.hash))
    }
}

/// Addresses are secrets.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").field("known", &self.known).finish_non_exhaustive()
    }
}

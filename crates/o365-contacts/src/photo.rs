//! A place: one photo.

use http::Method;
use o365_core::query::Query;
use o365_core::{Endpoint, Error, Result};

use crate::model::{Photo, ProfilePhoto};

/// Bytes of a photo that the service takes in one request.
const LARGEST: usize = 4_000_000;

/// The photo of a contact or a user, or one of its sizes.
///
/// Made by [`ContactHandle::photo`](crate::ContactHandle::photo), [`UserHandle::photo`](crate::UserHandle::photo) and
/// [`UserHandle::photo_sized`](crate::UserHandle::photo_sized). No request is made until a verb is called. Whoever has no
/// photo reads as `None`.
#[derive(Clone, Debug)]
pub struct PhotoHandle {
    at: Endpoint,
}

impl PhotoHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        PhotoHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The photo, or `None`. It is held in memory: photos are of a few hundred kilobytes.
    ///
    /// `GET …/contacts/{id}/photo/$value`, `GET …/users/{id}/photo/$value`; needs `Contacts.Read` for a contact's, `User.Read` for one's own, `User.ReadBasic.All` for
    /// others'. [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn get(&self) -> Result<Option<Photo>> {
        let request = self.at.value().request(Method::GET).header("accept", "*/*");
        let answer = found(request.send())?;
        Ok(answer.map(|answer| {
            match answer.header("content-type").filter(|kind| kind.starts_with("image/")) {
                Some(kind) => Photo::new(kind.to_owned(), answer.into_bytes()),
                None => Photo::from(answer.into_bytes()),
            }
        }))
    }

    /// What is told of it without its content, or `None`.
    ///
    /// `GET …/contacts/{id}/photo`, `GET …/users/{id}/photo`; needs `Contacts.Read` for a contact's, `User.Read` for one's own, `User.ReadBasic.All` for others'.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-get).
    ///
    /// # Errors
    /// Those of every request.
    pub fn info(&self) -> Result<Option<ProfilePhoto>> {
        found(self.at.get(&Query::new()))
    }

    /// Sets it: bytes, or a [`Photo`]. Under 4 MB. The service keeps it as JPEG and makes the sizes of it.
    ///
    /// `PUT …/contacts/{id}/photo/$value`, `PUT …/users/{id}/photo/$value`; needs `Contacts.ReadWrite` for a contact's, `ProfilePhoto.ReadWrite.All` or `User.ReadWrite` for
    /// a user's. [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-update).
    ///
    /// # Errors
    /// Bad input for nothing, or for too much; not found; those of every request.
    pub fn set(&self, photo: impl Into<Photo>) -> Result<()> {
        let photo = photo.into();
        let size = photo.bytes().len();
        if size == 0 || size > LARGEST {
            return Err(Error::input(format!(
                "a photo of {size} bytes: the service takes 1 to {LARGEST}"
            )));
        }
        let kind = photo.content_type().to_owned();
        self.at.value().request(Method::PUT).bytes(&kind, photo.into_bytes()).send().map(drop)
    }

    /// Takes it away.
    ///
    /// `DELETE …/photo/$value`; needs what [`set`](Self::set) needs.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-delete).
    ///
    /// # Errors
    /// Not found, where there is none; those of every request.
    pub fn delete(&self) -> Result<()> {
        self.at.value().delete()
    }
}

/// What isn't there is `None`.
pub(crate) fn found<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Err(error) if error.is_not_found() => Ok(None),
        answer => answer.map(Some),
    }
}

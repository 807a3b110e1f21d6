//! A place: one user.

use o365_core::query::Query;
use o365_core::{Endpoint, List, Result};

use crate::model::{Person, PhotoSize, ProfilePhoto, User};
use crate::photo::{PhotoHandle, found};

/// People that the service puts on a page.
const PEOPLE: u32 = 1_000;
/// Users that the directory puts on a page.
pub(crate) const USERS: u32 = 999;

/// One user of the organisation.
///
/// Made by [`Directory::user`](crate::Directory::user) from a [`User`], an id or a user principal name, and by
/// [`Directory::me`](crate::Directory::me). No request is made until a verb is called.
#[derive(Clone, Debug)]
pub struct UserHandle {
    at: Endpoint,
}

impl UserHandle {
    pub(crate) fn new(at: Endpoint) -> Self {
        UserHandle { at }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// Reads the dozen properties that the directory gives by itself.
    ///
    /// `GET /users/{id}` or `/me`; needs `User.Read` for oneself, `User.ReadBasic.All` for others.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get(&self) -> Result<User> {
        self.get_with(&Query::new())
    }

    /// Reads it with a query: `select` for other properties, [`User::PROPERTIES`] for all that are modelled.
    ///
    /// `GET /users/{id}` or `/me`; needs `User.Read` for oneself, `User.Read.All` for others.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-get).
    ///
    /// # Errors
    /// Not found, and those of every request.
    pub fn get_with(&self, query: &Query) -> Result<User> {
        self.at.get(query)
    }

    /// The manager, or `None`. Also `None` when there is no such user.
    ///
    /// `GET …/manager`; needs `User.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-manager).
    ///
    /// # Errors
    /// Those of every request.
    pub fn manager(&self) -> Result<Option<User>> {
        found(self.at.child("manager").get(&Query::new()))
    }

    /// Whose manager this user is. There may be contacts of the organisation among them:
    /// [`odata_type`](User::odata_type) tells.
    ///
    /// `GET …/directReports`; needs `User.Read` for one's own, `User.Read.All` for others'.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-directreports).
    pub fn direct_reports(&self) -> List<User> {
        List::new(self.at.child("directReports")).largest_page(USERS).directory()
    }

    /// The photo, as large as there is.
    pub fn photo(&self) -> PhotoHandle {
        PhotoHandle::new(self.at.child("photo"))
    }

    /// The photo in one of its sizes.
    pub fn photo_sized(&self, size: impl Into<PhotoSize>) -> PhotoHandle {
        PhotoHandle::new(self.at.child("photos").child(size.into()))
    }

    /// The sizes that there are of the photo; none without a photo.
    ///
    /// `GET …/photos`; needs `User.Read` for one's own, `User.ReadBasic.All` for others'.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/profilephoto-get).
    pub fn photos(&self) -> List<ProfilePhoto> {
        List::new(self.at.child("photos"))
    }

    /// Who matters to this user, the most relevant first: by mail, meetings and place in the organisation. May be searched:
    /// `people().search("george")`.
    ///
    /// `GET …/people`; needs `People.Read`, for others `People.Read.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-people).
    pub fn people(&self) -> List<Person> {
        List::new(self.at.child("people")).largest_page(PEOPLE)
    }
}

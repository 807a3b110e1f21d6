//! Where one begins: the people of the organisation.

use o365_core::query::Search;
use o365_core::{Connection, Endpoint, Id, List, Resource, Result};

use crate::model::{Invitation, InvitationDraft, Person, User};
use crate::prop;
use crate::user::{USERS, UserHandle};

/// The directory: users of the organisation, what Outlook calls the global address list, and who matters to a person.
///
/// Works for applications as well, which have no `me`: give it a user as the resource, or name users.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_contacts::{Directory, prop};
/// use o365_core::Resource;
///
/// let directory = Directory::new(&connection, Resource::Me);
/// for user in directory.users().filter(prop::user::DEPARTMENT.eq("Attack")).limit(50) {
///     println!("{}", user?.display_name.unwrap_or_default());
/// }
/// if let Some(manager) = directory.me().manager()? {
///     println!("asks {}", manager.display_name.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Directory {
    root: Endpoint,
    me: Endpoint,
}

impl Directory {
    /// The directory, as `resource` sees it. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        Directory {
            root: Endpoint::new(connection, Resource::Root),
            me: Endpoint::new(connection, resource),
        }
    }

    /// The place itself, for requests that this crate doesn't have: the service's root.
    pub fn endpoint(&self) -> &Endpoint {
        &self.root
    }

    /// The user whose data is meant: who signed in, or the account's resource.
    pub fn me(&self) -> UserHandle {
        UserHandle::new(self.me.clone())
    }

    /// One user, by id, by user principal name (mostly the e-mail address), or from what a list gave.
    pub fn user(&self, user: impl Into<Id<User>>) -> UserHandle {
        UserHandle::new(self.root.child("users").child(user.into()))
    }

    /// All users, guests too, with the dozen properties that the directory gives by itself: `select`
    /// [`User::PROPERTIES`] for more.
    ///
    /// The directory answers some questions by its index only: a search, a count, `ne`, `not`, `ends_with`, a filter with an
    /// order. The list asks for that by itself (`ConsistencyLevel: eventual` and `$count=true`). What was made a moment ago
    /// may be missing then. A search names its properties:
    /// `users().search(Search::property("displayName", "best"))`; [`search`](Self::search) looks in the usual ones.
    /// [`delta`](List::delta) gives what changed.
    ///
    /// `GET /users`; needs `User.ReadBasic.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list).
    pub fn users(&self) -> List<User> {
        List::new(self.root.child("users")).largest_page(USERS).directory()
    }

    /// Users in whose name, e-mail address or user principal name a word begins with this text.
    ///
    /// `GET /users?$search="displayName:…" OR "mail:…" OR "userPrincipalName:…"&$count=true`; needs `User.ReadBasic.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections).
    pub fn search(&self, text: &str) -> List<User> {
        let within = |property| Search::property(property, text);
        let search = within("displayName").or(within("mail")).or(within("userPrincipalName"));
        self.users().search(search)
    }

    /// The user with that e-mail address or user principal name, or `None`.
    ///
    /// `GET /users?$filter=mail eq '…' or userPrincipalName eq '…'`; needs `User.ReadBasic.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list).
    ///
    /// # Errors
    /// Those of every request.
    pub fn user_by_email(&self, address: &str) -> Result<Option<User>> {
        let is = prop::user::MAIL.eq(address) | prop::user::USER_PRINCIPAL_NAME.eq(address);
        self.users().filter(is).first()
    }

    /// A user by that display name, or `None`. There may be several: `users().filter(..)` gives them all.
    ///
    /// `GET /users?$filter=displayName eq '…'`; needs `User.ReadBasic.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list).
    ///
    /// # Errors
    /// Those of every request.
    pub fn user_by_name(&self, name: &str) -> Result<Option<User>> {
        self.users().filter(prop::user::DISPLAY_NAME.eq(name)).first()
    }

    /// Who matters to [`me`](Self::me), the most relevant first: see [`UserHandle::people`].
    ///
    /// `GET …/people`; needs `People.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/user-list-people).
    pub fn people(&self) -> List<Person> {
        self.me().people()
    }

    /// Invites a guest into the organisation.
    ///
    /// `POST /invitations`; needs `User.Invite.All`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/invitation-post).
    ///
    /// # Errors
    /// Refused, where the organisation doesn't allow it; those of every request. When the answer is lost the error [says
    /// so](o365_core::Error::is_outcome_unknown).
    pub fn invite(&self, draft: &InvitationDraft) -> Result<Invitation> {
        self.root.child("invitations").post(draft)
    }
}

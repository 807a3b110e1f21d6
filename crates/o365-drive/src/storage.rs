//! Where one begins: somebody's drives.

use o365_core::{Connection, Endpoint, Id, List, Resource};

use crate::drive::DriveHandle;
use crate::item::ItemHandle;
use crate::model::Drive;
use crate::share::ShareHandle;

/// The drives of a person, a group or a site.
///
/// ```no_run
/// # fn run(connection: o365_core::Connection) -> o365_core::Result<()> {
/// use o365_core::Resource;
/// use o365_drive::Storage;
///
/// let storage = Storage::new(&connection, Resource::Me);
/// let drive = storage.default_drive();
/// let folder = drive.root().create_all("Reports/2024")?;
/// drive.path("/quotes.docx").move_to(&folder)?;
///
/// for library in Storage::new(&connection, Resource::site("root")).drives() {
///     println!("{}", library?.name.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Storage {
    at: Endpoint,
    is_drive: bool,
}

impl Storage {
    /// The drives of `resource`: of a [person](Resource::User), a [group](Resource::Group) or a [site](Resource::Site). That of a
    /// [drive](Resource::Drive) has this one drive. No request is made.
    pub fn new(connection: &Connection, resource: impl Into<Resource>) -> Self {
        let resource = resource.into();
        let is_drive = matches!(resource, Resource::Drive(_));
        Storage { at: Endpoint::new(connection, resource), is_drive }
    }

    /// The place itself, for requests that this crate doesn't have.
    pub fn endpoint(&self) -> &Endpoint {
        &self.at
    }

    /// The drive that one has by default: a person's OneDrive, the first document library of a group or a site. No request is
    /// made.
    ///
    /// The service makes it when its owner first opens it; before that it refuses, be it as not found or as not signed in.
    pub fn default_drive(&self) -> DriveHandle {
        match self.is_drive {
            true => DriveHandle::at(self.at.clone()),
            false => DriveHandle::at(self.at.child("drive")),
        }
    }

    /// A drive by id or from what a list gave, whoever's it is. No request is made.
    pub fn drive(&self, drive: impl Into<Id<Drive>>) -> DriveHandle {
        DriveHandle::by_id(self.at.connection(), drive.into())
    }

    /// All drives that there are: document libraries among them. Those of the system come with
    /// `.select((.., prop::drive::SYSTEM))`.
    ///
    /// `GET …/drives`; needs `Files.Read`.
    /// [Microsoft's page](https://learn.microsoft.com/graph/api/drive-list).
    pub fn drives(&self) -> List<Drive> {
        let at = match self.is_drive {
            true => self.at.refuse("a drive has no drives: ask a person, a group or a site"),
            false => self.at.clone(),
        };
        List::new(at.child("drives"))
    }

    /// What a sharing link leads to, whoever's it is; also by the id of a share. No request is made.
    pub fn share(&self, link: &str) -> ShareHandle {
        ShareHandle::new(self.at.connection(), link)
    }

    /// The item that a sharing link leads to: `storage.share(link).item()`.
    pub fn shared_item(&self, link: &str) -> ItemHandle {
        self.share(link).item()
    }
}

//! Drives to begin with, and how they behave.

use std::{fmt, io};

use serde_json::Value;

use crate::sandbox::Sandbox;
use crate::schema::Refusal;
use crate::service::{DriveKind, DriveRules, Drives, NamedDrive};

fn invalid(refusal: Refusal) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, refusal.message)
}

impl Sandbox {
    /// Puts a file into the drive of [`user`](Sandbox::user), with the folders above it. A file that is there gets a new
    /// version. Returns the id of the item.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// let sandbox = o365_sandbox::Sandbox::start()?;
    /// sandbox.add_file("/Reports/march.xlsx", "numbers")?;
    /// assert_eq!(sandbox.file("/reports/March.xlsx").as_deref(), Some(&b"numbers"[..]));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) for a name that no drive takes.
    pub fn add_file(&self, path: &str, content: impl Into<Vec<u8>>) -> io::Result<String> {
        self.drive(self.user()).add_file(path, content)
    }

    /// Makes a folder in the drive of [`user`](Sandbox::user), with those above it. Returns the id of the item.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) for a name that no drive takes.
    pub fn add_folder(&self, path: &str) -> io::Result<String> {
        self.drive(self.user()).add_folder(path)
    }

    /// The content of a file in the drive of [`user`](Sandbox::user); `None` if there is none at this path.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.drive(self.user()).file(path)
    }

    /// The OneDrive of a user, to be filled and looked into.
    ///
    /// ```
    /// use o365_sandbox::{DriveKind, Sandbox};
    ///
    /// # fn main() -> std::io::Result<()> {
    /// let sandbox = Sandbox::start()?;
    /// let drive = sandbox.drive("george@best.com");
    /// drive.set_kind(DriveKind::Personal);
    /// drive.add_file("/Pictures/match.jpg", vec![7; 1000])?;
    /// assert_eq!(drive.paths(), ["/Pictures/", "/Pictures/match.jpg"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn drive(&self, user: &str) -> SandboxDrive<'_> {
        SandboxDrive { sandbox: self, named: NamedDrive::User(user.to_owned()) }
    }

    /// A document library of a site, made if it isn't there: `/sites/{site}/drives`. Every site has one called `Documents`,
    /// which is its default. The files are items of the list of the same name.
    ///
    /// The site goes by what requests say: `sandbox.sharepoint.com,{guid},{guid}`, `root`, or
    /// `sandbox.sharepoint.com:/sites/team`. It is made if it isn't there.
    pub fn library(&self, site: &str, name: &str) -> SandboxDrive<'_> {
        let named = NamedDrive::Library(site.to_owned(), name.to_owned());
        SandboxDrive { sandbox: self, named }
    }

    /// Sets how all drives behave from now on.
    pub fn set_drive_rules(&self, rules: DriveRules) {
        self.service.drives().rules = rules;
    }

    /// Lets every URL for downloads, thumbnails and copies that was given out so far expire now: they are answered with
    /// 401.
    pub fn expire_download_urls(&self) {
        self.service.drives().expire_downloads();
    }

    /// Spoils a byte of each of the next `count` uploads to drives, as a bad disk would. Their hashes tell it.
    pub fn corrupt_uploads(&self, count: u32) {
        self.service.drives().corrupt = count;
    }

    /// Keeps only the first `bytes` of the next fragment of an upload to a drive; the answer says where to go on. Told
    /// twice, it is the next two.
    pub fn keep_of_fragment(&self, bytes: u64) {
        self.service.drives().keep.push_back(bytes);
    }

    /// Lets the next copy fail with this code, such as `nameAlreadyExists` or `accessDenied`: its monitor says so.
    pub fn fail_copy(&self, code: &str, message: &str) {
        self.service.drives().fail.push_back((code.to_owned(), message.to_owned()));
    }

    /// How many upload sessions of drives are open.
    pub fn open_upload_sessions(&self) -> usize {
        self.service.drives().open_sessions()
    }
}

/// A drive of a [`Sandbox`], for the program around it. It is made when something is done with it.
///
/// Paths begin at the root, `/Reports/march.xlsx`, and are blind to case.
#[derive(Clone)]
pub struct SandboxDrive<'s> {
    sandbox: &'s Sandbox,
    named: NamedDrive,
}

impl SandboxDrive<'_> {
    /// The drive's id.
    pub fn id(&self) -> String {
        self.with(|drives, number| drives.drive(number).map(|drive| drive.id.clone()))
            .unwrap_or_default()
    }

    /// Puts a file at a path, with the folders above it. A file that is there gets a new version. Returns the id of the
    /// item.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) for a name that no drive takes.
    pub fn add_file(&self, path: &str, content: impl Into<Vec<u8>>) -> io::Result<String> {
        self.with(|drives, number| drives.put_file(number, path, content.into())).map_err(invalid)
    }

    /// Makes a folder with those above it. Returns the id of the item.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) for a name that no drive takes.
    pub fn add_folder(&self, path: &str) -> io::Result<String> {
        self.with(|drives, number| drives.put_folder(number, path)).map_err(invalid)
    }

    /// The content of a file, all of it; `None` if there is none at this path.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.with(|drives, number| drives.blob_at(number, path))?.bytes().ok()
    }

    /// How many bytes a file has; `None` if there is none at this path.
    pub fn file_size(&self, path: &str) -> Option<u64> {
        self.with(|drives, number| drives.blob_at(number, path)).map(|blob| blob.len())
    }

    /// The QuickXorHash of a file, raw; `None` if there is none at this path.
    pub fn file_hash(&self, path: &str) -> Option<[u8; 20]> {
        self.with(|drives, number| drives.blob_at(number, path)).map(|blob| blob.quick_xor())
    }

    /// How many versions a file has; 0 if there is none at this path.
    pub fn version_count(&self, path: &str) -> usize {
        self.with(|drives, number| drives.at(number, path).map_or(0, |item| item.versions().len()))
    }

    /// The paths of all files and folders, in order; those of folders end with a slash.
    pub fn paths(&self) -> Vec<String> {
        self.with(|drives, number| drives.paths(number))
    }

    /// Gives an item facets that only the service sets: `photo`, `image`, `video`, `audio`, `location`, `malware`,
    /// `package`, `remoteItem`, as a JSON object.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// # let sandbox = o365_sandbox::Sandbox::start()?;
    /// sandbox.add_file("/virus.exe", "x")?;
    /// let facets = serde_json::json!({"malware": {"description": "EICAR"}});
    /// sandbox.drive(sandbox.user()).set_facets("/virus.exe", facets)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) if there is nothing at the path, or for a facet that items don't have.
    pub fn set_facets(&self, path: &str, facets: Value) -> io::Result<()> {
        let Value::Object(facets) = facets else {
            return Err(invalid(Refusal::body("Facets are a JSON object.")));
        };
        self.with(|drives, number| drives.set_facets(number, path, facets)).map_err(invalid)
    }

    /// Deletes an item, as its owner would: it goes into the recycle bin.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) if there is nothing at the path.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        self.with(|drives, number| drives.remove(number, path)).map_err(invalid)
    }

    /// Locks an item, or unlocks it: whoever changes it gets 423.
    ///
    /// # Errors
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) if there is nothing at the path.
    pub fn set_locked(&self, path: &str, locked: bool) -> io::Result<()> {
        self.with(|drives, number| drives.set_locked(number, path, locked)).map_err(invalid)
    }

    /// Sets how many bytes fit into the drive. What is more is refused with 507.
    pub fn set_quota(&self, bytes: u64) {
        self.with(|drives, number| {
            if let Ok(drive) = drives.drive_mut(number) {
                drive.quota = bytes;
            }
        });
    }

    /// Makes it a drive of another kind, with another id. It is empty then.
    pub fn set_kind(&self, kind: DriveKind) {
        // A drive that was made a moment ago is there.
        let _ = self.with(|drives, number| drives.set_kind(number, kind));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Drives, usize) -> T) -> T {
        self.sandbox.service.with_drive(&self.named, act)
    }
}

impl fmt::Debug for SandboxDrive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SandboxDrive").field(&self.named).finish()
    }
}

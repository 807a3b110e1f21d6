//! Tokens in files.

use std::{
    env, fmt,
    fs::{self, File},
    io::{self, Read},
    path::PathBuf,
    time::Duration,
};

use super::{StoreKey, StoreLock, Token, TokenStore, disk, layout};
use crate::auth::{App, Identity};
use crate::error::{Error, Result};

/// No token file is larger.
const LARGEST: u64 = 4 << 20;
/// How long another process may hold the lock: longer than a renewal can take with all its tries.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// Keeps tokens in files that only their owner can read.
///
/// [`FileStore::user`] is the usual place, with one file for each application and account. A file is written aside,
/// flushed to the disk and renamed, so that at any moment there is a whole one. Several processes can share the files:
/// a lock file beside each sees to it that one of them renews.
///
/// The tokens are plain text: whoever can read the files is signed in as their owner. [`EncryptedStore`] changes that.
///
/// [`FileStore::file`] also reads `o365_token.txt` of the Python library, in both of its layouts. With the first save it
/// is replaced by a file of ours, which that library can't read.
///
/// [`EncryptedStore`]: super::EncryptedStore
///
/// ```no_run
/// use o365_core::auth::FileStore;
///
/// let usual = FileStore::user()?; // ~/.config/o365 on Linux
/// let here = FileStore::file("token.json");
/// # Ok::<_, o365_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct FileStore {
    place: Place,
    patience: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Folder(PathBuf),
    File(PathBuf),
}

impl FileStore {
    /// In the user's configuration folder: `$XDG_CONFIG_HOME/o365` or `~/.config/o365`; on macOS
    /// `~/Library/Application Support/o365`; on Windows `%APPDATA%\o365`.
    ///
    /// # Errors
    /// When the environment doesn't say where that is.
    pub fn user() -> Result<Self> {
        Ok(FileStore::folder(user_folder()?))
    }

    /// In this folder, with one file for each application and account. It is made if it isn't there.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        FileStore { place: Place::Folder(folder.into()), patience: PATIENCE }
    }

    /// In exactly this file, which holds the tokens of one application and account.
    pub fn file(file: impl Into<PathBuf>) -> Self {
        FileStore { place: Place::File(file.into()), patience: PATIENCE }
    }

    /// How long to wait for another process that is renewing; two minutes by default.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The accounts of an application that have a file here, by the user name that `OAuthBuilder::account` was given.
    /// The file of a program that names none isn't listed.
    ///
    /// # Errors
    /// When the folder can't be read, or the application can't be right.
    pub fn accounts(&self, app: &App) -> Result<Vec<String>> {
        let key = StoreKey::new(app, Identity::Person, None)?;
        let Place::Folder(folder) = &self.place else { return Ok(Vec::new()) };
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| Error::io(folder, error))?,
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut accounts: Vec<String> =
            names.filter_map(|name| key.account_in(name.strip_suffix(".json")?)).collect();
        accounts.sort();
        Ok(accounts)
    }

    /// The file of this key.
    pub fn path(&self, key: &StoreKey) -> PathBuf {
        match &self.place {
            Place::Folder(folder) => folder.join(format!("{}.json", key.name())),
            Place::File(file) => file.clone(),
        }
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Folder(path) | Place::File(path) => {
                f.debug_tuple("FileStore").field(path).finish()
            }
        }
    }
}

impl TokenStore for FileStore {
    fn load(&self, key: &StoreKey) -> Result<Option<Token>> {
        let path = self.path(key);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(path, error)),
        };
        let mut text = String::new();
        let read = file.take(LARGEST).read_to_string(&mut text);
        let token = read.and_then(|_| {
            layout::read(&text, key)
                .map_err(|reason| io::Error::new(io::ErrorKind::InvalidData, reason))
        });
        token.map_err(|error| Error::io(path, error))
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        let path = self.path(key);
        let text = layout::write(key, token).map_err(io::Error::from);
        let saved = text.and_then(|text| disk::replace(&path, text.as_bytes()));
        saved.map_err(|error| Error::io(path, error))
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        let path = self.path(key);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(path, error)),
            _ => Ok(()),
        }
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        let path = self.path(key);
        let lock = disk::lock(&path, self.patience);
        lock.map(StoreLock::new).map_err(|error| Error::io(disk::lock_path(&path), error))
    }
}

/// Where the user's tokens are, or the locks of tokens that are elsewhere.
pub(super) fn user_folder() -> Result<PathBuf> {
    user_folder_by(|name| env::var_os(name))
}

fn user_folder_by(var: impl Fn(&str) -> Option<std::ffi::OsString>) -> Result<PathBuf> {
    // The XDG specification: a relative path there is to be ignored.
    let path = |name| var(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = if cfg!(windows) {
        path("APPDATA")
    } else if cfg!(target_os = "macos") {
        path("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        path("XDG_CONFIG_HOME").or_else(|| path("HOME").map(|home| home.join(".config")))
    };
    folder.map(|folder| folder.join("o365")).ok_or_else(|| {
        Error::config(if cfg!(windows) {
            "no place for tokens: APPDATA isn't set; give a store"
        } else {
            "no place for tokens: HOME isn't set; give a store"
        })
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn key() -> StoreKey {
        StoreKey::new(&App::new("id"), Identity::Person, None).unwrap()
    }

    fn token(text: &str) -> Token {
        Token::new(format!("access-{text}")).refresh(format!("refresh-{text}"))
    }

    fn refresh(store: &FileStore) -> Option<String> {
        let token = store.load(&key()).unwrap()?;
        token.refresh_token().map(|secret| secret.reveal().to_owned())
    }

    #[test]
    fn keeps_what_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::folder(folder.path().join("deep/er"));
        assert_eq!(refresh(&store), None);
        store.delete(&key()).unwrap();
        store.save(&key(), &token("1")).unwrap();
        store.save(&key(), &token("2")).unwrap();
        assert_eq!(refresh(&store).as_deref(), Some("refresh-2"));
        let kept = store.load(&key()).unwrap().unwrap();
        assert_eq!(kept.access_token().secret(), "access-2");
        let files = fs::read_dir(folder.path().join("deep/er")).unwrap().count();
        assert_eq!(files, 1, "nothing is left aside");
        store.delete(&key()).unwrap();
        assert_eq!(refresh(&store), None);
    }

    #[cfg(unix)]
    #[test]
    fn is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::folder(folder.path().join("o365"));
        let _lock = store.lock(&key()).unwrap();
        store.save(&key(), &token("1")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.path().join("o365")), 0o700);
        for entry in fs::read_dir(folder.path().join("o365")).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
        // a file that others could read becomes private with the next save
        let path = store.path(&key());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        store.save(&key(), &token("2")).unwrap();
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_damaged_file_is_an_error_that_tells_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token.json");
        let store = FileStore::file(&path);
        store.save(&key(), &token("hush")).unwrap();
        let whole = fs::read_to_string(&path).unwrap();
        let damaged = [
            String::new(),
            whole.get(..whole.len() / 2).unwrap().to_owned(),
            whole.replace("\"access-hush\"", "[\"access-hush\"]"),
            whole.replace("T", "access-hush"),
            whole.replace("\"version\": 1", "\"version\": 2"),
            whole.replace("id_common", "other_common"),
            "null".into(),
            "\u{0}".repeat(100),
        ];
        for text in damaged {
            fs::write(&path, &text).unwrap();
            let error = format!("{:?}", store.load(&key()).unwrap_err());
            assert!(error.contains("token.json") && !error.contains("hush"), "{error}");
        }
        fs::write(&path, b"\xff\xfe").unwrap();
        assert!(store.load(&key()).is_err());
    }

    #[test]
    fn the_lock_is_waited_for_but_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::folder(folder.path()).patience(Duration::from_millis(30));
        let held = store.lock(&key()).unwrap();
        let error = format!("{:?}", store.lock(&key()).unwrap_err());
        assert!(error.contains(".lock") && error.contains("another process"), "{error}");
        drop(held);
        assert!(store.lock(&key()).is_ok());
    }

    #[test]
    fn lists_the_accounts_of_one_application() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::folder(folder.path().join("none"));
        assert!(store.accounts(&App::new("id")).unwrap().is_empty());
        for app in
            [App::new("id"), App::new("id").tenant("t"), App::new("id").login_url("https://l")]
        {
            for account in [None, Some("Zoë_1@x.com"), Some("a")] {
                let key = StoreKey::new(&app, Identity::Person, account).unwrap();
                let _lock = store.lock(&key).unwrap();
                store.save(&key, &token("1")).unwrap();
            }
            let key = StoreKey::new(&app, Identity::Application, None).unwrap();
            store.save(&key, &token("1")).unwrap();
        }
        for app in
            [App::new("ID"), App::new("id").tenant("t"), App::new("id").login_url("https://l")]
        {
            assert_eq!(store.accounts(&app).unwrap(), ["a", "zoë_1@x.com"]);
        }
        assert!(store.accounts(&App::new("i")).unwrap().is_empty());
    }

    #[test]
    fn a_place_that_can_not_be_written_is_an_error_with_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let store = FileStore::folder(file.join("below"));
        for error in [store.save(&key(), &token("1")).unwrap_err(), store.lock(&key()).unwrap_err()]
        {
            assert!(error.to_string().contains("below"), "{error}");
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn finds_the_users_folder() {
        let with = |vars: &'static [(&str, &str)]| {
            user_folder_by(|name| Some(vars.iter().find(|var| var.0 == name)?.1.into())).ok()
        };
        assert_eq!(with(&[("HOME", "/h")]), Some("/h/.config/o365".into()));
        assert_eq!(with(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/x")]), Some("/x/o365".into()));
        assert_eq!(
            with(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "x")]),
            Some("/h/.config/o365".into())
        );
        assert_eq!(with(&[("HOME", "")]), None);
        assert_eq!(with(&[]), None);
    }
}

//! Tokens in files.

use std::{
    env, fmt,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant, SystemTime},
};

use fs4::{FileExt, TryLockError};
use serde::{Deserialize, Serialize};

use super::{StoreKey, StoreLock, Token, TokenStore};
use crate::error::{Error, Result};

/// The layout that is written.
const VERSION: u32 = 1;
/// No token file is larger.
const LARGEST: u64 = 4 << 20;
/// How long another process may hold the lock: longer than a renewal can take with all its tries.
const PATIENCE: Duration = Duration::from_secs(120);
/// A file that was written aside and is older was left by a process that was killed.
const LEFTOVER: Duration = Duration::from_secs(10 * 60);

/// Keeps tokens in files that only their owner can read.
///
/// [`FileStore::user`] is the usual place, with one file for each application and account. A file is written aside,
/// flushed to the disk and renamed, so that at any moment there is a whole one. Several processes can share the files:
/// a lock file beside each sees to it that one of them renews.
///
/// The tokens are plain text. Whoever can read the files is signed in as their owner.
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
        Ok(FileStore::folder(user_folder(|name| env::var_os(name))?))
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

/// What stands in a file.
#[derive(Serialize, Deserialize)]
struct Layout<T> {
    version: u32,
    key: String,
    token: T,
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
        let read = file.take(LARGEST).read_to_string(&mut text).and_then(|_| parse(&text, key));
        read.map(Some).map_err(|error| Error::io(path, error))
    }

    fn save(&self, key: &StoreKey, token: &Token) -> Result<()> {
        let path = self.path(key);
        let layout = Layout { version: VERSION, key: key.name(), token };
        let text = serde_json::to_vec_pretty(&layout).map_err(io::Error::from);
        text.and_then(|text| replace(&path, &text)).map_err(|error| Error::io(path, error))
    }

    fn delete(&self, key: &StoreKey) -> Result<()> {
        let path = self.path(key);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(path, error)),
            _ => Ok(()),
        }
    }

    fn lock(&self, key: &StoreKey) -> Result<StoreLock> {
        // The lock file stays: were it deleted, two processes could hold locks on two files of that name.
        let path = beside(&self.path(key), ".lock");
        let lock = make_folder(&path).and_then(|()| private().create(true).write(true).open(&path));
        let lock = lock.map_err(|error| Error::io(&path, error))?;
        wait_for(&lock, self.patience).map_err(|error| Error::io(&path, error))?;
        Ok(StoreLock::new(lock))
    }
}

fn parse(text: &str, key: &StoreKey) -> io::Result<Token> {
    let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidData, reason);
    // serde's own words could show a piece of a token.
    let damaged = |_| invalid("it isn't a token file; delete it to sign in anew".into());
    let head: Layout<serde::de::IgnoredAny> = serde_json::from_str(text).map_err(damaged)?;
    if head.version > VERSION {
        return Err(invalid(format!("a newer version wrote it (layout {})", head.version)));
    }
    if head.key != key.name() {
        return Err(invalid(format!("it holds the tokens of `{}`", head.key.escape_debug())));
    }
    let layout: Layout<Token> = serde_json::from_str(text).map_err(damaged)?;
    Ok(layout.token)
}

fn wait_for(lock: &File, patience: Duration) -> io::Result<()> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        // Named in full: newer standard libraries have methods of that name.
        match FileExt::try_lock(lock) {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                thread::sleep(pause.min(patience));
                pause = (pause * 2).min(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("another process has been renewing the sign-in for over {patience:?}"),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Puts `text` in the place of the file: aside, to the disk, renamed.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    make_folder(path)?;
    // A link stays a link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    sweep(&path);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let aside = beside(&path, &format!(".{}-{count}.tmp", std::process::id()));
    let done = write_new(&aside, text).and_then(|()| fs::rename(&aside, &path));
    if done.is_err() {
        // The first error counts.
        let _ = fs::remove_file(&aside);
    }
    done.and_then(|()| sync_folder(&path))
}

fn write_new(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = match private().write(true).create_new(true).open(path) {
        // Left by a process that had our number and was killed.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            private().write(true).create_new(true).open(path)?
        }
        file => file?,
    };
    file.write_all(text)?;
    file.sync_all()
}

/// Removes what killed processes left beside the file. That it fails is no reason not to save.
fn sweep(path: &Path) {
    let (Some(folder), Some(name)) =
        (path.parent(), path.file_name().and_then(|name| name.to_str()))
    else {
        return;
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let rest = found.to_str().and_then(|found| found.strip_prefix(name));
        let is_ours = rest.is_some_and(|rest| rest.starts_with('.') && rest.ends_with(".tmp"));
        let modified = entry.metadata().and_then(|data| data.modified());
        let is_old = modified.is_ok_and(|time| {
            SystemTime::now().duration_since(time).is_ok_and(|age| age > LEFTOVER)
        });
        if is_ours && is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn make_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Options for a file that is its owner's alone from the moment it is made.
fn private() -> OpenOptions {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the renaming itself last.
fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn user_folder(var: impl Fn(&str) -> Option<std::ffi::OsString>) -> Result<PathBuf> {
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
    use super::*;
    use crate::auth::{App, Identity};

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

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        FileStore::file(&real).save(&key(), &token("1")).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        FileStore::file(&link).save(&key(), &token("2")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(refresh(&FileStore::file(&real)).as_deref(), Some("refresh-2"));
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
    fn leftovers_are_swept_when_they_are_old() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::file(folder.path().join("t.json"));
        let names = ["t.json.1-0.tmp", "t.json.2-0.tmp", "u.json.1-0.tmp"];
        for name in names {
            let file = File::create(folder.path().join(name)).unwrap();
            let age = if name.contains("2-0") { 5 } else { 3600 };
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        store.save(&key(), &token("1")).unwrap();
        let left = names.map(|name| folder.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
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
            user_folder(|name| Some(vars.iter().find(|var| var.0 == name)?.1.into())).ok()
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

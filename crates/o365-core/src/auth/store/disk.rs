//! Files that are whole at any moment, and their owner's alone.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant, SystemTime},
};

use fs4::{FileExt, TryLockError};

/// A file that was written aside and is older was left by a process that was killed.
const LEFTOVER: Duration = Duration::from_secs(10 * 60);

/// Waits for the lock that belongs to a file: on another one beside it, for the file itself is replaced. It ends when the
/// value is dropped. The lock file stays: were it deleted, two processes could hold locks on two files of that name.
pub(super) fn lock(path: &Path, patience: Duration) -> io::Result<File> {
    let path = lock_path(path);
    make_folder(&path)?;
    let lock = private().create(true).write(true).open(&path)?;
    wait_for(&lock, patience)?;
    Ok(lock)
}

pub(super) fn lock_path(path: &Path) -> PathBuf {
    beside(path, ".lock")
}

/// Puts `text` in the place of the file: aside, to the disk, renamed.
pub(super) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_swept_when_they_are_old() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["t.json.1-0.tmp", "t.json.2-0.tmp", "u.json.1-0.tmp"];
        for name in names {
            let file = File::create(folder.path().join(name)).unwrap();
            let age = if name.contains("2-0") { 5 } else { 3600 };
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        replace(&folder.path().join("t.json"), b"x").unwrap();
        let left = names.map(|name| folder.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        replace(&real, b"1").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        replace(&link, b"2").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"2");
    }

    #[test]
    fn what_a_process_with_our_number_left_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aside");
        fs::write(&path, "rubbish").unwrap();
        write_new(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}

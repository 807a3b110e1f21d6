//! Files that are whole or not there: written aside, then renamed.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::error::{Error, Result, TransportError};
use crate::file_name;
use crate::guid::guid;

/// Files of one name that a folder may have.
const MOST_CLASHES: u32 = 10_000;

/// Writes all that `content` gives to `path`, and gives the number of bytes. What was there before is replaced when all
/// is written; if it can't be, it stays.
///
/// # Errors
/// A folder that isn't there, a disk that is full; what `content` fails with.
pub fn to(path: impl AsRef<Path>, content: impl Read) -> Result<u64> {
    let path = path.as_ref();
    check_target(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let (aside, bytes) = Aside::write(folder.unwrap_or(Path::new(".")), content)?;
    aside.rename(path)?;
    Ok(bytes)
}

/// Writes all that `content` gives into a folder, under a [safe](file_name::safe) form of `name`, and gives the path.
/// Nothing is replaced: where there is a file of that name, it is called `name (2)`. The folder is made if it isn't
/// there.
///
/// # Errors
/// A folder that can't be made, a disk that is full; what `content` fails with.
pub fn into_folder(folder: impl AsRef<Path>, name: &str, content: impl Read) -> Result<PathBuf> {
    let folder = folder.as_ref();
    fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    let (aside, _) = Aside::write(folder, content)?;
    let path = claim(folder, &file_name::safe(name))?;
    aside.rename(&path).inspect_err(|_| {
        // An empty file would look like what was to be there.
        _ = fs::remove_file(&path);
    })?;
    Ok(path)
}

/// Refuses a place where renaming would put a file where something else is: a folder, a device, a pipe.
pub(crate) fn check_target(path: &Path) -> Result<()> {
    let kind = match fs::metadata(path) {
        Ok(found) if found.is_dir() => io::ErrorKind::IsADirectory.into(),
        Ok(found) if !found.is_file() => io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is no file, and would be replaced by one",
        ),
        _ => return Ok(()),
    };
    Err(Error::io(path, kind))
}

/// Makes an empty file of that name, or of the first that is free.
fn claim(folder: &Path, name: &str) -> Result<PathBuf> {
    for number in 1..=MOST_CLASHES {
        let path = folder.join(file_name::numbered(name, number));
        match create(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            // On Windows a folder of that name is no permission.
            Err(_) if path.is_dir() => {}
            Err(error) => return Err(Error::io(path, error)),
        }
    }
    Err(Error::io(folder.join(name), io::ErrorKind::AlreadyExists.into()))
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// A file under a name of its own, which goes when it isn't renamed.
struct Aside {
    path: PathBuf,
    is_done: bool,
}

impl Aside {
    fn write(folder: &Path, content: impl Read) -> Result<(Self, u64)> {
        let path = folder.join(format!(".{}.part", guid()));
        let mut file = create(&path).map_err(|error| Error::io(&path, error))?;
        let aside = Aside { path, is_done: false };
        let mut content = Content { inner: content, failure: None };
        match io::copy(&mut content, &mut file) {
            Ok(bytes) => Ok((aside, bytes)),
            Err(error) => Err(match content.failure {
                Some(failure) => TransportError::from_read(failure).into(),
                None => Error::io(&aside.path, error),
            }),
        }
    }

    fn rename(mut self, to: &Path) -> Result<()> {
        fs::rename(&self.path, to).map_err(|error| Error::io(to, error))?;
        self.is_done = true;
        Ok(())
    }
}

/// Remembers that it was the reading that failed: that isn't the file's fault.
struct Content<R> {
    inner: R,
    failure: Option<io::Error>,
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.failure = Some(error);
            }
            kind.into()
        })
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.is_done {
            _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    struct Broken(usize);
    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::ConnectionReset)?;
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_there_stays_until_all_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.eml");
        fs::write(&path, "before").unwrap();
        let error = to(&path, Broken(3)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(names(folder.path()), ["a.eml"], "nothing is left beside it");
        assert_eq!(to(&path, &b"after"[..]).unwrap(), 5);
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(names(folder.path()), ["a.eml"]);
        assert!(to(folder.path().join("no/such/folder"), &b""[..]).is_err());
    }

    #[test]
    fn nothing_is_replaced_and_nothing_leaves_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("new/in");
        for content in ["1", "2", "3"] {
            into_folder(&folder, "../../a.txt", content.as_bytes()).unwrap();
        }
        assert_eq!(names(&folder), [".._.._a (2).txt", ".._.._a (3).txt", ".._.._a.txt"]);
        assert_eq!(fs::read_to_string(folder.join(".._.._a.txt")).unwrap(), "1");
        assert!(into_folder(&folder, "b", Broken(1)).is_err());
        assert_eq!(names(&folder).len(), 3);
        fs::create_dir(folder.join("c")).unwrap();
        assert!(into_folder(&folder, "c", &b""[..]).unwrap().ends_with("c (2)"));
        assert_eq!(names(root.path()), ["new"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let error = to(&path, &b"x"[..]).unwrap_err();
        assert!(format!("{error:?}").contains("no file"), "{error:?}");
        assert!(to(folder.path(), &b"x"[..]).is_err());
        assert!(!fs::metadata(&path).unwrap().is_file());
        assert_eq!(names(folder.path()), ["socket"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_laid_out_beforehand_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        fs::write(&victim, "safe").unwrap();
        let inside = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        std::os::unix::fs::symlink(&victim, inside.join("a.txt")).unwrap();
        let path = into_folder(&inside, "a.txt", &b"evil"[..]).unwrap();
        assert!(path.ends_with("a (2).txt"));
        assert_eq!(fs::read_to_string(&victim).unwrap(), "safe");
    }
}

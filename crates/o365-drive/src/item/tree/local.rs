//! The folder on the disk, which nothing gets out of.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use o365_core::{Error, Result, file_name};

/// Names of a folder that are given away, each once: case is no difference on many disks.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A safe name that no other item of the folder has.
    pub(super) fn give(&mut self, name: &str) -> String {
        let safe = file_name::safe(name);
        let numbers = 1..=u32::MAX;
        let mut names = numbers.map(|number| file_name::numbered(&safe, number));
        names.find(|name| self.0.insert(name.to_lowercase())).unwrap_or(safe)
    }
}

/// Makes the folders between `root` and a path below it, and refuses those that are links or files: a link would lead out.
/// Gives whether the last of them had to be made.
pub(super) fn make_folders(root: &Path, path: &Path) -> Result<bool> {
    if !root.is_dir() {
        fs::create_dir_all(root).map_err(|error| Error::io(root, error))?;
    }
    let below = path.strip_prefix(root).map_err(|_| outside(path))?;
    let mut at = root.to_owned();
    let mut is_new = false;
    for part in below.components() {
        let Component::Normal(name) = part else { return Err(outside(path)) };
        at.push(name);
        is_new = match fs::symlink_metadata(&at) {
            Ok(found) if found.is_dir() => false,
            Ok(_) => return Err(Error::io(&at, in_the_way())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir(&at).map_err(|error| Error::io(&at, error))?;
                true
            }
            Err(error) => return Err(Error::io(&at, error)),
        };
    }
    Ok(is_new)
}

/// What is at a path below `root`, if no link leads there.
pub(super) fn look(root: &Path, path: &Path) -> Option<fs::Metadata> {
    let below = path.strip_prefix(root).ok()?;
    let mut at = root.to_owned();
    let mut found = fs::metadata(root).ok()?;
    for part in below.components() {
        if !found.is_dir() {
            return None;
        }
        at.push(part);
        found = fs::symlink_metadata(&at).ok()?;
    }
    Some(found)
}

/// What is in a folder, by name: sorted, so that two runs do the same.
pub(super) fn entries(folder: &Path) -> Result<Vec<(PathBuf, fs::Metadata)>> {
    let failed = |error| Error::io(folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        match fs::symlink_metadata(&path) {
            Ok(data) => entries.push((path, data)),
            // It is gone again.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(&path, error)),
        }
    }
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(entries)
}

fn in_the_way() -> io::Error {
    io::Error::new(io::ErrorKind::NotADirectory, "a link or a file is where a folder should be")
}

fn outside(path: &Path) -> Error {
    Error::io(path, io::Error::new(io::ErrorKind::InvalidInput, "it is outside of the folder"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_each_is_given_once() {
        let mut names = Names::default();
        for (name, given) in [
            ("a.txt", "a.txt"),
            ("A.TXT", "A (2).TXT"),
            ("../a.txt", ".._a.txt"),
            ("..\\a.txt", ".._a (2).txt"),
            ("..", "attachment"),
            ("con", "_con"),
        ] {
            assert_eq!(names.give(name), given);
        }
    }

    #[test]
    fn folders_are_made_below_the_root_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new/root");
        assert!(make_folders(&root, &root.join("a/b")).unwrap());
        assert!(!make_folders(&root, &root.join("a/b")).unwrap());
        assert!(make_folders(&root, &root.join("../out")).is_err());
        assert!(make_folders(&root, folder.path()).is_err());
        assert!(!folder.path().join("new/out").exists());
        fs::write(root.join("file"), "").unwrap();
        assert!(make_folders(&root, &root.join("file/x")).is_err());
        assert!(look(&root, &root.join("file")).unwrap().is_file());
        assert!(look(&root, &root.join("file/x")).is_none());
        let names: Vec<_> = entries(&root).unwrap().into_iter().map(|(path, _)| path).collect();
        assert_eq!(names, [root.join("a"), root.join("file")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let (root, out) = (folder.path().join("root"), folder.path().join("out"));
        fs::create_dir_all(&root).unwrap();
        fs::create_dir_all(out.join("b")).unwrap();
        std::os::unix::fs::symlink(&out, root.join("a")).unwrap();
        assert!(make_folders(&root, &root.join("a")).is_err());
        assert!(make_folders(&root, &root.join("a/new")).is_err());
        assert!(!out.join("new").exists());
        assert!(look(&root, &root.join("a/b")).is_none());
        // The folder itself may be one: that is the caller's word.
        std::os::unix::fs::symlink(&out, folder.path().join("link")).unwrap();
        let link = folder.path().join("link");
        assert!(make_folders(&link, &link.join("new")).unwrap());
    }
}

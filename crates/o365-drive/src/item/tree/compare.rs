//! Whether a file and an item are the same.

use std::fs::{File, Metadata};
use std::path::Path;

use o365_core::hash::Hasher;
use o365_core::time::OffsetDateTime;
use time::Duration;

use super::plan::StepKind;
use crate::item::clock;
use crate::item::fit::{best_hash, is_rough};
use crate::model::DriveItem;

/// What a comparison needs of an item.
pub(super) const NEEDED: &str = "size,file,fileSystemInfo,lastModifiedDateTime,parentReference";

/// The service keeps whole seconds of a file's time, in some drives.
const TICK: Duration = Duration::SECOND;

/// How it is told whether a file changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compare {
    /// By size; where that is the same, by time (to the second); where that isn't, by hash. Files whose times are the same
    /// aren't read.
    #[default]
    Quick,
    /// By size and hash. Every file is read; where the service has no hash, the time decides.
    Hash,
    /// Not at all: every file is sent or fetched.
    Always,
}

impl Compare {
    /// Whether the file at a path is what the item tells of; else, what differs.
    pub(super) fn judge(self, path: &Path, data: &Metadata, item: &DriveItem) -> StepKind {
        if self == Compare::Always {
            return StepKind::Always;
        }
        let is_rough = is_rough(item);
        if !is_rough && item.size.is_some_and(|size| size != data.len()) {
            return StepKind::Size;
        }
        let same_time =
            modified(data).zip(times(item)).is_some_and(|(own, its)| (own - its).abs() < TICK);
        match best_hash(item).filter(|_| !is_rough) {
            Some(_) if same_time && self == Compare::Quick => StepKind::Same,
            Some(hash) => {
                let mut hasher = Hasher::new(hash.kind());
                match File::open(path).and_then(|file| hasher.read(file)) {
                    Ok(_) if hasher.finish() == hash => StepKind::Same,
                    Ok(_) => StepKind::Hash,
                    // One file that can't be read is no reason to leave the others.
                    Err(_) => StepKind::Time,
                }
            }
            None if same_time => StepKind::Same,
            None => StepKind::Time,
        }
    }
}

/// When a file was changed last.
fn modified(data: &Metadata) -> Option<OffsetDateTime> {
    data.modified().ok().and_then(clock::instant)
}

/// When an item was changed last, by the computer it comes from.
pub(super) fn times(item: &DriveItem) -> Option<OffsetDateTime> {
    let own = item.file_system_info.as_ref().and_then(|times| times.last_modified_date_time);
    own.or(item.last_modified_date_time)
}

#[cfg(test)]
mod tests {
    use o365_core::hash::{Hash, HashKind};
    use serde_json::json;

    use super::*;

    #[test]
    fn size_time_and_hash_in_that_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "abc").unwrap();
        let data = path.metadata().unwrap();
        let now = modified(&data).unwrap();
        let hash = |bytes: &[u8]| {
            let mut hasher = Hasher::new(HashKind::QuickXor);
            hasher.update(bytes);
            json!({"hashes": {"quickXorHash": hasher.finish().to_string()}})
        };
        let (right, wrong) = (hash(b"abc"), hash(b"abd"));
        for (name, size, age, file, quick, by_hash) in [
            ("a", 3, 900, &right, StepKind::Same, StepKind::Same),
            ("a", 4, 900, &right, StepKind::Size, StepKind::Size),
            ("a", 3, 1_000, &right, StepKind::Same, StepKind::Same),
            ("a", 3, 900, &wrong, StepKind::Same, StepKind::Hash),
            ("a", 3, 1_000, &wrong, StepKind::Hash, StepKind::Hash),
            ("a", 3, 900, &json!({}), StepKind::Same, StepKind::Same),
            ("a", 3, 1_000, &json!({}), StepKind::Time, StepKind::Time),
            // A library writes into documents: only the time tells.
            ("a.docx", 9, 900, &wrong, StepKind::Same, StepKind::Same),
            ("a.docx", 9, 1_000, &wrong, StepKind::Time, StepKind::Time),
        ] {
            let mut item: DriveItem =
                serde_json::from_value(json!({"name": name, "size": size, "file": file})).unwrap();
            item.last_modified_date_time = Some(now - Duration::milliseconds(age));
            let judge = |compare: Compare| compare.judge(&path, &data, &item);
            assert_eq!(judge(Compare::Quick), quick, "{item:?}");
            assert_eq!(judge(Compare::Hash), by_hash, "{item:?}");
            assert_eq!(judge(Compare::Always), StepKind::Always);
        }
        let hash = Hash::parse(HashKind::QuickXor, "aCgDG9jwBhDc4Q1yawMZAAAAAAA=").unwrap();
        let hashes = json!({"quickXorHash": hash.to_string()});
        let item = json!({"name": "a", "size": 3, "file": {"hashes": hashes}});
        let item = serde_json::from_value(item).unwrap();
        let gone = Compare::Quick.judge(&folder.path().join("gone"), &data, &item);
        assert_eq!(gone, StepKind::Time, "nothing says that it is the same");
    }
}

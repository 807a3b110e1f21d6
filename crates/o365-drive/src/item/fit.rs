//! Whether content is the content that an item tells of.

use o365_core::hash::{Hash, HashKind};

use crate::model::{DriveItem, Hashes};

/// Types into which SharePoint writes properties when they are stored, and those that it delivers in another form.
const REWRITTEN: [&str; 25] = [
    "doc", "docm", "docx", "dotm", "dotx", "xls", "xlsb", "xlsm", "xlsx", "xltx", "ppt", "potm",
    "potx", "ppsm", "ppsx", "pptm", "pptx", "pub", "vsdm", "vsdx", "one", "aspx", "html", "htm",
    "mht",
];
/// A photo whose film is counted in at home, and not delivered.
const LIVE: [&str; 2] = ["heic", "heif"];
const PAGES: [&str; 4] = ["html", "htm", "aspx", "mht"];

/// How what is stored stands to what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is the same, as far as is told.
    Same,
    /// It differs, as the service lets it differ for this type.
    Rewritten,
    /// It differs.
    Other,
}

/// Compares what is told of an item with `size` bytes that have this hash.
pub(crate) fn fit(item: &DriveItem, size: u64, hash: &Hash) -> Fit {
    let told = item.hashes().and_then(|hashes| find(hashes, hash.kind()));
    let same_size = item.size.is_none_or(|told| told == size);
    let same = told.is_none_or(|told| told == *hash) && same_size;
    match same {
        true => Fit::Same,
        false if is_rough(item) => Fit::Rewritten,
        false => Fit::Other,
    }
}

/// The best hash that is told.
pub(crate) fn best_hash(item: &DriveItem) -> Option<Hash> {
    let hashes = item.hashes()?;
    let kinds = [HashKind::QuickXor, HashKind::Sha256, HashKind::Sha1];
    kinds.into_iter().find_map(|kind| find(hashes, kind))
}

/// Whether a hash of this kind is told.
pub(crate) fn tells(item: &DriveItem, kind: HashKind) -> bool {
    item.hashes().is_some_and(|hashes| find(hashes, kind).is_some())
}

/// Whether size and hash may be of another form than what is delivered.
pub(crate) fn is_rough(item: &DriveItem) -> bool {
    let is_home = item
        .parent_reference
        .as_ref()
        .and_then(|parent| parent.drive_type.as_deref())
        .is_some_and(|kind| kind.eq_ignore_ascii_case("personal"));
    match is_home {
        true => is_of(item, &LIVE),
        false => is_of(item, &REWRITTEN) || item.mime_type().is_some_and(is_document),
    }
}

/// Whether it is one of these types by what the service says of it, whatever its name ends in.
fn is_document(kind: &str) -> bool {
    const KINDS: [&str; 4] = [
        "application/vnd.openxmlformats-officedocument.",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
    ];
    let kind = kind.to_ascii_lowercase();
    KINDS.iter().any(|start| kind.starts_with(start))
}

/// Whether it is a page itself.
pub(crate) fn is_page(item: &DriveItem) -> bool {
    is_of(item, &PAGES) || item.mime_type().is_some_and(|kind| kind.contains("html"))
}

fn is_of(item: &DriveItem, types: &[&str]) -> bool {
    let own = item.extension().unwrap_or_default();
    types.iter().any(|kind| kind.eq_ignore_ascii_case(own))
}

fn find(hashes: &Hashes, kind: HashKind) -> Option<Hash> {
    let text = match kind {
        HashKind::QuickXor => &hashes.quick_xor_hash,
        HashKind::Sha256 => &hashes.sha256_hash,
        HashKind::Sha1 => &hashes.sha1_hash,
        _ => return None,
    };
    Hash::parse(kind, text.as_deref()?)
}

#[cfg(test)]
mod tests {
    use o365_core::hash::Hasher;
    use serde_json::{Value, json};

    use super::*;

    fn hash(bytes: &[u8]) -> Hash {
        let mut hasher = Hasher::new(HashKind::QuickXor);
        hasher.update(bytes);
        hasher.finish()
    }

    fn item(name: &str, drive: &str, size: Value, hashes: Value) -> DriveItem {
        let json = json!({"id": "1", "name": name, "size": size, "file": {"hashes": hashes},
            "parentReference": {"driveType": drive}});
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn only_documents_of_libraries_may_differ() {
        let (right, wrong) = (hash(b"abc").to_string(), hash(b"abd").to_string());
        for (name, drive, size, hashes, expected) in [
            ("a.txt", "documentLibrary", json!(3), json!({"quickXorHash": right}), Fit::Same),
            ("a.txt", "documentLibrary", json!(3), json!({"quickXorHash": wrong}), Fit::Other),
            ("a.txt", "documentLibrary", json!(4), json!({"quickXorHash": right}), Fit::Other),
            ("a.DOCX", "documentLibrary", json!(9), json!({"quickXorHash": wrong}), Fit::Rewritten),
            ("a.docx", "business", json!(9), Value::Null, Fit::Rewritten),
            ("a.docx", "personal", json!(9), Value::Null, Fit::Other),
            ("a.heic", "personal", json!(9), Value::Null, Fit::Rewritten),
            ("a.heic", "business", json!(9), Value::Null, Fit::Other),
            // Nothing told, and something else told.
            ("a.txt", "personal", Value::Null, Value::Null, Fit::Same),
            ("a.txt", "personal", json!(3), json!({"sha1Hash": "AA"}), Fit::Same),
            ("a.txt", "personal", json!(3), json!({"quickXorHash": "rubbish"}), Fit::Same),
        ] {
            let item = item(name, drive, size, hashes);
            assert_eq!(fit(&item, 3, &hash(b"abc")), expected, "{item:?}");
        }
    }

    #[test]
    fn a_document_is_known_by_its_type_too() {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        for (kind, drive, expected) in
            [(kind, "business", true), (kind, "personal", false), ("image/png", "business", false)]
        {
            let mut item = item("download.bin", drive, json!(3), Value::Null);
            item.file.as_mut().unwrap().mime_type = Some(kind.into());
            assert_eq!(is_rough(&item), expected, "{kind} {drive}");
        }
    }

    #[test]
    fn the_first_hash_that_can_be_read_is_used() {
        let sha = "A9993E364706816ABA3E25717850C26C9CD0D89D";
        let told = json!({"quickXorHash": "?", "sha256Hash": null, "sha1Hash": sha});
        let best = best_hash(&item("a", "", json!(1), told)).unwrap();
        assert_eq!((best.kind(), best.to_string().as_str()), (HashKind::Sha1, sha));
        assert_eq!(best_hash(&item("a", "", json!(1), json!({}))), None);
        assert_eq!(best_hash(&DriveItem::default()), None);
        assert!(is_page(&item("A.HTM", "", json!(1), json!({}))));
    }
}

//! Names that a service or a person gives: of files here, of items there, of users in a token store.

use std::fs;

use o365::auth::{App, FileStore, Identity, StoreKey};
use o365::drive::name;
use o365::mock::Mock;
use o365::sharepoint::{display_name, internal_name};
use o365::{Account, file_name, path, save};
use percent_encoding::percent_decode_str;
use serde_json::json;

use crate::input::text;
use crate::service::{connection, is_harmless, keeps_the_token};

/// A name.
pub fn check(data: &[u8]) {
    let name = text(data);
    for tame in [file_name::safe(&name), file_name::numbered(&file_name::safe(&name), 12)] {
        is_one_component_everywhere(&tame);
        assert_eq!(file_name::safe(&tame), tame);
    }
    lands_in_its_folder(&name);
    stays_a_segment(&name);

    // A user name, which becomes a file's.
    let key =
        StoreKey::new(&App::new("6731de76").tenant("contoso.com"), Identity::Person, Some(&name));
    let key = key.unwrap();
    let path = FileStore::folder("tokens").path(&key);
    assert_eq!(path.parent().unwrap().to_str(), Some("tokens"), "{path:?}");
    assert!(
        key.name().is_ascii() && !key.name().contains(['/', '\\', ':', '\0']),
        "{}",
        key.name()
    );

    // The names of columns, and rules of drives.
    let internal = internal_name(&name);
    assert!(internal.len() <= 32 && internal.is_ascii(), "{internal}");
    let _ = (display_name(&name), name::broken_rule(&name), name::broken_path_rule(&name));
}

/// On Windows, macOS and Linux.
fn is_one_component_everywhere(name: &str) {
    let stem = name.split('.').next().unwrap().trim_end().to_lowercase();
    let devices = ["con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "com¹", "lpt³"];
    assert!(!devices.contains(&stem.as_str()), "{name:?} is a device");
    assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
    assert!(!name.contains(|c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c)), "{name:?}");
    assert!(!name.ends_with(['.', ' ']) && name != "." && name != "..", "{name:?}");
    assert!(!name.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}']), "{name:?}");
}

fn lands_in_its_folder(name: &str) {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("in");
    fs::create_dir(&folder).unwrap();
    let path = save::into_folder(&folder, name, &b"x"[..]).unwrap();
    assert_eq!(path.parent(), Some(&*folder), "{name:?}");
    let beside = fs::read_dir(around.path()).unwrap().count();
    let inside = fs::read_dir(&folder).unwrap().count();
    assert_eq!((beside, inside), (1, 1), "{name:?}");
}

/// What a person puts into a path of the service is one segment of it, and decodes to what was put in.
fn stays_a_segment(name: &str) {
    let encoded = path::encode_segment(name);
    assert!(!encoded.contains(['/', '?', '#', '\\', ' ']) && encoded.is_ascii(), "{encoded}");
    let mock = Mock::new().answer(200, json!({"id": "1"})).answer(200, json!({"id": "2"}));
    let account = Account::new(connection(&mock, 0));
    let outcomes = [
        account.mailbox().message(name).get().map(|_| ()),
        account.storage().default_drive().root().child(name).get().map(|_| ()),
    ];
    for error in outcomes.into_iter().filter_map(Result::err) {
        is_harmless(&error);
    }
    keeps_the_token(&mock);
    for request in mock.requests() {
        let decoded = percent_decode_str(request.path()).decode_utf8().unwrap();
        let expected = [
            format!("/v1.0/me/messages/{name}"),
            format!("/v1.0/me/drive/root:/{name}"),
            format!("/v1.0/me/drive/root:/{name}:"),
        ];
        assert!(expected.iter().any(|path| *path == decoded), "{request} for {name:?}");
        assert!(request.path().split('/').count() <= 6 && request.query().is_empty(), "{request}");
    }
}

//! As much of a `Cargo.toml` as the rules ask for.

use std::fs;

use super::source::root;

#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) path: String,
    text: String,
}

impl Manifest {
    /// A crate's.
    pub(super) fn read(name: &str) -> Self {
        Manifest::at(&format!("crates/{name}/Cargo.toml"))
    }

    /// By its path from the repository's root.
    pub(super) fn at(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).unwrap();
        Manifest { path: path.to_owned(), text }
    }

    /// Keys of a section and their lines.
    pub(super) fn keys(&self, section: &str) -> Vec<(String, usize)> {
        self.entries(section).into_iter().map(|(key, line, _)| (key, line)).collect()
    }

    /// Keys of a section (and of the same section below `target.…`), their lines and values. `a.workspace = true` has the
    /// key `a`.
    pub(super) fn entries(&self, section: &str) -> Vec<(String, usize, String)> {
        let mut inside = false;
        let mut entries = Vec::new();
        for (at, line) in self.text.lines().enumerate() {
            if let Some(header) = line.trim().strip_prefix('[') {
                let header = header.trim_end_matches(']');
                inside = header == section
                    || header.starts_with("target.") && header.ends_with(&format!(".{section}"));
            } else if let Some((key, value)) = line.split_once('=').filter(|_| inside) {
                let key = key.trim();
                if let Some(key) = key.strip_suffix(".workspace") {
                    entries.push((key.to_owned(), at + 1, value.trim().to_owned()));
                } else if !key.starts_with('#') {
                    entries.push((key.to_owned(), at + 1, value.trim().to_owned()));
                }
            }
        }
        entries
    }

    /// Whether it is named in any of the sections of dependencies.
    pub(super) fn depends_on(&self, name: &str) -> bool {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .iter()
            .any(|section| self.keys(section).iter().any(|(key, _)| key == name))
    }
}

#[test]
fn sections_are_told_apart() {
    let text = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\n# b = \"1\"\nc = { version = \"1\" }\n\
                [target.'cfg(unix)'.dependencies]\nd = \"1\"\n[dev-dependencies]\ne.workspace = true\n";
    let manifest = Manifest { path: String::new(), text: text.to_owned() };
    let entry = |key: &str, line, value: &str| (key.to_owned(), line, value.to_owned());
    let expected =
        vec![entry("a", 4, "true"), entry("c", 6, "{ version = \"1\" }"), entry("d", 8, "\"1\"")];
    assert_eq!(manifest.entries("dependencies"), expected);
    assert!(manifest.depends_on("e") && !manifest.depends_on("b") && !manifest.depends_on("name"));
}

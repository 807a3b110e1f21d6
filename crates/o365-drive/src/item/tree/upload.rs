//! A folder's tree, upwards.

use std::collections::HashMap;
use std::path::Path;

use http::Method;
use o365_core::upload::Source;
use o365_core::{Error, Result};
use serde_json::json;

use super::Tree;
use super::compare::NEEDED;
use super::local::entries;
use super::plan::{Step, StepKind};
use crate::item::{ItemHandle, Key};
use crate::model::{CONFLICT, Conflict, DriveItem, name};

/// What is in the drive already, by its path in small letters.
type There = HashMap<String, DriveItem>;

pub(super) fn plan(tree: &Tree<'_>) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let there = match tree.remote.find()? {
        Some(folder) if folder.is_folder() => there(tree)?,
        Some(_) => return Err(Error::input("what a tree is uploaded into is a folder")),
        None => {
            steps.push(Step::new(StepKind::Folder, "", &tree.local));
            There::new()
        }
    };
    look(tree, &there, &tree.local, "", &mut steps)?;
    Ok(steps)
}

fn there(tree: &Tree<'_>) -> Result<There> {
    let mut there = There::new();
    for entry in tree.remote.walk().select(NEEDED) {
        tree.check_cancel()?;
        let entry = entry?;
        there.insert(entry.path.to_lowercase(), entry.item);
    }
    Ok(there)
}

fn look(
    tree: &Tree<'_>,
    there: &There,
    folder: &Path,
    path: &str,
    steps: &mut Vec<Step>,
) -> Result<()> {
    let mut seen = HashMap::new();
    for (local, data) in entries(folder)? {
        tree.check_cancel()?;
        let Some(own) = local.file_name().and_then(|name| name.to_str()) else {
            steps.push(Step::left(path, &local, "its name is no text"));
            continue;
        };
        let path = if path.is_empty() { own.to_owned() } else { format!("{path}/{own}") };
        let mut left = |why: String| steps.push(Step::left(&path, &local, why));
        if let Some(rule) = name::broken_rule(own) {
            left(rule.to_string());
            continue;
        }
        if let Some(other) = seen.insert(own.to_lowercase(), own.to_owned()) {
            left(format!("for a drive it has the name of {other:?}"));
            continue;
        }
        let item = there.get(&path.to_lowercase());
        match item {
            _ if data.is_symlink() => left("a link".into()),
            _ if !data.is_dir() && !data.is_file() => left("neither a file nor a folder".into()),
            Some(item) if item.is_remote() => left("a link to another drive is there".into()),
            Some(item) if item.is_folder() != data.is_dir() => {
                left("there the one is a folder and here the other".into());
            }
            item if data.is_dir() => {
                if item.is_none() {
                    steps.push(Step::new(StepKind::Folder, &path, &local));
                }
                look(tree, there, &local, &path, steps)?;
            }
            item => {
                let kind = match item {
                    Some(item) => tree.compare.judge(&local, &data, item),
                    None => StepKind::New,
                };
                let bytes = if kind == StepKind::Same { 0 } else { data.len() };
                steps.push(Step { bytes, ..Step::new(kind, &path, &local) });
            }
        }
    }
    Ok(())
}

pub(super) fn carry_out(tree: &Tree<'_>, step: &Step, tell: &mut dyn FnMut(u64)) -> Result<()> {
    let (parent, own) = match step.path.rsplit_once('/') {
        Some((parent, own)) => (tree.remote.path(parent), own),
        None => (tree.remote.path(""), step.path.as_str()),
    };
    if step.kind == StepKind::Folder {
        return make_folder(&parent, own);
    }
    parent
        .upload(own, Source::file(&step.local)?)
        .keep_times_of(&step.local)
        .on_conflict(Conflict::Replace)
        .cancel(&tree.cancel)
        .progress(|at| tell(at.done))
        .send()
        .map(drop)
}

/// Makes a folder, or finds it made by somebody else. The one that all goes into has no name here.
fn make_folder(parent: &ItemHandle, own: &str) -> Result<()> {
    let made = match (own, &parent.key) {
        ("", Key::Name(own)) => {
            let body = json!({"name": **own, "folder": {}, CONFLICT: Conflict::Fail.as_str()});
            let at = parent.at.parent().child("children");
            at.request(Method::POST).json(&body).send().map(drop)
        }
        ("", _) => return Err(Error::input("the folder that a tree is uploaded into isn't there")),
        (own, _) => parent.create_folder(own).map(drop),
    };
    match made {
        Err(error) if error.is_conflict() => {
            let there = if own.is_empty() { parent.get() } else { parent.child(own).get() };
            if there.is_ok_and(|item| item.is_folder()) { Ok(()) } else { Err(error) }
        }
        result => result,
    }
}

//! Document libraries: requests that lead from a list into its drive and back, and changes that go with them.

use serde_json::Value;

use crate::schema::Refusal;
use crate::service::{
    Caller, Service, drive,
    drive::Drives,
    place::segments,
    site::store::{Effect, File},
    sites::{self, Entry},
    state::State,
};
use crate::wire::{Reply, Request};

impl Service {
    /// The same request by the address of the other side: of an item's file, of a file's item.
    ///
    /// # Errors
    /// 404 for what isn't there.
    pub(crate) fn crossed(
        &self,
        caller: &Caller,
        request: &Request,
    ) -> Result<Option<Request>, Refusal> {
        let to = |segments: Vec<String>| Request { segments, ..request.clone() };
        let names =
            |name: &str| request.segments.iter().any(|segment| segment.eq_ignore_ascii_case(name));
        let first = request.segments.first().map(|first| first.to_ascii_lowercase());
        if first.as_deref() == Some("sites") && names("lists") {
            if !(names("drive") || names("driveItem")) {
                return Ok(None);
            }
            self.mirror();
            let path = segments(request);
            let spot = sites::spot(&self.read(), path.get(1..).unwrap_or_default())?;
            let Some(spot) = spot else { return Ok(None) };
            let mut drives = self.drives();
            let number = drives.library(spot.library);
            let drive = drives.drive(number)?;
            let mut path = vec!["drives".to_owned(), drive.id.clone()];
            if let Some(item) = spot.item {
                path.extend(["items".to_owned(), drive.item(item + drive::ROOT)?.id.clone()]);
            }
            path.extend(spot.rest);
            return Ok(Some(to(path)));
        }
        if !names("listItem") || !drive::leads_here(&request.segments) {
            return Ok(None);
        }
        let mut drives = self.drives();
        let found = drive::list_item(&mut drives, &self.read(), caller, request)?;
        Ok(found.map(|(library, number, rest)| {
            let mut path =
                ["sites", &library.id, "lists", &library.list, "items"].map(str::to_owned).to_vec();
            path.push(number.to_string());
            path.extend(rest);
            to(path)
        }))
    }

    /// Puts the files into items, if the query expands them.
    pub(crate) fn with_files(&self, request: &Request, answer: Reply) -> Reply {
        let expands = |(name, value): &(String, String)| {
            name.eq_ignore_ascii_case("$expand")
                && value.split(',').any(|part| part.trim().eq_ignore_ascii_case("driveItem"))
        };
        if !request.query.iter().any(expands) {
            return answer;
        }
        let path = segments(request);
        let list = sites::list_of(&self.read(), path.get(1..).unwrap_or_default());
        let (Some(list), Ok(mut body)) = (list, serde_json::from_slice::<Value>(&answer.body))
        else {
            return answer;
        };
        let drives = self.drives();
        let put = |row: &mut Value| {
            let number = row.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            let file = number.and_then(|number| drive::file_of(&drives, &list, number));
            if let (Some(file), Some(members)) = (file, row.as_object_mut()) {
                members.insert("driveItem".to_owned(), file);
            }
        };
        match body.get_mut("value").and_then(Value::as_array_mut) {
            Some(rows) => rows.iter_mut().for_each(put),
            None => put(&mut body),
        }
        Reply { body: body.to_string().into_bytes(), ..answer }
    }

    /// Tells the lists what has become of the files in their drives.
    pub(crate) fn mirror(&self) {
        let drives = self.drives();
        let stale: Vec<_> = {
            let state = self.read();
            let lists = drives.all().filter_map(|drive| Some((drive, drive.site.as_ref()?)));
            let stale = lists.filter(|(drive, site)| {
                sites::mirrored(&state, &site.list).is_some_and(|known| known != drive.head())
            });
            stale.map(|(drive, site)| (drive, site.list.clone())).collect()
        };
        if stale.is_empty() {
            return;
        }
        let mut state = self.write();
        for (drive, list) in stale {
            let entries = entries(&state, drive);
            sites::mirror(&mut state, &list, entries, drive.head());
        }
    }

    /// Does to the files what was done to their items.
    pub(crate) fn settle(&self) {
        let mut drives = self.drives();
        let effects = std::mem::take(&mut self.write().sites.effects);
        for effect in effects {
            apply(&mut drives, &effect);
        }
    }
}

fn entries(state: &State, drive: &drive::Drive) -> Vec<Entry> {
    let who = |by: &drive::Identity| by.address.as_deref().and_then(|name| state.find(name));
    let items = drive.all().filter(|item| item.key != drive::ROOT);
    items
        .map(|item| Entry {
            number: item.key - drive::ROOT,
            guid: item.guid.clone(),
            name: item.name.clone(),
            size: item.blob().map_or(0, crate::blob::Blob::len),
            folder: item.is_folder(),
            created: item.created,
            modified: item.modified,
            author: who(&item.created_by),
            editor: who(&item.modified_by),
            file: File {
                path: drive.path(item.key),
                version: item.version,
                content: item.content_version,
            },
        })
        .collect()
}

fn apply(drives: &mut Drives, effect: &Effect) {
    match effect {
        Effect::Rename(list, number, name) => {
            if let Some(drive) = drives.of_list(list) {
                drive.rename(number + drive::ROOT, name);
            }
        }
        Effect::Remove(list, number) => {
            if let Some(drive) = drives.of_list(list) {
                drive.trash(number + drive::ROOT);
            }
        }
    }
}

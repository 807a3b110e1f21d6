//! Search folders: they hold no messages, but find them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::odata::{Expr, Options, Scope, matches};
use crate::schema::{MESSAGE, Refusal};
use crate::service::{
    Mailbox, Message,
    mailbox::{Folder, Search},
    message::{MessageRow, View},
    prefer::Prefer,
};

/// A search, ready to be carried out.
#[derive(Debug)]
pub(crate) struct Sought {
    folders: HashSet<u32>,
    filter: Option<Expr>,
}

impl Sought {
    pub(crate) fn finds(&self, message: &Message, row: &MessageRow<'_>) -> bool {
        self.folders.contains(&message.folder)
            && self.filter.as_ref().is_some_and(|filter| matches(filter, row))
    }
}

/// What a folder looks for, if it is one that searches.
pub(crate) fn sought(mailbox: &Mailbox, folder: &Folder) -> Option<Sought> {
    let search = folder.search.as_deref()?;
    let is_source = |key: &u32| {
        search.sources.contains(key)
            || search.nested && search.sources.iter().any(|source| mailbox.is_within(*key, *source))
    };
    let folders = mailbox.folder_keys().filter(is_source).collect();
    // It was checked when it was set.
    Some(Sought { folders, filter: filter(&search.filter).ok() })
}

fn filter(text: &str) -> Result<Expr, Refusal> {
    let query = [("$filter".to_owned(), text.to_owned())];
    let options = Options::parse(&query, &MESSAGE, Scope::List)?;
    options.filter.ok_or_else(|| invalid("filterQuery"))
}

fn invalid(name: &str) -> Refusal {
    Refusal::new(400, "ErrorInvalidRequest", format!("A search folder needs a proper '{name}'."))
}

/// Reads what the body says of a search; `known` is what isn't said. `None` for an ordinary folder.
///
/// # Errors
/// 400 if the filter or the folders are missing or wrong.
pub(crate) fn read(
    mailbox: &Mailbox,
    body: &Map<String, Value>,
    known: Option<&Search>,
) -> Result<Option<Box<Search>>, Refusal> {
    let kind = body.get("@odata.type").and_then(Value::as_str).unwrap_or_default();
    if known.is_none() && !kind.to_ascii_lowercase().ends_with("mailsearchfolder") {
        return Ok(None);
    }
    let mut search = known.cloned().unwrap_or_default();
    if let Some(text) = body.get("filterQuery").and_then(Value::as_str) {
        text.clone_into(&mut search.filter);
    }
    if let Some(nested) = body.get("includeNestedFolders").and_then(Value::as_bool) {
        search.nested = nested;
    }
    if let Some(ids) = body.get("sourceFolderIds").and_then(Value::as_array) {
        let ids = ids.iter().filter_map(Value::as_str);
        search.sources = ids.map(|id| mailbox.find_folder(id)).collect::<Result<_, _>>()?;
    }
    if search.sources.is_empty() {
        return Err(invalid("sourceFolderIds"));
    }
    filter(&search.filter)?;
    Ok(Some(Box::new(search)))
}

/// Adds what a search folder shows beside the rest, with the counts of what it finds.
pub(crate) fn describe(mailbox: &Mailbox, folder: &Folder, json: &mut Value) {
    let (Some(search), Some(members)) = (&folder.search, json.as_object_mut()) else { return };
    let view: View<'_> = mailbox.view(&Prefer::default());
    let mut set = |name: &str, value: Value| members.insert(name.to_owned(), value);
    if let (Some(sought), Ok(order)) = (sought(mailbox, folder), mailbox.order(None)) {
        let all = order.iter().filter_map(|slot| mailbox.message(slot.1.0));
        let found: Vec<_> =
            all.filter(|message| sought.finds(message, &MessageRow { message, view })).collect();
        set("totalItemCount", found.len().into());
        set("unreadItemCount", found.iter().filter(|message| !message.read).count().into());
    }
    set("@odata.type", "#microsoft.graph.mailSearchFolder".into());
    set("isSupported", true.into());
    set("includeNestedFolders", search.nested.into());
    set("sourceFolderIds", search.sources.iter().map(|key| mailbox.ids.folder(*key)).collect());
    set("filterQuery", search.filter.as_str().into());
}

//! What SharePoint says when it refuses.

use crate::schema::Refusal;

pub(crate) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(400, "invalidRequest", message)
}

/// The words for everything that has no words of its own.
pub(crate) fn not_acceptable() -> Refusal {
    invalid("One of the provided arguments is not acceptable.")
}

pub(crate) fn not_found(message: &str) -> Refusal {
    Refusal::new(404, "itemNotFound", message)
}

pub(crate) fn no_site() -> Refusal {
    not_found("Requested site could not be found")
}

pub(crate) fn no_list() -> Refusal {
    not_found("The specified list was not found")
}

pub(crate) fn no_item() -> Refusal {
    not_found("The specified item was not found.")
}

pub(crate) fn taken() -> Refusal {
    Refusal::new(409, "nameAlreadyExists", "Name already exists")
}

pub(crate) fn unknown_field(name: &str) -> Refusal {
    invalid(format!("Field '{name}' is not recognized"))
}

pub(crate) fn read_only(name: &str) -> Refusal {
    invalid(format!("Field '{name}' is read-only"))
}

pub(crate) fn not_indexed(name: &str) -> Refusal {
    invalid(format!(
        "Field '{name}' cannot be referenced in filter or orderby as it is not indexed. \
         Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, \
         but be warned that such queries may fail on large lists."
    ))
}

pub(crate) fn over_threshold() -> Refusal {
    invalid(
        "The attempted operation is prohibited because it exceeds the list view threshold enforced by the administrator.",
    )
}

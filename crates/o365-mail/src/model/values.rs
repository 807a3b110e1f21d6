//! What actions and functions give: several in one answer, not in pages.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Values<T> {
    value: Option<Vec<T>>,
}

impl<T> Values<T> {
    pub(crate) fn into_vec(self) -> Vec<T> {
        self.value.unwrap_or_default()
    }
}

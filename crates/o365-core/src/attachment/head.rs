//! What is attached, without the content.

use super::Attachment;
use crate::endpoint::Endpoint;
use crate::list::List;

/// Attachments that the service puts on a page.
const PAGE: u32 = 100;
/// What is told of an attachment without its content.
pub(super) const HEAD: [&str; 6] =
    ["id", "name", "contentType", "size", "isInline", "lastModifiedDateTime"];

/// What is attached, without the content. For components: handles have a verb for it.
///
/// `GET …/attachments?$select=id,name,…`.
/// [Microsoft's page](https://learn.microsoft.com/graph/api/message-list-attachments).
pub fn list(attachments: &Endpoint) -> List<Attachment> {
    List::new(attachments.clone()).largest_page(PAGE).select(HEAD)
}

//! What mail is made of: plain data.

mod draft;
mod flag;
mod folder;
mod message;

pub(crate) use draft::Loaded;
pub use draft::MessageDraft;
pub use flag::{FlagStatus, FollowupFlag};
pub use folder::{FolderDraft, MailFolder, WellKnownFolder};
pub use message::{Importance, InferenceClassification, InternetMessageHeader, Message};

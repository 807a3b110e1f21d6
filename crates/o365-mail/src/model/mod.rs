//! What mail is made of: plain data.

mod flag;
mod folder;
mod message;
mod event_message;
mod sensitivity;
mod draft;
mod reply;

pub(crate) use draft::Loaded;
pub use draft::MessageDraft;
pub use event_message::{EventMessage, MeetingMessageType, MeetingRequestType};
pub use flag::{FlagStatus, FollowupFlag};
pub use folder::{FolderDraft, MailFolder, WellKnownFolder};
pub use message::{Importance, InferenceClassification, InternetMessageHeader, Message};
pub use reply::ReplyDraft;
pub use sensitivity::Sensitivity;

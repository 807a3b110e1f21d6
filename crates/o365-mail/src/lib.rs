//! Outlook mail: folders, messages, attachments.
//!
//! [`Mailbox`] is where one begins. Places ([`Mailbox`], [`FolderHandle`], [`MessageHandle`]) are a connection and a path:
//! cheap to make, no request until a verb is called. Things ([`Message`], [`MailFolder`]) are plain data. Drafts
//! ([`MessageDraft`], [`FolderDraft`]) are what is written: only what they say is sent.
//!
//! In the crate `o365` this is `o365::mail`, and what the examples take from `o365_core` is `o365::..`.
//!
//! ```
//! # fn main() -> o365_core::Result<()> {
//! # let sandbox = o365_sandbox::Sandbox::start().unwrap();
//! # sandbox.seed_inbox(30);
//! # let graph = o365_core::protocol::Graph::at(sandbox.graph_url());
//! # let token = o365_core::auth::StaticToken::new(sandbox.token());
//! # let connection = o365_core::Connection::builder(token).protocol(graph).build()?;
//! use o365_core::Resource;
//! use o365_mail::{Mailbox, MessageDraft, prop};
//!
//! let mailbox = Mailbox::new(&connection, Resource::Me);
//! let message = MessageDraft::new()
//!     .to("George Best <george@best.com>")
//!     .subject("Testing!")
//!     .body("I've stopped drinking, but only while I'm asleep.")
//!     .attach(("quotes.txt", "In 1969 I gave up women and alcohol: it was the worst 20 minutes of my life."));
//! mailbox.send(&message)?;
//!
//! // What the loop changes is what the filter looks at: collect first, then change.
//! for message in mailbox.inbox().messages().filter(prop::IS_READ.eq(false)).limit(25).all()? {
//!     println!("{}", message.subject.as_deref().unwrap_or("(no subject)"));
//!     mailbox.message(&message).mark_read(true)?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | you want | you write |
//! |---|---|
//! | the inbox, another folder | [`Mailbox::inbox`], [`Mailbox::folder`] by well-known name or id, [`FolderHandle::folder_by_path`] |
//! | messages | [`Mailbox::messages`], [`FolderHandle::messages`]: filter, search, select, order, limit, then a `for` |
//! | one message | [`Mailbox::message`], then [`get`](MessageHandle::get), [`update`](MessageHandle::update), [`move_to`](MessageHandle::move_to), .. |
//! | to send | [`Mailbox::send`], or [`Mailbox::save_draft`] and [`MessageHandle::send`] it |
//! | to answer | [`reply`](MessageHandle::reply), [`reply_all`](MessageHandle::reply_all), [`forward`](MessageHandle::forward) at once; [`create_reply`](MessageHandle::create_reply) and its like for a draft |
//! | what is attached | [`attachments`](MessageHandle::attachments), [`save_attachments`](MessageHandle::save_attachments) |
//! | MIME text (`.eml`) | [`save_mime`](MessageHandle::save_mime), [`Mailbox::send_mime`], [`Mailbox::import_mime`] |
//! | an invitation | [`Message::meeting`], then [`accept`](MessageHandle::accept) or [`decline`](MessageHandle::decline) |
//! | many at once | [`Mailbox::many`]: marked, moved, copied, deleted, twenty a request |
//! | what changed since last time | [`delta`](o365_core::List::delta) of a folder's messages and of folders |
//! | all folders, with those in them | [`Mailbox::folder_tree`] |
//! | automatic replies, time zone, language, working hours | [`Mailbox::settings`] |
//! | categories, rules, senders in the focused inbox | [`Mailbox::categories`], [`Mailbox::rules`], [`Mailbox::focused_overrides`] |
//! | a shared mailbox | a `Mailbox` of [`Resource::user`](o365_core::Resource::user) |
//!
//! Microsoft: [Outlook mail API](https://learn.microsoft.com/graph/api/resources/mail-api-overview).

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]

// Layers, bottom up: a module uses only the modules above it in this list.
pub mod model;
pub mod prop;
mod mime;
mod message;
mod outgoing;
mod many;
mod folder;
mod tree;
mod settings;
mod category;
mod rule;
mod focused_override;
mod translation;
mod mailbox;
mod outlook;

pub use crate::{
    category::CategoryHandle,
    focused_override::FocusedOverrideHandle,
    folder::FolderHandle,
    mailbox::Mailbox,
    many::{ManyAnswers, ManyMessages},
    message::MessageHandle,
    model::{
        AutomaticRepliesDraft, AutomaticRepliesMailTips, AutomaticRepliesSetting,
        AutomaticRepliesStatus, CategoryColor, CategoryDraft, ConvertIdResult, DayOfWeek,
        DelegateMeetingMessageDeliveryOptions, EventMessage, ExchangeIdFormat,
        ExternalAudienceScope, FlagStatus, FocusedOverrideDraft, FolderDraft, FolderPath,
        FollowupFlag, GenericError, Importance, InferenceClassification,
        InferenceClassificationOverride, InternetMessageHeader, LocaleInfo, MailFolder, MailTips,
        MailTipsError, MailTipsType, MailboxSettings, MeetingMessageType, MeetingRequestType,
        Message, MessageActionFlag, MessageDraft, MessageRule, MessageRuleActions,
        MessageRulePredicates, OutlookCategory, RecipientScopeType, ReplyDraft, RuleDraft,
        SearchFolderDraft, Sensitivity, SettingsDraft, SizeRange, TimeZoneInformation,
        TimeZoneOffset, TimeZoneStandard, UserPurpose, WellKnownFolder, WorkingHours,
        WorkingHoursTimeZone,
    },
    rule::RuleHandle,
    settings::SettingsHandle,
    translation::TranslateIds,
    tree::{FolderTree, FolderTreeEntry, FolderWalk},
};
pub use o365_core::attachment::{
    Attachment, AttachmentDraft, AttachmentHandle, AttachmentKind, Reference, ReferenceDraft,
    ReferencePermission, ReferenceProvider,
};
pub use o365_core::extended_property::{self, ExtendedPropertyId};
pub use o365_core::{MeetingResponse, TEXT_BODIES};

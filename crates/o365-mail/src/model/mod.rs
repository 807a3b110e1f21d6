//! What mail is made of: plain data.

mod automatic_replies;
mod category;
mod draft;
mod event_message;
mod exchange_id;
mod flag;
mod focused_override;
mod folder;
mod locale;
mod mail_tips;
mod message;
mod reply;
mod rule;
mod rule_actions;
mod rule_predicates;
mod search_folder;
mod settings;
mod values;

pub use o365_core::{
    DayOfWeek, FolderPath, Importance, Sensitivity, TimeZoneOffset, WorkingHours,
    WorkingHoursTimeZone,
};

pub use automatic_replies::{
    AutomaticRepliesDraft, AutomaticRepliesSetting, AutomaticRepliesStatus, ExternalAudienceScope,
};
pub use category::{CategoryColor, CategoryDraft, OutlookCategory};
pub(crate) use draft::Loaded;
pub use draft::MessageDraft;
pub use event_message::{EventMessage, MeetingMessageType, MeetingRequestType};
pub use exchange_id::{ConvertIdResult, ExchangeIdFormat, GenericError};
pub use flag::{FlagStatus, FollowupFlag};
pub use focused_override::{FocusedOverrideDraft, InferenceClassificationOverride};
pub use folder::{FolderDraft, MailFolder, WellKnownFolder};
pub use locale::{LocaleInfo, TimeZoneInformation, TimeZoneStandard};
pub use mail_tips::{
    AutomaticRepliesMailTips, MailTips, MailTipsError, MailTipsType, RecipientScopeType,
};
pub use message::{InferenceClassification, InternetMessageHeader, Message};
pub(crate) use reply::Answer;
pub use reply::ReplyDraft;
pub use rule::{MessageRule, RuleDraft, SizeRange};
pub use rule_actions::MessageRuleActions;
pub use rule_predicates::{MessageActionFlag, MessageRulePredicates};
pub use search_folder::SearchFolderDraft;
pub use settings::{
    DelegateMeetingMessageDeliveryOptions, MailboxSettings, SettingsDraft, UserPurpose,
};
pub(crate) use values::Values;

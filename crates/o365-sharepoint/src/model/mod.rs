//! What SharePoint is made of: plain data.

mod column;
mod column_choice;
mod column_kind;
mod column_link;
mod content_type;
mod fields;
mod fields_draft;
mod item;
mod library;
mod list;
mod page;
mod permission;
mod site;
mod term;
mod version;

pub use column::{
    ColumnDefinition, ColumnDraft, ColumnKind, ColumnType, ColumnValidation, DefaultColumnValue,
};
pub use column_choice::{
    CalculatedType, ChoiceDisplay, DateTimeDisplay, DateTimeFormat, DecimalPlaces, NumberDisplay,
    PersonKind, TextType,
};
pub use column_kind::{
    BooleanColumn, CalculatedColumn, ChoiceColumn, ContentApprovalStatusColumn, CurrencyColumn,
    DateTimeColumn, GeolocationColumn, NumberColumn, TextColumn, ThumbnailColumn,
};
pub use column_link::{HyperlinkOrPictureColumn, LookupColumn, PersonOrGroupColumn, TermColumn};
pub use content_type::{ContentType, ContentTypeDraft, ContentTypeInfo, ContentTypeOrder};
pub use fields::{FieldValues, Hyperlink, LookupValue, TermValue};
pub use fields_draft::FieldsDraft;
pub use item::ListItem;
pub use library::DocumentLibrary;
pub use list::{ListDraft, ListInfo, ListTemplate, SharePointList};
pub use page::{
    PageLayout, PagePromotion, Reactions, SitePage, SitePageDraft, TextAlignment, TitleArea,
    TitleLayout,
};
pub use permission::{SitePermission, SitePermissionDraft, SiteRole};
pub use site::{Site, SiteCollection, SiteId};
pub use term::{
    KeyValue, LocalizedDescription, LocalizedLabel, LocalizedName, Term, TermGroup, TermGroupScope,
    TermRelation, TermRelationship, TermSet, TermStore,
};
pub use version::{
    DocumentSetVersion, DocumentSetVersionDraft, DocumentSetVersionItem, ListItemVersion,
};

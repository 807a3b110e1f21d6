//! Pages of sites.

use o365_core::json::{Extra, null_default};
use o365_core::time::OffsetDateTime;
use o365_core::{Id, IdentitySet, ItemReference, Publication, draft, open_enum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::content_type::ContentTypeInfo;

/// What the service wants to be told of what it is.
const TYPE: &str = "#microsoft.graph.sitePage";

/// A page of a site.
///
/// [sitePage](https://learn.microsoft.com/graph/api/resources/sitepage).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct SitePage {
    /// Its id.
    #[serde(deserialize_with = "null_default")]
    pub id: Id<SitePage>,
    /// The name of its file: `news.aspx`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is told of it in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_tag: Option<String>,
    /// When it was made.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub created_date_time: Option<OffsetDateTime>,
    /// When it was changed last.
    #[serde(with = "o365_core::time::instant::option", skip_serializing_if = "Option::is_none")]
    pub last_modified_date_time: Option<OffsetDateTime>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<IdentitySet>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<IdentitySet>,
    /// The list and the site that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_reference: Option<ItemReference>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<ContentTypeInfo>,
    /// What kind of page it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_layout: Option<PageLayout>,
    /// Whether it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publishing_state: Option<Publication>,
    /// Whether it is news.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_kind: Option<PagePromotion>,
    /// The picture of it in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_web_url: Option<String>,
    /// Whether comments stand below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_comments: Option<bool>,
    /// Whether other pages stand below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_recommended_pages: Option<bool>,
    /// What people made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactions: Option<Reactions>,
    /// What stands at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_area: Option<TitleArea>,
    /// Its sections, columns and web parts, where they were asked for:
    /// [canvasLayout](https://learn.microsoft.com/graph/api/resources/canvaslayout). It can be sent back as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canvas_layout: Option<serde_json::Value>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

impl From<&SitePage> for Id<SitePage> {
    fn from(page: &SitePage) -> Self {
        page.id.clone()
    }
}

/// What people made of a page.
///
/// [reactionsFacet](https://learn.microsoft.com/graph/api/resources/reactionsfacet).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Reactions {
    /// How many liked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like_count: Option<i32>,
    /// How many comments there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_count: Option<i32>,
    /// How often it was shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_count: Option<i32>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What stands at the top of a page.
///
/// [titleArea](https://learn.microsoft.com/graph/api/resources/titlearea).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct TitleArea {
    /// How it looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<TitleLayout>,
    /// Where its text stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_alignment: Option<TextAlignment>,
    /// The picture behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_web_url: Option<String>,
    /// What the picture shows, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_text: Option<String>,
    /// Text above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_above_title: Option<String>,
    /// Whether there is text above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_text_block_above_title: Option<bool>,
    /// Whether the author is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_author: Option<bool>,
    /// Whether the day is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_published_date: Option<bool>,
    /// Whether the picture fades.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_gradient_effect: Option<bool>,
    /// What the service made of its links and pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_processed_content: Option<serde_json::Value>,
    /// What this version doesn't model, by its name on the wire.
    #[serde(flatten)]
    pub extra: Extra,
}
open_enum! {
    /// What kind of page it is.
    pub enum PageLayout {
        /// A page.
        Article = "article",
        /// The first page of a site.
        Home = "home",
        /// One of the system.
        MicrosoftReserved = "microsoftReserved",
    }
}

open_enum! {
    /// Whether a page is news.
    pub enum PagePromotion {
        /// It is a page.
        Page = "page",
        /// It is news.
        NewsPost = "newsPost",
        /// One of the system.
        MicrosoftReserved = "microsoftReserved",
    }
}

open_enum! {
    /// How the top of a page looks.
    pub enum TitleLayout {
        /// A picture behind the title.
        ImageAndTitle = "imageAndTitle",
        /// The title alone.
        Plain = "plain",
        /// The title on a colour.
        ColorBlock = "colorBlock",
        /// The title over a part of the picture.
        Overlap = "overlap",
    }
}

open_enum! {
    /// Where text stands.
    pub enum TextAlignment {
        /// At the left.
        Left = "left",
        /// In the middle.
        Center = "center",
    }
}

draft! {
    /// What to say of a page: to create it or to change it.
    ///
    /// ```
    /// use o365_sharepoint::SitePageDraft;
    ///
    /// let page = SitePageDraft::new()
    ///     .name("united.aspx")
    ///     .title("United win the cup")
    ///     .promotion_kind("newsPost")
    ///     .text("<p>Best scored in <b>extra time</b>.</p>");
    /// # let _ = page;
    /// ```
    pub struct SitePageDraft {
        /// The name of its file, which ends in `.aspx`: when it is created.
        name: String,
        /// Its title.
        title: String,
        /// What is told of it in a list.
        description: String,
        /// The picture of it in a list.
        thumbnail_web_url: String,
        /// Whether comments stand below it.
        show_comments: bool,
        /// Whether other pages stand below it.
        show_recommended_pages: bool,
        /// What stands at the top.
        title_area: TitleArea,
        /// Its sections, columns and web parts, as JSON:
        /// [canvasLayout](https://learn.microsoft.com/graph/api/resources/canvaslayout).
        canvas_layout: Value,
        ;
        page_layout: PageLayout,
        promotion_kind: PagePromotion,
    }
}

impl SitePageDraft {
    /// What kind of page it is. `article`, if nothing is said.
    #[must_use]
    pub fn page_layout(mut self, layout: impl Into<PageLayout>) -> Self {
        self.page_layout = layout.into().into();
        self
    }

    /// Whether it is news. News can't become a page again.
    #[must_use]
    pub fn promotion_kind(mut self, kind: impl Into<PagePromotion>) -> Self {
        self.promotion_kind = kind.into().into();
        self
    }

    /// One text in one column, as HTML: in place of [`canvas_layout`](Self::canvas_layout).
    #[must_use]
    pub fn text(self, html: impl Into<String>) -> Self {
        let part = json!({"@odata.type": "#microsoft.graph.textWebPart", "innerHtml": html.into()});
        let column = json!({"id": "1", "width": 12, "webparts": [part]});
        let section =
            json!({"layout": "oneColumn", "id": "1", "emphasis": "none", "columns": [column]});
        self.canvas_layout(json!({"horizontalSections": [section]}))
    }

    /// With what the service wants to be told of what it is.
    pub(crate) fn for_create(self) -> Self {
        let draft = match self.page_layout.is_keep() {
            true => self.page_layout(PageLayout::Article),
            false => self,
        };
        draft.set("@odata.type", TYPE)
    }

    pub(crate) fn for_update(&self) -> Self {
        self.clone().set("@odata.type", TYPE)
    }
}

impl From<&SitePageDraft> for SitePageDraft {
    fn from(draft: &SitePageDraft) -> Self {
        draft.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_as_microsoft_s_page_shows() {
        let draft = SitePageDraft::new()
            .name("test.aspx")
            .title("test")
            .text("<p>Hello!</p>")
            .show_comments(true);
        let json = serde_json::to_value(draft.clone().for_create()).unwrap();
        assert_eq!((&json["@odata.type"], &json["pageLayout"]), (&json!(TYPE), &json!("article")));
        let part = &json["canvasLayout"]["horizontalSections"][0]["columns"][0]["webparts"][0];
        assert_eq!(part["innerHtml"], "<p>Hello!</p>");
        let changed = serde_json::to_value(SitePageDraft::new().title("b").for_update()).unwrap();
        assert_eq!(changed, json!({"@odata.type": TYPE, "title": "b"}));
    }

    #[test]
    fn null_missing_and_unknown_never_break() {
        let page: SitePage = serde_json::from_value(json!({
            "@odata.type": TYPE, "id": null, "pageLayout": "poster", "titleArea": {"layout": null, "x": 1},
            "reactions": {"likeCount": null, "commentCount": 1}, "publishingState": {"level": "published", "versionId": "1.0"},
        }))
        .unwrap();
        assert_eq!(page.page_layout.unwrap().as_str(), "poster");
        assert_eq!(page.reactions.unwrap().comment_count, Some(1));
        assert_eq!(page.publishing_state.unwrap().level.unwrap().as_str(), "published");
        assert!(page.extra.contains_key("@odata.type"));
    }
}

//! The types of pages.

use super::{
    Access::{Read, Write},
    BASE_ITEM,
    Kind::{Complex, Enum, Flag, Int, Many, Open, Text},
    Members, Type,
    mail::p,
};

pub(crate) static BASE_PAGE: Type = Type {
    name: "microsoft.graph.baseSitePage",
    base: Some(&BASE_ITEM),
    properties: &[
        p("pageLayout", Enum(&PAGE_LAYOUT), Write),
        p("publishingState", Open, Read),
        p("title", Text, Write),
    ],
};

pub(crate) static SITE_PAGE: Type = Type {
    name: "microsoft.graph.sitePage",
    base: Some(&BASE_PAGE),
    properties: &[
        p("promotionKind", Enum(&PROMOTION), Write),
        p("reactions", Open, Read),
        p("showComments", Flag, Write),
        p("showRecommendedPages", Flag, Write),
        p("thumbnailWebUrl", Text, Write),
        p("titleArea", Complex(&TITLE_AREA), Write),
        p("canvasLayout", super::Kind::Nav(&CANVAS), Write),
        p("webParts", super::Kind::NavMany(&WEB_PART), Read),
    ],
};

static PAGE_LAYOUT: Members = Members {
    name: "microsoft.graph.pageLayoutType",
    members: &["microsoftReserved", "article", "home"],
};

static PROMOTION: Members = Members {
    name: "microsoft.graph.pagePromotionType",
    members: &["microsoftReserved", "page", "newsPost"],
};

static TITLE_AREA: Type = Type {
    name: "microsoft.graph.titleArea",
    base: None,
    properties: &[
        p("alternativeText", Text, Write),
        p("enableGradientEffect", Flag, Write),
        p("imageWebUrl", Text, Write),
        p("layout", Enum(&TITLE_LAYOUT), Write),
        p("serverProcessedContent", Open, Write),
        p("showAuthor", Flag, Write),
        p("showPublishedDate", Flag, Write),
        p("showTextBlockAboveTitle", Flag, Write),
        p("textAboveTitle", Text, Write),
        p("textAlignment", Enum(&ALIGNMENT), Write),
        // The type is open, and these are what the service shows of itself.
        p("imageSourceType", Int, Write),
        p("title", Text, Write),
        p("authors", Open, Write),
        p("authorByline", Open, Write),
        p("hasTitleBeenCommitted", Flag, Write),
        p("translateX", Open, Write),
        p("translateY", Open, Write),
    ],
};

static TITLE_LAYOUT: Members = Members {
    name: "microsoft.graph.titleAreaLayoutType",
    members: &["imageAndTitle", "plain", "colorBlock", "overlap"],
};

static ALIGNMENT: Members =
    Members { name: "microsoft.graph.titleAreaTextAlignmentType", members: &["left", "center"] };

static CANVAS: Type = Type {
    name: "microsoft.graph.canvasLayout",
    base: None,
    properties: &[
        p("id", Text, Write),
        p("horizontalSections", Many(&Complex(&HORIZONTAL)), Write),
        p("verticalSection", Complex(&VERTICAL), Write),
    ],
};

static HORIZONTAL: Type = Type {
    name: "microsoft.graph.horizontalSection",
    base: None,
    properties: &[
        p("id", Text, Write),
        p("emphasis", Enum(&EMPHASIS), Write),
        p("layout", Enum(&SECTION_LAYOUT), Write),
        p("columns", Many(&Complex(&SECTION_COLUMN)), Write),
    ],
};

static VERTICAL: Type = Type {
    name: "microsoft.graph.verticalSection",
    base: None,
    properties: &[
        p("id", Text, Write),
        p("emphasis", Enum(&EMPHASIS), Write),
        p("webparts", Many(&Open), Write),
    ],
};

static SECTION_COLUMN: Type = Type {
    name: "microsoft.graph.horizontalSectionColumn",
    base: None,
    properties: &[
        p("id", Text, Write),
        p("width", Int, Write),
        // Text or standard; the pages look at them.
        p("webparts", Many(&Open), Write),
    ],
};

static EMPHASIS: Members = Members {
    name: "microsoft.graph.sectionEmphasisType",
    members: &["none", "neutral", "soft", "strong"],
};

static SECTION_LAYOUT: Members = Members {
    name: "microsoft.graph.horizontalSectionLayoutType",
    members: &[
        "none",
        "oneColumn",
        "twoColumns",
        "threeColumns",
        "oneThirdLeftColumn",
        "oneThirdRightColumn",
        "fullWidth",
    ],
};

pub(crate) static WEB_PART: Type = Type {
    name: "microsoft.graph.webPart",
    base: Some(&super::ENTITY),
    properties: &[
        p("innerHtml", Text, Read),
        p("webPartType", Text, Read),
        p("containerTextWebPartId", Text, Read),
        p("data", Open, Read),
    ],
};

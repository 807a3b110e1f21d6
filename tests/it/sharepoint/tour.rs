//! Every operation once: on the sandbox, or on the server that `O365_TEST_GRAPH` names.

use o365::protocol::Graph;
use o365::query::{Expand, Null, Query};
use o365::sharepoint::prop::{self, column};
use o365::sharepoint::{
    BooleanColumn, CalculatedColumn, ChoiceColumn, ColumnDraft, ColumnKind, ColumnValidation,
    ContentTypeDraft, CurrencyColumn, DateTimeColumn, FieldsDraft, GeolocationColumn,
    HyperlinkOrPictureColumn, ItemHandle, ListDraft, ListHandle, ListTemplate, LookupColumn,
    NumberColumn, PersonOrGroupColumn, SharePoint, SiteHandle, SitePageDraft, SitePermissionDraft,
    SiteRole, TermColumn, TextColumn, ThumbnailColumn,
};
use o365::time::macros::{date, datetime};
use o365::{Account, Result};
use serde::{Deserialize, Serialize};

use super::start;

/// The sandbox's; the other server takes any.
const HOST: &str = "sandbox.sharepoint.com";

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Player {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goals: Option<f64>,
}

fn kinds(list: &str) -> Vec<(&'static str, ColumnKind)> {
    vec![
        ("Club", TextColumn::new().max_length(80).into()),
        ("Note", TextColumn::note().lines_for_editing(6).into()),
        ("Story", TextColumn::rich().append_changes_to_existing_text(false).into()),
        ("Goals", NumberColumn::new().minimum(0.0).maximum(1e4).decimal_places("none").into()),
        ("Fee", CurrencyColumn::new().locale("en-GB").into()),
        ("Born", DateTimeColumn::date().display_as("standard").into()),
        ("Seen", DateTimeColumn::new().format("dateTime").into()),
        ("Capped", BooleanColumn::new().into()),
        ("Foot", ChoiceColumn::new(["Left", "Right"]).allow_text_entry(true).into()),
        ("Positions", ChoiceColumn::several(["Winger", "Striker"]).into()),
        ("Rival", LookupColumn::new(list).into()),
        ("Friends", LookupColumn::new(list).allow_multiple_values(true).into()),
        ("Agent", PersonOrGroupColumn::new().choose_from_type("peopleOnly").into()),
        ("Team", PersonOrGroupColumn::new().allow_multiple_selection(true).into()),
        ("Page", HyperlinkOrPictureColumn::new().into()),
        ("Face", HyperlinkOrPictureColumn::picture().into()),
        ("Rate", CalculatedColumn::new("=[Goals]*2").output_type("number").into()),
        ("Tag", TermColumn::new("8ed8c9ea-7052-4c1d-a4d7-b9c10bffea6f").into()),
        ("Place", GeolocationColumn::new().into()),
        ("Shot", ThumbnailColumn::new().into()),
    ]
}

fn full() -> FieldsDraft {
    FieldsDraft::of(&Player { title: Some("George Best".into()), goals: Some(179.0) })
        .set("Capped", true)
        .set("Foot", "Right")
        .set("Fee", 12.5)
        .date("Born", date!(1946 - 05 - 22))
        .date_time("Seen", datetime!(2024-03-21 9:30 +1))
        .choices("Positions", ["Winger", "Striker"])
}

fn sites(sharepoint: &SharePoint) -> Result<()> {
    let root = sharepoint.root_site().get()?;
    sharepoint.site(&root).get()?;
    sharepoint.site(&root).get_with(&Query::new().select(["id", "displayName"]))?;
    sharepoint.site_by_path(HOST, "/sites/united").get()?;
    let url = format!("https://{HOST}/sites/united/Lists/Players/AllItems.aspx");
    let by_url = sharepoint.site_by_url(&url);
    by_url.resource()?;
    by_url.lists().all()?;
    sharepoint.search("o'b & #1").limit(5).all()?;
    sharepoint.search("*").all()?;
    let roots = sharepoint.sites().filter(prop::site::COLLECTION_ROOT.ne(Null));
    roots.select([prop::site::SITE_COLLECTION.name(), prop::site::WEB_URL.name()]).all()?;
    sharepoint.follow(&root)?;
    sharepoint.followed().all()?;
    sharepoint.unfollow(&root)
}

fn a_site(site: &SiteHandle) -> Result<()> {
    site.resource()?;
    site.sites().all()?;
    site.lists().select(["id", "name", "displayName", "list", "system"]).all()?;
    site.list_by_name("Players")?;
    let made = site.create_column(("TourColumn", TextColumn::new()))?;
    site.columns().all()?;
    site.column(&made).get()?;
    site.column(&made).update(ColumnDraft::new().description("x"))?;
    let report = site.create_content_type(
        ContentTypeDraft::new().name("Tour report").description("x").group("Football").base("0x01"),
    )?;
    site.content_types().all()?;
    let at = site.content_type(&report);
    at.get()?;
    at.update(ContentTypeDraft::new().name("Tour reports"))?;
    at.columns().all()?;
    let list = site.create_list("Tour of types")?;
    site.list(&list).add_content_type(&report)?;
    site.list(&list).content_types().all()?;
    site.list(&list).delete()?;
    at.delete()?;
    site.column(&made).delete()
}

fn rights(site: &SiteHandle) -> Result<()> {
    let granted = site.grant(
        SitePermissionDraft::new()
            .roles([SiteRole::Read])
            .application("22f09bb7-dd29-403e-bec2-ab5cde52c2b3", "Nightly import"),
    )?;
    site.permissions().all()?;
    site.permission(&granted).get()?;
    site.permission(&granted).update([SiteRole::Write])?;
    site.permission(&granted).delete()
}

fn lists(site: &SiteHandle) -> Result<()> {
    let draft = ListDraft::from("Tour O'Brien & #1")
        .description("x")
        .template(ListTemplate::GenericList)
        .column(("First", TextColumn::new()));
    let made = site.create_list(draft)?;
    let list = site.list(&made);
    list.get()?;
    list.get_with(&Query::new().expand(Expand::new("columns")).expand("contentTypes"))?;
    list.update(ListDraft::new().display_name("Tour").description("y"))?;
    for (name, kind) in kinds(made.id.as_str()) {
        list.create_column((name, kind))?;
    }
    let draft = ColumnDraft::from(("Number", NumberColumn::new()))
        .display_name("Number of the shirt")
        .description("x")
        .required(false)
        .indexed(true)
        .enforce_unique_values(true)
        .hidden(false)
        .default_value("0")
        .validation(ColumnValidation::new("=[Number]>=0"));
    let column = list.create_column(draft)?;
    list.columns().all()?;
    list.column_by_name("Number of the shirt")?;
    list.column(&column).get()?;
    list.column(&column).update(ColumnDraft::new().required(true).description(None))?;
    list.column(&column).delete()?;
    items(&list)?;
    many(&list)?;
    list.delete()
}

fn items(list: &ListHandle) -> Result<()> {
    let first = list.create_item(FieldsDraft::new().set("Title", "Denis Law"))?;
    let kind = list.content_types().first()?.unwrap();
    let draft = full().lookup("Rival", &first).lookups("Friends", [&first]).content_type(&kind);
    let made = list.create_item(draft)?;
    let item = list.item(&made);
    item.get()?;
    item.get_as::<Player>()?;
    item.get_with(&Query::new().expand(Expand::new("fields").select(["Title", "Rival"])))?;
    item.update(full().clear("Foot").clear_lookup("Rival").choices("Positions", [""; 0]))?;
    list.items().all()?;
    list.items().as_type::<Player>().select_fields(["Title", "Goals"]).limit(3).all()?;
    list.items().page_size(1).prefetch().select(["id", "webUrl"]).all()?;
    for filter in [
        column("Goals").ge(100) & column("Club").eq("O'B & #1"),
        prop::TITLE.starts_with("G"),
        prop::MODIFIED.ge(datetime!(2024-01-01 0:00 UTC)),
        column("Born").lt(date!(2024 - 01 - 01)),
    ] {
        list.items().filter(filter).allow_non_indexed().order_by(prop::CREATED.desc()).all()?;
    }
    list.items().first()?;
    let mut delta = list.items().delta(None);
    delta.by_ref().try_for_each(|change| change.map(drop))?;
    list.items().delta(delta.link()).try_for_each(|change| change.map(drop))?;
    let versions = item.versions().all()?;
    if let Some(version) = versions.last() {
        item.version(version).get()?;
        item.version(version).restore()?;
    }
    item.set_content_type(&kind)?;
    item.delete()
}

fn many(list: &ListHandle) -> Result<()> {
    let made: Vec<_> = list.create_items([full(), full(), full()]).collect::<Result<_>>()?;
    let changes = made.iter().map(|item| (item, FieldsDraft::new().set("Goals", 1)));
    list.update_items(changes).collect::<Result<Vec<_>>>()?;
    list.delete_items(&made).collect::<Result<Vec<_>>>().map(drop)
}

fn libraries(account: &Account, site: &SiteHandle) -> Result<()> {
    let library = site.library()?;
    site.libraries().all()?;
    site.library_by_name("Documents")?;
    site.list("Documents").library()?;
    let files = account.with_resource(&library).storage().default_drive();
    let folder = files.root().create_folder("Tour")?;
    let row = ItemHandle::of_file(files.item(&folder).endpoint());
    row.get()?;
    row.update(FieldsDraft::new().set("Title", "Tour"))?;
    site.list("Documents").item("1").file()?;
    files.item(&folder).delete()
}

fn pages(site: &SiteHandle) -> Result<()> {
    let draft = SitePageDraft::new()
        .name("tour.aspx")
        .title("Tour")
        .description("x")
        .show_comments(true)
        .promotion_kind("newsPost")
        .text("<p>Best scored in <b>extra time</b>.</p>");
    let made = site.create_page(draft)?;
    site.pages().filter(prop::page::TITLE.eq("Tour")).all()?;
    let page = site.page(&made);
    page.get()?;
    page.update(SitePageDraft::new().title("Tours").show_recommended_pages(false))?;
    page.publish()?;
    page.delete()
}

fn terms(site: &SiteHandle) -> Result<()> {
    let store = site.term_store();
    store.get()?;
    for group in store.groups().limit(1) {
        let group = group?;
        store.group(&group).get()?;
        for set in store.group(&group).sets().limit(1) {
            let set = set?;
            let at = store.set(&set);
            at.get()?;
            at.terms().all()?;
            at.relations().all()?;
            for term in at.children().limit(1) {
                let term = at.term(&term?);
                term.get()?;
                term.children().all()?;
                term.relations().all()?;
            }
        }
    }
    Ok(())
}

#[test]
fn every_operation_is_taken() {
    let (sandbox, mut account) = start();
    sandbox.add_site("sites/united", "United");
    sandbox.add_term_set("Football", "Clubs", &["United", "City"]);
    if let Ok(url) = std::env::var("O365_TEST_GRAPH") {
        account = Account::with_token("token").protocol(Graph::at(url)).build().unwrap();
    }
    let sharepoint = account.sharepoint();
    let site = sharepoint.site(&sharepoint.root_site().get().unwrap());
    let parts = [
        ("sites", sites(&sharepoint)),
        ("site", a_site(&site)),
        ("rights", rights(&site)),
        ("lists", lists(&site)),
        ("libraries", libraries(&account, &site)),
        ("pages", pages(&site)),
        ("terms", terms(&site)),
    ];
    let failed =
        parts.into_iter().filter_map(|(part, result)| Some(format!("{part}: {}", result.err()?)));
    assert_eq!(failed.collect::<Vec<_>>(), [""; 0]);
}

/// What the sandbox has no data for; what is asked is well formed all the same.
#[test]
fn operations_beyond_the_sandbox() {
    let Ok(url) = std::env::var("O365_TEST_GRAPH") else { return };
    let account = Account::with_token("token").protocol(Graph::at(url)).build().unwrap();
    let sharepoint = account.sharepoint();
    let site = sharepoint.site(&sharepoint.root_site().get().unwrap());
    let all = || -> Result<()> {
        sharepoint.all_sites().limit(5).all()?;
        let mut delta = sharepoint.sites().delta(None);
        delta.by_ref().try_for_each(|change| change.map(drop))?;
        sharepoint.sites().delta(delta.link()).try_for_each(|change| change.map(drop))?;
        site.content_type("0x0101").add_column(&site.column("7e1c4e0a"))?;
        let item = site.list("Players").item("1");
        item.document_set_versions().all()?;
        let version = item.capture_document_set("before the final")?;
        item.document_set_version(&version).get()?;
        item.document_set_version(&version).restore()?;
        item.document_set_version(&version).delete()?;
        site.list("Players").add_content_type_from_hub("0x0101")?;
        site.content_type("0x0101").publish()?;
        site.content_type("0x0101").unpublish()?;
        site.site_user_id("o'brien@best.com")?;
        let group = account.with_resource("group:02bd9fd6-8f93-4758-87c3-1fb73740a315");
        group.sharepoint().root_site().get()?;
        let site = account.with_resource("site:contoso.sharepoint.com,1,2");
        site.sharepoint().root_site().lists().all().map(drop)
    };
    all().unwrap();
}

//! SharePoint, over real HTTP against the sandbox.

mod batch;
mod column;
mod delta;
mod fields;
mod filter;
mod item;
mod library;
mod list;
mod page;
mod site;
mod tour;

use o365::protocol::Graph;
use o365::sharepoint::{
    BooleanColumn, ChoiceColumn, ColumnDraft, DateTimeColumn, HyperlinkOrPictureColumn, ListDraft,
    ListHandle, LookupColumn, NumberColumn, PersonOrGroupColumn, SharePoint, SiteHandle,
    TextColumn,
};
use o365::{Account, Retry};
use o365_sandbox::Sandbox;

/// The host of the sandbox's sites.
const HOST: &str = "sandbox.sharepoint.com";

/// A sandbox and the account of its person.
fn start() -> (Sandbox, Account) {
    let sandbox = Sandbox::start().unwrap();
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(Retry::default().base(std::time::Duration::from_millis(5)))
        .build()
        .unwrap();
    (sandbox, account)
}

/// A sandbox with a site for football, and the sites.
fn football() -> (Sandbox, SharePoint, SiteHandle) {
    let (sandbox, account) = start();
    let site = sandbox.add_site("sites/football", "Football");
    let sharepoint = account.sharepoint();
    let site = sharepoint.site(site);
    (sandbox, sharepoint, site)
}

/// That site, with a list of players that has a column of each kind that is written.
fn players() -> (Sandbox, SiteHandle, ListHandle) {
    let (sandbox, _, site) = football();
    let clubs = site.create_list("Clubs").unwrap();
    let draft = ListDraft::from("Players")
        .column(ColumnDraft::from(("Goals", NumberColumn::new())).indexed(true))
        .column(("Foot", ChoiceColumn::new(["Left", "Right"])))
        .column(("Positions", ChoiceColumn::several(["Winger", "Striker"])))
        .column(("Born", DateTimeColumn::date()))
        .column(("Seen", DateTimeColumn::new()))
        .column(("Capped", BooleanColumn::new()))
        .column(("Club", LookupColumn::new(&clubs)))
        .column(("Clubs", LookupColumn::new(&clubs).allow_multiple_values(true)))
        .column(("Agent", PersonOrGroupColumn::new()))
        .column(("Page", HyperlinkOrPictureColumn::new()))
        .column(("Due date", TextColumn::new()));
    let list = site.create_list(draft).unwrap();
    let list = site.list(&list);
    sandbox.clear_requests();
    (sandbox, site, list)
}

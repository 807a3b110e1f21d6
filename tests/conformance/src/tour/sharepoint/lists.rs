//! Lists, columns, content types.

use o365::query::{Expand, Query};
use o365::sharepoint::{
    BooleanColumn, CalculatedColumn, ChoiceColumn, ColumnDraft, ColumnHandle, ColumnKind,
    ColumnValidation, ContentTypeDraft, ContentTypeHandle, CurrencyColumn, DateTimeColumn,
    HyperlinkOrPictureColumn, ListDraft, ListHandle, ListTemplate, LookupColumn, NumberColumn,
    PersonOrGroupColumn, TextColumn,
};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

pub(super) const OPERATIONS: &[Operation] = &[
    op("sharepoint::SiteHandle::lists", |w| {
        each(w.site()?.lists().select(["id", "name", "displayName", "list", "system"]).limit(SOME))
    }),
    op("sharepoint::SiteHandle::list_by_name", |w| done(w.site()?.list_by_name("O'Brien & #1"))),
    op("sharepoint::SiteHandle::create_list", |w| {
        let own = w.list()?.get()?;
        let draft = ListDraft::from(w.name());
        let kinds = kinds(own.id.as_str()).into_iter();
        let draft = kinds.fold(draft, |draft, column| draft.column(column));
        let site = w.site()?;
        done(site.list(&site.create_list(draft)?).delete())
    }),
    op("sharepoint::ListHandle::get", |w| done(w.list()?.get())),
    op("sharepoint::ListHandle::get_with", |w| {
        let query = Query::new().expand(Expand::new("columns")).expand("contentTypes");
        done(w.list()?.get_with(&query))
    }),
    op("sharepoint::ListHandle::update", |w| {
        let change = ListDraft::new().display_name(w.name()).description("Changed");
        with_list(w, |at| done(at.update(change)))
    }),
    op("sharepoint::ListHandle::delete", |w| with_list(w, |_| Ok(()))),
    op("sharepoint::ListHandle::library", |w| {
        let draft = ListDraft::from(w.name()).template(ListTemplate::DocumentLibrary);
        let site = w.site()?;
        let at = site.list(&site.create_list(draft)?);
        let outcome = done(at.library());
        at.delete()?;
        outcome
    }),
    op("sharepoint::SiteHandle::columns", |w| each(w.site()?.columns().limit(SOME))),
    op("sharepoint::SiteHandle::create_column", |w| with_site_column(w, |at| done(at.get()))),
    op("sharepoint::ListHandle::columns", |w| each(w.list()?.columns().limit(SOME))),
    op("sharepoint::ListHandle::column_by_name", |w| {
        done(w.list()?.column_by_name("O'Brien & #1"))
    }),
    op("sharepoint::ListHandle::create_column", |w| {
        with_list(w, |at| {
            at.create_column(("Club", TextColumn::new().max_length(80)))?;
            done(at.create_column(("Goals", NumberColumn::new().minimum(0.0))))
        })
    }),
    op("sharepoint::ColumnHandle::get", |w| with_column(w, |at| done(at.get()))),
    op("sharepoint::ColumnHandle::update", |w| {
        with_column(w, |at| done(at.update(ColumnDraft::new().required(true).description("x"))))
    }),
    op("sharepoint::ColumnHandle::delete", |w| with_column(w, |_| Ok(()))),
    op("sharepoint::SiteHandle::content_types", |w| each(w.site()?.content_types().limit(SOME))),
    op("sharepoint::SiteHandle::create_content_type", |w| with_type(w, |_| Ok(()))),
    op("sharepoint::ListHandle::content_types", |w| each(w.list()?.content_types().limit(SOME))),
    op("sharepoint::ListHandle::add_content_type", |w| {
        with_type(w, |at| {
            let made = at.get()?;
            with_list(w, |list| done(list.add_content_type(&made)))
        })
    }),
    op("sharepoint::ListHandle::add_content_type_from_hub", |w| {
        if !w.is_local() {
            return Err(HUB);
        }
        done(w.list()?.add_content_type_from_hub("0x0101"))
    }),
    op("sharepoint::ContentTypeHandle::get", |w| with_type(w, |at| done(at.get()))),
    op("sharepoint::ContentTypeHandle::update", |w| {
        with_type(w, |at| done(at.update(ContentTypeDraft::new().description("Changed"))))
    }),
    op("sharepoint::ContentTypeHandle::delete", |w| with_type(w, |_| Ok(()))),
    op("sharepoint::ContentTypeHandle::columns", |w| {
        with_type(w, |at| each(at.columns().limit(SOME)))
    }),
    op("sharepoint::ContentTypeHandle::add_column", |w| {
        with_site_column(w, |column| with_type(w, |at| done(at.add_column(column))))
    }),
    op("sharepoint::ContentTypeHandle::publish", |w| on_hub(w, |at| done(at.publish()))),
    op("sharepoint::ContentTypeHandle::unpublish", |w| {
        on_hub(w, |at| {
            at.publish()?;
            done(at.unpublish())
        })
    }),
];

const HUB: Trouble = Trouble::Missing("a service on this machine: hubs are set up elsewhere");

/// Does what only a hub of content types does.
fn on_hub(w: &World, call: impl FnOnce(&ContentTypeHandle) -> Outcome) -> Outcome {
    match w.is_local() {
        true => with_type(w, call),
        false => Err(HUB),
    }
}

fn with_list(w: &World, call: impl FnOnce(&ListHandle) -> Outcome) -> Outcome {
    let site = w.site()?;
    let draft = ListDraft::from(w.name())
        .description("Made by a test.")
        .template(ListTemplate::GenericList)
        .column(("First", TextColumn::new()));
    let made = site.create_list(draft)?;
    let at = site.list(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

/// A name that a column can have.
fn column_name(w: &World) -> String {
    w.name().replace(' ', "_")
}

fn with_site_column(w: &World, call: impl FnOnce(&ColumnHandle) -> Outcome) -> Outcome {
    let site = w.site()?;
    let made = site.create_column((column_name(w).as_str(), TextColumn::new()))?;
    let at = site.column(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn with_column(w: &World, call: impl FnOnce(&ColumnHandle) -> Outcome) -> Outcome {
    let list = w.list()?;
    let draft = ColumnDraft::from((column_name(w).as_str(), NumberColumn::new()))
        .display_name("Number of the shirt")
        .description("Made by a test.")
        .required(false)
        .indexed(true)
        .enforce_unique_values(true)
        .hidden(false)
        .default_value("0");
    let made = list.create_column(draft)?;
    let at = list.column(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn with_type(w: &World, call: impl FnOnce(&ContentTypeHandle) -> Outcome) -> Outcome {
    let site = w.site()?;
    let draft = ContentTypeDraft::new().name(w.name()).description("A test").group("Tests");
    let made = site.create_content_type(draft.base("0x01"))?;
    let at = site.content_type(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn kinds(list: &str) -> Vec<ColumnDraft> {
    let kinds: [(&str, ColumnKind); 15] = [
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
        ("Page", HyperlinkOrPictureColumn::new().into()),
        ("Rate", CalculatedColumn::new("=[Goals]*2").output_type("number").into()),
    ];
    let number = ColumnDraft::from(("Number", NumberColumn::new()));
    let number = number.validation(ColumnValidation::new("=[Number]>=0"));
    kinds.into_iter().map(ColumnDraft::from).chain([number]).collect()
}

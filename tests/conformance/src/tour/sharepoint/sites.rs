//! Sites, who may use them, their pages, their terms.

use o365::query::{Null, Query};
use o365::sharepoint::{
    PageHandle, PermissionHandle, SitePageDraft, SitePermissionDraft, SiteRole, TermGroupHandle,
    TermHandle, TermSetHandle, TermStoreHandle, prop,
};

use crate::tour::operation::{Operation, Outcome, Trouble, done, each, op};
use crate::tour::world::{SOME, World};

const TERMS: Trouble = Trouble::Missing("a term in a set of the term store");

pub(super) const OPERATIONS: &[Operation] = &[
    op("sharepoint::SharePoint::search", |w| {
        each(w.sharepoint().search("o'b & #1").limit(SOME))?;
        each(w.sharepoint().search("*").limit(SOME))
    }),
    op("sharepoint::SharePoint::sites", |w| {
        let roots = w.sharepoint().sites().filter(prop::site::COLLECTION_ROOT.ne(Null));
        each(roots.select((prop::site::SITE_COLLECTION, prop::site::WEB_URL)).limit(SOME))
    }),
    op("sharepoint::SharePoint::all_sites", |w| {
        if !w.is_local() {
            return Err(Trouble::Missing("a service on this machine: only an application may ask"));
        }
        each(w.sharepoint().all_sites().limit(SOME))?;
        let mut round = w.sharepoint().sites().delta(None);
        each(round.by_ref())?;
        each(w.sharepoint().sites().delta(round.link()))
    }),
    op("sharepoint::SharePoint::followed", |w| each(w.sharepoint().followed().limit(SOME))),
    op("sharepoint::SharePoint::follow", |w| {
        let site = w.site()?.get()?;
        w.sharepoint().follow(&site)?;
        done(w.sharepoint().unfollow(&site))
    }),
    op("sharepoint::SharePoint::unfollow", |w| {
        let site = w.site()?.get()?;
        w.sharepoint().follow(&site)?;
        done(w.sharepoint().unfollow(&site))
    }),
    op("sharepoint::SiteHandle::get", |w| {
        w.sharepoint().root_site().get()?;
        done(w.site()?.get())
    }),
    op("sharepoint::SiteHandle::get_with", |w| {
        done(w.site()?.get_with(&Query::new().select(["id", "displayName"])))
    }),
    op("sharepoint::SiteHandle::resource", |w| done(w.site()?.resource())),
    op("sharepoint::SiteHandle::sites", |w| each(w.site()?.sites().limit(SOME))),
    op("sharepoint::SiteHandle::site_user_id", |w| {
        done(w.site()?.site_user_id("o'brien@conformance.example"))
    }),
    op("sharepoint::SiteHandle::library", |w| done(w.site()?.library())),
    op("sharepoint::SiteHandle::libraries", |w| each(w.site()?.libraries().limit(SOME))),
    op("sharepoint::SiteHandle::library_by_name", |w| done(w.site()?.library_by_name("Documents"))),
    op("sharepoint::SiteHandle::permissions", |w| each(w.site()?.permissions().limit(SOME))),
    op("sharepoint::SiteHandle::grant", |w| with_permission(w, |_| Ok(()))),
    op("sharepoint::PermissionHandle::get", |w| with_permission(w, |at| done(at.get()))),
    op("sharepoint::PermissionHandle::update", |w| {
        with_permission(w, |at| done(at.update([SiteRole::Write])))
    }),
    op("sharepoint::PermissionHandle::delete", |w| with_permission(w, |_| Ok(()))),
    op("sharepoint::SiteHandle::pages", |w| {
        let titled = prop::page::TITLE.eq("O'Brien & #1");
        each(w.site()?.pages().filter(titled).limit(SOME))
    }),
    op("sharepoint::SiteHandle::create_page", |w| with_page(w, |_| Ok(()))),
    op("sharepoint::PageHandle::get", |w| with_page(w, |at| done(at.get()))),
    op("sharepoint::PageHandle::update", |w| {
        let change = SitePageDraft::new().title("Changed").show_recommended_pages(false);
        with_page(w, |at| done(at.update(change)))
    }),
    op("sharepoint::PageHandle::publish", |w| with_page(w, |at| done(at.publish()))),
    op("sharepoint::PageHandle::delete", |w| with_page(w, |_| Ok(()))),
    op("sharepoint::TermStoreHandle::get", |w| done(store(w)?.get())),
    op("sharepoint::TermStoreHandle::groups", |w| each(store(w)?.groups().limit(SOME))),
    op("sharepoint::TermGroupHandle::get", |w| done(group(w)?.get())),
    op("sharepoint::TermGroupHandle::sets", |w| each(group(w)?.sets().limit(SOME))),
    op("sharepoint::TermSetHandle::get", |w| done(set(w)?.get())),
    op("sharepoint::TermSetHandle::terms", |w| each(set(w)?.terms().limit(SOME))),
    op("sharepoint::TermSetHandle::children", |w| each(set(w)?.children().limit(SOME))),
    op("sharepoint::TermSetHandle::relations", |w| each(set(w)?.relations().limit(SOME))),
    op("sharepoint::TermHandle::get", |w| done(term(w)?.get())),
    op("sharepoint::TermHandle::children", |w| each(term(w)?.children().limit(SOME))),
    op("sharepoint::TermHandle::relations", |w| each(term(w)?.relations().limit(SOME))),
];

/// An application gets a right and loses it. It is nobody's.
fn with_permission(w: &World, call: impl FnOnce(&PermissionHandle) -> Outcome) -> Outcome {
    let site = w.site()?;
    let draft = SitePermissionDraft::new()
        .roles([SiteRole::Read])
        .application("22f09bb7-dd29-403e-bec2-ab5cde52c2b3", &w.name());
    let granted = site.grant(draft)?;
    let at = site.permission(&granted);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn with_page(w: &World, call: impl FnOnce(&PageHandle) -> Outcome) -> Outcome {
    let site = w.site()?;
    let name = w.name();
    let draft = SitePageDraft::new()
        .name(format!("{}.aspx", name.replace(' ', "-")))
        .title(name)
        .description("Made by a test.")
        .show_comments(false)
        .text("<p>Made by a <b>test</b>.</p>");
    let made = site.create_page(draft)?;
    let at = site.page(&made);
    let outcome = call(&at);
    at.delete()?;
    outcome
}

fn store(w: &World) -> Result<TermStoreHandle, Trouble> {
    Ok(w.site()?.term_store())
}

fn group(w: &World) -> Result<TermGroupHandle, Trouble> {
    let group = store(w)?.groups().first()?.ok_or(TERMS)?;
    Ok(store(w)?.group(&group))
}

fn set(w: &World) -> Result<TermSetHandle, Trouble> {
    for group in store(w)?.groups().limit(SOME) {
        let group = group?;
        if let Some(set) = store(w)?.group(&group).sets().first()? {
            return Ok(store(w)?.set(&set));
        }
    }
    Err(TERMS)
}

fn term(w: &World) -> Result<TermHandle, Trouble> {
    let set = set(w)?;
    let term = set.children().first()?.ok_or(TERMS)?;
    Ok(set.term(&term))
}

use o365::sharepoint::{PagePromotion, SitePageDraft, prop};

use super::football;

#[test]
fn a_page_s_life() {
    let (_sandbox, _, site) = football();
    let draft = SitePageDraft::new()
        .name("cup.aspx")
        .title("United win the cup")
        .promotion_kind(PagePromotion::NewsPost)
        .text("<p>Best scored</p>");
    let made = site.create_page(&draft).unwrap();
    assert_eq!(made.promotion_kind, Some(PagePromotion::NewsPost));
    let page = site.page(&made);
    let read = page.get().unwrap();
    assert!(read.canvas_layout.unwrap().to_string().contains("Best scored"));
    page.update(SitePageDraft::new().title("Cup!")).unwrap();
    let found = site.pages().filter(prop::page::TITLE.eq("Cup!")).all().unwrap();
    assert_eq!((found.len(), &found[0].id), (1, &made.id));
    page.publish().unwrap();
    let state = page.get().unwrap().publishing_state.unwrap();
    assert_eq!(state.level.unwrap().as_str(), "published");
    page.delete().unwrap();
    assert!(page.get().unwrap_err().is_not_found());
}

#[test]
fn terms_are_read() {
    let (sandbox, _, site) = football();
    let id = sandbox.add_term_set("Football", "Clubs", &["United", "City"]);
    let store = site.term_store();
    let language = store.get().unwrap().default_language_tag.unwrap();
    let group = store
        .groups()
        .into_iter()
        .map(Result::unwrap)
        .find(|group| group.display_name.as_deref() == Some("Football"))
        .unwrap();
    let sets = store.group(&group).sets().all().unwrap();
    assert_eq!((sets[0].id.as_str(), sets[0].name(&language)), (id.as_str(), Some("Clubs")));
    let terms = store.set(&id).terms().all().unwrap();
    let mut labels: Vec<_> = terms.iter().filter_map(|term| term.label(&language)).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["City", "United"]);
    let term = store.set(&id).term(&terms[0]);
    assert_eq!(term.get().unwrap().id, terms[0].id);
    assert!(term.children().all().unwrap().is_empty());
    assert!(store.set("nothing").get().unwrap_err().is_not_found());
}

use o365::extended_property::{ExtendedPropertyId, Kind};
use o365::mail::{MessageDraft, Sensitivity};
use o365::query::{Expand, Query};
use time::macros::datetime;

use super::mailbox;

const GUID: &str = "8ecce264-6880-4ebe-992f-8888d2eeaa1d";

#[test]
fn written_and_read_back() {
    let (_sandbox, mailbox) = mailbox(0);
    let project = ExtendedPropertyId::named(GUID, "Project's name", Kind::String);
    let palette = ExtendedPropertyId::named(GUID, "Palette", Kind::StringArray);
    let saved = mailbox
        .save_draft(
            &MessageDraft::new()
                .subject("x")
                .extended_property(&project, "Apollo")
                .extended_properties(&palette, ["Green", "Aqua"]),
        )
        .unwrap();
    let message = mailbox.message(&saved);
    let read = message.get_with(&Query::new().expand(&project).expand(&palette)).unwrap();
    assert_eq!(read.extended_property(&project), Some("Apollo"));
    assert_eq!(read.extended_properties(&palette).unwrap(), ["Green", "Aqua"]);
    let listed = mailbox.drafts().messages().expand(&project).first().unwrap().unwrap();
    assert_eq!(listed.extended_property(&project), Some("Apollo"));
    assert_eq!(listed.extended_property(&palette), None);
    assert_eq!(message.get().unwrap().extended_property(&project), None, "only when expanded");

    // On a saved draft, too.
    message.update(&MessageDraft::new().extended_property(&project, "Gemini")).unwrap();
    let read = message.get_with(&Query::new().expand(&project)).unwrap();
    assert_eq!(read.extended_property(&project), Some("Gemini"));
}

/// Delayed twice, there is one time, and it is one that the service can read.
#[test]
fn delivery_is_delayed_on_drafts_new_and_saved() {
    let (sandbox, mailbox) = mailbox(0);
    let deferred = ExtendedPropertyId::tag(0x3FEF, Kind::SystemTime);
    let draft = MessageDraft::new().to("a@b.c").deliver_at(datetime!(2999-05-01 9:00 +2));
    let saved = mailbox.save_draft(&draft.deliver_at(datetime!(2999-05-02 9:00 +2))).unwrap();
    let sent: serde_json::Value =
        serde_json::from_slice(&sandbox.requests().last().unwrap().body).unwrap();
    assert_eq!(
        sent["singleValueExtendedProperties"],
        serde_json::json!([{"id": "SystemTime 0x3FEF", "value": "2999-05-02T07:00:00Z"}])
    );
    let message = mailbox.message(&saved);
    message.update(&MessageDraft::new().deliver_at(datetime!(2999-06-01 0:00 UTC))).unwrap();
    let read = message.get_with(&Query::new().expand(&deferred)).unwrap();
    assert_eq!(read.single_value_extended_properties.len(), 1);
    assert_eq!(read.extended_property(&deferred), Some("2999-06-01T00:00:00Z"));
}

#[test]
fn sensitivity_goes_there_and_back() {
    let (_sandbox, mailbox) = mailbox(0);
    mailbox.send(&MessageDraft::new().to("a@b.c").sensitivity(Sensitivity::Confidential)).unwrap();
    let project = ExtendedPropertyId::named(GUID, "Project", Kind::String);
    let several = Expand::new("singleValueExtendedProperties")
        .filter(Sensitivity::id().condition() | project.condition());
    let sent = mailbox.sent_items().messages().expand(several).first().unwrap().unwrap();
    assert_eq!(sent.sensitivity(), Some(Sensitivity::Confidential));
}

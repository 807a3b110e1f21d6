//! The tool on the sandbox.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use conformance::tour::{self, Options, Tally};
use o365::Account;
use o365::calendar::EventDraft;
use o365::protocol::Graph;
use o365::subscriptions::validation_answer;
use o365::time::Duration;
use o365_sandbox::{Fault, Sandbox};
use time::macros::datetime;

/// What the sandbox doesn't do.
const NOT_THERE: [&str; 28] = [
    "calendar::RoomHandle::update",
    "calendar::RoomListHandle::update",
    "core::SubscriptionHandle::reauthorize",
    "drive::DriveHandle::list",
    "drive::ItemHandle::activities",
    "drive::ItemHandle::analytics",
    "drive::ItemHandle::assign_sensitivity_label",
    "drive::ItemHandle::fields",
    "drive::ItemHandle::lock_record",
    "drive::ItemHandle::remove_retention_label",
    "drive::ItemHandle::restore:",
    "drive::ItemHandle::restore_to",
    "drive::ItemHandle::retention_label",
    "drive::ItemHandle::sensitivity_labels",
    "drive::ItemHandle::set_retention_label",
    "drive::ItemHandle::set_thumbnail",
    "drive::ItemHandle::update_fields",
    "sharepoint::ContentTypeHandle::add_column",
    "sharepoint::ContentTypeHandle::publish",
    "sharepoint::ContentTypeHandle::unpublish",
    "sharepoint::DocumentSetVersionHandle::delete",
    "sharepoint::DocumentSetVersionHandle::get",
    "sharepoint::DocumentSetVersionHandle::restore",
    "sharepoint::ItemHandle::capture_document_set",
    "sharepoint::ItemHandle::document_set_versions",
    "sharepoint::ItemHandle::file",
    "sharepoint::ListHandle::add_content_type_from_hub",
    // Only an application may ask.
    "sharepoint::SharePoint::all_sites",
];
const DENIS: &str = "denis@law.com";

fn account(sandbox: &Sandbox, token: String) -> Account {
    Account::with_token(token).protocol(Graph::at(sandbox.graph_url())).build().unwrap()
}

/// A sandbox with what the tour looks for: mail, and invitations by somebody else.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::start().unwrap();
    sandbox.seed_inbox(30);
    sandbox.add_user(DENIS, "Denis Law");
    sandbox.add_term_set("Football", "Clubs", &["United", "City"]);
    let denis = account(&sandbox, sandbox.app_token()).with_resource(DENIS);
    for number in 0..3 {
        let invitation = EventDraft::new()
            .subject(format!("o365 conformance: invitation {number}"))
            .start(datetime!(2026-06-01 10:00 UTC))
            .duration(Duration::HOUR)
            .attendee(sandbox.user());
        denis.schedule().create(&invitation).unwrap();
    }
    sandbox
}

/// Where notifications can be sent: answers the service's question, and takes all the rest.
fn receiver() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/notify", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap();
            let head = String::from_utf8_lossy(&head[..length]);
            let target = head.split(' ').nth(1).unwrap_or_default();
            let query = target.split_once('?').map_or("", |(_, query)| query);
            let answer = validation_answer(query).unwrap_or_default();
            let length = answer.len();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close";
            write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{answer}").unwrap();
        }
    });
    url
}

fn tour(sandbox: &Sandbox, only: &str) -> (Tally, Vec<String>) {
    let options = Options {
        graph: sandbox.graph_url(),
        token: Some(sandbox.token()),
        notify: Some(receiver()),
        only: Some(only.to_owned()),
        ..Options::default()
    };
    let mut out = Vec::new();
    let tally = tour::run(&options, &mut out).unwrap();
    (tally, String::from_utf8(out).unwrap().lines().map(str::to_owned).collect())
}

#[test]
fn every_operation_is_taken_and_nothing_is_left() {
    let sandbox = sandbox();
    let account = account(&sandbox, sandbox.token());
    let names = || {
        let folders = account
            .mailbox()
            .folder_tree()
            .into_iter()
            .map(|entry| entry.unwrap().folder.display_name);
        let calendars =
            account.schedule().calendars().all().unwrap().into_iter().map(|calendar| calendar.name);
        let contacts = account
            .address_book()
            .folders()
            .all()
            .unwrap()
            .into_iter()
            .map(|folder| folder.display_name);
        let categories = account
            .mailbox()
            .categories()
            .all()
            .unwrap()
            .into_iter()
            .map(|category| category.display_name);
        let rules =
            account.mailbox().rules().all().unwrap().into_iter().map(|rule| rule.display_name);
        folders
            .chain(calendars)
            .chain(contacts)
            .chain(categories)
            .chain(rules)
            .flatten()
            .collect::<Vec<_>>()
    };
    let before = names();
    let (tally, lines) = tour(&sandbox, "");
    let is_known = |line: &&String| {
        NOT_THERE.iter().any(|name| line.starts_with(name))
            || line.ends_with("it needs --login, on this machine")
    };
    let (known, other): (Vec<_>, Vec<_>) = lines.iter().partition(is_known);
    let there = NOT_THERE.iter().filter(|name| !lines.iter().any(|line| line.starts_with(**name)));
    assert_eq!(there.collect::<Vec<_>>(), Vec::<&&str>::new(), "the sandbox does it now");
    assert_eq!(other, [&format!("{} operations, {} failed", tally.taken, NOT_THERE.len())]);
    assert_eq!((tally.failed, tally.passed_over), (NOT_THERE.len(), known.len() - NOT_THERE.len()));
    assert_eq!(tally.taken + tally.passed_over, tour::names().count());
    assert_eq!(names(), before);
    assert_eq!(account.api().subscriptions().list().count(), 0);
}

#[test]
fn what_fails_is_told_and_the_tour_goes_on() {
    let sandbox = sandbox();
    sandbox.fault(Fault::status(403).on("GET", "/me/outlook/masterCategories"));
    let (tally, lines) = tour(&sandbox, "mail::Mailbox::");
    assert_eq!((tally.failed, sandbox.pending_faults()), (1, 0), "{lines:?}");
    assert!(
        lines[0].starts_with("mail::Mailbox::categories: GET /me/outlook/masterCategories: 403 "),
        "{lines:?}"
    );
    assert_eq!(lines[1..], [format!("{} operations, 1 failed", tally.taken)]);
}

#[test]
fn what_may_have_been_done_is_taken_again() {
    let sandbox = sandbox();
    sandbox.fault(Fault::close().after_execution().on("POST", "/me/sendMail"));
    let (tally, lines) = tour(&sandbox, "mail::Mailbox::send_without_copy");
    assert_eq!((tally.failed, sandbox.pending_faults(), lines.len()), (0, 0, 1), "{lines:?}");
}

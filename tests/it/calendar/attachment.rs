//! What is attached to events.

use o365::calendar::{EventDraft, EventHandle};
use o365::time::macros::datetime;

use super::start;

const MB: usize = 1_000_000;

/// Bytes of which no fragment can be taken for another.
fn bytes(size: usize) -> Vec<u8> {
    (0..size as u32).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect()
}

fn draft() -> EventDraft {
    EventDraft::new().subject("Dinner").start(datetime!(2026-03-16 20:00))
}

/// The name and the content of each.
fn arrived(event: &EventHandle) -> Vec<(String, Vec<u8>)> {
    let all = event.attachments().all().unwrap();
    let mut arrived: Vec<_> = all
        .iter()
        .map(|one| {
            let mut content = Vec::new();
            let mut stream = event.attachment(one).content().unwrap();
            std::io::copy(&mut stream, &mut content).unwrap();
            (one.name.clone().unwrap_or_default(), content)
        })
        .collect();
    arrived.sort();
    arrived
}

#[test]
fn small_and_large_ones_go_with_a_new_event() {
    let (sandbox, schedule) = start();
    let film = bytes(7 * MB);
    let draft = draft().attach(("film.bin", film.clone())).attach(("menu.txt", "mac and cheese"));
    let made = schedule.create(&draft).unwrap();
    let arrived = arrived(&schedule.event(&made));
    assert_eq!(arrived.len(), 2);
    assert!(arrived[0] == ("film.bin".to_owned(), film));
    assert_eq!(arrived[1], ("menu.txt".to_owned(), b"mac and cheese".to_vec()));
    assert!(sandbox.requests().iter().any(|request| request.method == "PUT"));
    assert_eq!(schedule.events().all().unwrap().len(), 1);
}

#[test]
fn they_are_added_and_taken_away() {
    let (_sandbox, schedule) = start();
    let event = schedule.event(&schedule.create(&draft()).unwrap());
    assert_eq!(event.get().unwrap().has_attachments, Some(false));
    event.attach(("a.txt", "x")).unwrap();
    let content = bytes(4 * MB);
    let large = event.attach(("large.bin", content.clone())).unwrap();
    assert_eq!(event.get().unwrap().has_attachments, Some(true));
    assert!(arrived(&event)[1].1 == content);
    event.attachment(&large).delete().unwrap();
    assert_eq!(arrived(&event), [("a.txt".to_owned(), b"x".to_vec())]);
}

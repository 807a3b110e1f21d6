//! What single parts of the SDK cost, without a network: `cargo bench -p bench-o365`. `tests/bench/count` counts instructions in place of
//! time.
#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod canned;
mod cases;
mod page;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

#[divan::bench]
fn decode_page(bencher: Bencher<'_, '_>) {
    let page = page::page(1_000, None);
    let bytes = page.len();
    let mailbox = canned::account(page).unwrap().mailbox();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(1_000_usize))
        .bench_local(|| cases::decode_page(&mailbox).unwrap());
}

#[divan::bench]
fn decode_page_as_values(bencher: Bencher<'_, '_>) {
    let mailbox = canned::account(page::page(1_000, None)).unwrap().mailbox();
    bencher
        .counter(ItemsCount::new(1_000_usize))
        .bench_local(|| cases::decode_page_as_values(&mailbox).unwrap());
}

#[divan::bench]
fn get_message(bencher: Bencher<'_, '_>) {
    let mailbox = canned::account(page::message(7).to_string().into()).unwrap().mailbox();
    let id = page::id(7);
    bencher.bench_local(|| cases::get_message(&mailbox, &id).unwrap());
}

#[divan::bench]
fn print_query() -> String {
    cases::print_query()
}

#[divan::bench]
fn respell_name() -> String {
    cases::respell_name()
}

#[divan::bench]
fn mark_thousand(bencher: Bencher<'_, '_>) {
    let mailbox = canned::account(canned::batch()).unwrap().mailbox();
    let ids: Vec<String> = (0..1_000).map(page::id).collect();
    bencher.counter(ItemsCount::new(1_000_usize)).bench_local(|| {
        let done = cases::mark_thousand(&mailbox, &ids);
        assert_eq!(done, 1_000);
    });
}

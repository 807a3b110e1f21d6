//! The checks over their seeds, and over as many changes of them as a few seconds allow: always the same ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use robust::{CHECKS, Check};

const CASES: u32 = 256;

/// What turns up where something else was expected.
const ODD: [&[u8]; 12] = [
    b"null",
    b"\"\"",
    b"[]",
    b"{}",
    b"-1",
    b"18446744073709551616",
    b"1e999",
    b"\0",
    b"\r\n",
    b"\xff",
    b"'",
    b"\\u202e",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name)
}

/// In the order of their names.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// One change of a seed.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index),
    Without(Index, Index),
    Flip(Index, u8),
    Insert(Index, &'static [u8]),
    Twice(Index, Index),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let span = |a: &Index, b: &Index| {
            let (a, b) = (a.index(bytes.len() + 1), b.index(bytes.len() + 1));
            a.min(b)..a.max(b)
        };
        match self {
            Change::Cut(at) => bytes.truncate(at.index(bytes.len() + 1)),
            Change::Without(a, b) => drop(bytes.drain(span(a, b))),
            Change::Flip(at, mask) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] ^= mask;
            }
            Change::Flip(..) => {}
            Change::Insert(at, odd) => {
                let at = at.index(bytes.len() + 1);
                drop(bytes.splice(at..at, odd.iter().copied()));
            }
            Change::Twice(a, b) => {
                let span = span(a, b);
                let piece = bytes[span.clone()].to_vec();
                drop(bytes.splice(span.end..span.end, piece));
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Change::Cut),
        (index(), index()).prop_map(|(a, b)| Change::Without(a, b)),
        (index(), 1..=255_u8).prop_map(|(at, mask)| Change::Flip(at, mask)),
        (index(), select(&ODD[..])).prop_map(|(at, odd)| Change::Insert(at, odd)),
        (index(), index()).prop_map(|(a, b)| Change::Twice(a, b)),
    ]
}

/// A changed seed, or anything.
fn input(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let changed =
        (select(seeds), prop::collection::vec(change(), 1..5)).prop_map(|(mut bytes, changes)| {
            changes.iter().for_each(|change| change.apply(&mut bytes));
            bytes
        });
    prop_oneof![9 => changed, 1 => prop::collection::vec(any::<u8>(), 0..80)]
}

/// As many as the environment says (`ROBUST_CASES`), for longer runs.
fn cases_or(usual: u32) -> u32 {
    std::env::var("ROBUST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn holds(name: &str, usual: u32) {
    let cases = cases_or(usual);
    let check: Check = CHECKS.iter().find(|(known, _)| *known == name).unwrap().1;
    let seeds = seeds(name);
    seeds.iter().for_each(|seed| check(seed));
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 500, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let outcome = runner.run(&input(seeds), |bytes| {
        catch_unwind(AssertUnwindSafe(|| check(&bytes)))
            .map_err(|_| TestCaseError::fail(format!("{:?}", String::from_utf8_lossy(&bytes))))
    });
    outcome.unwrap();
}

macro_rules! checks {
    ($($name:ident: $cases:expr,)*) => {
        $(#[test]
        fn $name() {
            holds(stringify!($name), $cases);
        })*

        #[test]
        fn each_check_has_a_test_a_target_and_seeds() {
            let tests = [$(stringify!($name)),*];
            assert_eq!(CHECKS.map(|(name, _)| name), tests);
            let manifest = fs::read_to_string(folder("../Cargo.toml")).unwrap();
            for name in tests {
                assert!(manifest.contains(&format!("fuzz_targets/{name}.rs")), "{name}");
                assert!(seeds(name).len() >= 3, "{name}");
            }
        }
    };
}

checks! {
    answers: CASES,
    batches: CASES,
    downloads: CASES,
    errors: CASES,
    file_names: CASES,
    ical: CASES,
    links: CASES,
    notifications: CASES,
    queries: CASES,
    recurrences: CASES,
    sharing_urls: CASES,
    times: CASES,
    token_files: CASES / 4,
    uploads: CASES / 4,
    vcard: CASES,
}

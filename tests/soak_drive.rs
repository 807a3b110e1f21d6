//! A large file up and down while things go wrong by chance, in a process of its own so that its memory can be measured.
//!
//! 48 MiB by themselves; `O365_SOAK_BYTES=2147483648 cargo test --release -p o365 --test soak_drive -- --nocapture` sends more.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]
#![cfg(target_os = "linux")]

use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use o365::drive::{Conflict, Fragments};
use o365::hash::{Hash, HashKind, Hasher};
use o365::{Account, Retry, protocol::Graph};
use o365_sandbox::{Fault, Sandbox};

/// The same numbers each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn hash_of(path: &Path) -> Hash {
    let mut hasher = Hasher::new(HashKind::Sha256);
    hasher.read(File::open(path).unwrap()).unwrap();
    hasher.finish()
}

/// One of what happens to transfers.
fn fault(chance: &mut Chance, method: &str, path: &str) -> Fault {
    let fault = match chance.next() % 7 {
        0 => Fault::close(),
        1 => Fault::close().after_execution(),
        2 => Fault::cut(),
        3 => Fault::reset_in_body(),
        4 => Fault::status(503).retry_after("0"),
        5 => Fault::status(500).after_execution(),
        _ => Fault::truncate(),
    };
    fault.on(method, path)
}

#[test]
fn a_large_file_arrives_whole_in_constant_memory() {
    let size = env::var("O365_SOAK_BYTES").ok().and_then(|it| it.parse().ok()).unwrap_or(48 << 20);
    let sandbox = Sandbox::start().unwrap();
    let retry = Retry::default().retries(12).base(Duration::from_millis(5));
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(retry)
        .build()
        .unwrap();
    let drive = account.storage().default_drive();
    drive.root().upload_bytes("small", "x").send().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut file = BufWriter::new(File::create(&from).unwrap());
    for _ in 0..size / 8 {
        file.write_all(&chance.next().to_le_bytes()).unwrap();
    }
    file.into_inner().unwrap().sync_all().unwrap();
    let expected = hash_of(&from);
    let before = peak_kib();

    // Some fragments go wrong, some of them are lost in part, and once the whole session is.
    let mut expired = false;
    let mut chance_up = Chance(3);
    let upload = drive.root().upload_file(&from).unwrap().on_conflict(Conflict::Replace);
    let upload = upload.fragments(Fragments::of(4 << 20)).progress(|at| {
        match chance_up.next() % 8 {
            0 => sandbox.fault(fault(&mut chance_up, "PUT", "/up/**")),
            1 => sandbox.keep_of_fragment(700_000),
            _ => {}
        }
        if !expired && at.done > size / 3 {
            expired = true;
            sandbox.expire_upload_sessions();
        }
    });
    let item = upload.send().unwrap();
    assert!(expired && item.size == Some(size), "{:?}", item.size);
    let sent = peak_kib();
    println!("{size} bytes up, {} requests", sandbox.request_count());

    let mut chance_down = Chance(5);
    sandbox.clear_faults();
    sandbox.fault(fault(&mut chance_down, "GET", "/download/**"));
    for ranges in [1, 4] {
        let mut told = 0;
        let download = drive.path("/from").download().ranges(ranges).progress(|at| {
            if at.done > told + (6 << 20) {
                told = at.done;
                // One stream has one fault at a time: more would strike one after the other, without a byte in between.
                if chance_down.next().is_multiple_of(3) && sandbox.pending_faults() == 0 {
                    sandbox.fault(fault(&mut chance_down, "GET", "/download/**"));
                }
            }
        });
        download.to_path(&to).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().len(), size);
        assert_eq!(hash_of(&to).as_bytes(), expected.as_bytes());
    }
    let fetched = peak_kib();
    let requests = sandbox.request_count();
    println!(
        "{size} bytes, {requests} requests; peak KiB: {before}, sent {sent}, fetched {fetched}"
    );
    // The sandbox is in the same process and has its buffers too.
    assert!(fetched < before + 40 * 1024, "{before} {sent} {fetched} KiB");
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

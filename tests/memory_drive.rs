//! A process of its own, so that nothing else is measured.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]
#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    io::{self, Read},
};

use o365::{Account, drive::Source, protocol::Graph};
use o365_sandbox::Sandbox;

const SIZE: u64 = 96 << 20;

/// What a transfer holds doesn't grow with the file: whatever its size, it is a few buffers, and of a reader one fragment.
#[test]
fn a_large_file_in_constant_memory() {
    let sandbox = Sandbox::start().unwrap();
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .build()
        .unwrap();
    let drive = account.storage().default_drive();
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    let mut file = File::create(&from).unwrap();
    io::copy(&mut io::repeat(7).take(SIZE), &mut file).unwrap();
    drive.root().upload_bytes("small", "x").send().unwrap();
    sandbox.clear_requests();
    let before = peak_kib();
    let mut early = 0;
    let upload = drive.root().upload_file(&from).unwrap().progress(|at| {
        if early == 0 && at.done > 0 {
            early = peak_kib();
        }
    });
    upload.send().unwrap();
    let sent = peak_kib();
    drive.path("/from").download().ranges(4).to_path(&to).unwrap();
    drive.path("/from").download_to(&to).unwrap();
    let fetched = peak_kib();
    let reader = Source::reader(io::repeat(7).take(SIZE), SIZE);
    drive.root().upload("reader", reader).send().unwrap();
    let read = peak_kib();
    assert_eq!(fs::metadata(&to).unwrap().len(), SIZE);
    let all = [before, early, sent, fetched, read];
    // The sandbox is in the same process and has its buffers too.
    assert!(read < before + 28 * 1024, "{all:?} KiB");
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

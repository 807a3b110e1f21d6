//! Many transfers while things go wrong by chance, and while their process is killed: a dozen of each, or as many as
//! `O365_SOAK_RUNS` says.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use o365::Account;
use o365::drive::{Conflict, Fragments};
use o365::protocol::Graph;
use o365_sandbox::{DriveRules, Fault};

use super::drive;

const SIZE: usize = 3 << 20;
/// Where the process that is killed finds its sandbox, its token and its folder.
const TASK: &str = "O365_TEST_TRANSFER";

/// The same numbers each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.below(256) as u8).collect()
    }

    /// Something that passes.
    fn fault(&mut self) -> Fault {
        let (method, path) = match self.below(3) {
            0 => ("GET", "/download/**"),
            _ => ("PUT", "/up/**"),
        };
        let fault = match self.below(8) {
            0 => Fault::close(),
            1 => Fault::close().after_execution(),
            2 => Fault::cut(),
            3 => Fault::reset_in_body(),
            4 => Fault::status(503).html_body(),
            5 => Fault::status(429).retry_after("0"),
            6 => Fault::status(500).after_execution(),
            _ => Fault::status(404),
        };
        fault.on(method, path).after(self.below(12) as u32)
    }
}

fn runs() -> u64 {
    env::var("O365_SOAK_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(12)
}

#[test]
fn whatever_happens_the_bytes_are_the_same() {
    for seed in 0..runs() {
        let mut chance = Chance(seed);
        let content = chance.bytes(SIZE);
        let (sandbox, drive) = drive();
        sandbox.set_drive_rules(DriveRules::new().ignore_ranges(chance.below(4) == 0));
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::write(&from, &content).unwrap();
        let (mut rounds, mut is_there) = (0, false);
        while !is_there {
            rounds += 1;
            assert!(rounds < 20, "{seed}");
            for _ in 0..chance.below(5) {
                sandbox.fault(chance.fault());
            }
            if chance.below(3) == 0 {
                sandbox.corrupt_uploads(1);
            }
            let upload = drive.root().upload_file(&from).unwrap().fragments(Fragments::of(1));
            let state = folder.path().join("state");
            is_there = upload.on_conflict(Conflict::Replace).state_file(state).send().is_ok();
        }
        assert!(sandbox.file("/from").unwrap() == content, "{seed}");
        for _ in 0..3 {
            sandbox.fault(chance.fault());
        }
        let at_a_time = 1 + chance.below(3) as usize;
        let mut rounds = 0;
        while let Err(error) = drive.path("/from").download().ranges(at_a_time).to_path(&to) {
            rounds += 1;
            assert!(rounds < 20 && !to.exists(), "{seed}: {error}");
        }
        assert!(fs::read(&to).unwrap() == content, "{seed}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "{seed}");
    }
}

#[test]
fn a_process_that_is_killed_is_gone_on_with() {
    let (sandbox, _) = drive();
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance(7);
    let content = chance.bytes(SIZE);
    fs::write(folder.path().join("from"), &content).unwrap();
    let task = format!("{} {} {}", sandbox.graph_url(), sandbox.token(), folder.path().display());
    let mut kills = 0;
    loop {
        // Slow enough to be killed in the middle of it.
        for path in ["/up/**", "/download/**"] {
            sandbox.fault(Fault::delay(Duration::from_millis(15)).on("*", path).times(20));
        }
        for _ in 0..chance.below(3) {
            sandbox.fault(chance.fault());
        }
        if kills == runs() {
            sandbox.clear_faults();
        }
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "drive::soak::process", "--ignored", "--quiet"])
            .env(TASK, &task)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if kills < runs() {
            thread::sleep(Duration::from_millis(20 + chance.below(220)));
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            // What has its name is whole.
            if let Ok(there) = fs::read(folder.path().join("to")) {
                assert!(there == content);
            }
            continue;
        }
        assert!(child.wait().unwrap().success());
        break;
    }
    assert!(sandbox.file("/from").unwrap() == content);
    assert!(fs::read(folder.path().join("to")).unwrap() == content);
    let mut left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.retain(|name| !["from", "to"].iter().any(|own| name == own));
    assert!(left.is_empty(), "{left:?}");
}

/// The process that is killed: up, and down again.
#[test]
#[ignore = "a part of the test above"]
fn process() {
    let Ok(task) = env::var(TASK) else { return };
    let [root, token, folder] = task.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!() };
    let account = Account::with_token(token).protocol(Graph::at(root)).build().unwrap();
    let (drive, folder) = (account.storage().default_drive(), Path::new(folder));
    let upload = drive.root().upload_file(folder.join("from")).unwrap();
    let upload = upload.fragments(Fragments::of(1)).on_conflict(Conflict::Replace);
    upload.state_file(folder.join("state")).send().unwrap();
    drive.path("/from").download_to(folder.join("to")).unwrap();
}

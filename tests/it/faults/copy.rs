//! Copies whose end is hard to learn.

use std::time::Duration;

use o365::Result;
use o365::drive::{Copying, Destination, DriveHandle};
use o365_sandbox::{DriveRules, Fault, Sandbox};
use serde_json::json;

use super::{drive, elsewhere, json};

const SHORT: Duration = Duration::from_millis(1);
const MONITOR: &str = "/monitor/**";
const COPY: &str = "/me/drive/root:/a.txt:/copy";

fn file() -> (Sandbox, DriveHandle) {
    let (sandbox, drive) = drive();
    sandbox.add_file("/a.txt", "a").unwrap();
    sandbox.add_folder("/to").unwrap();
    sandbox.clear_requests();
    (sandbox, drive)
}

fn copy(drive: &DriveHandle) -> Result<Copying> {
    let there = Destination::from(drive.path("/to")).name("b.txt");
    Ok(drive.path("/a.txt").copy_to(there)?.waits(SHORT, SHORT))
}

/// How often the POST went out.
fn posts(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|it| it.method == "POST").count()
}

#[test]
fn a_copy_s_monitor_gets_no_token_and_a_redirect_is_its_end() {
    for redirects in [false, true] {
        let (sandbox, drive) = file();
        sandbox.set_drive_rules(DriveRules::new().copy_polls(2).redirect_copies(redirects));
        let item = copy(&drive).unwrap().item().unwrap();
        assert_eq!(item.name.as_deref(), Some("b.txt"));
        assert!(elsewhere(&sandbox, "range").len() >= 2);
        assert_eq!(posts(&sandbox), 1);
        let requests = sandbox.requests();
        let last = requests.last().unwrap();
        assert!(last.target.starts_with("/v1.0/"), "{}", last.target);
        assert!(last.header("authorization").is_some(), "an address that is ours");
    }
}

#[test]
fn a_copy_that_failed_says_why() {
    for (code, is_conflict) in [("nameAlreadyExists", true), ("AccessDenied_NoWriteAccess", false)]
    {
        let (sandbox, drive) = file();
        sandbox.fail_copy(code, "no");
        let error = copy(&drive).unwrap().wait().unwrap_err();
        assert_eq!(error.is_conflict(), is_conflict, "{error}");
        assert!(error.to_string().contains(code), "{error}");
    }
}

#[test]
fn a_monitor_that_fails_for_a_while_is_asked_again() {
    for fault in
        [Fault::status(500), Fault::status(429).retry_after("0"), Fault::close(), Fault::html()]
    {
        let (sandbox, drive) = file();
        sandbox.fault(fault.on("GET", MONITOR).times(2));
        assert_eq!(copy(&drive).unwrap().item().unwrap().name.as_deref(), Some("b.txt"));
        assert_eq!((sandbox.pending_faults(), posts(&sandbox)), (0, 1));
    }
}

#[test]
fn a_monitor_that_is_gone_leaves_a_look_at_the_place() {
    for status in [401, 404] {
        let (sandbox, drive) = file();
        sandbox.fault(Fault::status(status).on("GET", MONITOR).always());
        // The copy isn't there: nobody knows what became of it.
        sandbox.fault(Fault::status(404).on("GET", "/me/drive/root:/to/b.txt").always());
        sandbox.fault(
            json(200, json!({"value": []})).on("GET", "/me/drive/root:/to:/children").always(),
        );
        let result = copy(&drive).unwrap().wait();
        if let Err(error) = &result {
            assert!(error.is_outcome_unknown(), "{error}");
        }
        assert!(elsewhere(&sandbox, "range").len() <= 2, "no endless questions");
        assert_eq!(posts(&sandbox), 1);
    }
}

#[test]
fn a_copy_of_which_nothing_is_told_is_not_waited_for() {
    let (sandbox, drive) = file();
    sandbox.fault(Fault::status(202).on("POST", COPY));
    let error = copy(&drive).unwrap_err();
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(posts(&sandbox), 1);
    assert!(elsewhere(&sandbox, "range").is_empty());
}

#[test]
fn a_copy_that_never_ends_is_left_and_taken_up_again() {
    let (sandbox, drive) = file();
    let going_on = json!({"status": "inProgress", "percentageComplete": 10.0});
    sandbox.fault(json(202, going_on).on("GET", MONITOR).always());
    let mut copying = copy(&drive).unwrap().deadline(Duration::from_millis(100));
    let error = copying.wait().unwrap_err();
    assert!(error.is_timeout() && !error.is_outcome_unknown(), "{error}");
    let saved = copying.save();
    sandbox.clear_faults();
    assert!(copying.wait().unwrap().is_complete(), "by the same monitor");
    let mut resumed = drive.resume_copy(&saved).unwrap().waits(SHORT, SHORT);
    assert_eq!(resumed.item().unwrap().name.as_deref(), Some("b.txt"));
    assert_eq!(posts(&sandbox), 1);
}

#[test]
fn a_copy_that_may_have_begun_is_not_begun_again() {
    for lost in [Fault::close().after_execution(), Fault::status(504)] {
        let (sandbox, drive) = file();
        sandbox.fault(lost.on("POST", COPY));
        let error = copy(&drive).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(posts(&sandbox), 1);
    }
}

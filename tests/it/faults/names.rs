//! Names and ids that are refused before anything is sent, and those that are written in two ways.

use o365::ErrorKind;
use o365::drive::{ItemDraft, is_same_drive};
use o365_sandbox::Fault;

use super::{drive, start};

#[test]
fn names_that_the_service_refuses_are_not_sent() {
    let (sandbox, drive) = drive();
    let long = "x".repeat(300);
    for name in ["x<y", "~$a", "a.", "a ", " ", "a/b", "a\0b", "CON", ".lock", long.as_str(), ""] {
        for error in [
            drive.root().create_folder(name).unwrap_err(),
            drive.root().upload_bytes(name, "x").send().unwrap_err(),
            drive.path("/a").update(ItemDraft::from(name)).unwrap_err(),
        ] {
            assert!(matches!(error.kind(), ErrorKind::Input(_)), "{name:?}: {error}");
        }
    }
    assert_eq!(sandbox.request_count(), 0);
}

#[test]
fn an_id_of_a_drive_is_the_same_however_it_is_written() {
    assert!(is_same_drive("0ABCDEF012345678", "0abcdef012345678"));
    assert!(is_same_drive("ABCDEF012345678", "0abcdef012345678"), "a zero is lost");
    assert!(!is_same_drive("b!Ab", "b!ab"));
    assert!(!is_same_drive("0ABCDEF012345678", "1ABCDEF012345678"));
}

#[test]
fn a_zero_that_the_service_forgot_is_put_back() {
    let (sandbox, account) = start();
    _ = account.storage().drive("bcdef0123456789").get();
    assert_eq!(sandbox.requests()[0].target, "/v1.0/drives/0bcdef0123456789");
    assert_eq!(sandbox.request_count(), 1, "nothing is asked with the id that is none");
}

#[test]
fn a_line_break_makes_no_header() {
    let (sandbox, account) = start();
    let api = account.api();
    let broken = "x\r\nX-Evil: 1";
    assert!(api.get("/me").header("x-app", broken).send().is_err());
    assert!(api.get("/me").header(broken, "x").send().is_err());
    assert!(api.get("/me").if_match(broken).send().is_err());
    assert!(api.get("/me").prefer(broken).send().is_err());
    assert!(api.get(&format!("/me/{broken}")).send().is_err());
    assert_eq!(sandbox.request_count(), 0);
    // In an id and in a query they are characters like any other.
    sandbox.fault(Fault::status(404).on("GET", "/**").always());
    _ = account.mailbox().message(broken).get();
    _ = api.get("/me/messages").param("$search", broken).send();
    for request in sandbox.requests() {
        assert!(request.target.contains("%0D%0A"), "{}", request.target);
        assert_eq!(request.header("x-evil"), None);
    }
}

//! Codes that a person types in elsewhere.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use o365::auth::{DeviceCode, DevicePrompt};
use o365_sandbox::{Sandbox, SandboxBuilder};

use super::{answers, person, transport, works};

fn sandbox(set: impl Fn(SandboxBuilder) -> SandboxBuilder) -> Arc<Sandbox> {
    let builder = Sandbox::builder().device_interval(Duration::from_secs(1));
    Arc::new(set(builder).start().unwrap())
}

/// Signs in with a person who does this with the prompt.
fn sign_in(
    sandbox: &Arc<Sandbox>,
    person_does: impl Fn(&Sandbox, &DevicePrompt) + Send + Sync + 'static,
) -> o365::Result<o365::auth::OAuth> {
    let elsewhere = Arc::clone(sandbox);
    let flow = DeviceCode::new(move |prompt| person_does(&elsewhere, prompt));
    let source = person(sandbox).flow(flow).build()?;
    source.sign_in(&transport()).map(|()| source)
}

#[test]
fn the_person_approves() {
    let sandbox = sandbox(|builder| builder);
    let source = sign_in(&sandbox, |sandbox, prompt| {
        assert!(prompt.message.contains(&prompt.user_code), "{prompt}");
        assert!(sandbox.approve(&prompt.user_code));
    });
    works(&sandbox, source.unwrap());
    assert_eq!(answers(&sandbox), [200]);
}

#[test]
fn the_person_takes_time() {
    let sandbox = sandbox(|builder| builder.approve_after(2));
    works(&sandbox, sign_in(&sandbox, |_, _| ()).unwrap());
    assert_eq!(answers(&sandbox), [400, 400, 200]);
}

#[test]
fn the_person_declines() {
    let sandbox = sandbox(|builder| builder);
    let declined = sign_in(&sandbox, |sandbox, prompt| {
        assert!(sandbox.decline(&prompt.user_code));
    });
    let error = declined.unwrap_err();
    assert_eq!(error.code(), Some("authorization_declined"));
    assert!(error.needs_sign_in() && error.to_string().contains("declined"), "{error}");
    assert_eq!(answers(&sandbox), [400]);
}

#[test]
fn the_code_lapses() {
    let sandbox = sandbox(|builder| builder.device_lifetime(Duration::from_secs(2)));
    let error = sign_in(&sandbox, |_, _| ()).unwrap_err();
    assert!(error.needs_sign_in(), "{error}");
    assert!(
        error.to_string().contains("expired") || error.to_string().contains("in time"),
        "{error}"
    );
    assert!(answers(&sandbox).iter().all(|status| *status == 400));
}

#[test]
fn who_asks_too_often_slows_down() {
    let sandbox = sandbox(|builder| builder.approve_after(1));
    let pauses = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&pauses);
    let flow = DeviceCode::new(|_| ()).pause(move |pause| {
        let mut seen = seen.lock().unwrap();
        seen.push(pause.as_secs());
        // the second question comes too early, the third in time
        thread::sleep(Duration::from_millis(if seen.len() == 2 { 0 } else { 1_050 }));
        ControlFlow::Continue(())
    });
    works(&sandbox, person(&sandbox).flow(flow).build().unwrap());
    assert_eq!(answers(&sandbox), [400, 400, 200]);
    assert_eq!(*pauses.lock().unwrap(), [1, 1, 6]);
}

#[test]
fn the_program_gives_up() {
    let sandbox = sandbox(|builder| builder);
    let flow = DeviceCode::new(|_| ()).pause(|_| ControlFlow::Break(()));
    let source = person(&sandbox).flow(flow).build().unwrap();
    let error = source.sign_in(&transport()).unwrap_err();
    assert!(matches!(error.kind(), o365::ErrorKind::Cancelled), "{error}");
    assert!(!source.is_signed_in().unwrap());
}

//! Operations over the mock, by what their address tells.

use http::Method;
use serde_json::{Value, json};

use super::*;
use crate::auth::StaticToken;
use crate::error::TransportErrorKind as Kind;
use crate::mock::Mock;
use crate::retry::Retry;

const URL: &str = "https://contoso.sharepoint.com/_api/v2.0/monitor/4A34?c=%2F&b";

fn started(mock: &Mock) -> Result<Monitor<'static>> {
    let retry = Retry::default().base(Duration::ZERO);
    let connection = Connection::builder(StaticToken::new("t"))
        .transport(mock.clone())
        .retry(retry)
        .build()
        .unwrap();
    let answer = connection.request(Method::POST, "/me/drive/items/1/copy").send()?;
    Ok(Monitor::new(&answer)?.waits(Duration::ZERO, Duration::ZERO))
}

fn accepted() -> Mock {
    Mock::new().answer(202, ()).header("location", URL)
}

fn status(status: &str, percent: f64) -> Value {
    json!({"operation": "ItemCopy", "status": status, "percentageComplete": percent})
}

fn done(mock: Mock) -> Mock {
    mock.answer(
        200,
        json!({"status": "completed", "percentageComplete": 100.0, "resourceId": "01A"}),
    )
}

fn wait(mock: &Mock) -> Result<Option<String>> {
    started(mock)?.wait().map(|status| status.resource_id)
}

#[test]
fn tells_how_far_it_is_up_to_the_end() {
    let mock =
        accepted().answer(202, status("notStarted", 0.0)).answer(202, status("inProgress", 27.8));
    let mock = done(mock);
    let told: Vec<_> = started(&mock).unwrap().map(|status| status.unwrap()).collect();
    let percents: Vec<_> = told.iter().map(|status| status.percentage_complete.unwrap()).collect();
    assert_eq!(percents, [0.0, 27.8, 100.0]);
    assert!(told[2].is_complete() && !told[1].is_complete());
    for request in &mock.requests()[1..] {
        assert_eq!((request.url(), request.method()), (URL, "GET"));
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("client-request-id"), None);
    }
}

#[test]
fn the_end_has_many_forms() {
    let item = "https://contoso.sharepoint.com/_api/v2.0/drives/b/items/01A?force303=1";
    for mock in [
        done(accepted()),
        accepted().answer(202, json!({"status": "completed", "resourceId": "01A"})),
        accepted().answer(303, ()).header("location", item),
        accepted().answer(302, ()).header("location", item),
        accepted().answer(200, json!({"id": "01A", "name": "copy.txt"})),
        done(accepted().answer(202, ())),
        done(accepted().answer(307, ()).header("location", "/_api/v2.0/monitor/other")),
    ] {
        assert_eq!(wait(&mock).unwrap().as_deref(), Some("01A"), "{mock:?}");
        assert_eq!(mock.unused(), 0);
    }
    let nameless = accepted().answer(303, ()).header("location", "https://x/items('')");
    assert_eq!(wait(&nameless).unwrap(), None);
}

#[test]
fn a_failure_ends_it_with_the_reason() {
    let failed =
        json!({"status": "failed", "errorCode": "nameAlreadyExists", "percentageComplete": 0.0});
    let mock = accepted().answer(202, status("inProgress", 10.0)).answer(200, failed);
    let mut monitor = started(&mock).unwrap();
    let told: Vec<_> = monitor.by_ref().collect();
    assert_eq!(told.len(), 2);
    let error = told.into_iter().next_back().unwrap().unwrap_err();
    assert!(error.is_conflict() && error.code() == Some("nameAlreadyExists"), "{error}");
    assert!(!error.to_string().contains("4A34"), "{error}");
    assert!(monitor.next().is_none());
    assert!(monitor.wait().is_err());
    // Some say it by the status of the answer as well.
    let denied = json!({"status": "failed", "error": {"code": "accessDenied", "message": "No."}});
    assert!(wait(&accepted().answer(403, denied)).unwrap_err().is_forbidden());
}

#[test]
fn what_passes_is_waited_for() {
    let mock = accepted()
        .answer(500, "<html>")
        .answer(200, "<html>")
        .answer(429, ())
        .header("retry-after", "0")
        .fail(Kind::Closed, true);
    assert_eq!(wait(&done(mock)).unwrap().as_deref(), Some("01A"));
}

#[test]
fn when_nobody_tells_it_is_looked_for() {
    let pages = (0..5).fold(accepted(), |mock, _| mock.answer(200, "<html>"));
    for mock in [accepted().answer(404, ()), accepted().answer(401, ()), pages] {
        let requests = mock.clone();
        let error = wait(&mock).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(requests.unused(), 0);
    }
    let found = |id: Option<&str>| {
        let id = id.map(str::to_owned);
        let mut monitor = started(&accepted().answer(404, ())).unwrap().lookup(|| Ok(id.clone()));
        monitor.wait().map(|status| status.resource_id)
    };
    assert_eq!(found(Some("01A")).unwrap().as_deref(), Some("01A"));
    assert!(found(None).unwrap_err().is_outcome_unknown());
}

#[test]
fn no_address_or_a_bad_one_is_no_endless_wait() {
    for mock in [
        Mock::new().answer(202, ()),
        Mock::new().answer(202, ()).header("location", "http://contoso.sharepoint.com/monitor"),
        Mock::new().answer(202, ()).header("location", "http://127.0.0.1:1/monitor"),
    ] {
        let error = started(&mock).unwrap_err();
        assert!(error.is_outcome_unknown(), "{error}");
        assert_eq!(mock.requests().len(), 1);
    }
    let lost = Mock::new().fail(Kind::Closed, true);
    assert!(started(&lost).unwrap_err().is_outcome_unknown());
    assert_eq!(lost.requests().len(), 1);
}

#[test]
fn at_the_deadline_it_stops_and_can_go_on() {
    let mock = accepted().answer(202, status("inProgress", 1.0)).header("retry-after", "120");
    let mock = done(mock.answer(202, status("inProgress", 2.0)).header("retry-after", "120"));
    let mut monitor = started(&mock).unwrap().deadline(Duration::from_secs(60));
    let error = monitor.wait().unwrap_err();
    assert!(error.is_timeout() && !error.is_outcome_unknown(), "{error}");
    assert_eq!(mock.requests().len(), 2, "it doesn't wait for what comes too late");
    assert!(monitor.wait().unwrap_err().is_timeout());
    let saved = serde_json::to_string(&monitor.save()).unwrap();
    let saved: SavedMonitor = serde_json::from_str(&saved).unwrap();
    assert!(!format!("{saved:?}{monitor:?}").contains("4A34"));
    let mut other = Monitor::resume(&monitor.connection, &saved).unwrap();
    assert_eq!(other.wait().unwrap().resource_id.as_deref(), Some("01A"));
    assert_eq!(other.wait().unwrap().resource_id.as_deref(), Some("01A"), "it is still done");
}

#[test]
fn cancelling_stops_the_questions() {
    let cancel = Cancel::new();
    let mock = accepted().answer(202, status("inProgress", 1.0));
    let mut monitor = started(&mock).unwrap().cancel(&cancel);
    monitor.next().unwrap().unwrap();
    cancel.cancel();
    assert!(matches!(monitor.next().unwrap().unwrap_err().kind(), ErrorKind::Cancelled));
    assert!(monitor.next().is_none());
}

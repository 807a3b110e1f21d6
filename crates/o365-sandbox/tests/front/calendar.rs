use o365_sandbox::Sandbox;
use serde_json::{Value, json};

/// The retired Outlook API shows the same calendar, in its own spelling.
#[test]
fn events_have_pascal_case_behind_the_old_door() {
    let sandbox = Sandbox::start().unwrap();
    let time =
        |hour: u8| json!({"DateTime": format!("2026-07-01T{hour:02}:00:00"), "TimeZone": "UTC"});
    let body = json!({"Subject": "Match", "Start": time(10), "End": time(11)}).to_string();
    let token = format!("Bearer {}", sandbox.token());
    let mut made = ureq::post(format!("{}/api/v2.0/me/events", sandbox.url()))
        .header("Authorization", &token)
        .header("Content-Type", "application/json")
        .send(body)
        .unwrap();
    let made: Value = serde_json::from_str(&made.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(made["Start"]["DateTime"], "2026-07-01T10:00:00.0000000");
    let window = "startDateTime=2026-07-01&endDateTime=2026-07-02";
    let mut view = ureq::get(format!("{}/me/calendarView?{window}", sandbox.graph_url()))
        .header("Authorization", &token)
        .call()
        .unwrap();
    let view: Value = serde_json::from_str(&view.body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(view["value"][0]["subject"], "Match");
}

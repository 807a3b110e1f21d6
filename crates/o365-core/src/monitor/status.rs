//! What the service tells of an operation.

use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::error::{Error, ServiceError};
use crate::open_enum;

open_enum! {
    /// How an operation stands.
    pub enum OperationState {
        /// It waits for its turn.
        NotStarted = "notStarted",
        /// It is under way.
        InProgress = "inProgress",
        /// It is done.
        Completed = "completed",
        /// Something is brought up to date.
        Updating = "updating",
        /// It failed.
        Failed = "failed",
        /// A copy is to be deleted.
        DeletePending = "deletePending",
        /// A copy couldn't be deleted.
        DeleteFailed = "deleteFailed",
        /// It waits for something else.
        Waiting = "waiting",
        /// Somebody stopped it.
        Cancelled = "cancelled",
    }
}

/// How far an operation is.
///
/// [asyncJobStatus](https://learn.microsoft.com/graph/api/resources/asyncjobstatus).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct OperationStatus {
    /// How it stands; `None` where the service says nothing but that it goes on.
    pub status: Option<OperationState>,
    /// How much of it is done, from 0 to 100. An estimate: it can stand still, and go back.
    pub percentage_complete: Option<f64>,
    /// The id of what came of it, when it is done and the service says so.
    pub resource_id: Option<String>,
    /// What it is: `ItemCopy`, ..
    pub operation: Option<String>,
    /// In the service's words.
    pub status_description: Option<String>,
    /// What else the service said.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl OperationStatus {
    /// Whether it is done.
    pub fn is_complete(&self) -> bool {
        self.status == Some(OperationState::Completed)
    }

    pub(super) fn completed(resource_id: Option<String>) -> Self {
        let (status, percentage_complete) = (Some(OperationState::Completed), Some(100.0));
        OperationStatus { status, percentage_complete, resource_id, ..Default::default() }
    }

    /// Reads an answer's body: a status, or the thing itself that came of it.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let json: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let text = |name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let Some(status) = text("status") else {
            return text("id").map(|id| OperationStatus::completed(Some(id)));
        };
        let location = text("resourceLocation").and_then(|location| id_in(&location));
        let mut extra = json.clone();
        for known in
            ["status", "percentageComplete", "resourceId", "operation", "statusDescription"]
        {
            extra.remove(known);
        }
        Some(OperationStatus {
            status: Some(OperationState::from(status.as_str())),
            percentage_complete: json.get("percentageComplete").and_then(Value::as_f64),
            resource_id: text("resourceId").filter(|id| !id.is_empty()).or(location),
            operation: text("operation"),
            status_description: text("statusDescription"),
            extra,
        })
    }

    /// Why it failed, if it did.
    pub(super) fn failure(&self) -> Option<Error> {
        use OperationState::{Cancelled, DeleteFailed, Failed};
        let state = self.status.as_ref().filter(|state| {
            let is_failed = matches!(state, Failed | DeleteFailed | Cancelled);
            // What we don't know yet says by its name, or by the error that it brings, that it is over.
            let is_new = matches!(state, OperationState::Unknown(_));
            is_failed || is_new && state.as_str().to_ascii_lowercase().contains("fail")
        })?;
        let error = self.extra.get("error").and_then(Value::as_object);
        let inside = |name: &str| Some(error?.get(name)?.as_str()?.to_owned());
        let own = self.extra.get("errorCode").and_then(Value::as_str).map(str::to_owned);
        let code = own.filter(|code| !code.is_empty()).or_else(|| inside("code"));
        let code = code.unwrap_or_else(|| state.as_str().to_owned());
        let message = inside("message").or_else(|| self.status_description.clone());
        let message = message.unwrap_or_else(|| "the operation failed".to_owned());
        let mut json = error.cloned().unwrap_or_default();
        json.insert("code".into(), json!(code));
        json.insert("message".into(), json!(message));
        let body = json!({ "error": json }).to_string();
        let status = status_of(&code);
        Some(ServiceError::parse(status, &HeaderMap::new(), body.as_bytes()).into())
    }
}

/// The status that a code has when it is the answer to a request.
fn status_of(code: &str) -> u16 {
    let code = code.to_ascii_lowercase();
    let known = [
        ("namealreadyexists", 409),
        ("accessdenied", 403),
        ("unauthenticated", 401),
        ("itemnotfound", 404),
        ("quotalimitreached", 507),
        ("resourcelocked", 423),
        ("malwaredetected", 403),
        ("invalidrequest", 400),
        ("activitylimitreached", 429),
    ];
    known.iter().find(|(start, _)| code.starts_with(start)).map_or(500, |(_, status)| *status)
}

/// The id in `…/items/{id}` or `…/items('{id}')`.
pub(super) fn id_in(location: &str) -> Option<String> {
    let path = location.split(['?', '#']).next()?;
    let start = path.to_ascii_lowercase().rfind("/items")? + "/items".len();
    let rest = path.get(start..)?;
    let id = match rest.strip_prefix("('") {
        Some(key) => key.split("')").next()?,
        None => rest.strip_prefix('/')?.split(['/', ':']).next()?,
    };
    let id = percent_decode_str(id).decode_utf8().ok()?.into_owned();
    Some(id).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: Value) -> OperationStatus {
        OperationStatus::read(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn reads_statuses_of_every_form() {
        let status = read(
            json!({"operation": "ItemCopy", "percentageComplete": 27.8, "status": "inProgress", "x": 1}),
        );
        assert_eq!(status.status, Some(OperationState::InProgress));
        assert_eq!((status.percentage_complete, status.extra["x"].as_i64()), (Some(27.8), Some(1)));
        assert!(!status.is_complete() && status.failure().is_none());
        for done in [
            json!({"status": "completed", "resourceId": "01A"}),
            json!({"status": "Completed", "resourceId": "", "resourceLocation": "https://x/drive/items/01A?y"}),
            json!({"id": "01A", "name": "copy.txt"}),
        ] {
            let status = read(done.clone());
            assert!(status.is_complete(), "{done}");
            assert_eq!(status.resource_id.as_deref(), Some("01A"), "{done}");
        }
        for odd in ["", "[]", "<html>", "{}", "{\"status\":7}", "null"] {
            assert_eq!(OperationStatus::read(odd.as_bytes()), None, "{odd}");
        }
    }

    #[test]
    fn a_failure_has_the_service_s_reason() {
        for (json, status, code) in [
            (
                json!({"status": "failed", "errorCode": "nameAlreadyExists"}),
                409,
                "nameAlreadyExists",
            ),
            (
                json!({"status": "failed", "error": {"code": "accessDenied", "message": "No."}}),
                403,
                "accessDenied",
            ),
            (
                json!({"status": "deleteFailed", "errorCode": "AccessDenied_Shared"}),
                403,
                "AccessDenied_Shared",
            ),
            (json!({"status": "failed"}), 500, "failed"),
            (json!({"status": "partlyFailed"}), 500, "partlyFailed"),
        ] {
            let error = read(json).failure().unwrap();
            assert_eq!((error.status(), error.code()), (Some(status), Some(code)));
        }
        assert!(read(json!({"status": "polishing"})).failure().is_none());
    }

    #[test]
    fn finds_the_id_in_every_address() {
        for (location, id) in [
            ("https://x/v1.0/drives/b!a/items/01A%21b?force303=1", Some("01A!b")),
            ("https://x/_api/items('01A')", Some("01A")),
            ("https://x/_api/items('')", None),
            ("https://x/items/", None),
            ("https://x/monitor/4A34", None),
        ] {
            assert_eq!(id_in(location).as_deref(), id, "{location}");
        }
    }
}

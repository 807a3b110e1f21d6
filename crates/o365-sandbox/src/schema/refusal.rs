//! Why a request is refused.

/// A status, a code and a message, in the service's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// A more particular code, for `innerError`.
    pub(crate) inner: Option<&'static str>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), inner: None }
    }

    pub(crate) fn inner(self, code: &'static str) -> Self {
        Self { inner: Some(code), ..self }
    }

    /// 400 with the code of the gateway.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    /// 400 for a body that doesn't fit its type.
    pub(crate) fn body(message: impl Into<String>) -> Self {
        Self::new(400, "RequestBodyRead", message)
    }

    /// 400 for a name in the query that the type doesn't have.
    pub(crate) fn no_property(name: &str, on: &str) -> Self {
        Self::new(
            400,
            "RequestBroker--ParseUri",
            format!("Could not find a property named '{name}' on type '{on}'."),
        )
    }

    /// 404 for an item, a folder or an attachment that isn't there.
    pub(crate) fn not_found() -> Self {
        Self::new(404, "ErrorItemNotFound", "The specified object was not found in the store.")
    }
}

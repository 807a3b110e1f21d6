//! The service's question whether an address is ours.

use percent_encoding::percent_decode_str;

/// What to answer, as plain text and with status 200, when the service asks whether an address is yours; `None` if it
/// doesn't ask. `query` is the query of the request, encoded as it came, or its whole address.
///
/// The token is decoded once. It is text from outside: answer with `Content-Type: text/plain` and nothing else, so that no
/// browser takes it for a page.
///
/// ```
/// use o365_core::subscriptions::validation_answer;
///
/// let query = "validationToken=Validation%3a+Testing+client+application+reachability";
/// assert_eq!(validation_answer(query).as_deref(), Some("Validation: Testing client application reachability"));
/// assert_eq!(validation_answer("page=2"), None);
/// ```
///
/// [Microsoft's page](https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation).
pub fn validation_answer(query: &str) -> Option<String> {
    let query = query.split_once('?').map_or(query, |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        // In a query a plus is a blank.
        let value = value.replace('+', " ");
        let decoded = percent_decode_str(&value).decode_utf8().ok()?;
        (name == "validationToken" && !decoded.is_empty()).then(|| decoded.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once_and_only_the_token() {
        for (query, answer) in [
            ("validationToken=abc", Some("abc")),
            ("https://example.com/hook?a=1&validationToken=a%2Bb%20c#x", Some("a+b c")),
            ("?validationToken=100%2525", Some("100%25")),
            ("validationToken=a=b", Some("a=b")),
            ("validationToken=", None),
            ("validationToken", None),
            ("myvalidationToken=abc", None),
            ("validationToken=%ff", None),
            ("", None),
        ] {
            assert_eq!(validation_answer(query).as_deref(), answer, "{query}");
        }
    }
}

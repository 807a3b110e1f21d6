//! Request targets and forms, decoded exactly once.

use percent_encoding::percent_decode_str;

/// The decoded parts of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Uri {
    /// Decoded segments of the path; empty ones are left out.
    pub(crate) segments: Vec<String>,
    /// Decoded pairs of the query, in order.
    pub(crate) query: Vec<(String, String)>,
}

/// Reads `/path?query` or `http://host/path?query`; `None` when an escape is broken or not UTF-8.
pub(crate) fn parse(target: &str) -> Option<Uri> {
    let target = target.split_once('#').map_or(target, |(before, _)| before);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = match path.split_once("://") {
        Some((_, rest)) if !path.starts_with('/') => rest.split_once('/').map_or("", |(_, p)| p),
        _ => path,
    };
    let segments =
        path.split('/').filter(|s| !s.is_empty()).map(decode).collect::<Option<Vec<_>>>()?;
    Some(Uri { segments, query: pairs(query)? })
}

/// Reads `a=b&c=d`, as in a query or a form; `+` is a blank.
pub(crate) fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        let digits = after.get(..2)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        rest = after;
    }
    percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(target: &str) -> Vec<String> {
        parse(target).unwrap().segments
    }

    #[test]
    fn a_path_is_split_before_it_is_decoded() {
        assert_eq!(segments("/v1.0/me/messages/AA%2FBB%3D"), ["v1.0", "me", "messages", "AA/BB="]);
        assert_eq!(segments("/a+b/%2525"), ["a+b", "%25"]);
        assert_eq!(segments("//v1.0//me/"), ["v1.0", "me"]);
        assert_eq!(segments("http://host:1/v1.0/me?x"), ["v1.0", "me"]);
        assert_eq!(segments("/me/a:b://c"), ["me", "a:b:", "c"]);
    }

    #[test]
    fn a_query_keeps_its_order_and_its_plus_is_a_blank() {
        let query = parse("/x?$filter=a%20eq+'b%2Bc%26'&$top=5&flag&&=v").unwrap().query;
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            query,
            [pair("$filter", "a eq 'b+c&'"), pair("$top", "5"), pair("flag", ""), pair("", "v")]
        );
    }

    #[test]
    fn broken_escapes_are_refused() {
        for target in ["/%", "/%2", "/%zz", "/%+1", "/%ff", "/x?a=%f", "/%é"] {
            assert_eq!(parse(target), None, "{target}");
        }
    }
}

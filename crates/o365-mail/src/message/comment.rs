//! Whether the comment of an answer is in it.

use crate::model::Message;

/// Whether the text of a message begins with a comment, whatever it is marked up with. Marks and spaces aren't compared, as
/// the service changes them.
pub(super) fn begins_with(message: &Message, comment: &str) -> bool {
    let content = message.body.as_ref().map(|body| body.content.as_str()).unwrap_or_default();
    let mut there = words(visible(content));
    let mut said = words(comment.chars());
    match said.next() {
        Some(first) => there.next() == Some(first) && said.all(|next| there.next() == Some(next)),
        None => content.contains(comment.trim()),
    }
}

fn words(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    text.filter(|c| c.is_alphanumeric())
}

/// What a reader of the HTML sees, without its head.
fn visible(html: &str) -> impl Iterator<Item = char> + '_ {
    let body = html.to_ascii_lowercase().find("<body");
    let mut rest = body.and_then(|at| html.get(at..)).unwrap_or(html);
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let (seen, length) = match first {
                '<' if rest.starts_with("<!--") => (None, rest.find("-->").map(|at| at + 3)),
                '<' => (None, rest.find('>').map(|at| at + 1)),
                '&' => {
                    let end = rest.get(..12).unwrap_or(rest).find(';');
                    match end.and_then(|end| Some((entity(rest.get(1..end)?), end + 1))) {
                        Some((entity, length)) => (entity, Some(length)),
                        None => (Some(first), Some(1)),
                    }
                }
                other => (Some(other), Some(other.len_utf8())),
            };
            rest = length.and_then(|length| rest.get(length..)).unwrap_or_default();
            if seen.is_some() {
                return seen;
            }
        }
    })
}

/// The character that a number stands for; names stand for marks mostly.
fn entity(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn begins(html: &str, comment: &str) -> bool {
        let message = json!({"id": "1", "body": {"contentType": "html", "content": html}});
        begins_with(&serde_json::from_value(message).unwrap(), comment)
    }

    #[test]
    fn a_comment_is_known_by_its_words() {
        let page = |text: &str| {
            format!(
                "<html><head><title>Ok</title></head><BODY lang=\"en\"><!-- a > b --><div>{text}</div><hr>From: X</BODY></html>"
            )
        };
        assert!(begins(
            &page("Gr&#252;&#xDF;e &amp;<br>\r\nThanks&nbsp;a lot"),
            "Grüße &\nThanks a lot"
        ));
        assert!(begins("Thanks!\r\n\r\nFrom: X", "Thanks!"));
        assert!(begins(&page("!!!"), "!!!"));
        for (text, comment) in
            [("", "Thanks"), ("No thanks", "Thanks"), ("Tha", "Thanks"), ("&", "a"), ("", "Ok")]
        {
            assert!(!begins(&page(text), comment), "{text}: {comment}");
        }
        // What can't be looked at is taken for not there.
        assert!(!begins_with(&Message::default(), "x"));
        for broken in ["<", "&", "&#", "&#x110000;x", "<!--", "<body"] {
            assert!(!begins(broken, "y"));
        }
    }
}

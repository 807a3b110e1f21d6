//! HTML to text and back, and the preview.

/// The text of an HTML body: tags dropped, lines broken where blocks end, entities read.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        entities(before, &mut text);
        let lower: String = tag.chars().take(8).collect::<String>().to_ascii_lowercase();
        let skip = ["style", "script", "head"].into_iter().find(|name| lower.starts_with(name));
        if let Some(name) = skip {
            let close = format!("</{name}");
            let at = find_without_case(tag, &close).unwrap_or(tag.len());
            rest = tag.get(at..).unwrap_or_default();
            rest = rest.split_once('>').map_or("", |(_, after)| after);
            continue;
        }
        if ["br", "/p", "/div", "/tr", "/li", "/h"].iter().any(|name| lower.starts_with(name))
            && !lower.starts_with("/ht")
            && !lower.starts_with("/he")
        {
            text.push_str("\r\n");
        }
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    entities(rest, &mut text);
    text.trim().to_owned()
}

fn find_without_case(text: &str, part: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(part)
}

fn entities(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        into.push_str(before);
        let named = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let read = named.and_then(|(name, tail)| Some((entity(name)?, tail)));
        match read {
            Some((c, tail)) => {
                into.push(c);
                rest = tail;
            }
            None => {
                into.push('&');
                rest = after;
            }
        }
    }
    into.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

/// An HTML body for a text.
pub(crate) fn html(text: &str) -> String {
    let body = escaped(text).replace("\r\n", "\n").replace('\n', "<br>\r\n");
    format!(
        "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>{body}</body></html>"
    )
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The first 255 characters of the text.
pub(crate) fn preview(is_html: bool, content: &str) -> String {
    if is_html {
        // Most of a long body never reaches the preview.
        plain(content).chars().take(255).collect()
    } else {
        content.chars().take(255).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_text_and_comes_back() {
        let page = "<html><head><title>t</title></head><body><p>a &amp; b&nbsp;&#233;&#x41;</p><style>x{}</style>c<br>d & e &frob;</body></html>";
        assert_eq!(plain(page), "a & b éA\r\nc\r\nd & e &frob;");
        assert_eq!(plain(&html("1 < 2\n& 3")), "1 < 2\r\n\r\n& 3");
        assert_eq!(plain("a < b"), "a");
        assert_eq!(plain("<style>never closed"), "");
        assert_eq!(preview(false, &"é".repeat(300)).chars().count(), 255);
    }
}

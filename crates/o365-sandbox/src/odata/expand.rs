//! `$expand`, with what may stand in its parentheses.

use crate::odata::{expression::Expr, parser::filter, typing::select};
use crate::schema::{ATTACHMENT, CASTS, Kind, Refusal, Type};

/// One navigation property to show.
#[derive(Clone, Debug)]
pub(crate) struct Expand {
    pub(crate) name: &'static str,
    /// `None` is everything.
    pub(crate) select: Option<Vec<&'static str>>,
    pub(crate) filter: Option<Expr>,
    pub(crate) top: Option<usize>,
    /// `attachments/microsoft.graph.itemAttachment/item`: what is in the items as well.
    pub(crate) item: bool,
}

/// Reads the option.
///
/// # Errors
/// 400 for names that are no navigation properties of the type, and for nested options that aren't known.
pub(crate) fn expands(text: &str, of: &'static Type) -> Result<Vec<Expand>, Refusal> {
    split(text, ',').into_iter().map(|item| expand(item.trim(), of)).collect()
}

fn failed(why: &str) -> Refusal {
    Refusal::bad_request(format!("Parsing OData Select and Expand failed: {why}"))
}

fn expand(item: &str, of: &'static Type) -> Result<Expand, Refusal> {
    let (path, nested) = match item.split_once('(') {
        None => (item, ""),
        Some((path, rest)) => {
            let inner =
                rest.strip_suffix(')').ok_or_else(|| failed("a parenthesis is not closed."))?;
            (path, inner)
        }
    };
    let mut steps = path.split('/').peekable();
    let cast = |name: &str| {
        CASTS.iter().find(|(cast, _)| cast.eq_ignore_ascii_case(name)).map(|(_, of)| *of)
    };
    let mut of = of;
    while let Some(to) = steps.peek().copied().and_then(cast) {
        of = to;
        steps.next();
    }
    let name = steps.next().unwrap_or_default();
    let attachment = of.is_a(&ATTACHMENT) && name.eq_ignore_ascii_case("item");
    let property = of.find_in_query(name).ok_or_else(|| Refusal::no_property(name, of.name))?;
    let target = match property.kind {
        Kind::Nav(to) | Kind::NavMany(to) => to,
        Kind::Open if attachment => of,
        _ => {
            return Err(failed(&format!(
                "Property '{}' on type '{}' is not a navigation property or complex property. \
                 Only navigation properties can be expanded.",
                property.name, of.name
            )));
        }
    };
    let mut expand =
        Expand { name: property.name, select: None, filter: None, top: None, item: attachment };
    for step in steps {
        if step.eq_ignore_ascii_case("item") {
            expand.item = true;
        } else if cast(step).is_none() {
            return Err(Refusal::no_property(step, target.name));
        }
    }
    for option in split(nested, ';').into_iter().filter(|option| !option.trim().is_empty()) {
        let (name, value) =
            option.split_once('=').ok_or_else(|| failed(&format!("cannot read '{option}'.")))?;
        match name.trim().to_ascii_lowercase().as_str() {
            // The types of attachments differ; a name of any of them may be asked for.
            "$select" => expand.select = select(value, target)?,
            "$filter" => expand.filter = Some(filter(value, target)?),
            "$top" => {
                let top = value.parse().ok().filter(|top| (1..=1000).contains(top));
                expand.top =
                    Some(top.ok_or_else(|| failed(&format!("invalid value '{value}' for $top.")))?);
            }
            other => return Err(failed(&format!("the option '{other}' is not supported here."))),
        }
    }
    let extended =
        ["singleValueExtendedProperties", "multiValueExtendedProperties"].contains(&expand.name);
    if extended && expand.filter.is_none() {
        return Err(Refusal::new(
            400,
            "ErrorInvalidUrlQueryFilter",
            format!("Expanding '{}' requires a $filter on the id.", expand.name),
        ));
    }
    Ok(expand)
}

/// Splits outside of parentheses and quotes.
pub(crate) fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut depth, mut quoted, mut start) = (Vec::new(), 0_usize, false, 0);
    for (index, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if c == at && !quoted && depth == 0 => {
                parts.extend(text.get(start..index));
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::MESSAGE;

    #[test]
    fn reads_nested_options() {
        let all = expands(
            "attachments($select=id,name;$top=5),singleValueExtendedProperties($filter=id eq 'String {0} Name a,b;c)')",
            &MESSAGE,
        )
        .unwrap();
        assert_eq!(all[0].select.as_deref(), Some(&["id", "name"][..]));
        assert_eq!(all[0].top, Some(5));
        assert!(all[1].filter.is_some());
        assert!(
            expands("attachments/microsoft.graph.itemattachment/item", &MESSAGE).unwrap()[0].item
        );
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "frobs",
            "subject",
            "attachments(",
            "attachments($select=frob)",
            "attachments($frob=1)",
            "attachments($top=0)",
            "attachments/frob",
            "singleValueExtendedProperties",
            "attachments(name)",
        ] {
            assert_eq!(expands(text, &MESSAGE).map(|_| ()).expect_err(text).status, 400, "{text}");
        }
    }
}

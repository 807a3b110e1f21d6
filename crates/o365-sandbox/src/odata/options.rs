//! The query options of one request.

use crate::odata::{
    expand::{Expand, expands},
    expression::{Expr, Order},
    parser::filter,
    search::Search,
    typing::{resolve, select},
};
use crate::schema::{Refusal, Type};

/// What the options are put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One entity: `$select` and `$expand`.
    One,
    /// A collection.
    List,
    /// A list of messages, which may be searched and has a rule for orders under filters.
    Messages,
    /// A delta query.
    Delta,
}

/// All options of a request, read and typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) filter: Option<Expr>,
    pub(crate) order: Vec<Order>,
    pub(crate) search: Option<Search>,
    /// `None` is everything.
    pub(crate) select: Option<Vec<&'static str>>,
    pub(crate) expand: Vec<Expand>,
    pub(crate) top: Option<usize>,
    pub(crate) skip: usize,
    pub(crate) count: bool,
    pub(crate) token: Option<String>,
    pub(crate) hidden: bool,
}

impl Options {
    /// Reads decoded pairs.
    ///
    /// # Errors
    /// 400 for what the type or the scope doesn't have, for options named twice, for numbers out of range.
    pub(crate) fn parse(
        query: &[(String, String)],
        of: &'static Type,
        scope: Scope,
    ) -> Result<Self, Refusal> {
        let mut options = Self::default();
        let mut seen = Vec::new();
        for (name, value) in query {
            let lower = name.to_ascii_lowercase();
            if seen.contains(&lower) {
                return Err(Refusal::bad_request(format!(
                    "Query option '{name}' was specified more than once, but it must be specified at most once."
                )));
            }
            options.read(&lower, name, value, of, scope)?;
            seen.push(lower);
        }
        if scope == Scope::Messages {
            options.rules_of_messages()?;
        }
        Ok(options)
    }

    fn read(
        &mut self,
        lower: &str,
        name: &str,
        value: &str,
        of: &'static Type,
        scope: Scope,
    ) -> Result<(), Refusal> {
        let of_lists = ["$filter", "$orderby", "$top", "$skip", "$count", "$search", "$skiptoken"]
            .contains(&lower);
        if of_lists && scope == Scope::One {
            return Err(Refusal::bad_request(
                "Query options $filter, $orderby, $count, $skip, and $top can be applied only on collections.",
            ));
        }
        if ["$skip", "$count"].contains(&lower) && scope == Scope::Delta {
            return Err(Refusal::bad_request(format!(
                "The query parameter '{name}' is not supported with change tracking."
            )));
        }
        match lower {
            "$filter" => self.filter = Some(filter(value, of)?),
            "$orderby" => self.order = orders(value, of)?,
            "$select" => self.select = select(value, of)?,
            "$expand" => self.expand = expands(value, of)?,
            "$top" => self.top = Some(number(name, value, 1, 1000)?),
            "$skip" => self.skip = number(name, value, 0, i32::MAX as usize)?,
            "$count" => {
                self.count = match value {
                    "true" => true,
                    "false" => false,
                    _ => {
                        return Err(Refusal::bad_request(format!(
                            "Invalid value '{value}' for $count query option."
                        )));
                    }
                };
            }
            "$search" if scope == Scope::Messages => self.search = Some(Search::parse(value)?),
            "$skiptoken" => self.token = Some(value.to_owned()),
            "includehiddenfolders" => self.hidden = value.eq_ignore_ascii_case("true"),
            _ if lower.starts_with('$') => {
                return Err(Refusal::bad_request(format!(
                    "The query parameter '{name}' is not supported."
                )));
            }
            // Parameters without a dollar belong to nobody, and the service lets them pass.
            _ => {}
        }
        Ok(())
    }

    fn rules_of_messages(&self) -> Result<(), Refusal> {
        if self.search.is_some() {
            let (code, what) = if self.filter.is_some() {
                ("SearchWithFilter", "$filter")
            } else if !self.order.is_empty() {
                ("SearchWithOrderBy", "$orderby")
            } else if self.skip > 0 {
                ("SearchWithSkip", "$skip")
            } else if self.count {
                ("SearchWithCount", "$count")
            } else {
                return Ok(());
            };
            return Err(Refusal::new(
                400,
                code,
                format!("The query parameter '{what}' is not supported with '$search'."),
            ));
        }
        let Some(filter) = &self.filter else { return Ok(()) };
        let filtered = filter.paths();
        let ordered = self.order.iter().map(|order| order.steps.join("/"));
        if ordered
            .zip(filtered.iter().map(Some).chain(std::iter::repeat(None)))
            .any(|(a, b)| Some(&a) != b)
        {
            return Err(Refusal::new(
                400,
                "InefficientFilter",
                "The restriction or sort order is too complex for this operation.",
            ));
        }
        Ok(())
    }
}

fn number(name: &str, value: &str, least: usize, most: usize) -> Result<usize, Refusal> {
    let number = value.parse::<i64>().map_err(|_| {
        Refusal::bad_request(format!(
            "Invalid value '{value}' for {name} query option found. The {name} query option requires a non-negative integer value."
        ))
    })?;
    usize::try_from(number).ok().filter(|number| (least..=most).contains(number)).ok_or_else(|| {
        Refusal::new(
            400,
            "ErrorInvalidUrlQuery",
            format!("Invalid value '{value}' for {name} query option: it must be between {least} and {most}."),
        )
    })
}

fn orders(text: &str, of: &'static Type) -> Result<Vec<Order>, Refusal> {
    text.split(',').map(|item| order(item, of)).collect()
}

fn order(item: &str, of: &'static Type) -> Result<Order, Refusal> {
    let mut words = item.split_whitespace();
    let path = words.next();
    let descending = match words.next() {
        None | Some("asc") => Some(false),
        Some("desc") => Some(true),
        Some(_) => None,
    };
    let (Some(path), Some(descending), None) = (path, descending, words.next()) else {
        return Err(Refusal::bad_request(format!(
            "Invalid $orderby clause: syntax error in '{item}'."
        )));
    };
    let (steps, kind) = resolve(path, of)?;
    if kind.element().is_some() || kind.members().is_some() {
        return Err(Refusal::new(
            400,
            "ErrorInvalidUrlQuery",
            format!(
                "Ordering by the property '{path}' of type '{}' is not supported.",
                kind.name()
            ),
        ));
    }
    Ok(Order { steps, kind, descending })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{MAIL_FOLDER, MESSAGE};

    fn parse(query: &[(&str, &str)], scope: Scope) -> Result<Options, Refusal> {
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let of = if scope == Scope::List { &MAIL_FOLDER } else { &MESSAGE };
        Options::parse(&query, of, scope)
    }

    #[test]
    fn reads_all_options() {
        let options = parse(
            &[
                ("$filter", "isRead eq false"),
                ("$orderby", "isRead desc"),
                ("$select", "subject,From,body/content"),
                ("$top", "1000"),
                ("$skip", "20"),
                ("$count", "true"),
                ("$expand", "attachments($select=name)"),
                ("x", "1"),
            ],
            Scope::Messages,
        )
        .unwrap();
        assert_eq!(options.select.unwrap(), ["subject", "from", "body"]);
        assert_eq!((options.top, options.skip, options.count), (Some(1000), 20, true));
        assert!(
            options.filter.is_some() && options.order[0].descending && options.expand.len() == 1
        );
        assert_eq!(parse(&[("$select", "*")], Scope::One).unwrap().select, None);
    }

    #[test]
    fn refuses_what_the_service_refuses() {
        let refused: &[(&[(&str, &str)], &str)] = &[
            (&[("$top", "0")], "ErrorInvalidUrlQuery"),
            (&[("$top", "1001")], "ErrorInvalidUrlQuery"),
            (&[("$top", "-1")], "ErrorInvalidUrlQuery"),
            (&[("$top", "ten")], "BadRequest"),
            (&[("$frob", "1")], "BadRequest"),
            (&[("$top", "1"), ("$top", "1")], "BadRequest"),
            (&[("$count", "yes")], "BadRequest"),
            (&[("$select", "subjekt")], "RequestBroker--ParseUri"),
            (&[("$select", "")], "BadRequest"),
            (&[("$orderby", "subject down")], "BadRequest"),
            (&[("$orderby", "")], "BadRequest"),
            (&[("$orderby", "from")], "ErrorInvalidUrlQuery"),
            (&[("$orderby", "toRecipients")], "ErrorInvalidUrlQuery"),
            (&[("$expand", "subject")], "BadRequest"),
            (&[("$search", "\"a\""), ("$filter", "isRead eq true")], "SearchWithFilter"),
            (&[("$search", "\"a\""), ("$orderby", "subject")], "SearchWithOrderBy"),
            (&[("$search", "\"a\""), ("$skip", "1")], "SearchWithSkip"),
            (&[("$search", "a")], "BadRequest"),
        ];
        for (query, code) in refused {
            let refusal = parse(query, Scope::Messages).expect_err(&format!("{query:?}"));
            assert_eq!((refusal.status, refusal.code), (400, *code), "{query:?}");
        }
        assert!(parse(&[("$top", "1")], Scope::One).is_err());
        assert!(parse(&[("$search", "\"a\"")], Scope::List).is_err());
    }

    #[test]
    fn an_order_under_a_filter_names_the_filtered_properties_first() {
        let try_it = |filter: &str, order: &str| {
            parse(&[("$filter", filter), ("$orderby", order)], Scope::Messages)
                .map(|_| ())
                .map_err(|r| r.code)
        };
        assert_eq!(try_it("isRead eq false", "receivedDateTime desc"), Err("InefficientFilter"));
        assert_eq!(
            try_it("isRead eq false and receivedDateTime ge 2020-01-01", "receivedDateTime"),
            Err("InefficientFilter")
        );
        assert_eq!(
            try_it("receivedDateTime ge 2020-01-01 and isRead eq false", "receivedDateTime"),
            Ok(())
        );
        let two = "receivedDateTime ge 2020-01-01 and subject ne 'a' and isRead eq true";
        assert_eq!(try_it(two, "receivedDateTime,subject desc"), Ok(()));
        assert_eq!(try_it(two, "subject,receivedDateTime"), Err("InefficientFilter"));
        assert_eq!(try_it(two, "receivedDateTime,isRead"), Err("InefficientFilter"));
        assert_eq!(
            try_it("receivedDateTime ge 2020-01-01", "receivedDateTime,subject"),
            Err("InefficientFilter")
        );
    }
}

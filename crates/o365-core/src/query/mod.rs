//! What to ask for: queries as values, without I/O.
//!
//! A condition is made of properties, `&`, `|` and `!`. It is a tree and not a text, so parentheses are never missing and an
//! apostrophe ends no string:
//!
//! ```
//! use o365_core::query::{Property, Query, field, kind};
//! use time::macros::datetime;
//!
//! // The service crates have one for each property: `prop::SUBJECT`.
//! const SUBJECT: Property<kind::Text> = Property::new("subject");
//! const IS_READ: Property<kind::Bool> = Property::new("isRead");
//! const RECEIVED: Property<kind::Instant> = Property::new("receivedDateTime");
//!
//! let wanted = (SUBJECT.contains("O'Brien") | SUBJECT.starts_with("quotes")) & IS_READ.eq(false);
//! let query = Query::new()
//!     .filter(wanted)
//!     .filter(RECEIVED.ge(datetime!(2024-03-21 0:00 UTC)))
//!     .select(["subject", "from"])
//!     .order_by(RECEIVED.desc())
//!     .top(50);
//!
//! assert_eq!(
//!     query.to_string(),
//!     "$filter=(contains(subject, 'O''Brien') or startswith(subject, 'quotes')) and isRead eq false \
//!      and receivedDateTime ge 2024-03-21T00:00:00Z&$select=subject,from&$orderby=receivedDateTime desc&$top=50"
//! );
//!
//! // Any property by its name, in snake or camel case, and collections by their elements.
//! let filter = field("has_attachments").eq(true) & field("categories").any(|category| category.eq("Red"));
//! assert_eq!(filter.to_string(), "hasAttachments eq true and categories/any(a:a eq 'Red')");
//!
//! // Or all by hand.
//! let query = Query::new().filter("isRead eq false").set("includeHiddenMessages", "true");
//! assert_eq!(query.to_string(), "$filter=isRead eq false&includeHiddenMessages=true");
//! ```
//!
//! | To say | write |
//! |---|---|
//! | which | [`Query::filter`] with a [`Filter`], made of a [`Property`] or a [`field`] |
//! | words to look for | [`Query::search`] with a [`Search`] |
//! | what of each | [`Query::select`] |
//! | what belongs to each | [`Query::expand`] with an [`Expand`] |
//! | in which order | [`Query::order_by`] with [`Property::asc`] and [`Property::desc`] |
//! | how many | [`Query::top`], [`Query::skip`], [`Query::count`] |
//! | anything else | [`Query::set`], [`Filter::raw`], [`Search::raw`] |
//!
//! A comparison that makes no sense [doesn't compile](kind); what can be told only later, such as a number that isn't finite, is an
//! error before anything is sent. The service leaves out options that it doesn't support, often without a word: look at what
//! comes before deleting it.
//!
//! [OData query parameters in Graph](https://learn.microsoft.com/graph/query-parameters)

mod encode;
mod literal;
mod path;
mod print;
mod filter;
mod directory;
pub mod kind;
mod property;
mod order;
mod names;
mod expand;
mod search;

#[cfg(test)]
mod grammar;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt};

use crate::casing::Casing;

pub use self::{
    expand::Expand,
    filter::Filter,
    kind::Operand,
    literal::{Literal, Null},
    names::{Names, Orders},
    order::Order,
    property::{Property, field},
    search::Search,
};

use self::{
    encode::encode,
    expand::{check_names, comma},
    order::order_first,
    path::spell,
};

/// What to ask of a collection or a thing: `$filter`, `$select`, `$orderby`, `$expand`, `$search`, `$count`, `$top`, `$skip`
/// and whatever else the service takes.
///
/// See the [module](self) for a tour. `Display` prints it readably, as Graph spells it;
/// [`to_wire`](Query::to_wire) encodes it for a URL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    filter: Option<Filter>,
    select: Vec<Cow<'static, str>>,
    order_by: Vec<Order>,
    order_first: bool,
    directory: bool,
    expand: Vec<Expand>,
    search: Option<Search>,
    count: bool,
    top: Option<u32>,
    skip: Option<u64>,
    other: Vec<(Cow<'static, str>, String)>,
}

impl Query {
    /// An empty query: what the service gives by itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those for which the condition holds. Every further call is one more condition.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<Filter>) -> Self {
        self.filter = Some(match self.filter.take() {
            Some(earlier) => earlier.and(filter),
            None => filter.into(),
        });
        self
    }

    /// Only these properties, and the id. More can be added by further calls.
    #[must_use]
    pub fn select(mut self, names: impl Names) -> Self {
        for name in names.names() {
            if !self.select.contains(&name) {
                self.select.push(name);
            }
        }
        self
    }

    /// In this order. Further calls add what decides among equals.
    #[must_use]
    pub fn order_by(mut self, order: impl Orders) -> Self {
        self.order_by.extend(order.orders());
        self
    }

    /// Related things in the same answer. Further calls add more of them.
    #[must_use]
    pub fn expand(mut self, relation: impl Into<Expand>) -> Self {
        self.expand.push(relation.into());
        self
    }

    /// Only where these words are found. A further call takes the place of the one before.
    #[must_use]
    pub fn search(mut self, search: impl Into<Search>) -> Self {
        self.search = Some(search.into());
        self
    }

    /// The number of all that there are, in the first answer.
    #[must_use]
    pub fn count(mut self) -> Self {
        self.count = true;
        self
    }

    /// So many in one answer; the service has its own maximum, often 999 or 1,000.
    #[must_use]
    pub fn top(mut self, number: u32) -> Self {
        self.top = Some(number);
        self
    }

    /// Without the first so many.
    #[must_use]
    pub fn skip(mut self, number: u64) -> Self {
        self.skip = Some(number);
        self
    }

    /// Any other option, by its name on the wire. Said twice, the later one counts.
    ///
    /// ```
    /// use o365_core::query::Query;
    ///
    /// let query = Query::new().set("startDateTime", "2024-03-21T00:00:00Z").set("$deltatoken", "latest");
    /// assert_eq!(query.to_wire(Default::default()), "startDateTime=2024-03-21T00:00:00Z&$deltatoken=latest");
    /// ```
    #[must_use]
    pub fn set(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        match self.other.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.other.push((name, value)),
        }
        self
    }

    /// Puts the conditions on what is ordered by first, in the order's order, as Exchange demands of messages: it answers
    /// `InefficientFilter` otherwise. Where there is no such condition, one that leaves nothing out is added.
    /// Nothing changes where there is no filter or no order. Lists of messages call this.
    ///
    /// ```
    /// use o365_core::query::{Query, field};
    ///
    /// let query = Query::new().filter(field("isRead").eq(false)).order_by("receivedDateTime desc").order_first();
    /// assert_eq!(
    ///     query.to_string(),
    ///     "$filter=receivedDateTime ge 1900-01-01T00:00:00Z and isRead eq false&$orderby=receivedDateTime desc"
    /// );
    /// ```
    ///
    /// What leaves nothing out depends on the kind of the property. Of a property that is given by name only, the kind is
    /// known if it ends in `DateTime`; for others [`check`](Query::check) asks for a condition. A search together with a filter or an
    /// order is refused: Exchange takes none beside it.
    ///
    /// [List messages](https://learn.microsoft.com/graph/api/user-list-messages#using-filter-and-orderby-in-the-same-query)
    #[must_use]
    pub fn order_first(mut self) -> Self {
        self.order_first = true;
        self
    }

    /// Asks as the directory (users, groups) wants to be asked: a search in its own language, and what it calls an advanced
    /// query (`ne`, `not`, `endswith`, a search, a filter with an order) with `$count=true` and the header
    /// `ConsistencyLevel: eventual`. Lists of users call this.
    ///
    /// ```
    /// use o365_core::query::{Query, Search, field};
    ///
    /// let query = Query::new().filter(field("mail").ends_with("@best.com")).directory();
    /// assert_eq!(query.to_string(), "$filter=endswith(mail, '@best.com')&$count=true");
    /// let query = Query::new().search(Search::property("displayName", "George")).directory();
    /// assert_eq!(query.to_string(), "$search=\"displayName:George\"&$count=true");
    /// ```
    ///
    /// [Advanced queries](https://learn.microsoft.com/graph/aad-advanced-queries)
    #[must_use]
    pub fn directory(mut self) -> Self {
        self.directory = true;
        self
    }

    /// Both queries in one: conditions, properties, orders and expansions of `other` come on top; where an option can be
    /// given once only, that of `other` counts.
    ///
    /// ```
    /// use o365_core::query::{Query, field};
    ///
    /// let unread = Query::new().filter(field("isRead").eq(false)).top(10);
    /// let query = unread.merge(&Query::new().filter(field("importance").eq("high")).top(5));
    /// assert_eq!(query.to_string(), "$filter=isRead eq false and importance eq 'high'&$top=5");
    /// ```
    #[must_use]
    pub fn merge(mut self, other: &Query) -> Self {
        if let Some(filter) = &other.filter {
            self = self.filter(filter);
        }
        self.search = other.search.clone().or(self.search);
        self.order_by.extend(other.order_by.iter().cloned());
        self.expand.extend(other.expand.iter().cloned());
        self.order_first |= other.order_first;
        self.directory |= other.directory;
        self.count |= other.count;
        self.top = other.top.or(self.top);
        self.skip = other.skip.or(self.skip);
        for name in other
            .select
            .iter()
            .filter(|name| !self.select.contains(name))
            .cloned()
            .collect::<Vec<_>>()
        {
            self.select.push(name);
        }
        other.other.iter().fold(self, |query, (name, value)| query.set(name.clone(), value.clone()))
    }

    /// The page size that was asked for by `top`.
    pub(crate) fn page_size(&self) -> Option<u32> {
        self.top
    }

    /// Whether the directory answers it by its index only, which needs the header `ConsistencyLevel: eventual`.
    pub(crate) fn needs_eventual_consistency(&self) -> bool {
        self.search.as_ref().is_some_and(Search::is_directory)
            || self.directory && (self.count || self.is_advanced())
    }

    fn is_advanced(&self) -> bool {
        let filter = self.filter.as_ref();
        self.search.is_some()
            || filter.is_some_and(|filter| !self.order_by.is_empty() || filter.is_advanced())
    }

    /// Whether an option is given, by its name on the wire: `has("$search")`.
    pub fn has(&self, name: &str) -> bool {
        self.pairs(Casing::Camel).iter().any(|(given, _)| given == name)
    }

    /// Whether nothing is asked for in particular.
    pub fn is_empty(&self) -> bool {
        self.pairs(Casing::Camel).is_empty()
    }

    /// The options and their values, not yet encoded.
    pub fn pairs(&self, casing: Casing) -> Vec<(Cow<'_, str>, String)> {
        let spelling = Some(casing);
        let mut pairs = Vec::new();
        let mut push = |name: &'static str, value: String| pairs.push((Cow::Borrowed(name), value));
        if let Some(filter) = &self.filter {
            // What can't be put first stays as it is; `check` says why.
            let ordered = self.ordered_filter().unwrap_or_default();
            push("$filter", ordered.as_ref().unwrap_or(filter).print(spelling));
        }
        if !self.select.is_empty() {
            push("$select", comma(&self.select, |name| spell(name, spelling).into_owned()));
        }
        if !self.order_by.is_empty() {
            push("$orderby", comma(&self.order_by, |order| order.print(spelling)));
        }
        if !self.expand.is_empty() {
            push("$expand", comma(&self.expand, |expand| expand.print(spelling)));
        }
        if let Some(search) = &self.search {
            let search = match self.directory {
                true => search.clone().directory().print(spelling),
                false => search.print(spelling),
            };
            push("$search", search);
        }
        if self.count || self.directory && self.is_advanced() {
            push("$count", "true".to_owned());
        }
        if let Some(top) = self.top {
            push("$top", top.to_string());
        }
        if let Some(skip) = self.skip {
            push("$skip", skip.to_string());
        }
        pairs.extend(
            self.other.iter().map(|(name, value)| (Cow::Borrowed(name.as_ref()), value.clone())),
        );
        pairs
    }

    /// The query as it stands in a URL, after the question mark: encoded as UTF-8, spaces as `%20`.
    ///
    /// ```
    /// use o365_core::{Casing, query::{Query, field}};
    ///
    /// let query = Query::new().filter(field("subject").eq("R&D +1")).count();
    /// assert_eq!(query.to_wire(Casing::Camel), "$filter=subject%20eq%20'R%26D%20%2B1'&$count=true");
    /// ```
    pub fn to_wire(&self, casing: Casing) -> String {
        encode(self.pairs(casing))
    }

    /// Why this can't be asked, where that is known before the service is. A query is judged when it is sent; there is no need to
    /// call this.
    ///
    /// # Errors
    /// The first reason found, in words: one of those of [`Filter::check`], a search for nothing, a property without a name, an
    /// option given twice, or an order or a search that [`order_first`](Query::order_first) can't serve.
    pub fn check(&self) -> Result<(), String> {
        self.filter.iter().try_for_each(Filter::check)?;
        check_names(&self.select)?;
        self.order_by.iter().try_for_each(Order::check)?;
        self.expand.iter().try_for_each(Expand::check)?;
        if let Some(search) = &self.search {
            match self.directory {
                true => search.clone().directory().check()?,
                false => search.check()?,
            }
        }
        self.ordered_filter()?;
        if self.order_first && self.search.is_some() {
            // What Exchange answers with 400, or with the filter left out.
            let other = match (&self.filter, self.order_by.is_empty()) {
                (Some(_), _) => "filter",
                (None, false) => "order",
                (None, true) => "",
            };
            if !other.is_empty() {
                return Err(format!(
                    "messages can't be searched with a {other}: put it into the search, as in `from:best received>=2024-03-21`"
                ));
            }
        }
        let pairs = self.pairs(Casing::Camel);
        for (position, (name, _)) in pairs.iter().enumerate() {
            if name.is_empty() {
                return Err("a query option has no name".to_owned());
            }
            if pairs.iter().take(position).any(|(earlier, _)| earlier == name) {
                return Err(format!("{name} is given twice, once by its name"));
            }
        }
        Ok(())
    }

    /// The filter with what is ordered by first, where that is wanted.
    fn ordered_filter(&self) -> Result<Option<Filter>, String> {
        match &self.filter {
            Some(filter) if self.order_first && !self.order_by.is_empty() => {
                order_first(filter.clone(), &self.order_by).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// As Graph spells it, not encoded.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (name, value)) in self.pairs(Casing::Camel).iter().enumerate() {
            let separator = if position == 0 { "" } else { "&" };
            write!(f, "{separator}{name}={value}")?;
        }
        Ok(())
    }
}

//! Related things in the same answer.

use std::{borrow::Cow, fmt};

use crate::casing::{Casing, is_list_fields};

use super::{
    filter::Filter,
    names::{Names, Orders},
    order::Order,
    path::{Spelling, spell},
    property::Property,
};

/// Related things that come in the same answer, `$expand`, and what of them.
///
/// ```
/// use o365_core::query::{Expand, Query};
///
/// let query = Query::new().expand(Expand::new("attachments").select(["name", "size"]));
/// assert_eq!(query.to_string(), "$expand=attachments($select=name,size)");
///
/// let fields = Expand::new("fields").select(["Title", "Due_x0020_Day"]);
/// assert_eq!(fields.to_string(), "fields($select=Title,Due_x0020_Day)");
/// ```
///
/// Text is an expansion, too; it goes to the service as it is: `expand("attachments($select=name)")`.
///
/// [The `$expand` parameter](https://learn.microsoft.com/graph/query-parameters#expand)
#[derive(Clone, Debug, PartialEq)]
pub struct Expand {
    relation: Cow<'static, str>,
    levels: Option<Levels>,
    select: Vec<Cow<'static, str>>,
    filter: Option<Filter>,
    order_by: Vec<Order>,
    expand: Vec<Expand>,
    count: bool,
    top: Option<u32>,
    skip: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Levels {
    Number(u32),
    Max,
}

impl Expand {
    /// All of a relation, such as `attachments` or `microsoft.graph.eventMessage/event`.
    pub fn new(relation: impl Into<Cow<'static, str>>) -> Self {
        Expand {
            relation: relation.into(),
            levels: None,
            select: Vec::new(),
            filter: None,
            order_by: Vec::new(),
            expand: Vec::new(),
            count: false,
            top: None,
            skip: None,
        }
    }

    /// Only these properties. More can be added by further calls.
    #[must_use]
    pub fn select(mut self, names: impl Names) -> Self {
        self.select.extend(names.names());
        self
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

    /// In this order. Further calls add what decides among equals.
    #[must_use]
    pub fn order_by(mut self, order: impl Orders) -> Self {
        self.order_by.extend(order.orders());
        self
    }

    /// What is related to the related things. Graph allows one level in most places.
    #[must_use]
    pub fn expand(mut self, relation: impl Into<Expand>) -> Self {
        self.expand.push(relation.into());
        self
    }

    /// The number of all related things as well.
    #[must_use]
    pub fn count(mut self) -> Self {
        self.count = true;
        self
    }

    /// At most so many.
    #[must_use]
    pub fn top(mut self, number: u32) -> Self {
        self.top = Some(number);
        self
    }

    /// Without the first so many.
    #[must_use]
    pub fn skip(mut self, number: u32) -> Self {
        self.skip = Some(number);
        self
    }

    /// The relation of the related things too, and so on, down to this level: the manager's manager.
    #[must_use]
    pub fn levels(mut self, number: u32) -> Self {
        self.levels = Some(Levels::Number(number));
        self
    }

    /// The same, as far down as there is anything.
    ///
    /// ```
    /// # use o365_core::query::Expand;
    /// let chain = Expand::new("manager").all_levels().select(["id", "display_name"]);
    /// assert_eq!(chain.to_string(), "manager($levels=max;$select=id,displayName)");
    /// ```
    #[must_use]
    pub fn all_levels(mut self) -> Self {
        self.levels = Some(Levels::Max);
        self
    }

    pub(super) fn print(&self, spelling: Spelling) -> String {
        let relation = spell(&self.relation, spelling);
        let options = self.options(self.inner_spelling(spelling));
        if options.is_empty() {
            relation.into_owned()
        } else {
            format!("{relation}({})", options.join(";"))
        }
    }

    /// The columns of a SharePoint list are named by people.
    fn inner_spelling(&self, spelling: Spelling) -> Spelling {
        if self.relation.rsplit('/').next().is_some_and(is_list_fields) { None } else { spelling }
    }

    fn options(&self, spelling: Spelling) -> Vec<String> {
        let mut options = Vec::new();
        match self.levels {
            Some(Levels::Number(number)) => options.push(format!("$levels={number}")),
            Some(Levels::Max) => options.push("$levels=max".to_owned()),
            None => {}
        }
        if !self.select.is_empty() {
            options.push(format!(
                "$select={}",
                comma(&self.select, |name| spell(name, spelling).into_owned())
            ));
        }
        if let Some(filter) = &self.filter {
            options.push(format!("$filter={}", filter.print(spelling)));
        }
        if !self.order_by.is_empty() {
            options
                .push(format!("$orderby={}", comma(&self.order_by, |order| order.print(spelling))));
        }
        if !self.expand.is_empty() {
            options.push(format!("$expand={}", comma(&self.expand, |inner| inner.print(spelling))));
        }
        if self.count {
            options.push("$count=true".to_owned());
        }
        options.extend(self.top.map(|number| format!("$top={number}")));
        options.extend(self.skip.map(|number| format!("$skip={number}")));
        options
    }

    pub(super) fn check(&self) -> Result<(), String> {
        if self.relation.trim().is_empty() {
            return Err("an expansion of nothing".to_owned());
        }
        if self.relation.contains('(') && !self.options(None).is_empty() {
            return Err(format!(
                "{} has its options in the text and others besides",
                self.relation
            ));
        }
        check_names(&self.select)?;
        self.filter.iter().try_for_each(Filter::check)?;
        self.order_by.iter().try_for_each(Order::check)?;
        self.expand.iter().try_for_each(Expand::check)
    }
}

/// The parts, separated by commas.
pub(super) fn comma<T>(parts: &[T], print: impl Fn(&T) -> String) -> String {
    parts.iter().map(print).collect::<Vec<_>>().join(",")
}

pub(super) fn check_names(names: &[Cow<'static, str>]) -> Result<(), String> {
    match names.iter().any(|name| name.trim().is_empty()) {
        true => Err("a property to select has no name".to_owned()),
        false => Ok(()),
    }
}

impl fmt::Display for Expand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print(Some(Casing::Camel)))
    }
}

impl From<&str> for Expand {
    fn from(relation: &str) -> Self {
        Expand::new(relation.to_owned())
    }
}

impl From<String> for Expand {
    fn from(relation: String) -> Self {
        Expand::new(relation)
    }
}

impl<K> From<Property<K>> for Expand {
    fn from(property: Property<K>) -> Self {
        Expand::new(property.path.name)
    }
}

//! Properties by name, and what can be said of them.

use std::{borrow::Cow, fmt, marker::PhantomData};

use crate::casing::{Casing, to_wire};

use super::{
    filter::{Filter, Function, Node, Op, Quantifier},
    kind::{Any, Enum, Iterable, Operand, Ordered, Scalar, Structured, Textual},
    literal::{Literal, Null},
    order::Order,
    path::Path,
};

/// A property by its name and kind, to filter by, to select and to order by.
///
/// The service crates have one for each property worth a filter (`prop::SUBJECT`). [`field`] makes one from any name.
/// Names are Graph's, in snake or camel case; a slash leads into an object: `from/emailAddress/address`.
/// [`kind`](super::kind) tells what each kind can be compared with.
///
/// ```
/// use o365_core::query::{Null, Property, kind};
/// use time::macros::datetime;
///
/// const SUBJECT: Property<kind::Text> = Property::new("subject");
/// const RECEIVED: Property<kind::Instant> = Property::new("receivedDateTime");
/// const CATEGORIES: Property<kind::Collection<kind::Text>> = Property::new("categories");
///
/// assert_eq!(SUBJECT.ne(Null).to_string(), "subject ne null");
/// assert_eq!(SUBJECT.is_in(["a", "b"]).to_string(), "subject in ('a', 'b')");
/// assert_eq!(RECEIVED.ge(datetime!(2018-03-21 0:00 UTC)).to_string(), "receivedDateTime ge 2018-03-21T00:00:00Z");
/// assert_eq!(CATEGORIES.any(|category| category.eq("Red")).to_string(), "categories/any(a:a eq 'Red')");
/// ```
pub struct Property<K = Any> {
    pub(super) path: Path,
    kind: PhantomData<fn() -> K>,
}

/// A property by its name, of no particular kind: it can be compared with any value.
///
/// The name goes to the service as its protocol spells it, so `created_date_time` is as good as `createdDateTime`. Nothing is
/// looked up: `from` and `to` are what the service calls them, and their meaning as addresses is up to the properties of the
/// service crates (`prop::FROM` is `from/emailAddress/address`).
///
/// A name that ends in `/dateTime`, such as an event's `start/dateTime`, belongs to a date and time that the service keeps as
/// text. An instant that is compared with it is put in UTC and in quotes.
///
/// ```
/// use o365_core::query::field;
/// use time::macros::datetime;
///
/// let at = datetime!(2018-05-20 2:00 +2);
/// assert_eq!(field("created_date_time").ge(at).to_string(), "createdDateTime ge 2018-05-20T00:00:00Z");
/// assert_eq!(field("start/date_time").ge(at).to_string(), "start/dateTime ge '2018-05-20T00:00:00'");
/// ```
pub fn field(name: impl Into<Cow<'static, str>>) -> Property<Any> {
    Property::from_path(Path::new(name))
}

impl<K> Property<K> {
    /// A property for a constant.
    pub const fn new(name: &'static str) -> Self {
        Property { path: Path::named(name), kind: PhantomData }
    }

    /// The name as it was given.
    pub fn name(&self) -> &str {
        &self.path.name
    }

    /// Equal.
    pub fn eq(&self, value: impl Operand<K>) -> Filter {
        self.compare(Op::Eq, value.into_literal())
    }

    /// Not equal. For the directory (users, groups) an advanced query: with `count()` and its header.
    pub fn ne(&self, value: impl Operand<K>) -> Filter {
        self.compare(Op::Ne, value.into_literal())
    }

    /// Without a value: `eq null`.
    pub fn is_null(&self) -> Filter
    where
        Null: Operand<K>,
    {
        self.compare(Op::Eq, Literal::from(Null))
    }

    /// Greater, later.
    pub fn gt(&self, value: impl Operand<K>) -> Filter
    where
        K: Ordered,
    {
        self.compare(Op::Gt, value.into_literal())
    }

    /// Greater or equal, not before.
    pub fn ge(&self, value: impl Operand<K>) -> Filter
    where
        K: Ordered,
    {
        self.compare(Op::Ge, value.into_literal())
    }

    /// Less, earlier.
    pub fn lt(&self, value: impl Operand<K>) -> Filter
    where
        K: Ordered,
    {
        self.compare(Op::Lt, value.into_literal())
    }

    /// Less or equal, not after.
    pub fn le(&self, value: impl Operand<K>) -> Filter
    where
        K: Ordered,
    {
        self.compare(Op::Le, value.into_literal())
    }

    /// Equal to one of these, of which there must be one at least; the directory takes 15.
    pub fn is_in<V: Operand<K>>(&self, values: impl IntoIterator<Item = V>) -> Filter
    where
        K: Scalar,
    {
        let values =
            values.into_iter().map(|value| fit(&self.path, value.into_literal())).collect();
        Filter { node: Node::In(self.path.clone(), values) }
    }

    /// Starts with this text.
    pub fn starts_with(&self, text: impl AsRef<str>) -> Filter
    where
        K: Textual,
    {
        self.call(Function::StartsWith, text.as_ref())
    }

    /// Ends with this text. For the directory an advanced query: with `count()` and its header.
    pub fn ends_with(&self, text: impl AsRef<str>) -> Filter
    where
        K: Textual,
    {
        self.call(Function::EndsWith, text.as_ref())
    }

    /// Has this text in it.
    pub fn contains(&self, text: impl AsRef<str>) -> Filter
    where
        K: Textual,
    {
        self.call(Function::Contains, text.as_ref())
    }

    /// At least one element for which the condition holds.
    ///
    /// ```
    /// use o365_core::query::{Property, field, kind};
    ///
    /// const TO: Property<kind::Collection<kind::Object>> = Property::new("toRecipients");
    /// const ADDRESS: Property<kind::Text> = Property::new("emailAddress/address");
    ///
    /// let typed = TO.any(|recipient| recipient.property(ADDRESS).eq("a@b.c"));
    /// let by_name = field("to_recipients").any(|recipient| recipient.field("emailAddress/address").eq("a@b.c"));
    /// assert_eq!(typed.to_string(), "toRecipients/any(a:a/emailAddress/address eq 'a@b.c')");
    /// assert_eq!(by_name.to_string(), typed.to_string());
    /// ```
    pub fn any(&self, condition: impl FnOnce(Property<K::Element>) -> Filter) -> Filter
    where
        K: Iterable,
    {
        Filter::lambda(Quantifier::Any, self.path.clone(), |element| {
            condition(Property::from_path(element))
        })
    }

    /// No element for which the condition doesn't hold. Graph refuses `all` for most collections; the negation of
    /// [`any`](Property::any) says the same.
    pub fn all(&self, condition: impl FnOnce(Property<K::Element>) -> Filter) -> Filter
    where
        K: Iterable,
    {
        Filter::lambda(Quantifier::All, self.path.clone(), |element| {
            condition(Property::from_path(element))
        })
    }

    /// Without elements.
    ///
    /// ```
    /// # use o365_core::query::{Property, kind};
    /// const CATEGORIES: Property<kind::Collection<kind::Text>> = Property::new("categories");
    /// assert_eq!(CATEGORIES.is_empty().to_string(), "not categories/any()");
    /// ```
    pub fn is_empty(&self) -> Filter
    where
        K: Iterable,
    {
        !Filter { node: Node::Lambda(Quantifier::Any, self.path.clone(), None) }
    }

    /// The property of this name of the object that this property is.
    pub fn field(&self, name: impl AsRef<str>) -> Property<Any>
    where
        K: Structured,
    {
        Property::from_path(self.path.clone().join(name.as_ref()))
    }

    /// The same for a property whose kind is known.
    ///
    /// ```
    /// # use o365_core::query::{Property, kind};
    /// const FLAG: Property<kind::Object> = Property::new("flag");
    /// const STATUS: Property<kind::Text> = Property::new("flagStatus");
    /// assert_eq!(FLAG.property(STATUS).eq("flagged").to_string(), "flag/flagStatus eq 'flagged'");
    /// ```
    pub fn property<L>(&self, property: Property<L>) -> Property<L>
    where
        K: Structured,
    {
        Property::from_path(self.path.clone().join(&property.path.name))
    }

    /// Smallest, earliest, first letter of the alphabet first: what an order means if nothing else is said.
    pub fn asc(&self) -> Order
    where
        K: Scalar,
    {
        Order::new(self, false)
    }

    /// Greatest, latest, last letter of the alphabet first.
    pub fn desc(&self) -> Order
    where
        K: Scalar,
    {
        Order::new(self, true)
    }

    pub(super) fn from_path(path: Path) -> Self {
        Property { path, kind: PhantomData }
    }

    fn compare(&self, op: Op, value: Literal) -> Filter {
        let value = fit(&self.path, value);
        Filter { node: Node::Compare(self.path.clone(), op, value) }
    }

    fn call(&self, function: Function, text: &str) -> Filter {
        Filter { node: Node::Call(function, self.path.clone(), Literal::from(text)) }
    }
}

impl Property<Any> {
    /// Has this flag among its values.
    pub fn has(&self, value: impl Into<Literal>) -> Filter {
        self.compare(Op::Has, value.into())
    }
}

impl<E: AsRef<str>> Property<Enum<E>> {
    /// Has this flag among its values.
    pub fn has(&self, value: E) -> Filter {
        self.compare(Op::Has, Literal::text(value))
    }
}

/// The value as the property holds it.
fn fit(path: &Path, value: Literal) -> Literal {
    match value {
        value if path.is_wall_clock() => value.into_wall_clock(),
        // Columns of a SharePoint list are compared with dates in quotes.
        Literal::Instant(_) | Literal::Date(_) if path.is_list_column() => value.into_text(),
        value => value,
    }
}

impl<K> Clone for Property<K> {
    fn clone(&self) -> Self {
        Self::from_path(self.path.clone())
    }
}

impl<K> fmt::Debug for Property<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Property").field(&self.path.name).finish()
    }
}

/// The name as Graph spells it.
impl<K> fmt::Display for Property<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_wire(&self.path.name, Casing::Camel))
    }
}

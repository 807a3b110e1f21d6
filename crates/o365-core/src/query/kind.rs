//! The kinds of properties, and what each can be compared with.
//!
//! The service crates give each property its kind, so that a comparison that makes no sense doesn't compile:
//!
//! ```
//! # use o365_core::query::{Property, kind};
//! const SUBJECT: Property<kind::Text> = Property::new("subject");
//! const IS_READ: Property<kind::Bool> = Property::new("isRead");
//! let filter = SUBJECT.contains("x") & IS_READ.eq(false);
//! assert_eq!(filter.to_string(), "contains(subject, 'x') and isRead eq false");
//! ```
//!
//! A subject isn't true or false:
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const SUBJECT: Property<kind::Text> = Property::new("subject");
//! let filter = SUBJECT.eq(true);
//! ```
//!
//! A yes or no contains nothing, and neither is before the other:
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const IS_READ: Property<kind::Bool> = Property::new("isRead");
//! let filter = IS_READ.contains("true");
//! ```
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const IS_READ: Property<kind::Bool> = Property::new("isRead");
//! let filter = IS_READ.gt(false);
//! ```
//!
//! A moment is no text:
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const RECEIVED: Property<kind::Instant> = Property::new("receivedDateTime");
//! let filter = RECEIVED.ge("2018-03-21");
//! ```
//!
//! An enum is compared with its own values:
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! # struct Importance;
//! # impl AsRef<str> for Importance { fn as_ref(&self) -> &str { "high" } }
//! const IMPORTANCE: Property<kind::Enum<Importance>> = Property::new("importance");
//! let filter = IMPORTANCE.eq("huge");
//! ```
//!
//! A collection is asked about its elements, and nothing is ordered by it:
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const CATEGORIES: Property<kind::Collection<kind::Text>> = Property::new("categories");
//! let filter = CATEGORIES.eq("Red");
//! ```
//!
//! ```compile_fail,E0277
//! # use o365_core::query::{Property, kind};
//! const CATEGORIES: Property<kind::Collection<kind::Text>> = Property::new("categories");
//! let order = CATEGORIES.desc();
//! ```

use std::{borrow::Cow, marker::PhantomData};

use time::{Date as CalendarDate, OffsetDateTime, PrimitiveDateTime, macros::datetime};

use super::literal::{Literal, Null};

/// Not known: compared with anything that has a spelling. What [`field`](super::field) gives.
#[derive(Debug)]
pub enum Any {}

/// `Edm.String`: a subject, an address, an id.
#[derive(Debug)]
pub enum Text {}

/// `Edm.Boolean`: whether a message is read.
#[derive(Debug)]
pub enum Bool {}

/// A number of any size: the bytes of a file.
#[derive(Debug)]
pub enum Number {}

/// `Edm.DateTimeOffset`: the moment when a message was received.
#[derive(Debug)]
pub enum Instant {}

/// `Edm.Date`: a day without a time.
#[derive(Debug)]
pub enum Date {}

/// `Edm.Guid`, spelled without quotes: the `skuId` of a licence. The `id` of a thing is [`Text`].
#[derive(Debug)]
pub enum Guid {}

/// The `dateTime` of a `dateTimeTimeZone`: the start of an event. The service keeps it as text, compares it in UTC and wants
/// it in quotes. An [`OffsetDateTime`] is turned into UTC, a `Date` means its midnight.
#[derive(Debug)]
pub enum WallClock {}

/// One of the names that `E` lists; `E` gives them as text, as the open enums of this SDK do.
#[derive(Debug)]
pub struct Enum<E>(PhantomData<fn() -> E>);

/// Many of one kind: the categories of a message, its recipients.
#[derive(Debug)]
pub struct Collection<K>(PhantomData<fn() -> K>);

/// What has properties of its own: a recipient, the flag of a message.
#[derive(Debug)]
pub enum Object {}

/// What a property of kind `K` can be compared with.
///
/// ```
/// use o365_core::query::{Literal, Operand, Property, kind};
///
/// struct Ticket(u32);
///
/// impl Operand<kind::Text> for Ticket {
///     fn into_literal(self) -> Literal {
///         Literal::from(format!("[#{}]", self.0))
///     }
/// }
///
/// const SUBJECT: Property<kind::Text> = Property::new("subject");
/// assert_eq!(SUBJECT.eq(Ticket(7)).to_string(), "subject eq '[#7]'");
/// ```
#[diagnostic::on_unimplemented(
    message = "a property of kind `{K}` can't be compared with `{Self}`",
    label = "not a value of kind `{K}`"
)]
pub trait Operand<K> {
    /// The value as it stands in a filter.
    fn into_literal(self) -> Literal;
}

impl<T: Into<Literal>> Operand<Any> for T {
    fn into_literal(self) -> Literal {
        self.into()
    }
}

macro_rules! operands {
    ($($kind:ident: $($value:ty),+ => $literal:expr;)+) => {$(
        impl Operand<$kind> for Null {
            fn into_literal(self) -> Literal {
                Literal::Null
            }
        }
        $(
            impl Operand<$kind> for $value {
                fn into_literal(self) -> Literal {
                    $literal(self)
                }
            }

            impl Operand<$kind> for Option<$value> {
                fn into_literal(self) -> Literal {
                    self.map_or(Literal::Null, $literal)
                }
            }
        )+
    )+};
}

operands! {
    Text: &str, &String, String, Cow<'_, str> => Literal::from;
    Bool: bool => Literal::from;
    Number: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64 => Literal::from;
    Instant: OffsetDateTime => Literal::from;
    Date: CalendarDate => Literal::from;
    Guid: &str, &String, String => Literal::guid;
    WallClock: OffsetDateTime, CalendarDate => |at| Literal::from(at).into_wall_clock();
}

impl Operand<WallClock> for PrimitiveDateTime {
    fn into_literal(self) -> Literal {
        Literal::WallClock(self)
    }
}

impl Operand<WallClock> for Option<PrimitiveDateTime> {
    fn into_literal(self) -> Literal {
        self.map_or(Literal::Null, Literal::WallClock)
    }
}

impl<E: AsRef<str>> Operand<Enum<E>> for E {
    fn into_literal(self) -> Literal {
        Literal::text(self)
    }
}

impl<E: AsRef<str>> Operand<Enum<E>> for &E {
    fn into_literal(self) -> Literal {
        Literal::text(self)
    }
}

impl<E: AsRef<str>> Operand<Enum<E>> for Option<E> {
    fn into_literal(self) -> Literal {
        self.map_or(Literal::Null, Literal::text)
    }
}

impl<E> Operand<Enum<E>> for Null {
    fn into_literal(self) -> Literal {
        Literal::Null
    }
}

impl Operand<Object> for Null {
    fn into_literal(self) -> Literal {
        Literal::Null
    }
}

mod sealed {
    use super::Literal;

    /// A comparison that leaves nothing out.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Always {
        Ge(Literal),
        Ne(Literal),
    }

    pub trait Scalar {
        /// `None` where the kind isn't known.
        fn always() -> Option<Always>;
    }
    pub trait Ordered {}
    pub trait Textual {}
    pub trait Iterable {}
    pub trait Structured {}
}

pub(super) use sealed::{Always, Scalar as HasAlways};

/// Kinds with a single value, which results can be ordered by.
#[diagnostic::on_unimplemented(message = "a property of kind `{Self}` has no single value")]
pub trait Scalar: sealed::Scalar {}

/// Kinds whose values come one before the other: texts, numbers, times.
#[diagnostic::on_unimplemented(message = "of two values of kind `{Self}` neither is the greater")]
pub trait Ordered: sealed::Ordered {}

/// Kinds with text to look into.
#[diagnostic::on_unimplemented(message = "a property of kind `{Self}` holds no text to look into")]
pub trait Textual: sealed::Textual {}

/// Kinds with elements.
#[diagnostic::on_unimplemented(message = "a property of kind `{Self}` has no elements")]
pub trait Iterable: sealed::Iterable {
    /// The kind of each element.
    type Element;
}

/// Kinds with properties of their own.
#[diagnostic::on_unimplemented(
    message = "a property of kind `{Self}` has no properties of its own"
)]
pub trait Structured: sealed::Structured {}

macro_rules! kinds {
    ($trait:ident: $($kind:ty),+) => {$(
        impl sealed::$trait for $kind {}
        impl $trait for $kind {}
    )+};
}

kinds!(Ordered: Any, Text, Number, Instant, Date, WallClock);
kinds!(Textual: Any, Text, WallClock);
kinds!(Structured: Any, Object);

impl sealed::Iterable for Any {}
impl Iterable for Any {
    type Element = Any;
}

impl<K> sealed::Iterable for Collection<K> {}
impl<K> Iterable for Collection<K> {
    type Element = K;
}

/// The moment before which nothing in the service has happened.
const LONG_AGO: PrimitiveDateTime = datetime!(1900-01-01 0:00);

macro_rules! scalars {
    ($($kind:ident => $always:expr;)+) => {$(
        impl Scalar for $kind {}
        impl sealed::Scalar for $kind {
            fn always() -> Option<Always> {
                $always
            }
        }
    )+};
}

// `ge` doesn't hold for null, so it is used only for instants: they are never null where the service makes this demand, and
// it is the form that Microsoft's own examples use. For the rest `ne` with a value that nothing has leaves nothing out.
scalars! {
    Any => None;
    Text => Some(Always::Ne(Literal::from("d0c1a9d6-5b0e-4b53-8f0b-6a52b4b9e1f7")));
    Bool => Some(Always::Ne(Literal::Null));
    Number => Some(Always::Ne(Literal::from(i32::MIN)));
    Instant => Some(Always::Ge(Literal::Instant(LONG_AGO.assume_utc())));
    Date => Some(Always::Ne(Literal::Date(LONG_AGO.date())));
    Guid => Some(Always::Ne(Literal::guid("d0c1a9d6-5b0e-4b53-8f0b-6a52b4b9e1f7")));
    WallClock => Some(Always::Ne(Literal::WallClock(LONG_AGO)));
}

impl<E> Scalar for Enum<E> {}
impl<E> sealed::Scalar for Enum<E> {
    fn always() -> Option<Always> {
        Some(Always::Ne(Literal::Null))
    }
}

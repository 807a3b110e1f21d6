//! One or many, as arguments.

use std::borrow::Cow;

use super::{kind::Scalar, order::Order, property::Property};

/// Names of properties: one or many, by text or by [`Property`]. Properties of different kinds go in a tuple.
///
/// ```
/// use o365_core::query::{Property, Query, kind};
///
/// const SUBJECT: Property<kind::Text> = Property::new("subject");
/// const IS_READ: Property<kind::Bool> = Property::new("isRead");
///
/// for query in [
///     Query::new().select("subject,isRead"),
///     Query::new().select(["subject", "is_read"]),
///     Query::new().select((SUBJECT, IS_READ)),
///     Query::new().select(SUBJECT).select(vec!["isRead"]),
/// ] {
///     assert_eq!(query.to_string(), "$select=subject,isRead");
/// }
/// ```
pub trait Names {
    /// The names, in order.
    fn names(self) -> Vec<Cow<'static, str>>;
}

/// What to order by: one or many, by text, by [`Property`] or by [`Order`]. Different kinds go in a tuple.
///
/// ```
/// use o365_core::query::{Property, Query, kind};
///
/// const SUBJECT: Property<kind::Text> = Property::new("subject");
/// const RECEIVED: Property<kind::Instant> = Property::new("receivedDateTime");
///
/// for query in [
///     Query::new().order_by("subject, receivedDateTime desc"),
///     Query::new().order_by(["subject", "received_date_time desc"]),
///     Query::new().order_by((SUBJECT, RECEIVED.desc())),
///     Query::new().order_by(SUBJECT).order_by(RECEIVED.desc()),
/// ] {
///     assert_eq!(query.to_string(), "$orderby=subject,receivedDateTime desc");
/// }
/// ```
pub trait Orders {
    /// The orders, the most important first.
    fn orders(self) -> Vec<Order>;
}

impl Names for &str {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.split(',').map(|name| Cow::Owned(name.trim().to_owned())).collect()
    }
}

impl Names for &String {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.as_str().names()
    }
}

impl Names for String {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.as_str().names()
    }
}

/// What is selected is a property as a whole: of `from/emailAddress/address` that is `from`.
impl<K> Names for Property<K> {
    fn names(self) -> Vec<Cow<'static, str>> {
        let whole = |name: &str| name.split('/').next().map_or(0, str::len);
        vec![match self.path.name {
            // A list item's fields are selected one by one; they are named by text.
            Cow::Borrowed(name) => Cow::Borrowed(name.get(..whole(name)).unwrap_or(name)),
            Cow::Owned(name) => Cow::Owned(name),
        }]
    }
}

impl<K> Names for &Property<K> {
    fn names(self) -> Vec<Cow<'static, str>> {
        self.clone().names()
    }
}

impl Orders for &str {
    fn orders(self) -> Vec<Order> {
        self.split(',').map(Order::from).collect()
    }
}

impl Orders for String {
    fn orders(self) -> Vec<Order> {
        self.as_str().orders()
    }
}

impl Orders for Order {
    fn orders(self) -> Vec<Order> {
        vec![self]
    }
}

impl<K: Scalar> Orders for Property<K> {
    fn orders(self) -> Vec<Order> {
        vec![self.asc()]
    }
}

impl<K: Scalar> Orders for &Property<K> {
    fn orders(self) -> Vec<Order> {
        vec![self.asc()]
    }
}

macro_rules! many {
    ($trait:ident, $method:ident, $one:ty) => {
        impl<T: $trait, const N: usize> $trait for [T; N] {
            fn $method(self) -> Vec<$one> {
                self.into_iter().flat_map(T::$method).collect()
            }
        }

        impl<T: $trait> $trait for Vec<T> {
            fn $method(self) -> Vec<$one> {
                self.into_iter().flat_map(T::$method).collect()
            }
        }

        impl<T: $trait + Clone> $trait for &[T] {
            fn $method(self) -> Vec<$one> {
                self.iter().cloned().flat_map(T::$method).collect()
            }
        }

        many!(@tuples $trait, $method, $one; A B C D E F G H I J K L);
    };
    (@tuples $trait:ident, $method:ident, $one:ty;) => {};
    (@tuples $trait:ident, $method:ident, $one:ty; $first:ident $($rest:ident)*) => {
        #[doc(hidden)]
        impl<$first: $trait, $($rest: $trait),*> $trait for ($first, $($rest,)*) {
            #[allow(non_snake_case, reason = "the values are named as their types")]
            fn $method(self) -> Vec<$one> {
                let ($first, $($rest,)*) = self;
                let rest: Vec<Vec<$one>> = vec![$($rest.$method()),*];
                let mut all = $first.$method();
                all.extend(rest.into_iter().flatten());
                all
            }
        }
        many!(@tuples $trait, $method, $one; $($rest)*);
    };
}

many!(Names, names, Cow<'static, str>);
many!(Orders, orders, Order);

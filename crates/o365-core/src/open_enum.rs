//! Enums that outlive the service's next release.

use std::fmt;

/// A value that this version of the SDK doesn't know.
///
/// Its text can be read but not matched on, so that a value which becomes a variant of its own in a later version can't
/// silently change what a program does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown(Box<str>);

impl Unknown {
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Unknown(text.into())
    }

    /// The text as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares an enum of the service, with a variant for what comes later.
///
/// Case doesn't matter when a value is read: the services don't agree on it. `Display` and `as_str` give the spelling
/// of Graph.
///
/// ```
/// o365_core::open_enum! {
///     /// How much a message matters.
///     pub enum Importance {
///         /// Little.
///         Low = "low",
///         /// Much.
///         High = "high",
///     }
/// }
/// assert_eq!(Importance::from("HIGH"), Importance::High);
/// assert!(matches!(Importance::from("huge"), Importance::Unknown(text) if text.as_str() == "huge"));
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A value that this version doesn't know.
            Unknown($crate::Unknown),
        }
        impl $name {
            /// The value as the service spells it.
            pub fn as_str(&self) -> &str {
                match self { $(Self::$variant => $text,)+ Self::Unknown(other) => other.as_str() }
            }
        }
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    $(other if other.eq_ignore_ascii_case($text) => Self::$variant,)+
                    other => Self::Unknown($crate::Unknown::new(other)),
                }
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str { self.as_str() }
        }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { f.write_str(self.as_str()) }
        }
        impl $crate::json::serde::Serialize for $name {
            fn serialize<S: $crate::json::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> $crate::json::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                deserializer.deserialize_str($crate::json::TextVisitor(|text: &str| Self::from(text)))
            }
        }
    };
}

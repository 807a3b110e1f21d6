//! Names and types of what the service knows, as its metadata declares them.

mod refusal;
mod mail;
mod user;
mod contact;
mod settings;
mod calendar;
mod drive;
mod subscription;
mod site;
mod page;
mod term;
mod instant;
mod check;

pub(crate) use calendar::*;
pub(crate) use check::{Purpose, check};
pub(crate) use contact::*;
pub(crate) use drive::*;
pub(crate) use instant::{instant, iso, now};
pub(crate) use mail::*;
pub(crate) use page::*;
pub(crate) use refusal::Refusal;
pub(crate) use settings::*;
pub(crate) use site::*;
pub(crate) use subscription::*;
pub(crate) use term::*;
pub(crate) use user::*;

/// An entity or complex type.
#[derive(Debug)]
pub(crate) struct Type {
    /// The full name, such as `microsoft.graph.message`.
    pub(crate) name: &'static str,
    pub(crate) base: Option<&'static Type>,
    pub(crate) properties: &'static [Property],
}

/// One property of a type.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
}

/// Who may write a property, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// In a POST and in a PATCH.
    Write,
    /// In a POST only.
    Create,
    /// In a POST, and in a PATCH of a draft.
    Draft,
    /// Never: what a body says is ignored, as the service does.
    Read,
}

/// The type of a property.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    Flag,
    Int,
    /// `Edm.Int64`.
    Long,
    /// `Edm.DateTimeOffset`.
    Instant,
    /// `Edm.Binary`: base64 text.
    Binary,
    Enum(&'static Members),
    Complex(&'static Type),
    Many(&'static Kind),
    /// A navigation property: only `$expand` shows it.
    Nav(&'static Type),
    /// A navigation property to a collection.
    NavMany(&'static Type),
    /// The columns of a list item, whose names the list knows.
    Fields,
    /// Read and stored as it is: types that have no meaning here.
    Open,
}

/// An enumeration.
#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) name: &'static str,
    /// In the order of their values.
    pub(crate) members: &'static [&'static str],
}

impl Type {
    /// The property of this name, in the type or in what it derives from.
    pub(crate) fn find(&self, name: &str) -> Option<&'static Property> {
        self.all().find(|property| property.name == name)
    }

    /// Like [`Type::find`], but blind to case: queries are, bodies are not.
    pub(crate) fn find_in_query(&self, name: &str) -> Option<&'static Property> {
        self.all().find(|property| property.name.eq_ignore_ascii_case(name))
    }

    /// All properties, those of the base type first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Property> {
        let base = self.base.map_or(&[][..], |base| base.properties);
        let root = self.base.and_then(|base| base.base).map_or(&[][..], |root| root.properties);
        let grand = self
            .base
            .and_then(|base| base.base)
            .and_then(|root| root.base)
            .map_or(&[][..], |grand| grand.properties);
        grand.iter().chain(root).chain(base).chain(self.properties)
    }

    /// Whether this is `other` or derives from it.
    pub(crate) fn is_a(&self, other: &Self) -> bool {
        self.name == other.name || self.base.is_some_and(|base| base.is_a(other))
    }
}

impl Kind {
    /// The name that messages use, such as `Edm.String`.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Text => "Edm.String".to_owned(),
            Self::Flag => "Edm.Boolean".to_owned(),
            Self::Int => "Edm.Int32".to_owned(),
            Self::Long => "Edm.Int64".to_owned(),
            Self::Instant => "Edm.DateTimeOffset".to_owned(),
            Self::Binary => "Edm.Binary".to_owned(),
            Self::Open => "Edm.Untyped".to_owned(),
            Self::Fields => "microsoft.graph.fieldValueSet".to_owned(),
            Self::Enum(members) => members.name.to_owned(),
            Self::Complex(of) | Self::Nav(of) => of.name.to_owned(),
            Self::Many(of) => format!("Collection({})", of.name()),
            Self::NavMany(of) => format!("Collection({})", of.name),
        }
    }

    pub(crate) fn is_navigation(&self) -> bool {
        matches!(self, Self::Nav(_) | Self::NavMany(_) | Self::Fields)
    }

    /// What one element is, for a collection.
    pub(crate) fn element(&self) -> Option<Self> {
        match self {
            Self::Many(of) => Some(**of),
            Self::NavMany(of) => Some(Self::Complex(of)),
            _ => None,
        }
    }

    /// The type whose properties a path may go on with.
    pub(crate) fn members(&self) -> Option<&'static Type> {
        match self {
            Self::Complex(of) | Self::Nav(of) => Some(of),
            _ => None,
        }
    }
}

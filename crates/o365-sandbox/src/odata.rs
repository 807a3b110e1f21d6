//! Query options: read strictly, typed by the schema, and executed.

mod lexer;
mod expression;
mod parser;
mod eval;
mod options;
mod expand;
mod search;

pub(crate) use eval::{Row, SortKey, matches, sort_key};
pub(crate) use expand::Expand;
pub(crate) use expression::Expr;
pub(crate) use options::{Options, Order, Scope};
pub(crate) use search::Search;

//! Query options: read strictly, typed by the schema, and executed.

mod lexer;
mod expression;
mod typing;
mod parser;
mod eval;
mod search;
mod expand;
mod options;

pub(crate) use eval::{Row, SortKey, matches, sort_key};
pub(crate) use expand::{Expand, split};
pub(crate) use expression::{Expr, Literal, Operand, Operator, Order, Path, Test};
pub(crate) use options::{Options, Scope};

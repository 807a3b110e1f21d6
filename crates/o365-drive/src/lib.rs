//! OneDrive and the document libraries of SharePoint.

// A library prints nothing. Examples do, so that this is no lint of the workspace.
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Layers, bottom up: a module uses only the modules above it in this list.
pub mod model;
mod storage;

pub use crate::model::*;
pub use crate::storage::Storage;

//! The identity platform, in memory.

mod options;
mod error;
mod form;
mod tokens;
mod device;
mod code;
mod state;
mod grants;
mod person;
mod platform;

pub use crate::login::options::{CLIENT_ID, CLIENT_SECRET, PASSWORD, USER};
pub(crate) use crate::login::{error::scripted, options::Options, platform::Login, tokens::Denied};

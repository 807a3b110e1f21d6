//! The identity platform, in memory.

mod certificate;
mod options;
mod error;
mod form;
mod tokens;
mod assertion;
mod identity;
mod device;
mod code;
mod state;
mod grants;
mod person;
mod platform;

pub use crate::login::options::{CLIENT_ID, CLIENT_SECRET, IDENTITY_HEADER, PASSWORD, USER};
pub(crate) use crate::login::{
    certificate::Registered, error::scripted, identity::Endpoint, options::Options,
    platform::Login, tokens::Denied,
};

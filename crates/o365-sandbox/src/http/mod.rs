//! A small blocking HTTP/1.1 server: a thread a connection, and answers that can be spoilt on
//! purpose. It knows nothing of Graph.

mod exchange;
mod head;
mod reader;
mod encode;
mod connection;
mod server;

pub(crate) use crate::http::{
    exchange::{Delivery, Handler, Incoming, Intake, Outcome},
    server::Server,
};

//! What the server and whoever answers hand to each other.

use crate::{blob::Blob, sync::Stop, wire::Reply};
use std::time::{Duration, Instant};

/// A request as read from the wire.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// The request target, byte by byte.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// In place of the body: content that is too much for the memory.
    pub(crate) blob: Option<Blob>,
    /// The first connection is 1.
    pub(crate) connection: u64,
    pub(crate) received: Instant,
}

/// What is answered, and how it is put on the wire.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) reply: Reply,
    pub(crate) delivery: Delivery,
}

/// How an answer goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// As it should.
    Whole,
    /// As it should; then the connection is closed although the head didn't say so.
    WholeThenClose,
    /// Not at all: the connection is closed.
    Nothing,
    /// The head and half of the body; then the connection is closed.
    Half,
    /// The whole body under a head that announces more; then the connection is closed.
    Short,
    /// The head, nothing for a while, then the body.
    HeadThenPause(Duration),
}

/// What is done with the body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intake {
    /// It is read into memory.
    Body,
    /// It is content of a file: much of it goes into one.
    Content,
    /// Half of it is read; then the connection is closed.
    Cut,
}

/// Who answers. Called from many threads.
pub(crate) trait Handler: Send + Sync + 'static {
    /// Asked before a body is read.
    fn intake(&self, method: &str, target: &str) -> Intake;

    /// Answers; whoever waits here must wait with `stop`.
    fn handle(&self, incoming: Incoming, stop: &Stop) -> Outcome;
}

//! The other host: pre-authenticated URLs. Whoever has one may use it, and needs no token.

use crate::{
    answers,
    door::Door,
    http::{Delivery, Handler, Incoming, Intake, Outcome},
    sync::Stop,
    uri::Uri,
    wire::{Reply, Request},
};
use std::{fmt, sync::Arc};

/// Answers one request to a pre-authenticated URL.
pub(crate) type Backend = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

/// What stands between that host's wire and the service. Faults and the log are those of the door.
pub(crate) struct Media {
    pub(crate) door: Arc<Door>,
    pub(crate) backend: Backend,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: Arc<str>,
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Handler for Media {
    fn intake(&self, method: &str, target: &str) -> Intake {
        self.door.faults.intake(method, target, method == "PUT" && target.starts_with("/up/"))
    }

    fn handle(&self, incoming: Incoming, stop: &Stop) -> Outcome {
        self.door.note(&incoming, &self.url, |uri, _| {
            let answer = || self.answer(&incoming, uri);
            match self.door.faults.strike(&incoming.method, &uri.segments) {
                None => Outcome { reply: answer(), delivery: Delivery::Whole },
                Some(strike) => {
                    let reply = strike.carry_out(stop, answer, |status, code| {
                        answers::graph_error(status, code, "The request fails on purpose.")
                    });
                    Outcome { reply, delivery: strike.delivery }
                }
            }
        })
    }
}

impl Media {
    fn answer(&self, incoming: &Incoming, uri: &Uri) -> Reply {
        if answers::header(&incoming.headers, "authorization").is_some() {
            // As the service does: the URL is the permission, and a token beside it is a mistake.
            let text = "A pre-authenticated URL takes no Authorization header.";
            return answers::graph_error(401, "unauthenticated", text);
        }
        (self.backend)(&Request {
            method: incoming.method.clone(),
            target: incoming.target.clone(),
            segments: uri.segments.clone(),
            query: uri.query.clone(),
            headers: incoming.headers.clone(),
            body: incoming.body.clone(),
            blob: incoming.blob.clone(),
            root: self.url.to_string(),
        })
    }
}

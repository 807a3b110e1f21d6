//! Delivers notifications, on a thread of their own.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::callback;

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way to the thread that delivers; it begins with the first notification, and ends with the service.
#[derive(Debug, Default)]
pub(crate) struct Post(Mutex<Option<Sender<(String, Value)>>>);

impl Post {
    /// Sends a notification to a URL, with others that wait for it.
    pub(crate) fn send(&self, url: &str, notification: Value) {
        let mut sender = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = sender.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel();
            let name = "o365-sandbox-notifications".to_owned();
            if let Err(error) = thread::Builder::new().name(name).spawn(move || deliver(&receiver))
            {
                log::warn!("notifications got no thread: {error}");
            }
            sender
        });
        // Without the thread there is nobody to tell.
        let _ = sender.send((url.to_owned(), notification));
    }
}

/// Delivers what waits, all for one URL at once.
fn deliver(receiver: &Receiver<(String, Value)>) {
    while let Ok(first) = receiver.recv() {
        let mut batches: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (url, notification) in std::iter::once(first).chain(receiver.try_iter()) {
            batches.entry(url).or_default().push(notification);
        }
        for (url, notifications) in batches {
            let body = json!({"value": notifications}).to_string();
            let posted =
                callback::post(&url, "application/json; charset=utf-8", body.as_bytes(), PATIENCE);
            match posted {
                Ok(answer) if (200..300).contains(&answer.status) => {}
                Ok(answer) => log::warn!("notifications were answered with {}", answer.status),
                Err(error) => log::warn!("notifications could not be delivered: {error}"),
            }
        }
    }
}

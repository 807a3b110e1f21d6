//! Data to begin with.

use crate::{sandbox::Sandbox, service::Caller, wire::Request};

impl Sandbox {
    /// Puts so many messages into the inbox of [`user`](Sandbox::user).
    pub fn seed_inbox(&self, count: usize) {
        let caller = Caller::User(self.user().to_owned());
        for number in 1..=count {
            let request = Request {
                method: "POST".into(),
                target: "/v1.0/me/mailFolders/inbox/messages".into(),
                segments: ["me", "mailFolders", "inbox", "messages"].map(String::from).into(),
                query: Vec::new(),
                headers: vec![("content-type".into(), "application/json".into())],
                body: format!(r#"{{"subject":"Message {number}"}}"#).into_bytes(),
                root: self.graph_url(),
            };
            let _ = self.service.answer(&caller, &request);
        }
    }
}

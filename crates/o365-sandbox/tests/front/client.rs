//! A client of two kinds: `ureq`, and a bare socket for what `ureq` wouldn't do.

use o365_sandbox::Sandbox;
use serde_json::Value;
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};
use ureq::Agent;

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// The code of an error of Graph.
    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"].as_str().expect("a code").to_owned()
    }
}

/// An agent that keeps connections and takes every status for an answer.
pub(crate) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}

pub(crate) fn get(agent: &Agent, url: &str, token: &str) -> Result<Answer, ureq::Error> {
    read(agent.get(url).header("Authorization", format!("Bearer {token}")).call()?)
}

pub(crate) fn post_json(agent: &Agent, url: &str, token: &str, body: &Value) -> Answer {
    let request = agent.post(url).header("Authorization", format!("Bearer {token}"));
    let answer = request.content_type("application/json").send(body.to_string().as_bytes());
    read(answer.unwrap()).unwrap()
}

/// Posts a form to an endpoint of the tenant, such as `token`.
pub(crate) fn post_form(
    sandbox: &Sandbox,
    tenant: &str,
    endpoint: &str,
    form: &[(&str, &str)],
) -> Answer {
    let url = format!("{}/{tenant}/oauth2/v2.0/{endpoint}", sandbox.login_url());
    read(agent().post(url).send_form(form.iter().copied()).unwrap()).unwrap()
}

pub(crate) fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let status = answer.status().as_u16();
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    Ok(Answer { status, headers, body: answer.body_mut().read_to_vec()? })
}

/// A bare connection.
#[derive(Debug)]
pub(crate) struct Raw(BufReader<TcpStream>);

impl Raw {
    pub(crate) fn open(sandbox: &Sandbox) -> Self {
        let address = sandbox.url().trim_start_matches("http://");
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Raw(BufReader::new(stream))
    }

    pub(crate) fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// A GET with a token.
    pub(crate) fn get(&mut self, target: &str, token: &str, lines: &str) {
        self.send(&format!(
            "GET {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{lines}\r\n"
        ));
    }

    /// Status, headers and the length that is announced.
    pub(crate) fn head(&mut self) -> (Answer, usize) {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
        let mut headers = HashMap::new();
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers.get("content-length").map_or(0, |text| text.parse().unwrap());
        (Answer { status, headers, body: Vec::new() }, length)
    }

    /// A whole answer.
    pub(crate) fn answer(&mut self) -> Answer {
        let (mut answer, length) = self.head();
        answer.body = self.body(length);
        answer
    }

    pub(crate) fn body(&mut self, length: usize) -> Vec<u8> {
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        body
    }

    /// Everything until the other side closes; a reset is an end as well.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        match self.0.read_to_end(&mut rest) {
            Err(e) if e.kind() == std::io::ErrorKind::WouldBlock => panic!("still open"),
            _ => rest,
        }
    }
}

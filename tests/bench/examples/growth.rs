//! What a loop over ten times the messages takes: time in proportion, and no more memory. Linux only.
//!
//! `growth` prints a table for 1,000 to 1,000,000 messages, each size in a process of its own; `growth N` measures one size
//! here. The service is a thread of the same process that sends one page again and again.

#[path = "../benches/parts/page.rs"]
mod page;

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use o365::Account;
use o365::protocol::Graph;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Messages on a page, the most that the service gives.
const PAGE: usize = 999;

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(messages) = std::env::args().nth(1) {
        return measure(messages.parse()?);
    }
    println!("| messages | pages | s | µs per message | peak memory, MiB |\n|--:|--:|--:|--:|--:|");
    for messages in SIZES {
        let mut child = Command::new(std::env::current_exe()?);
        let status = child.arg(messages.to_string()).stdout(Stdio::inherit()).status()?;
        if !status.success() {
            return Err(format!("{messages} messages: {status}").into());
        }
    }
    Ok(())
}

fn measure(messages: usize) -> Result<(), Box<dyn Error>> {
    let service = Service::new()?;
    let root = service.root.clone();
    thread::spawn(move || service.run());
    let account = Account::with_token("token").protocol(Graph::at(root)).build()?;

    let started = Instant::now();
    let mut pager = account.mailbox().messages().limit(messages).into_iter();
    let mut seen = 0;
    for message in pager.by_ref() {
        seen += usize::from(!message?.id.is_empty());
    }
    let seconds = started.elapsed().as_secs_f64();
    if seen != messages {
        return Err(format!("{seen} messages of {messages}").into());
    }

    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: f64 = peak.unwrap_or_default().trim_end_matches("kB").trim().parse()?;
    let each = seconds * 1e6 / messages as f64;
    let pages = pager.pages_read();
    println!("| {messages} | {pages} | {seconds:.3} | {each:.1} | {:.1} |", peak / 1024.0);
    Ok(())
}

/// Gives one page without end.
struct Service {
    listener: TcpListener,
    root: String,
    /// The page up to the link's number.
    page: Vec<u8>,
}

impl Service {
    fn new() -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let root = format!("http://{}/v1.0", listener.local_addr()?);
        let link = format!("{root}/me/messages?$skiptoken=");
        let mut page = page::page(PAGE, Some(&link));
        let end = page.len().saturating_sub("\"}".len());
        page.truncate(end);
        Ok(Service { listener, root, page })
    }

    fn run(self) {
        let page: Arc<[u8]> = self.page.into();
        for connection in self.listener.incoming().flatten() {
            let page = page.clone();
            thread::spawn(move || serve(&connection, &page));
        }
    }
}

/// Answers requests, which have no body, until the client goes.
fn serve(mut connection: &TcpStream, page: &[u8]) -> std::io::Result<()> {
    let mut requests = BufReader::new(connection);
    let mut line = String::new();
    for number in 0_u64.. {
        loop {
            line.clear();
            if requests.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
        }
        let end = format!("{number}\"}}");
        let length = page.len() + end.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        );
        connection.write_all(head.as_bytes())?;
        connection.write_all(page)?;
        connection.write_all(end.as_bytes())?;
    }
    Ok(())
}

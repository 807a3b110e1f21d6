//! A client of a bench that runs Graph clients side by side: `bench-o365 TASK --base URL ..` does one task against a server on
//! this machine, as the documentation tells users to, and prints one line of JSON.
//!
//! `--variant` leaves something out of that, to be compared with: `o365-plain` fetches no page ahead and reads no ranges side by
//! side, `o365-top` takes the page size that `--top` says in place of the largest, `o365-top-plain` both.

mod counting;
mod options;
mod tasks;

use std::{error::Error, time::Instant};

use o365::Account;
use o365::protocol::Graph;
use serde_json::json;

use counting::Counting;
use options::Options;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_args()?;
    let requests = Counting::default();
    let account = Account::with_token("fake-access-token")
        .protocol(Graph::at(format!("{}/v1.0", options.base)))
        .transport(requests.clone())
        .build()?;

    let started = Instant::now();
    let done = tasks::run(&options, &account)?;
    let seconds = started.elapsed().as_secs_f64();

    let line = json!({
        "task": options.task,
        "client": options.variant,
        "items": done.items,
        "bytes": done.bytes,
        "seconds": seconds,
        "requests": requests.sent(),
        "check": done.check,
    });
    println!("{line}");
    Ok(())
}

//! 64 threads on one connection while one request of a hundred goes wrong.
//!
//! Two seconds by themselves; `O365_LOAD_SECONDS=60 cargo test -p o365 --test load -- --nocapture` runs longer and prints
//! the figures. A process of its own, so that nothing else is measured.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]
#![allow(clippy::print_stdout, reason = "figures are what it is for")]
#![cfg(target_os = "linux")]

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use o365::drive::ItemDraft;
use o365::mail::{Mailbox, Message, MessageDraft};
use o365::protocol::Graph;
use o365::{Account, Error, Id, Result, Retry};
use o365_sandbox::{Fault, Sandbox};

const THREADS: usize = 64;

/// What was counted.
#[derive(Default)]
struct Figures {
    updates: AtomicU64,
    steps: AtomicU64,
    shared: AtomicU64,
    /// Updates of the shared message of which nobody knows: their number at most may be there.
    in_doubt: AtomicU64,
    stale: AtomicU64,
    errors: AtomicU64,
    retries: AtomicU64,
    over: AtomicBool,
    /// Threads inside of a request of the drive or the mailbox.
    inside: AtomicUsize,
}

#[test]
fn many_threads_a_fault_in_a_hundred_and_nothing_is_lost() {
    let seconds = std::env::var("O365_LOAD_SECONDS").ok().and_then(|it| it.parse().ok());
    let length = Duration::from_secs(seconds.unwrap_or(2));
    let sandbox = Sandbox::start().unwrap();
    let figures = Arc::new(Figures::default());
    let told = Arc::clone(&figures);
    let account = Account::with_token(sandbox.token())
        .protocol(Graph::at(sandbox.graph_url()))
        .retry(Retry::default().base(Duration::from_millis(20)))
        .on_retry(move |_| _ = told.retries.fetch_add(1, SeqCst))
        .build()
        .unwrap();
    let mailbox = account.mailbox();
    let own: Vec<_> =
        (0..THREADS).map(|thread| place(&account, &sandbox, thread).unwrap()).collect();
    let shared: Id<Message> = mailbox.save_draft(&MessageDraft::new().subject("0")).unwrap().id;
    let connections_before = sandbox.connection_count();

    let (ended, wait) = mpsc::channel();
    for place in own {
        let (account, figures) = (account.clone(), Arc::clone(&figures));
        let (shared, ended) = (shared.clone(), ended.clone());
        thread::spawn(move || {
            let result = work(&account, &place, &shared, &figures);
            ended.send(result).unwrap();
        });
    }
    drop(ended);

    let began = Instant::now();
    let (mut requests, mut faults, mut most_sockets) = (0, 0, 0);
    let (mut early, mut late) = (None, 0);
    while began.elapsed() < length {
        thread::sleep(Duration::from_millis(20));
        requests += sandbox.request_count();
        sandbox.clear_requests();
        for number in faults..requests / 100 {
            sandbox.fault(fault(number));
        }
        faults = requests / 100;
        most_sockets = most_sockets.max(sockets());
        late = resident_kib();
        if began.elapsed() > length / 3 {
            early.get_or_insert(late);
        }
    }
    figures.over.store(true, SeqCst);
    sandbox.clear_faults();
    for _ in 0..THREADS {
        // Nobody waits for ever: a lock that two hold is an error and not an endless test.
        let result = wait.recv_timeout(Duration::from_secs(60));
        let result =
            result.unwrap_or_else(|_| panic!("{} threads hang", figures.inside.load(SeqCst)));
        result.unwrap();
    }
    let count = |figure: &AtomicU64| figure.load(SeqCst);
    let at_end = mailbox.message(&shared).get().unwrap().subject.unwrap();
    let at_end: u64 = at_end.parse().unwrap();
    let (sure, in_doubt) = (count(&figures.shared), count(&figures.in_doubt));
    let early = early.unwrap_or(late);
    println!(
        "{THREADS} threads, {} s: {} steps, {requests} requests ({} a second), {faults} faults, {} further tries",
        length.as_secs(),
        count(&figures.steps),
        requests as u64 / length.as_secs().max(1),
        count(&figures.retries),
    );
    println!(
        "updates of one's own: {}, none lost; of the shared one: {sure}, {in_doubt} in doubt, {} met another's; at the end {at_end}",
        count(&figures.updates),
        count(&figures.stale),
    );
    println!(
        "errors: {}; connections opened: {}; most sockets at once (both ends): {most_sockets}; memory {early} KiB, then {late} KiB",
        count(&figures.errors),
        sandbox.connection_count() - connections_before,
    );
    assert_eq!(count(&figures.errors), 0);
    assert!((sure..=sure + in_doubt).contains(&at_end), "{sure} to {}: {at_end}", sure + in_doubt);
    assert!(sure > 0 && count(&figures.updates) > 0);
    // Each thread has one at most, which this process holds at both ends, and a few more are about to close.
    assert!(most_sockets <= 4 * THREADS, "{most_sockets} sockets");
    assert!(late < early + 32 * 1024, "{early} KiB, then {late} KiB");
}

/// What a thread has for its own.
enum Place {
    Message(Id<Message>),
    File(Box<o365::drive::DriveItem>),
}

fn place(account: &Account, sandbox: &Sandbox, thread: usize) -> Result<Place> {
    if thread.is_multiple_of(2) {
        let draft = MessageDraft::new().subject("0");
        return Ok(Place::Message(account.mailbox().save_draft(&draft)?.id));
    }
    let path = format!("/load/{thread}.txt");
    sandbox.add_file(&path, "x").unwrap();
    Ok(Place::File(Box::new(account.storage().default_drive().path(&path).get()?)))
}

fn work(account: &Account, place: &Place, shared: &Id<Message>, figures: &Figures) -> Result<()> {
    for number in 1_u64.. {
        if figures.over.load(SeqCst) {
            break;
        }
        figures.inside.fetch_add(1, SeqCst);
        match place {
            Place::Message(id) => {
                let message = account.mailbox().message(id);
                message.update(&MessageDraft::new().subject(number.to_string()))?;
                assert_eq!(message.get()?.subject, Some(number.to_string()), "a lost update");
            }
            Place::File(file) => {
                let item = account.storage().default_drive().item(file.as_ref());
                let name = format!("{}-{number}.txt", file.name.as_deref().unwrap_or_default());
                item.update(ItemDraft::from(name.as_str()))?;
                assert_eq!(item.get()?.name, Some(name), "a lost update");
            }
        }
        figures.updates.fetch_add(1, SeqCst);
        if number.is_multiple_of(8) && matches!(place, Place::Message(_)) {
            add_one(&account.mailbox(), shared, figures)?;
        }
        figures.inside.fetch_sub(1, SeqCst);
        figures.steps.fetch_add(1, SeqCst);
    }
    Ok(())
}

/// One more, and nobody's one is overwritten.
fn add_one(mailbox: &Mailbox, shared: &Id<Message>, figures: &Figures) -> Result<()> {
    loop {
        let now = mailbox.message(shared).get()?;
        let number: u64 = now.subject.as_deref().and_then(|it| it.parse().ok()).unwrap();
        let guarded = mailbox.message(shared).if_match(now.etag.as_deref().unwrap());
        let more = MessageDraft::new().subject((number + 1).to_string());
        match guarded.update(&more) {
            Ok(_) => _ = figures.shared.fetch_add(1, SeqCst),
            Err(error) if error.is_outcome_unknown() => _ = figures.in_doubt.fetch_add(1, SeqCst),
            Err(error) if is_anothers(&error) => {
                figures.stale.fetch_add(1, SeqCst);
                if figures.over.load(SeqCst) {
                    return Ok(());
                }
                continue;
            }
            Err(error) => {
                figures.errors.fetch_add(1, SeqCst);
                return Err(error);
            }
        }
        return Ok(());
    }
}

fn is_anothers(error: &Error) -> bool {
    error.is_stale()
}

/// One fault of each kind after the other.
fn fault(number: usize) -> Fault {
    match number % 8 {
        0 => Fault::status(429).retry_after("0.02"),
        1 => Fault::status(503).retry_after("0.02"),
        2 => Fault::status(500),
        3 => Fault::close(),
        4 => Fault::close().after_execution(),
        5 => Fault::reset_in_body(),
        6 => Fault::truncate(),
        _ => Fault::delay(Duration::from_millis(50)),
    }
}

fn sockets() -> usize {
    let all = fs::read_dir("/proc/self/fd").unwrap().flatten();
    let targets = all.filter_map(|it| fs::read_link(it.path()).ok());
    targets.filter(|it| it.to_string_lossy().starts_with("socket:")).count()
}

fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

//! The measurement of `cargo xtask bench bulk`: so many stored events are sent to a target from one selection, as the window
//! does it, and one line of figures is printed: requests a second, KiB of this process before and after, the longest time between
//! two signals of progress and the time that a cancel takes, both in ms.
//!
//! Its arguments: the target's URL, how many events, how many at once, and a body.

use hookglass_app::{
    App, DataDir, NoKeychain,
    view::{BulkRequest, BulkSelection, BulkState, DataDirSource, FreshDraft, SigningChoice},
};
use hookglass_automation::bulk::{FaultInjection, Order, Pace};
use hookglass_clock::Clock;
use hookglass_outbound::{ConnectionPool, Options};
use hookglass_request::{headers::Headers, outgoing::Outgoing};
use std::{
    error::Error,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// As in the window.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Senders that fill the database.
const FILLERS: usize = 16;

type Told = Arc<Mutex<Vec<(Instant, BulkState)>>>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = |what: &str| args.next().ok_or(format!("{what} is missing"));
    let to = next("the target's URL")?;
    let (events, at_once): (u32, u32) = (next("how many events")?.parse()?, next("how many at once")?.parse()?);
    let body = std::fs::read(next("a body")?)?;
    let dir = tempfile::tempdir()?;
    let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
    let app = Arc::new(App::open_with(data_dir, Arc::new(NoKeychain), Clock::system()).await?);
    fill(&app, events, body).await?;

    let told = Told::default();
    let watching = tokio::spawn({
        let (app, told) = (Arc::clone(&app), Arc::clone(&told));
        async move {
            let tell = |view: hookglass_app::view::BulkView| {
                if let Ok(mut told) = told.lock() {
                    told.push((Instant::now(), view.progress.state));
                }
            };
            app.bulk.watch(tell).await;
        }
    });
    let mut request = BulkRequest {
        selection: BulkSelection::Filter { filter: String::new() },
        to,
        order: Order::Oldest,
        pace: Pace::Fastest,
        rounds: 1,
        at_once,
        fresh: FreshDraft::default(),
        signing: SigningChoice::AsReceived,
        adversary: FaultInjection::default(),
        timeout_ms: None,
        verify_tls: true,
        confirmed: false,
    };
    // Once for warmth, then measured.
    ended(&app, &request).await?;
    let before = resident();
    let from = told.lock().map(|told| told.len()).unwrap_or_default();
    let progress = ended(&app, &request).await?;
    let after = resident();
    if progress.answered != u64::from(events) {
        return Err(format!("{} of {events} were answered", progress.answered).into());
    }
    let gap = {
        let told = told.lock().map_err(|_| "the signals were lost")?;
        let times: Vec<_> = told.iter().skip(from).map(|(at, _)| *at).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
    };
    let per_second = f64::from(events) / (progress.elapsed_ms as f64 / 1000.0);

    // Cancelled in the midst of it.
    request.rounds = 100;
    let begun = app.bulk.start(&request).await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    app.bulk.cancel(begun.bulk)?;
    let cancel = loop {
        match app.bulk.progress().and_then(|view| view.progress.cancelled_in_ms) {
            Some(millis) => break millis,
            None => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    };
    watching.abort();
    println!("FIGURES {per_second:.0} {before} {after} {} {cancel}", gap.as_millis());
    Ok(())
}

/// Receives so many events.
async fn fill(app: &Arc<App>, events: u32, body: Vec<u8>) -> Result<(), Box<dyn Error>> {
    let address = app.listen(Some("127.0.0.1:0")).await?;
    let pool = Arc::new(ConnectionPool::new(Options::default()));
    let request = Arc::new(Outgoing {
        method: "POST".to_owned(),
        url: format!("http://{address}/hooks"),
        headers: Headers::from_pairs([("content-type", "application/json"), ("x-authgear-body-signature", "00")]),
        body: body.into(),
    });
    let mut fillers = JoinSet::new();
    for filler in 0..FILLERS {
        let (pool, request) = (Arc::clone(&pool), Arc::clone(&request));
        let share = (filler..events as usize).step_by(FILLERS).count();
        fillers.spawn(async move {
            for _ in 0..share {
                pool.send(&request, std::future::pending()).await?;
            }
            Ok::<_, hookglass_outbound::InvalidRequest>(())
        });
    }
    while let Some(filled) = fillers.join_next().await {
        filled??;
    }
    app.close().await;
    Ok(())
}

async fn ended(app: &Arc<App>, request: &BulkRequest) -> Result<hookglass_app::view::BulkProgress, Box<dyn Error>> {
    app.bulk.start(request).await?;
    loop {
        let view = app.bulk.progress().ok_or("nothing was begun")?;
        match view.progress.state {
            BulkState::Done => return Ok(view.progress),
            BulkState::Cancelled => return Err("it was cancelled".into()),
            _ => tokio::time::sleep(Duration::from_millis(2)).await,
        }
    }
}

/// KiB of this process, as Linux counts them; 0 elsewhere.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

//! The measurement behind `cargo xtask bench bulk`: resends stored events to a target, like the
//! window does.
//!
//! It prints one line of figures: requests per second, the memory of this process before and after
//! (KiB), the longest time between two progress reports (ms), and the time that a cancel takes
//! (ms).
//!
//! Arguments: the target's URL, the number of events, the number of parallel requests, and a file
//! with a body.

use hookglass_app::{
    App, ConfigDir, DataDir, NoKeychain,
    view::{
        BulkProgress, BulkRequest, BulkSelection, BulkState, BulkView, DataDirSource, GenerateOnSend, SigningChoice,
    },
};
use hookglass_automation::bulk::{FaultInjection, Order, Pace};
use hookglass_clock::Clock;
use hookglass_outbound::{ConnectionPool, Options};
use hookglass_request::{headers::Headers, outgoing::Outgoing};
use std::{error::Error, path::Path, sync::Arc};
use tokio::{sync::watch, task::JoinSet, time::Instant};

/// The allocator of the window.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Parallel senders that fill the database.
const FILLERS: usize = 16;

/// The progress reports and their times.
type Reports = Vec<(Instant, BulkView)>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = |what: &str| args.next().ok_or(format!("{what} is missing"));
    let to = next("the target's URL")?;
    let events: u32 = next("the number of events")?.parse()?;
    let at_once: u32 = next("the number of parallel requests")?.parse()?;
    let body = std::fs::read(next("a body")?)?;
    let dir = tempfile::tempdir()?;
    fill(dir.path(), events, body).await?;
    // The receiver does not run during the measurement.
    let app = open(dir.path()).await?;
    let request = BulkRequest {
        selection: BulkSelection::Filter { filter: String::new() },
        to,
        order: Order::Oldest,
        pace: Pace::Fastest,
        rounds: 1,
        at_once,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        adversary: FaultInjection::default(),
        timeout_ms: None,
        verify_tls: true,
        confirmed: false,
    };
    let (clock, reports) = (Clock::system(), watch::Sender::new(Reports::new()));
    let report = |view| reports.send_modify(|reports| reports.push((clock.now(), view)));
    tokio::select! {
        // `biased` polls the watcher first, so that it subscribes before the first run starts.
        biased;
        () = app.bulk.watch(report) => Err("the progress reports ended".into()),
        measured = measure(&app, request, events, reports.subscribe()) => measured,
    }
}

async fn measure(
    app: &App,
    mut request: BulkRequest,
    events: u32,
    mut reports: watch::Receiver<Reports>,
) -> Result<(), Box<dyn Error>> {
    // The first run is a warm-up.
    run(app, &request, &mut reports).await?;
    let (before, first) = (resident(), reports.borrow().len());
    let progress = run(app, &request, &mut reports).await?;
    let after = resident();
    if progress.answered != u64::from(events) {
        return Err(format!("{} of {events} were answered", progress.answered).into());
    }
    let gap = {
        let reports = reports.borrow();
        let gaps = reports[first..].windows(2).map(|pair| pair[1].0 - pair[0].0);
        gaps.max().unwrap_or_default()
    };
    let per_second = f64::from(events) / (progress.elapsed_ms as f64 / 1000.0);

    // Canceled after the first of many rounds.
    request.rounds = 100;
    let started = app.bulk.start(&request).await?.bulk;
    reported(&mut reports, started, |progress| progress.answered >= u64::from(events)).await?;
    app.bulk.cancel(started)?;
    let cancelled = reported(&mut reports, started, |progress| progress.cancelled_in_ms.is_some()).await?;
    let cancel = cancelled.cancelled_in_ms.unwrap_or_default();
    println!("FIGURES {per_second:.0} {before} {after} {} {cancel}", gap.as_millis());
    Ok(())
}

/// Runs a bulk resend, and returns its final progress.
async fn run(
    app: &App,
    request: &BulkRequest,
    reports: &mut watch::Receiver<Reports>,
) -> Result<BulkProgress, Box<dyn Error>> {
    let started = app.bulk.start(request).await?.bulk;
    let is_over = |progress: &BulkProgress| matches!(progress.state, BulkState::Done | BulkState::Cancelled);
    let progress = reported(reports, started, is_over).await?;
    if progress.state == BulkState::Done { Ok(progress) } else { Err("the run was canceled".into()) }
}

/// Waits for progress of a run that meets a condition.
async fn reported(
    reports: &mut watch::Receiver<Reports>,
    bulk: u64,
    is_met: impl Fn(&BulkProgress) -> bool,
) -> Result<BulkProgress, Box<dyn Error>> {
    let find = |reports: &Reports| {
        let (_, view) = reports.iter().rev().find(|(_, view)| view.bulk == bulk && is_met(&view.progress))?;
        Some(view.progress.clone())
    };
    let found = find(&*reports.wait_for(|reports| find(reports).is_some()).await?);
    found.ok_or_else(|| "no progress report".into())
}

async fn open(dir: &Path) -> Result<Arc<App>, Box<dyn Error>> {
    let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
    Ok(Arc::new(
        App::open_with(data_dir, ConfigDir::at(dir.join("config")), Arc::new(NoKeychain), Clock::system()).await?,
    ))
}

/// Fills the database in a folder with received events.
async fn fill(dir: &Path, events: u32, body: Vec<u8>) -> Result<(), Box<dyn Error>> {
    let app = open(dir).await?;
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

/// The resident memory of this process in KiB; 0 on systems other than Linux.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

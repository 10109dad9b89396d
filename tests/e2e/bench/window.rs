//! Measures the window: the time to the first rows, scrolling, and the frame rate while many events
//! arrive. `cargo xtask bench window` builds this program, creates the database, and runs it on a
//! virtual display.
//!
//! Arguments: the folder of a database with many events, an empty folder, and how many seconds
//! events arrive.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program for the terminal, which may stop at an error")]
#![allow(dead_code, reason = "the tests use more functions of this module")]

#[path = "../window/app.rs"]
mod app;

use app::App;
use hookglass_testkit::{corpus, wire::Connection};
use serde_json::Value;
use std::{
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

const ROUNDS: usize = 5;
const PER_SECOND: u32 = 2_000;
const SCROLLING: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [many, empty, seconds] = &arguments[..] else { panic!("expected the arguments MANY EMPTY SECONDS") };
    let seconds = seconds.parse().unwrap();
    println!("| Measurement | Result |\n| --- | ---: |");
    let full = first_rows(Path::new(many)).await;
    let none = first_rows(Path::new(empty)).await;
    println!("| first rows, many events | {full:.0} ms |");
    println!("| first screen, no events | {none:.0} ms |");
    println!("| ratio | {:.2} |", full / none);

    let app = App::start(Path::new(many)).await;
    app.find("row").await;
    let rows =
        app.script("return document.querySelector('[data-testid=list]').getAttribute('aria-rowcount') ?? ''").await;
    println!("| rows in the list | {} |", rows.as_str().unwrap_or_default());
    for (name, step) in [("wheel", WHEEL), ("jumps", JUMPS)] {
        let frames = watch(&app, step, SCROLLING).await;
        println!("| scrolling by {name}: frames under 33 ms | {:.1} % of {} |", frames.smooth, frames.count);
        println!("| slowest frame | {:.0} ms |", frames.slowest);
        println!("| longest time without a visible row | {:.0} ms |", frames.blank);
    }
    app.script("document.querySelector('[data-testid=list]').scrollTop = 0").await;
    app.click("row").await;
    app.find("detail-title").await;
    let before = memory();
    let (sent, frames) = arrive(&app, seconds).await;
    println!("| events while the details are open | {sent} in {seconds} s |");
    println!("| frames under 33 ms | {:.1} % of {} |", frames.smooth, frames.count);
    println!("| slowest frame | {:.0} ms |", frames.slowest);
    if let Some((before, after)) = before.zip(memory()) {
        println!("| memory of the page's process, before and after | {before:.0} and {after:.0} MiB |");
    }
    app.close().await;
}

/// The median time from the start of the program to the first row, or to the first screen if there
/// are no events.
async fn first_rows(dir: &Path) -> f64 {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let app = App::start(dir).await;
        app.css("[data-testid=\"row\"], [data-testid=\"empty\"]").await;
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        app.close().await;
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// One step of a mouse wheel in every frame.
const WHEEL: &str = "list.scrollTop += 96 * 3";
/// A jump to a random position, five times per second.
const JUMPS: &str = "if (frame % 12 === 0) list.scrollTop = Math.random() * (list.scrollHeight - list.clientHeight)";

struct Frames {
    count: u64,
    /// The share of frames under 33 ms, in percent.
    smooth: f64,
    /// The slowest frame, in milliseconds.
    slowest: f64,
    /// The longest time without a visible row, in milliseconds.
    blank: f64,
}

/// Starts to measure every frame, and to run `step` in each.
async fn begin(app: &App, step: &str) {
    let script = format!(
        "const list = document.querySelector('[data-testid=list]');
         const seen = (window.seen = {{ frames: [], blank: 0, since: null, on: true }});
         let last = performance.now(), frame = 0;
         const look = () => {{
           const now = performance.now();
           seen.frames.push(now - last);
           last = now;
           frame += 1;
           const box = list.getBoundingClientRect();
           const row = document.elementFromPoint(box.left + 40, box.top + box.height / 2);
           const there = row !== null && row.closest('[data-testid=row]') !== null;
           if (there) seen.since = null;
           else {{ seen.since ??= now; seen.blank = Math.max(seen.blank, now - seen.since); }}
           {step};
           if (seen.on) requestAnimationFrame(look);
         }};
         requestAnimationFrame(look);"
    );
    app.script(&script).await;
}

async fn end(app: &App) -> Frames {
    let seen = app
        .script(
            "window.seen.on = false;
             const times = window.seen.frames.slice(1);
             return [times.length, times.filter((time) => time < 33.4).length, Math.max(...times), window.seen.blank]",
        )
        .await;
    let number = |at: usize| seen.get(at).and_then(Value::as_f64).unwrap_or_default();
    Frames { count: number(0) as u64, smooth: number(1) / number(0) * 100.0, slowest: number(2), blank: number(3) }
}

async fn watch(app: &App, step: &str, duration: Duration) -> Frames {
    begin(app, step).await;
    tokio::time::sleep(duration).await;
    end(app).await
}

/// Sends `PER_SECOND` events per second, in batches every 10 ms, and measures the frames.
async fn arrive(app: &App, seconds: u64) -> (u64, Frames) {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == "user.profile.updated").unwrap();
    let event: Value = serde_json::from_slice(&fixture.bytes).unwrap();
    let address = app.address;
    begin(app, "").await;
    let sending = tokio::task::spawn_blocking(move || {
        let mut connection = Connection::open(address);
        let (began, mut sent) = (Instant::now(), 0);
        while began.elapsed() < Duration::from_secs(seconds) {
            let due = (began.elapsed().as_secs_f64() * f64::from(PER_SECOND)) as u64;
            while sent < due {
                let mut event = event.clone();
                event["id"] = format!("{:016x}", 1 << 40 | sent).into();
                event["seq"] = (1_u64 << 40 | sent).into();
                let body = event.to_string();
                connection.post("/authgear", &[("Content-Type", "application/json")], body.as_bytes());
                assert_eq!(connection.response().status, 200);
                sent += 1;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        sent
    });
    let sent = sending.await.unwrap();
    (sent, end(app).await)
}

/// The resident memory of the web view's process, in MiB; `None` on systems without `/proc`.
fn memory() -> Option<f64> {
    let processes = fs::read_dir("/proc").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let pages = processes
        .filter(|path| fs::read_to_string(path.join("comm")).is_ok_and(|name| name.starts_with("WebKitWebProces")));
    let resident = pages.filter_map(|path| {
        let status = fs::read_to_string(path.join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    });
    resident.reduce(f64::max).map(|kib| kib / 1024.0)
}

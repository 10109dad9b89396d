//! Measures reading: creates a database of N events of 1.5 KB in a folder, indexes it, and prints
//! how long searches take.
//!
//! `cargo run --release -p hookglass-store --example bench_read -- FOLDER [N]`; an existing
//! database in FOLDER is reused.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program for the terminal, which may panic")]

use bytes::Bytes;
use hookglass_clock::Clock;
use hookglass_filter::{Filter, Now};
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    answers,
    parsed_request::{Budget, ParsedRequest},
    signature::Verdict,
};
use hookglass_store::{FILE_NAME, INDEX_FILE_NAME, NewEvent, Store};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Rounds of each measurement; the median is printed.
const MAX_ROUNDS: usize = 15;
/// No round begins after this time.
const MAX_TIME: Duration = Duration::from_secs(10);
/// Rows of a list window.
const WINDOW: usize = 100;

const TYPES: [&str; 21] = [
    "user.authenticated",
    "user.profile.updated",
    "user.created",
    "user.session.jwt.create",
    "identity.email.updated",
    "identity.email.added",
    "identity.email.removed",
    "identity.phone.added",
    "identity.phone.removed",
    "identity.oauth.connected",
    "identity.oauth.disconnected",
    "user.signed_out",
    "user.session.terminated",
    "user.disabled",
    "user.reenabled",
    "user.deleted",
    "user.anonymized",
    "authentication.primary.password.failed",
    "email.sent",
    "sms.sent",
    "user.rare",
];

/// Pseudo-random numbers, the same in every run.
fn mixed(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn event(number: u64) -> NewEvent {
    let random = mixed(number);
    let name = match random % 1000 {
        0..420 => TYPES[0],
        999 => TYPES[20],
        other => TYPES[1 + other as usize % 19],
    };
    // The busiest of 20,000 users has 1 % of the events.
    let user = if (random >> 20).is_multiple_of(100) { 0 } else { mixed(random) % 20_000 };
    let rare = if number % 100_000 == 500 { "xylophone" } else { "guitar" };
    let uuid = |number: u64| {
        let (one, two) = (mixed(number), mixed(!number));
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            one >> 32,
            one >> 16 & 0xffff,
            one & 0xfff,
            two >> 52,
            two >> 16
        )
    };
    let identity = |label: &str| {
        format!(
            r#"{{"id":"{}","created_at":"2026-01-02T03:04:05.{:06}Z","updated_at":"2026-01-02T03:04:05Z","type":"login_id","claims":{{"email":"{label}{user}@example.com","https://authgear.com/claims/login_id/key":"email","https://authgear.com/claims/login_id/original_value":"{label}{user}@example.com","https://authgear.com/claims/login_id/type":"email","https://authgear.com/claims/login_id/value":"{label}{user}@example.com"}}}}"#,
            uuid(user + 1_000_000),
            random % 1_000_000,
        )
    };
    let body = format!(
        r#"{{"id":"{:016x}","seq":{number},"type":"{name}","payload":{{"user":{{"id":"{}","created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z","is_anonymous":false,"is_verified":true,"is_disabled":false,"is_deactivated":false,"can_reauthenticate":true,"standard_attributes":{{"email":"user{user}@example.com","email_verified":true,"updated_at":1767322{:03},"nickname":"{rare}"}},"custom_attributes":{{}},"web3":{{}}}},"identity":{},"old_identity":{}}},"context":{{"timestamp":{},"user_id":"{}","triggered_by":"user","preferred_languages":["en"],"language":"en","ip_address":"10.0.{}.{}","user_agent":"Mozilla/5.0","app_id":"myapp","client_id":"portal"}}}}"#,
        random,
        uuid(user),
        random % 1000,
        identity("user"),
        identity("old"),
        1_767_322_000 + number,
        uuid(user),
        random % 256,
        (random >> 8) % 256,
    );
    let headers = Headers::from_pairs([
        ("Host", "127.0.0.1:4665".to_owned()),
        ("User-Agent", "Go-http-client/1.1".to_owned()),
        ("Content-Length", body.len().to_string()),
        ("Content-Type", "application/json".to_owned()),
        ("X-Authgear-Body-Signature", format!("{:016x}{:016x}{:016x}{:016x}", random, mixed(random), random, !random)),
        ("Accept-Encoding", "gzip".to_owned()),
    ]);
    let at = Timestamp::from_microsecond(1_767_322_000_000_000 + number as i64).unwrap();
    let capture = Capture {
        began_at: at,
        received_at: at,
        peer: "127.0.0.1:5000".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: b"/authgear".to_vec(),
        headers,
        body: Bytes::from(body),
        cut: None,
    };
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let answer = Some(answers::default_answer(&capture, &envelope));
    NewEvent { capture, envelope, answer, signature: Verdict::NoSecret, decision: None, untrusted: None }
}

fn size(dir: &Path, name: &str) -> u64 {
    ["", "-wal"]
        .iter()
        .filter_map(|ending| fs::metadata(dir.join(format!("{name}{ending}"))).ok())
        .map(|m| m.len())
        .sum()
}

/// Bytes that this process has written to the disk.
fn written() -> u64 {
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok()).unwrap_or(0)
}

/// CPU seconds of this process, which other programs do not affect.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields
        .get(11..13)
        .map_or(0.0, |ticks| ticks.iter().filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0)
}

async fn fill(store: &Arc<Store>, count: u64) {
    let next = Arc::new(AtomicU64::new(0));
    let senders: Vec<_> = (0..64)
        .map(|_| {
            let (store, next) = (Arc::clone(store), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    store.events_mut().append(event(number)).await.unwrap();
                }
            })
        })
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
}

async fn measure<T>(clock: &Clock, what: &str, question: impl AsyncFn() -> T, display: impl Fn(&T) -> String) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..MAX_ROUNDS {
        if times.iter().sum::<Duration>() > MAX_TIME {
            break;
        }
        let began = clock.now();
        last = Some(question().await);
        times.push(clock.now() - began);
    }
    let first = times[0];
    times.sort_unstable();
    let display = last.as_ref().map(display).unwrap_or_default();
    let (median, best) = (milliseconds(times[times.len() / 2]), milliseconds(times[0]));
    println!("| {what} | {median:.2} | {best:.2} | {:.2} | {display} |", milliseconds(first));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let dir = PathBuf::from(arguments.next().unwrap_or_else(|| panic!("name a folder, and how many events")));
    let count = arguments.next().map_or(1_000_000, |text| text.parse().unwrap());
    let clock = Clock::system();
    let store = Arc::new(Store::open(&dir, clock.clone()).unwrap());
    let existing = store.index().progress().await.unwrap().latest as u64;
    if existing == 0 {
        let (began, before) = (clock.now(), written());
        fill(&store, count).await;
        let (time, bytes) = ((clock.now() - began).as_secs_f64(), written() - before);
        println!("{count} events by 64 senders, made in this process: {:.0}/s", count as f64 / time);
        println!("{:.0} bytes written an event, without the index", bytes as f64 / count as f64);
    }
    let events = store.index().progress().await.unwrap().latest as f64;
    let (began, before, spent) = (clock.now(), written(), processor());
    let mut writes = store.index().writes();
    store.index().start_filling().unwrap();
    loop {
        let progress = store.index().progress().await.unwrap();
        if progress.upto == progress.latest {
            break;
        }
        writes.changed().await.unwrap();
    }
    let (time, bytes) = ((clock.now() - began).as_secs_f64(), (written() - before) as f64 / events);
    println!("indexed in {time:.1} s, {:.1} s of a processor; {bytes:.0} bytes written an event", processor() - spent);
    let mut sizes = Vec::new();
    for name in [FILE_NAME, INDEX_FILE_NAME] {
        sizes.push(format!("{name} {:.0} bytes an event", size(&dir, name) as f64 / events));
    }
    println!("{}\n", sizes.join(", "));

    println!("| question | median, ms | best, ms | first, ms | found |\n| --- | --- | --- | --- | --- |");
    let now = || Now { at: clock.wall(), zone: TimeZone::UTC };
    let filter = |text: &str| Filter::parse(text).unwrap();
    let newest = store.search().newest(&filter(""), now(), 1).await.unwrap()[0];
    let user = store.events().get(newest).await.unwrap().unwrap().envelope;
    let (one, event_id) = (user.user_id.unwrap(), user.event_id.unwrap());
    let busiest = event((0..).find(|number| (mixed(*number) >> 20).is_multiple_of(100)).unwrap()).envelope;
    let questions = [
        ("all", String::new()),
        ("one type, 42 %", format!("type:{}", TYPES[0])),
        ("one type, 0.1 %", format!("type:{}", TYPES[20])),
        ("types", "type:identity.*".to_owned()),
        ("not these", "-type:identity.*".to_owned()),
        ("one user", format!("user:{one}")),
        ("the busiest user", format!("user:{}", busiest.user_id.unwrap())),
        ("users that begin so", format!("user:{}*", &one[..3])),
        ("one event id", format!("id:{event_id}")),
        ("a rare word", "xylophone".to_owned()),
        ("its beginning", "xyl".to_owned()),
        ("a common word", "mozilla".to_owned()),
        ("its beginning", "moz".to_owned()),
        ("a common prefix", "user".to_owned()),
        ("a very common prefix (55 %)", "user1".to_owned()),
        ("the same, less common", "user19".to_owned()),
        ("the same, rare", "user199".to_owned()),
        ("one letter", "x".to_owned()),
        ("one digit", "1".to_owned()),
        ("a word and not another", "mozilla -xylophone".to_owned()),
        ("a type and a word", format!("type:{} guitar", TYPES[0])),
        ("a word and a status", "xylophone status:200".to_owned()),
        ("an e-mail address", "user17@example.com".to_owned()),
        ("a common phrase", "\"email verified\"".to_owned()),
        ("by e-mail", "email:user17@example.com".to_owned()),
        ("a member", format!("/payload/user/id={one}")),
        ("a header", "header:user-agent=Go-http*  type:user.rare".to_owned()),
        ("duplicates", "is:duplicate".to_owned()),
        ("a status, by a scan", "status:404".to_owned()),
        ("a common status", "status:2xx".to_owned()),
        ("a part of an address, by a scan", "ip:*.17".to_owned()),
    ];
    for (what, text) in &questions {
        let filter = filter(text);
        let window = async || {
            let mut cursor = store.search().begin(&filter, now()).await.unwrap();
            let mut ids = Vec::new();
            while !cursor.is_finished() && ids.len() < WINDOW {
                ids.extend(store.search().next(&mut cursor, WINDOW - ids.len()).await.unwrap());
            }
            store.events().rows(ids).await.unwrap().len()
        };
        measure(&clock, &format!("{what}: `{text}`"), window, |rows| format!("{rows} rows")).await;
        let total = async || store.search().count_all(&filter, now()).await.unwrap().0;
        measure(&clock, &format!("{what}: how many"), total, u64::to_string).await;
    }
    for (what, text) in &questions[1..4] {
        let filter = filter(text);
        let all = async || store.search().ids_after(&filter, now(), 0).await.unwrap().0.len();
        measure(&clock, &format!("{what}: all ids"), all, usize::to_string).await;
    }
    let grown = filter("is:duplicate mozilla");
    let grown = async || store.search().ids_after(&grown, now(), newest - 100).await.unwrap().0.len();
    measure(&clock, "duplicates among 100 that are new", grown, usize::to_string).await;
    measure(&clock, "counts by type", async || store.type_counts().after(0).await.unwrap().0.len(), usize::to_string)
        .await;
    let middle = newest / 2;
    let page = async || store.events().rows((middle..middle + WINDOW as i64).collect()).await.unwrap().len();
    measure(&clock, "100 rows from the middle", page, usize::to_string).await;
    measure(&clock, "open the database", async || Store::open(&dir, clock.clone()).unwrap(), |_| String::new()).await;
}

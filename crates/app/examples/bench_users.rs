//! What the users, the history, the life and the state of one cost with many events stored.
//!
//! `bench_users EVENTS USERS` fills a database in a temporary folder: one user with 1,000 events, the others with what
//! is left, in turns. Then it opens the database anew and prints what each question takes the first time and, as the median of
//! twenty, later. Nothing is random: the stories of made-up people are told from fixed seeds.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop there")]

use hookscope_app::{DataDir, Hookscope, NoKeychain, view::DataDirSource};
use hookscope_domain::{
    capture::{Capture, Version},
    catalog,
    headers::Headers,
    sample::Story,
};
use jiff::Timestamp;
use std::{path::Path, sync::Arc, time::Instant};
use tokio::task::JoinSet;

const OF_ONE: usize = 1_000;
const AT_ONCE: usize = 256;
const TYPES: [&str; 5] =
    ["user.authenticated", "user.profile.updated", "identity.email.updated", "user.disabled", "user.reenabled"];

#[tokio::main]
async fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).map(|arg| arg.parse().unwrap()).collect();
    let [events, users] = numbers[..] else { panic!("bench_users EVENTS USERS") };
    let dir = tempfile::tempdir().unwrap();
    let one = fill(dir.path(), events, users).await;

    let app = open(dir.path()).await;
    measured("users, first window of 50", async || drop(app.users("", 0, 50).await.unwrap())).await;
    let email = app.users("", 0, 1).await.unwrap().rows.remove(0).email.unwrap();
    measured("users found by an e-mail address", async || drop(app.users(&email, 0, 50).await.unwrap())).await;
    measured("history, first window of 100", async || drop(app.history(&one, 0, 100).await.unwrap())).await;
    let last = OF_ONE as u64 - 100;
    measured("history, last window of 100", async || drop(app.history(&one, last, 100).await.unwrap())).await;
    measured("life", async || drop(app.user_life(&one).await.unwrap())).await;
    let newest = app.history(&one, 0, 1).await.unwrap().entries[0].id;
    measured("state", async || drop(app.user_state(&one, newest).await.unwrap())).await;
}

async fn open(dir: &Path) -> Hookscope {
    let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
    Hookscope::open_with(data_dir, Arc::new(NoKeychain)).await.unwrap()
}

/// Returns the user with many events.
async fn fill(dir: &Path, events: usize, users: usize) -> String {
    let app = Arc::new(open(dir).await);
    let mut stories: Vec<Story> = (0..users as u64).map(Story::of_seed).collect();
    let mut tasks = JoinSet::new();
    let each = (events / OF_ONE).max(1);
    for at in 0..events {
        let teller = if at % each == 0 { 0 } else { 1 + at % (users - 1) };
        let body = stories[teller].next(catalog::find(TYPES[at / each % TYPES.len()]).unwrap()).body;
        let app = Arc::clone(&app);
        tasks.spawn(async move { app.take(capture(body)).await.map(drop).unwrap() });
        if tasks.len() >= AT_ONCE {
            tasks.join_next().await.unwrap().unwrap();
        }
    }
    tasks.join_all().await;
    let total = |id: String| {
        let app = Arc::clone(&app);
        async move { (app.history(&id, 0, 0).await.unwrap().total, id) }
    };
    let mut most = (0, String::new());
    for start in (0..users as u64).step_by(100) {
        for row in app.users("", start, 100).await.unwrap().rows {
            most = most.max(total(row.user_id).await);
        }
    }
    println!("{events} events, {users} users, {} events of one", most.0);
    most.1
}

fn capture(body: impl AsRef<[u8]>) -> Capture {
    Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: "/".into(),
        headers: Headers::from_pairs([("content-type", "application/json")]),
        body: body.as_ref().to_vec().into(),
        cut: None,
    }
}

async fn measured(what: &str, question: impl AsyncFn()) {
    let time = async || {
        let began = Instant::now();
        question().await;
        began.elapsed().as_secs_f64() * 1_000.0
    };
    let first = time().await;
    let mut later = Vec::new();
    for _ in 0..20 {
        later.push(time().await);
    }
    later.sort_by(f64::total_cmp);
    println!("{what:<36} {first:>9.1} ms first, {:>7.1} ms later", later[10]);
}

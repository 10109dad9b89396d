//! The receiver is killed at random moments: every acknowledged event is stored with its exact
//! bytes, the file is intact, and the index catches up and gives correct results.

use hookglass_filter::{Filter, Now};
use hookglass_store::{FILE_NAME, IndexProgress, Store};
use hookglass_testkit::{HANG_GUARD, wire::Connection};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    panic,
    sync::mpsc,
    thread,
    time::Instant,
};

use crate::support::{Serve, json_lines};

const ROUNDS: usize = 50;
const SENDERS: usize = 4;
/// A round ends after at most this many acknowledged events.
const MAX_ACKNOWLEDGED: u64 = 150;

/// A linear congruential generator of random numbers.
struct Rng(u64);

impl Rng {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// The body of one request: a unique word and random bytes, up to a few database pages.
fn body(round: usize, sender: usize, number: usize) -> Vec<u8> {
    let mut rng = Rng((round * 1_000_000 + sender * 100_000 + number) as u64);
    let mut bytes = format!("word{round}x{sender}x{number}z ").into_bytes();
    let length = if rng.next(20) == 0 { 60_000 } else { rng.next(3_000) };
    bytes.extend((0..length).map(|_| rng.next(256) as u8));
    bytes
}

#[test]
fn a_kill_at_any_moment_loses_no_acknowledged_event_and_the_index_catches_up() {
    let seed = RandomState::new().hash_one(());
    eprintln!("seed: {seed}");
    let mut rng = Rng(seed);
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    let hook = panic::take_hook();
    // The client panics when its connection breaks, which is expected here.
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() != Some("sender") {
            hook(info);
        }
    }));
    for round in 0..ROUNDS {
        let (acknowledge, acknowledgements) = mpsc::channel();
        let mut serve = Serve::on(dir.path());
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (acknowledge, address) = (acknowledge.clone(), serve.address);
                let send = move || {
                    let mut connection = Connection::open(address);
                    for number in 0.. {
                        connection.post(&format!("/{round}/{sender}/{number}"), &[], &body(round, sender, number));
                        if connection.response().status == 200 {
                            acknowledge.send((round, sender, number)).unwrap();
                        }
                    }
                };
                thread::Builder::new().name("sender".into()).spawn(send).unwrap()
            })
            .collect();
        drop(acknowledge);
        for _ in 0..=rng.next(MAX_ACKNOWLEDGED) {
            acknowledged.push(acknowledgements.recv_timeout(HANG_GUARD).expect("the receiver acknowledges events"));
        }
        serve.child.kill().unwrap();
        serve.child.wait().unwrap();
        senders.into_iter().for_each(|sender| drop(sender.join()));
        acknowledged.extend(acknowledgements);
    }
    drop(panic::take_hook());

    let file = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
    let check: String = file.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut all = file.prepare("SELECT path, id, body FROM events").unwrap();
    let rows = all.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
    let stored: HashMap<String, (i64, Vec<u8>)> = rows.collect::<Result<_, _>>().unwrap();
    for &(round, sender, number) in acknowledged.iter() {
        let path = format!("/{round}/{sender}/{number}");
        let Some((_, found)) = stored.get(&path) else { panic!("{path} was acknowledged and is lost") };
        assert!(*found == body(round, sender, number), "{path} is stored with other bytes");
    }
    assert!(acknowledged.len() >= ROUNDS);
    eprintln!("{} acknowledged, {} stored", acknowledged.len(), stored.len());

    let _serve = Serve::on(dir.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let store = Store::open(dir.path(), hookglass_clock::Clock::system()).unwrap();
    // The index has a separate file and does not signal other processes. Each turn runs a whole
    // search, whose result is correct even while the index is incomplete.
    let (round, sender, number) = acknowledged[0];
    let filter = format!("word{round}x{sender}x{number}z");
    let began = Instant::now();
    while let IndexProgress { upto, latest } = runtime.block_on(store.index().progress()).unwrap()
        && upto < latest
    {
        assert_eq!(json_lines(dir.path(), &["list", "--json", &filter]).len(), 1);
        assert!(began.elapsed() < HANG_GUARD, "the index is stuck at {upto} of {latest}");
    }
    runtime.block_on(async {
        for &(round, sender, number) in acknowledged.iter().step_by(acknowledged.len() / 40 + 1) {
            let path = format!("/{round}/{sender}/{number}");
            // A word also matches by its beginning: the letter at the end distinguishes 3 from 35.
            let filter = Filter::parse(&format!("word{round}x{sender}x{number}z")).unwrap();
            let now = Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
            let found = store.search().newest(&filter, now, 9).await.unwrap();
            assert_eq!(found, [stored[&path].0], "{path}");
        }
        let counted: u64 = store.type_counts().after(0).await.unwrap().0.iter().map(|tally| tally.count).sum();
        assert_eq!(counted, stored.len() as u64);
    });
    let filter = format!("path:/{round}/{sender}/{number}");
    assert_eq!(json_lines(dir.path(), &["list", "--json", &filter]).len(), 1);
}

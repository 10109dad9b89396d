//! Killed at random moments, again and again: every acknowledged event is there with its exact bytes, the file is whole, and
//! the index catches up and answers right.

use hookglass_filter::{Filter, Now};
use hookglass_store::{FILE_NAME, IndexProgress, Store};
use hookglass_testkit::wire::Connection;
use jiff::{Timestamp, tz::TimeZone};
use std::{
    collections::HashMap,
    panic,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::program::{Serve, json_lines};

const ROUNDS: usize = 50;
const SENDERS: usize = 4;
/// A round is ended that many milliseconds after its first acknowledged event, at most.
const LONGEST: u64 = 250;

/// Numbers that are told by the first of them.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// What a sender sends: of any bytes, of any length up to a few pages, and with a word of its own.
fn body(round: usize, sender: usize, number: usize) -> Vec<u8> {
    let mut chance = Chance((round * 1_000_000 + sender * 100_000 + number) as u64);
    let mut bytes = format!("word{round}x{sender}x{number}z ").into_bytes();
    let length = if chance.next(20) == 0 { 60_000 } else { chance.next(3_000) };
    bytes.extend((0..length).map(|_| chance.next(256) as u8));
    bytes
}

#[test]
fn whenever_it_is_killed_no_acknowledged_event_is_lost_and_the_index_catches_up() {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    eprintln!("the moments follow from {seed}");
    let mut chance = Chance(seed);
    let dir = tempfile::tempdir().unwrap();
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let hook = panic::take_hook();
    // A sender whose connection is cut ends in a panic of the client, which is what happens here all the time.
    panic::set_hook(Box::new(move |about| {
        if thread::current().name() != Some("sender") {
            hook(about);
        }
    }));
    for round in 0..ROUNDS {
        let before = acknowledged.lock().unwrap().len();
        let mut serve = Serve::on(dir.path());
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (acknowledged, address) = (Arc::clone(&acknowledged), serve.address);
                let send = move || {
                    let mut connection = Connection::open(address);
                    for number in 0.. {
                        connection.post(&format!("/{round}/{sender}/{number}"), &[], &body(round, sender, number));
                        if connection.response().status == 200 {
                            acknowledged.lock().unwrap().push((round, sender, number));
                        }
                    }
                };
                thread::Builder::new().name("sender".into()).spawn(send).unwrap()
            })
            .collect();
        while acknowledged.lock().unwrap().len() == before {
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(chance.next(LONGEST)));
        serve.child.kill().unwrap();
        serve.child.wait().unwrap();
        senders.into_iter().for_each(|sender| drop(sender.join()));
    }
    drop(panic::take_hook());

    let file = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
    let check: String = file.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut all = file.prepare("SELECT path, id, body FROM events").unwrap();
    let rows = all.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
    let stored: HashMap<String, (i64, Vec<u8>)> = rows.collect::<Result<_, _>>().unwrap();
    let acknowledged = acknowledged.lock().unwrap();
    for &(round, sender, number) in acknowledged.iter() {
        let path = format!("/{round}/{sender}/{number}");
        let Some((_, found)) = stored.get(&path) else { panic!("{path} was acknowledged and is lost") };
        assert!(*found == body(round, sender, number), "{path} has other bytes");
    }
    assert!(acknowledged.len() >= ROUNDS);
    eprintln!("{} acknowledged, {} stored", acknowledged.len(), stored.len());

    let _serve = Serve::on(dir.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(dir.path(), hookglass_clock::Clock::system()).unwrap();
        let began = Instant::now();
        loop {
            let IndexProgress { upto, latest } = store.index().progress().await.unwrap();
            if upto == latest {
                break;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "the index stands at {upto} of {latest}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        for &(round, sender, number) in acknowledged.iter().step_by(acknowledged.len() / 40 + 1) {
            let path = format!("/{round}/{sender}/{number}");
            // A word is found by its beginning as well; the letter at its end tells 3 from 35.
            let filter = Filter::parse(&format!("word{round}x{sender}x{number}z")).unwrap();
            let now = Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
            let found = store.search().newest(&filter, now, 9).await.unwrap();
            assert_eq!(found, [stored[&path].0], "{path}");
        }
        let counted: u64 = store.type_counts().after(0).await.unwrap().0.iter().map(|tally| tally.count).sum();
        assert_eq!(counted, stored.len() as u64);
    });
    let (round, sender, number) = acknowledged[0];
    let filter = format!("path:/{round}/{sender}/{number}");
    assert_eq!(json_lines(dir.path(), &["list", "--json", &filter]).len(), 1);
}

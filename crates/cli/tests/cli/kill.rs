//! Killed at any moment: what was acknowledged is there.

use hookglass_testkit::wire::Connection;
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::program::{Serve, json_lines};

const ROUNDS: usize = 5;
const SENDERS: usize = 8;
/// Acknowledged events after which a round is ended; another number each round, so that the kill hits another moment.
const ENOUGH: [usize; ROUNDS] = [1, 57, 211, 500, 1003];

#[test]
fn no_acknowledged_event_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeSet::new();
    for (round, enough) in ENOUGH.into_iter().enumerate() {
        let mut serve = Serve::on(dir.path());
        let (taken, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (taken, stop, address) = (Arc::clone(&taken), Arc::clone(&stop), serve.address);
                thread::spawn(move || {
                    // A sender whose connection is cut panics in the client: what it had counted before is what counts.
                    let _ = std::panic::catch_unwind(|| {
                        let mut connection = Connection::open(address);
                        for number in 0.. {
                            if stop.load(Ordering::SeqCst) {
                                return;
                            }
                            let path = format!("/{round}/{sender}/{number}");
                            connection.post(&path, &[], &vec![b'x'; 1500]);
                            if connection.response().status == 200 {
                                taken.lock().unwrap().push(path);
                            }
                        }
                    });
                })
            })
            .collect();
        while taken.lock().unwrap().len() < enough {
            thread::yield_now();
        }
        serve.child.kill().unwrap();
        stop.store(true, Ordering::SeqCst);
        for sender in senders {
            sender.join().unwrap();
        }
        acknowledged.extend(taken.lock().unwrap().drain(..));
    }
    let stored: BTreeSet<String> = json_lines(dir.path(), &["list", "--json"])
        .iter()
        .map(|row| row["path"].as_str().unwrap().to_owned())
        .collect();
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged events are lost: {lost:?}", lost.len(), acknowledged.len());
    assert!(acknowledged.len() >= ENOUGH.iter().sum());
}

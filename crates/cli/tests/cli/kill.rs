//! The receiver is killed: every acknowledged event is stored.

use hookglass_testkit::{HANG_GUARD, wire::Connection};
use std::{collections::BTreeSet, sync::mpsc, thread};

use crate::support::{Serve, json_lines};

const ROUNDS: usize = 5;
const SENDERS: usize = 8;
/// A round ends after this many acknowledged events. The numbers differ, so that each kill hits
/// another state.
const ACKNOWLEDGED: [usize; ROUNDS] = [1, 57, 211, 500, 1003];

#[test]
fn no_acknowledged_event_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeSet::new();
    for (round, count) in ACKNOWLEDGED.into_iter().enumerate() {
        let mut serve = Serve::on(dir.path());
        let (acknowledge, acknowledgements) = mpsc::channel();
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (acknowledge, address) = (acknowledge.clone(), serve.address);
                thread::spawn(move || {
                    // The client panics when its connection breaks. That ends the sender.
                    let _ = std::panic::catch_unwind(|| {
                        let mut connection = Connection::open(address);
                        for number in 0.. {
                            let path = format!("/{round}/{sender}/{number}");
                            connection.post(&path, &[], &vec![b'x'; 1500]);
                            if connection.response().status == 200 {
                                acknowledge.send(path).unwrap();
                            }
                        }
                    });
                })
            })
            .collect();
        drop(acknowledge);
        for _ in 0..count {
            acknowledged.insert(acknowledgements.recv_timeout(HANG_GUARD).expect("the receiver acknowledges events"));
        }
        serve.child.kill().unwrap();
        for sender in senders {
            sender.join().unwrap();
        }
        acknowledged.extend(acknowledgements);
    }
    let stored: BTreeSet<String> = json_lines(dir.path(), &["list", "--json"])
        .iter()
        .map(|row| row["path"].as_str().unwrap().to_owned())
        .collect();
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged events are lost: {lost:?}", lost.len(), acknowledged.len());
    assert!(acknowledged.len() >= ACKNOWLEDGED.iter().sum());
}

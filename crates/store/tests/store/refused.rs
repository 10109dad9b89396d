//! Requests that the receiver refused.

use hookglass_request::refusal::{Refusal, RefusalReason};
use jiff::Timestamp;

use crate::support::Db;

fn refusal(number: i64) -> Refusal {
    Refusal {
        at: Timestamp::from_second(number).unwrap(),
        peer: ([127, 0, 0, 1], 4665).into(),
        first_bytes: vec![0x16, 0x03, 0xff],
        reason: RefusalReason::Tls,
    }
}

#[tokio::test]
async fn the_newest_refused_requests_survive_a_restart_and_other_programs_see_them() {
    let db = Db::new();
    let store = db.open();
    let other = db.open();
    store.refused_mut().add((0..3).map(refusal).collect()).await.unwrap();
    assert_eq!(other.refused().all().await.unwrap(), [2, 1, 0].map(refusal));
    store.refused_mut().add((3..250).map(refusal).collect()).await.unwrap();
    drop((store, other));
    let kept = db.open().refused().all().await.unwrap();
    assert_eq!(kept, (150..250).rev().map(refusal).collect::<Vec<_>>(), "the newest 100");
    let rows: i64 = db.raw().query_row("SELECT count(*) FROM refused_requests", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 100, "the table does not grow");
}

#[tokio::test]
async fn an_unknown_reason_hides_no_other_row() {
    let db = Db::new();
    let store = db.open();
    store.refused_mut().add([refusal(1), refusal(2)].into()).await.unwrap();
    db.raw().execute("UPDATE refused_requests SET reason = 'of a later version', peer = 'x' WHERE id = 1", []).unwrap();
    let kept = store.refused().all().await.unwrap();
    assert_eq!(kept[0], refusal(2));
    assert_eq!(kept[1].first_bytes, refusal(1).first_bytes);
}

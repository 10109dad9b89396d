//! Events that must not cause actions.

use hookglass_request::trust::{Distrust, Untrusted};
use hookglass_senders::signature::Verdict;
use hookglass_store::{NewEvent, Store, UnknownHost, UntrustedBudget};
use jiff::Timestamp;

use crate::support::{Db, delete, event};

fn from(why: Distrust, host: Option<&str>) -> NewEvent {
    NewEvent { untrusted: Some(Untrusted { why, host: host.map(str::to_owned) }), ..event("/", &[b'x'; 100]) }
}

async fn marks(store: &Store, ids: &[i64]) -> Vec<Option<Distrust>> {
    let rows = store.events().rows(ids.to_vec()).await.unwrap();
    for row in &rows {
        assert_eq!(store.events().get(row.id).await.unwrap().unwrap().untrusted, row.untrusted);
    }
    rows.into_iter().map(|row| row.untrusted).collect()
}

#[tokio::test]
async fn an_event_keeps_its_mark_until_its_signature_is_valid() {
    let db = Db::new();
    let store = db.open();
    for event in [event("/", b"x"), from(Distrust::WebPage, None), from(Distrust::UnknownHost, Some("a.example"))] {
        store.events_mut().append(event).await.unwrap();
    }
    let expected = [None, Some(Distrust::WebPage), Some(Distrust::UnknownHost)];
    assert_eq!(marks(&store, &[1, 2, 3]).await, expected);
    store.events_mut().set_signatures(vec![(2, Verdict::Invalid), (3, Verdict::Valid)]).await.unwrap();
    assert_eq!(marks(&store, &[1, 2, 3]).await, [None, Some(Distrust::WebPage), None]);
    store.events_mut().append(from(Distrust::Sample, None)).await.unwrap();
    store.events_mut().set_signatures(vec![(4, Verdict::Valid)]).await.unwrap();
    assert_eq!(marks(&store, &[4]).await, [Some(Distrust::Sample)], "a sample stays one");
}

#[tokio::test]
async fn unknown_hosts_are_counted_most_recent_first() {
    let db = Db::new();
    let store = db.open();
    for host in [Some("b.example"), Some("a.example"), None, Some("b.example"), Some("c.example")] {
        store.events_mut().append(from(Distrust::UnknownHost, host)).await.unwrap();
    }
    delete(&store, vec![5]).await;
    let hosts = store.untrusted().unknown_hosts(Timestamp::UNIX_EPOCH).await.unwrap();
    let expected = [("b.example", 2), ("a.example", 1)];
    assert_eq!(hosts, expected.map(|(host, requests)| UnknownHost { host: host.into(), requests }));
    assert_eq!(store.untrusted().unknown_hosts(Timestamp::MAX).await.unwrap(), []);
}

#[tokio::test]
async fn the_oldest_untrusted_events_exceed_the_budget() {
    let db = Db::new();
    let store = db.open();
    for number in 0..6 {
        let event = if number % 2 == 0 { event("/", b"x") } else { from(Distrust::WebPage, None) };
        store.events_mut().append(event).await.unwrap();
    }
    store.events_mut().append(from(Distrust::Sample, None)).await.unwrap();
    let size = from(Distrust::WebPage, None).size();
    let excess =
        async |events, bytes, max| store.untrusted().excess(UntrustedBudget { events, bytes }, max).await.unwrap();
    assert_eq!(excess(3, 3 * size, 10).await, [0; 0]);
    assert_eq!(excess(1, u64::MAX, 10).await, [2, 4], "trusted events do not count");
    assert_eq!(excess(3, 2 * size, 10).await, [2]);
    assert_eq!(excess(0, 0, 2).await, [2, 4]);
    delete(&store, vec![2, 4, 6]).await;
    assert_eq!(excess(0, 0, 10).await, [0; 0], "the mark goes with its event");
}

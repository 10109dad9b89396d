//! Events: storing, reading, counting.

use hookglass_filter::Filter;
use hookglass_request::{capture::Truncation, headers::Headers};
use hookglass_senders::{envelope::Vendor, signature::Verdict};
use hookglass_store::{MAX_BODY, SignedPage, StoredEvent};
use std::sync::Arc;

use crate::support::{Db, authgear, event, now};

#[tokio::test]
async fn an_event_is_stored_byte_for_byte() {
    let db = Db::new();
    let store = db.open();
    let mut new = event("/a", b"\0\xff{not json");
    new.capture.cut = Some(Truncation::SenderLeft);
    let id = store.events_mut().append(new.clone()).await.unwrap();
    drop(store);
    let store = db.open();
    let stored = store.events().get(id).await.unwrap().unwrap();
    assert_eq!(stored.capture.body, new.capture.body);
    assert_eq!(stored.capture.headers, new.capture.headers);
    assert_eq!(stored.capture.target, new.capture.target);
    assert_eq!(stored.capture.cut, new.capture.cut);
    assert_eq!(stored.capture.peer, new.capture.peer);
    assert_eq!((stored.capture.began_at, stored.capture.received_at), (new.capture.began_at, new.capture.received_at));
    assert_eq!(stored.envelope, new.envelope);
    assert_eq!(stored.answer, new.answer);
    assert!(store.events().get(id + 1).await.unwrap().is_none());
}

#[tokio::test]
async fn an_envelope_keeps_its_variant() {
    let db = Db::new();
    let store = db.open();
    let new = event("/", br#"{"event":"auth.password_reset","param":{"email":"a@example.com"}}"#);
    let id = store.events_mut().append(new.clone()).await.unwrap();
    let stored = store.events().get(id).await.unwrap().unwrap();
    assert_eq!(stored.envelope, new.envelope);
    assert_eq!(stored.envelope.variant, Some("completed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_appends_get_unique_ids() {
    let db = Db::new();
    let store = Arc::new(db.open());
    let tasks: Vec<_> = (0..2000)
        .map(|seq| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.events_mut().append(authgear("user.created", seq)).await.unwrap() })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2000);
    assert_eq!(store.search().ids_after(&Filter::default(), now(), 0).await.unwrap().0, ids);
}

#[tokio::test]
async fn type_counts_continue_after_an_id() {
    let db = Db::new();
    let store = db.open();
    store.events_mut().append(authgear("user.created", 1)).await.unwrap();
    let (first, upto) = store.type_counts().after(0).await.unwrap();
    assert_eq!((first.len(), first[0].count, first[0].family.as_deref()), (1, 1, Some("user")));
    store.events_mut().append(event("/", b"")).await.unwrap();
    let (newer, _) = store.type_counts().after(upto).await.unwrap();
    assert_eq!((newer.len(), newer[0].vendor, newer[0].event_type.clone()), (1, Vendor::Generic, None));
}

#[tokio::test]
async fn variants_of_a_type_are_counted_separately() {
    let db = Db::new();
    let store = db.open();
    for param in [r#"{"token":"t","link":"l"}"#, "{}", "{}"] {
        let body = format!(r#"{{"event":"auth.password_reset","param":{param}}}"#);
        store.events_mut().append(event("/fastgen", body.as_bytes())).await.unwrap();
    }
    let (mut counts, _) = store.type_counts().after(0).await.unwrap();
    counts.sort_by_key(|count| count.count);
    let by_variant: Vec<_> = counts.iter().map(|count| (count.variant.as_deref(), count.count)).collect();
    assert_eq!(by_variant, [(Some("requested"), 1), (Some("completed"), 2)]);
}

#[tokio::test]
async fn signed_events_come_in_pages() {
    let db = Db::new();
    let store = db.open();
    for (at, header) in ["X-Hub-Signature-256", "Accept", "X-Authgear-Body-Signature"].into_iter().enumerate() {
        let mut event = event("/", b"{}");
        event.capture.headers = Headers::from_pairs([(header, "00")]);
        event.signature = if at == 2 { Verdict::NoSecret } else { Verdict::Unsigned };
        store.events_mut().append(event).await.unwrap();
    }
    let ids = |page: &SignedPage| page.events.iter().map(|event| event.id).collect::<Vec<_>>();
    let known = store.events().signed_after(0, 1 << 20, vec![Verdict::Unsigned]).await.unwrap();
    assert_eq!((ids(&known), known.upto), (vec![3], None));
    let all = store.events().signed_after(0, 1 << 20, vec![]).await.unwrap();
    assert_eq!((ids(&all), all.events[0].verdict), (vec![1, 3], Verdict::Unsigned));
    let first = store.events().signed_after(0, 1, vec![]).await.unwrap();
    assert_eq!((ids(&first), first.upto), (vec![1], Some(1)), "at least one event, and where the next page starts");
}

#[tokio::test]
async fn events_of_a_user_are_found_by_id_and_subject() {
    let db = Db::new();
    let store = db.open();
    for (at, path) in (1..=7).zip(["/authgear"; 7]) {
        store
            .events_mut()
            .append(if at == 4 { event(path, b"{}") } else { authgear("user.disabled", at) })
            .await
            .unwrap();
    }
    let (found, upto) = store.events().mentions_after(2, 3).await.unwrap();
    let users: Vec<_> = found.iter().map(|mention| (mention.id, mention.user_id.as_str())).collect();
    assert_eq!((users, upto), (vec![(3, "u0"), (5, "u2")], 5), "the fourth has no user and was read");
    assert_eq!(store.events().mentions_after(7, 3).await.unwrap(), (Vec::new(), 7));
    assert_eq!(store.events().ids_by_user_text("U1".into()).await.unwrap(), [1, 7]);
    let read = |ids: &[i64], most| store.events().by_ids(ids.to_vec(), most);
    let ids = |events: Vec<StoredEvent>| events.iter().map(|event| event.id).collect::<Vec<_>>();
    assert_eq!(ids(read(&[5, 99, 1], 1 << 20).await.unwrap()), [5, 1]);
    assert_eq!(ids(read(&[5, 1, 2], 1).await.unwrap()), [5], "at least one, whatever its size");
}

#[test]
fn the_largest_body_fits_into_a_row_with_its_head() {
    const MAX_HEAD: u64 = 1 << 20;
    let db = Db::new();
    drop(db.open());
    let fits =
        |bytes: u64| db.raw().query_row("SELECT length(zeroblob(?1))", [bytes], |row| row.get::<_, u64>(0)).is_ok();
    assert!(fits(MAX_BODY + MAX_HEAD));
    assert!(!fits(1_000_000_001), "the margin is that of this limit");
}

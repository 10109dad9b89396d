//! Coverage, settings, drafts and hosts.

use hookglass_request::outgoing::{Failure, FailureKind};
use hookglass_store::Covered;
use jiff::Timestamp;
use std::time::Duration;

use crate::support::{Db, event};

#[tokio::test]
async fn coverage_keeps_the_last_answer_per_target_and_type() {
    let db = Db::new();
    let store = db.open();
    let covered = |event_type: &str, second, outcome| Covered {
        event_type: event_type.into(),
        sent_at: Timestamp::from_second(second).unwrap(),
        duration: Duration::from_micros(1500),
        outcome,
    };
    let refused = Failure { why: FailureKind::Refused, sentence: "refused".into() };
    let (a, b) = ("http://a/".to_owned(), "http://b/".to_owned());
    store.coverage_mut().put(a.clone(), covered("user.created", 1, Err(refused.clone()))).await.unwrap();
    store.coverage_mut().put(a.clone(), covered("user.created", 2, Ok(204))).await.unwrap();
    store.coverage_mut().put(b.clone(), covered("user.deleted", 3, Err(refused.clone()))).await.unwrap();
    assert_eq!(store.coverage().of_target(a.clone()).await.unwrap(), [covered("user.created", 2, Ok(204))]);
    assert_eq!(store.coverage().of_target(b.clone()).await.unwrap(), [covered("user.deleted", 3, Err(refused))]);
    assert_eq!(store.coverage().targets().await.unwrap(), [b, a]);
}

#[tokio::test]
async fn remove_if_keeps_a_setting_that_has_changed() {
    let db = Db::new();
    let store = db.open();
    store.settings_mut().put("listening", "127.0.0.1:2".into()).await.unwrap();
    store.settings_mut().remove_if("listening", "127.0.0.1:1".into()).await.unwrap();
    assert_eq!(store.settings().get("listening").await.unwrap().as_deref(), Some("127.0.0.1:2"));
    store.settings_mut().remove_if("listening", "127.0.0.1:2".into()).await.unwrap();
    assert_eq!(store.settings().get("listening").await.unwrap(), None);
}

#[tokio::test]
async fn drafts_survive_reopening_until_removed() {
    let db = Db::new();
    let store = db.open();
    let id = store.events_mut().append(event("/", b"body")).await.unwrap();
    assert!(
        store.drafts_mut().put(id, "one".into()).await.unwrap()
            && store.drafts_mut().put(id, "two".into()).await.unwrap()
    );
    assert!(!store.drafts_mut().put(99, "orphan".into()).await.unwrap());
    drop(store);
    let store = db.open();
    assert_eq!(store.drafts().get(id).await.unwrap().as_deref(), Some("two"));
    store.drafts_mut().remove(id).await.unwrap();
    assert_eq!(store.drafts().get(id).await.unwrap(), None);
}

//! Resends and forwarding.

use bytes::Bytes;
use hookglass_automation::forward::{Mode, Target};
use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Origin, Outcome, Outgoing, Response, Signed, Steps},
};
use hookglass_store::{Forwarded, NewResend, Progress, StoredForward};
use jiff::Timestamp;
use std::{sync::Arc, time::Duration};

use crate::support::{Db, event};

#[tokio::test]
async fn resends_are_stored_with_their_event() {
    let db = Db::new();
    let store = db.open();
    let id = store.events_mut().append(event("/", b"body")).await.unwrap();
    let outgoing = Outgoing {
        method: "POST".into(),
        url: "http://127.0.0.1:1/a".into(),
        headers: Headers::from_pairs([("A", "1")]),
        body: Bytes::from_static(b"body"),
    };
    let steps = Steps { connect: Some(Duration::from_micros(7)), ..Steps::default() };
    let attempt = |outcome| Attempt {
        sent_at: Timestamp::UNIX_EPOCH,
        duration: Duration::from_micros(1500),
        steps: Some(steps),
        outcome,
    };
    let failed = Outcome::Failed(Failure { why: FailureKind::Refused, sentence: "no".into() });
    let answered = Outcome::Response(Response {
        status: 200,
        version: "HTTP/1.1".into(),
        headers: Headers::from_pairs([("B", "2")]),
        body: Bytes::from_static(b"\xff"),
        size: 1,
    });
    for (edited, outcome) in [(false, failed.clone()), (true, answered.clone())] {
        let resend = NewResend {
            event_id: id,
            outgoing: outgoing.clone(),
            edited,
            signed: Signed::Original,
            attempt: attempt(outcome),
            verdict: edited.then(|| r#"{"outcome":"allowed"}"#.to_owned()),
            origin: if edited { Origin::Forward } else { Origin::Person },
        };
        store.resends_mut().append(resend).await.unwrap();
    }
    let cut = store.resends().of_event(id, 1, 0).await.unwrap();
    assert!(
        matches!(&cut[0].attempt.outcome, Outcome::Response(response) if response.body.is_empty() && response.size == 1)
    );
    assert_eq!(cut[0].response_kept, 1);
    let kept = store.resends().of_event(id, 10, 100).await.unwrap();
    assert_eq!(kept.iter().map(|resend| (resend.edited, resend.size)).collect::<Vec<_>>(), [(true, 4), (false, 4)]);
    assert_eq!(kept[0].attempt, attempt(answered));
    assert_eq!(kept[1].attempt, attempt(failed));
    assert_eq!(store.resends().recent_urls(5).await.unwrap(), [outgoing.url]);
    assert_eq!(store.events().rows(vec![id]).await.unwrap()[0].resends, 2);
    let empty = Outcome::Response(Response {
        status: 204,
        version: "HTTP/1.1".into(),
        headers: Headers::default(),
        body: Bytes::new(),
        size: 0,
    });
    let (total, sent) = store.resends().page(i64::MAX, 10).await.unwrap();
    let facts: Vec<_> = sent.iter().map(|row| (row.id, row.outcome, row.verdict.as_deref(), row.edited)).collect();
    assert_eq!(
        (total, facts),
        (2, vec![(2, Ok(200), Some("allowed"), true), (1, Err(FailureKind::Refused), None, false)])
    );
    assert_eq!([sent[0].origin, kept[0].origin], [Origin::Forward; 2]);
    assert_eq!([sent[1].origin, kept[1].origin], [Origin::Person; 2]);
    assert_eq!(store.resends().page(2, 10).await.unwrap().1, sent[1..], "those below an id");
    assert_eq!(store.resends().page(i64::MAX, 1).await.unwrap().1, sent[..1]);
    let resend = NewResend {
        event_id: id,
        outgoing: empty_request(),
        edited: false,
        signed: Signed::Wrong,
        attempt: attempt(empty.clone()),
        verdict: None,
        origin: Origin::Command,
    };
    let last = store.resends_mut().append(resend).await.unwrap();
    assert_eq!(store.resends().get(last, 10).await.unwrap().unwrap().attempt.outcome, empty, "an empty body is a body");
    // Older versions did not measure steps.
    let raw = db.raw();
    raw.execute("DELETE FROM resend_results WHERE resend_id = 2", []).unwrap();
    let old = store.resends().get(2, 10).await.unwrap().unwrap();
    assert_eq!((old.attempt.steps, old.verdict), (None, None));
    assert_eq!(store.resends().page(3, 1).await.unwrap().1[0].verdict, None);
    let orphan = NewResend {
        event_id: 99,
        outgoing: empty_request(),
        edited: true,
        signed: Signed::None,
        attempt: kept[0].attempt.clone(),
        verdict: None,
        origin: Origin::Person,
    };
    assert!(store.resends_mut().append(orphan).await.is_err(), "a resend belongs to an event");
    assert!(store.events_mut().append(event("/", b"after")).await.is_ok(), "a failed write does not affect the next");
}

#[tokio::test]
async fn forwarding_targets_keep_their_progress() {
    let db = Db::new();
    let store = db.open();
    let first = store.events_mut().append(event("/", b"body")).await.unwrap();
    let target = Target {
        id: 0,
        url: "http://x/".to_owned(),
        filter: "type:a".to_owned(),
        on: true,
        mode: Mode::Answer,
        retry: false,
        verify_tls: false,
        deadline_ms: Some(900),
    };
    let id = store.forwards_mut().save(target.clone(), true).await.unwrap().unwrap();
    let kept = Target { id, ..target };
    let at = |upto, delivered, failed| StoredForward { target: kept.clone(), upto, delivered, failed, lost: 0 };
    assert_eq!(
        store.forwards().all().await.unwrap(),
        [at(first, 0, 0)],
        "it starts with the events that arrive from now on"
    );
    let second = store.events_mut().append(event("/", b"body")).await.unwrap();
    let resend = |event_id| NewResend {
        event_id,
        outgoing: Outgoing {
            method: "POST".into(),
            url: "http://x/".into(),
            headers: Headers::default(),
            body: Bytes::from_static(b"body"),
        },
        edited: false,
        signed: Signed::None,
        attempt: Attempt {
            sent_at: Timestamp::UNIX_EPOCH,
            duration: Duration::ZERO,
            steps: None,
            outcome: Outcome::Failed(Failure { why: FailureKind::Reset, sentence: String::new() }),
        },
        verdict: None,
        origin: Origin::Forward,
    };
    let progress = |target, upto| Progress { target, upto, delivered: 2, failed: 1 };
    let forwarded = |progress| Arc::new(Forwarded { resends: vec![resend(second), resend(99)], progress });
    store.forwards_mut().append(forwarded(vec![progress(id, second), progress(77, 1)])).await.unwrap();
    assert_eq!(store.resends().page(i64::MAX, 9).await.unwrap().0, 1, "the result of a deleted event is not stored");
    store.forwards_mut().append(forwarded(vec![progress(id, 0)])).await.unwrap();
    drop(store);
    let store = db.open();
    assert_eq!(store.forwards().all().await.unwrap(), [at(second, 4, 2)], "the cursor does not go back");
    let third = store.events_mut().append(event("/", b"body")).await.unwrap();
    assert_eq!(store.forwards_mut().save(kept.clone(), false).await.unwrap(), Some(id));
    assert_eq!(store.forwards().all().await.unwrap()[0].upto, second);
    assert_eq!(store.forwards_mut().save(kept.clone(), true).await.unwrap(), Some(id));
    assert_eq!(store.forwards().all().await.unwrap()[0].upto, third);
    assert_eq!(store.forwards_mut().save(Target { id: 77, ..kept.clone() }, false).await.unwrap(), None);
    assert!(store.forwards_mut().remove(id).await.unwrap() && !store.forwards_mut().remove(id).await.unwrap());
    assert_ne!(
        store.forwards_mut().save(Target { id: 0, ..kept }, true).await.unwrap(),
        Some(id),
        "ids are never reused"
    );
}

fn empty_request() -> Outgoing {
    Outgoing { method: "GET".into(), url: "http://x/".into(), headers: Headers::default(), body: Bytes::new() }
}

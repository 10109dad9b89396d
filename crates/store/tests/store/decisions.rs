//! Decisions and rules.

use hookglass_request::answer::{Answer, Decider, Progress};
use hookglass_store::{Answered, Decision, NewEvent, RuleUse};
use jiff::Timestamp;

use crate::support::{Db, authgear, event};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn waiting(rule: &str) -> Decision {
    Decision {
        progress: Progress::Waiting,
        began: at(10),
        deadline: at(15),
        decided: None,
        decided_by: None,
        rule: Some(rule.to_owned()),
        note: None,
    }
}

#[tokio::test]
async fn a_late_decision_is_stored_with_its_answer() {
    let db = Db::new();
    let store = db.open();
    let simple = store.events_mut().append(authgear("user.created", 1)).await.unwrap();
    let undecided = NewEvent { answer: None, decision: Some(waiting("hold")), ..authgear("user.pre_create", 2) };
    let id = store.events_mut().append(undecided).await.unwrap();
    let row = store.events().rows(vec![id]).await.unwrap().remove(0);
    assert_eq!((row.status, row.waits_until), (None, Some(at(15))));
    assert_eq!(store.decisions().answered(id).await.unwrap().unwrap().decision, Some(waiting("hold")));

    let answer = Answer { decided_by: Decider::Person, ..Answer::json(403, "{}") };
    let decided = Decision {
        progress: Progress::Answered,
        decided: Some(at(12)),
        decided_by: Some(Decider::Person),
        note: Some("said".to_owned()),
        ..waiting("hold")
    };
    store.decisions_mut().resolve(id, decided.clone(), Some(answer.clone())).await.unwrap();
    drop(store);
    let store = db.open();
    let answered = Answered { answer: Some(answer.clone()), decision: Some(decided) };
    assert_eq!(store.decisions().answered(id).await.unwrap(), Some(answered));
    assert_eq!(store.events().get(id).await.unwrap().unwrap().answer, Some(answer));
    let row = store.events().rows(vec![id]).await.unwrap().remove(0);
    assert_eq!((row.status, row.waits_until), (Some(403), None));
    let plain = store.decisions().answered(simple).await.unwrap().unwrap();
    assert!(plain.answer.is_some() && plain.decision.is_none(), "a default answer has no decision");
    assert_eq!(store.decisions().answered(99).await.unwrap(), None);
}

#[tokio::test]
async fn a_decision_is_deleted_with_its_event() {
    let db = Db::new();
    let store = db.open();
    let id = store
        .events_mut()
        .append(NewEvent { answer: None, decision: Some(waiting("hold")), ..event("/", b"{}") })
        .await
        .unwrap();
    drop(store);
    let raw = db.raw();
    raw.pragma_update(None, "foreign_keys", true).unwrap();
    raw.execute("DELETE FROM events", []).unwrap();
    assert_eq!(raw.query_row("SELECT count(*) FROM decisions", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    drop(raw);
    let store = db.open();
    store.decisions_mut().resolve(id, waiting("hold"), Some(Answer::json(200, "{}"))).await.unwrap();
    assert_eq!(store.decisions().answered(id).await.unwrap(), None);
}

#[tokio::test]
async fn replacing_the_rules_keeps_the_counts_of_their_names() {
    let db = Db::new();
    let store = db.open();
    assert_eq!((store.rules().revision().await.unwrap(), store.rules().file().await.unwrap()), (0, None));
    let first = store.rules_mut().replace("one".into(), vec!["a".into(), "b".into()]).await.unwrap();
    for (rule, began) in [("a", 30), ("a", 20), ("b", 40)] {
        let decision = Decision { began: at(began), ..waiting(rule) };
        store.events_mut().append(NewEvent { decision: Some(decision), ..event("/", b"{}") }).await.unwrap();
    }
    let of = |name: &str, uses: u64, last: i64| RuleUse { name: name.into(), uses, last_used_at: at(last) };
    assert_eq!(store.rules().uses().await.unwrap(), [of("a", 2, 30), of("b", 1, 40)]);
    let second = store.rules_mut().replace("two".into(), vec!["b".into(), "c".into()]).await.unwrap();
    assert!(second > first);
    assert_eq!(store.rules().file().await.unwrap(), Some((second, "two".to_owned())));
    assert_eq!(store.rules().revision().await.unwrap(), second);
    assert_eq!(store.rules().uses().await.unwrap(), [of("b", 1, 40)], "the count of a removed rule is dropped");
}

//! How answers came about, and the rules.

use hookglass_request::answer::{Answer, Decider, Progress};
use hookglass_store::{Answered, Decision, FILE_NAME, NewEvent, RuleUse, Store};
use jiff::Timestamp;

use crate::{authgear, event};

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
async fn an_answer_is_written_beside_an_event_that_waited_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let simple = store.append(authgear("user.created", 1)).await.unwrap();
    let undecided = NewEvent { answer: None, decision: Some(waiting("hold")), ..authgear("user.pre_create", 2) };
    let id = store.append(undecided).await.unwrap();
    let row = store.rows(vec![id]).await.unwrap().remove(0);
    assert_eq!((row.status, row.waits_until), (None, Some(at(15))));
    assert_eq!(store.answered(id).await.unwrap().unwrap().decision, Some(waiting("hold")));

    let answer = Answer { decided_by: Decider::Person, ..Answer::json(403, "{}") };
    let decided = Decision {
        progress: Progress::Answered,
        decided: Some(at(12)),
        decided_by: Some(Decider::Person),
        note: Some("said".to_owned()),
        ..waiting("hold")
    };
    store.decide(id, decided.clone(), Some(answer.clone())).await.unwrap();
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    let answered = Answered { answer: Some(answer.clone()), decision: Some(decided) };
    assert_eq!(store.answered(id).await.unwrap(), Some(answered));
    assert_eq!(store.event(id).await.unwrap().unwrap().answer, Some(answer));
    let row = store.rows(vec![id]).await.unwrap().remove(0);
    assert_eq!((row.status, row.waits_until), (Some(403), None));
    let plain = store.answered(simple).await.unwrap().unwrap();
    assert!(plain.answer.is_some() && plain.decision.is_none(), "the default leaves nothing behind");
    assert_eq!(store.answered(99).await.unwrap(), None);
}

#[tokio::test]
async fn a_decision_goes_with_its_event_and_comes_too_late_for_one_that_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let id =
        store.append(NewEvent { answer: None, decision: Some(waiting("hold")), ..event("/", b"{}") }).await.unwrap();
    drop(store);
    let raw = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
    raw.pragma_update(None, "foreign_keys", true).unwrap();
    raw.execute("DELETE FROM events", []).unwrap();
    assert_eq!(raw.query_row("SELECT count(*) FROM decisions", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    drop(raw);
    let store = Store::open(dir.path()).unwrap();
    store.decide(id, waiting("hold"), Some(Answer::json(200, "{}"))).await.unwrap();
    assert_eq!(store.answered(id).await.unwrap(), None);
}

#[tokio::test]
async fn rules_are_one_file_and_counts_stay_with_their_names() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert_eq!((store.rules_revision().await.unwrap(), store.rules_file().await.unwrap()), (0, None));
    let first = store.put_rules("one".into(), vec!["a".into(), "b".into()]).await.unwrap();
    for (rule, began) in [("a", 30), ("a", 20), ("b", 40)] {
        let decision = Decision { began: at(began), ..waiting(rule) };
        store.append(NewEvent { decision: Some(decision), ..event("/", b"{}") }).await.unwrap();
    }
    let of = |name: &str, uses: u64, last: i64| RuleUse { name: name.into(), uses, last_used_at: at(last) };
    assert_eq!(store.rule_uses().await.unwrap(), [of("a", 2, 30), of("b", 1, 40)]);
    let second = store.put_rules("two".into(), vec!["b".into(), "c".into()]).await.unwrap();
    assert!(second > first);
    assert_eq!(store.rules_file().await.unwrap(), Some((second, "two".to_owned())));
    assert_eq!(store.rules_revision().await.unwrap(), second);
    assert_eq!(store.rule_uses().await.unwrap(), [of("b", 1, 40)], "a rule that is gone is not counted on");
}

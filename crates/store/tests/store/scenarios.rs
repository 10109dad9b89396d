//! Scenarios.

use hookglass_store::ScenarioRow;

use crate::support::Db;

fn row(name: &str, steps: u64) -> ScenarioRow {
    ScenarioRow { name: name.into(), about: "for a test".into(), steps }
}

#[tokio::test]
async fn a_scenario_is_only_overwritten_on_request() {
    let db = Db::new();
    let store = db.open();
    assert!(store.scenarios_mut().put(row("b", 1), "first".into(), false).await.unwrap());
    assert!(store.scenarios_mut().put(row("a", 2), "other".into(), false).await.unwrap());
    assert!(!store.scenarios_mut().put(row("b", 3), "second".into(), false).await.unwrap());
    assert_eq!(store.scenarios().file("b".into()).await.unwrap().as_deref(), Some("first"));
    assert!(store.scenarios_mut().put(row("b", 3), "third".into(), true).await.unwrap());
    drop(store);
    let store = db.open();
    assert_eq!(store.scenarios().file("b".into()).await.unwrap().as_deref(), Some("third"));
    assert_eq!(store.scenarios().all().await.unwrap(), [row("b", 3), row("a", 2)]);
    assert!(store.scenarios_mut().remove("b".into()).await.unwrap());
    assert!(!store.scenarios_mut().remove("b".into()).await.unwrap(), "it is gone");
    assert_eq!(store.scenarios().file("b".into()).await.unwrap(), None);
}

//! Scenarios, kept by name.

use hookglass_store::{ScenarioRow, Store};

fn row(name: &str, steps: u64) -> ScenarioRow {
    ScenarioRow { name: name.into(), about: "for a test".into(), steps }
}

#[tokio::test]
async fn a_scenario_is_replaced_only_when_that_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert!(store.put_scenario(row("b", 1), "first".into(), false).await.unwrap());
    assert!(store.put_scenario(row("a", 2), "other".into(), false).await.unwrap());
    assert!(!store.put_scenario(row("b", 3), "second".into(), false).await.unwrap());
    assert_eq!(store.scenario_file("b".into()).await.unwrap().as_deref(), Some("first"));
    assert!(store.put_scenario(row("b", 3), "third".into(), true).await.unwrap());
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.scenario_file("b".into()).await.unwrap().as_deref(), Some("third"));
    assert_eq!(store.scenarios().await.unwrap(), [row("b", 3), row("a", 2)]);
    assert!(store.remove_scenario("b".into()).await.unwrap());
    assert!(!store.remove_scenario("b".into()).await.unwrap(), "it is gone");
    assert_eq!(store.scenario_file("b".into()).await.unwrap(), None);
}

//! Searching with a filter.

use hookglass_filter::Filter;

use crate::support::{Db, authgear, event, found, now};

#[tokio::test]
async fn a_filter_returns_the_matching_events() {
    let db = Db::new();
    let store = db.open();
    for (seq, event_type) in
        ["user.created", "identity.email.updated", "user.pre_create", "user.created"].iter().enumerate()
    {
        store.events_mut().append(authgear(event_type, seq as i64 + 1)).await.unwrap();
    }
    store.events_mut().append(event("/ci/b?ild", b"x")).await.unwrap();
    let passing = async |text: &str| found(&store, text).await;
    assert_eq!(passing("").await, [1, 2, 3, 4, 5]);
    assert_eq!(passing("type:user.*").await, [1, 3, 4]);
    assert_eq!(passing("-type:user.*").await, [2, 5], "an event without a type is not of that type");
    assert_eq!(passing("type:user.created seq:>1").await, [4]);
    assert_eq!(passing("kind:blocking").await, [3]);
    assert_eq!(passing("vendor:generic").await, [5]);
    assert_eq!(passing("path:/ci/*").await, [5]);
    assert_eq!(passing("path:/c?*").await, [] as [i64; 0], "only * is a wildcard");
    assert_eq!(passing("IDENTITY").await, [2]);
    assert_eq!(passing("/CI/").await, [5]);
    assert_eq!(passing(&"a ".repeat(100)).await, [1, 2, 3, 4], "the longest filter there can be runs");
    assert_eq!(passing("id:0000000000000002").await, [2]);
    assert_eq!(passing("id:5").await, [5]);
    assert_eq!(passing("user:u1").await, [1, 4]);
    assert_eq!(passing("status:200 size:<2").await, [5]);
    let body = |seq: &str| {
        event("/", format!(r#"{{"id":"x","seq":{seq},"type":"t","payload":{{}},"context":{{}}}}"#).as_bytes())
    };
    store.events_mut().append(body("9223372036854775807")).await.unwrap();
    store.events_mut().append(body("9999999999999999999999999999999999999999")).await.unwrap();
    store.events_mut().append(body("-7")).await.unwrap();
    assert_eq!(passing("seq:>9223372036854775806").await, [6], "what is no 64-bit integer is not brought down to one");
    assert_eq!(passing("seq:<0").await, [8]);
    let newest = store.search().newest(&Filter::parse("type:user.created").unwrap(), now(), 1).await.unwrap();
    assert_eq!(newest, [4]);
}

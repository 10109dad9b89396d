//! Saved and recent searches.

use hookglass_store::SavedSearch;

use crate::support::Db;

#[tokio::test]
async fn saved_searches_keep_their_order_and_recent_ones_are_limited() {
    let db = Db::new();
    let store = db.open();
    let save = async |name: &str, filter: &str| {
        store.searches_mut().save(SavedSearch { name: name.into(), filter: filter.into() }).await.unwrap();
    };
    save("b", "type:x").await;
    save("a", "type:y").await;
    save("b", "type:z").await;
    let named = |(name, filter): (&str, &str)| SavedSearch { name: name.into(), filter: filter.into() };
    assert_eq!(store.searches().saved().await.unwrap(), [("b", "type:z"), ("a", "type:y")].map(named));
    assert!(
        store.searches_mut().remove("b".into()).await.unwrap()
            && !store.searches_mut().remove("b".into()).await.unwrap()
    );
    for number in 0..60 {
        store.searches_mut().remember(number.to_string()).await.unwrap();
    }
    store.searches_mut().remember("40".into()).await.unwrap();
    let recent = store.searches().recent().await.unwrap();
    assert_eq!((recent.len(), recent[0].as_str(), recent[1].as_str()), (50, "40", "59"));
    assert_eq!(recent.iter().filter(|filter| *filter == "40").count(), 1);
}

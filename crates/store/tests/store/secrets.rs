//! Signing secrets.

use hookglass_senders::signature::Scheme;
use hookglass_store::{FILE_NAME, StoreError, StoredSecret};
use std::fs;

use crate::support::Db;

#[tokio::test]
async fn secrets_have_unique_names_and_ids() {
    let db = Db::new();
    let store = db.open();
    let add = async |name: &str, scheme, text: Option<&str>| {
        let id = store.secrets_mut().reserve(name.into()).await.unwrap();
        let secret = StoredSecret { id, name: name.into(), scheme, text: text.map(str::to_owned) };
        store.secrets_mut().add(secret.clone()).await.map(|()| secret)
    };
    let first = add("Portal", Scheme::Authgear, None).await.unwrap().id;
    let second = add("Hub", Scheme::Github, Some("only for tests")).await.unwrap().id;
    let taken = store.secrets_mut().reserve("Portal".into()).await.unwrap_err();
    assert!(taken.to_string().contains("called 'Portal' already"), "{taken}");
    let late = store.secrets_mut().reserve("Late".into()).await.unwrap();
    assert_eq!(store.secrets().all().await.unwrap().len(), 2, "a reserved name is not visible");
    let late = StoredSecret { id: late, name: "Hub".into(), scheme: Scheme::Stripe, text: None };
    assert!(matches!(store.secrets_mut().add(late).await, Err(StoreError::NameTaken(name)) if name == "Hub"));
    let listed = store.secrets().all().await.unwrap();
    let rows: Vec<_> = listed.iter().map(|row| (row.id, row.name.as_str(), row.scheme, row.text.as_deref())).collect();
    assert_eq!(
        rows,
        [(first, "Portal", Scheme::Authgear, None), (second, "Hub", Scheme::Github, Some("only for tests"))]
    );
    assert!(!format!("{listed:?}").contains("only for tests"), "Debug output shows no secret");
    assert!(store.secrets_mut().remove(second).await.unwrap() && !store.secrets_mut().remove(second).await.unwrap());
    let third = add("Hub", Scheme::Github, None).await.unwrap().id;
    assert!(third > second, "the keychain entry of an old id belongs to no other secret");
    assert_eq!(store.settings_mut().database_id().await.unwrap(), store.settings_mut().database_id().await.unwrap());
    drop(store);
    let file = fs::read(db.path().join(FILE_NAME)).unwrap();
    assert!(!file.windows(14).any(|window| window == b"only for tests"), "a removed secret is overwritten");
}

#[tokio::test]
async fn a_removed_secret_leaves_no_bytes_after_page_splits() {
    let db = Db::new();
    let store = db.open();
    let mut ids = Vec::new();
    for at in 0..8 {
        let id = store.secrets_mut().reserve(format!("Secret {at}")).await.unwrap();
        let text = Some("only for tests ".repeat(if at % 2 == 0 { 15 } else { 150 }));
        store
            .secrets_mut()
            .add(StoredSecret { id, name: format!("Secret {at}"), scheme: Scheme::Github, text })
            .await
            .unwrap();
        ids.push(id);
    }
    for id in ids {
        assert!(store.secrets_mut().remove(id).await.unwrap());
    }
    drop(store);
    let file = fs::read(db.path().join(FILE_NAME)).unwrap();
    assert!(!file.windows(14).any(|window| window == b"only for tests"), "pages were split while secrets were added");
}

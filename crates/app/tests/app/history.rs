//! The users that events are about, and the history, the life and the states of one.

use std::sync::Arc;

use crate::lives::{Life, told, user_of};

#[tokio::test]
async fn the_history_says_what_each_event_changed_and_what_came_and_went() {
    let names = [
        "user.created",
        "user.authenticated",
        "user.profile.pre_update",
        "user.profile.updated",
        "identity.email.updated",
        "identity.phone.added",
        "identity.phone.removed",
        "user.disabled",
        "user.signed_out",
    ];
    let bodies = told(4, &names);
    let user = user_of(&bodies[0]);
    let mut life = Life::of(bodies.clone()).await;
    life.arrives(bodies[7].clone()).await;
    let history = life.app.history(&user, 0, 100).await.unwrap();
    assert_eq!((history.total, history.entries.len(), history.entries[0].id), (10, 10, 10), "newest first");
    let entry = |id: i64| history.entries.iter().find(|entry| entry.id == id).unwrap();
    assert!(entry(10).repeat && entry(10).words.contains("repeat"));
    assert_eq!((entry(1).words.as_str(), entry(1).before), ("The first state that is known", None));
    let turns = |id: i64| {
        let turns = entry(id).turns.iter().map(|turn| format!("{:?} {:?}", turn.thing, turn.turn));
        turns.collect::<Vec<_>>()
    };
    assert_eq!(turns(1), ["User Came", "Identity Came"]);
    assert_eq!(
        (turns(2), turns(6), turns(7)),
        (vec!["Session Came".to_owned()], vec!["Identity Came".into()], vec!["Identity Went".into()])
    );
    assert!(!turns(9).is_empty() && turns(9).iter().all(|turn| turn == "Session Went"));
    assert!(entry(3).proposed && entry(3).words.starts_with("Proposes "), "{}", entry(3).words);
    assert_eq!(entry(4).before, Some(2), "not what was proposed");
    assert!(entry(4).labels.contains(&"Website".to_owned()), "{:?}", entry(4));
    assert_eq!((entry(5).labels.clone(), entry(5).before), (vec!["Email".to_owned()], None));
    assert!(entry(8).words.contains("Disabled"), "{}", entry(8).words);
    assert!(entry(6).turns[0].name.as_deref().unwrap().starts_with('+'), "{:?}", entry(6).turns);
}

#[tokio::test]
async fn a_window_of_a_history_says_the_same_as_the_whole() {
    let names: Vec<&str> = ["user.disabled", "user.reenabled", "identity.email.updated", "user.profile.updated"]
        .into_iter()
        .cycle()
        .take(80)
        .collect();
    let bodies = told(6, &names);
    let user = user_of(&bodies[0]);
    let life = Life::of(bodies).await;
    let whole = life.app.history(&user, 0, 200).await.unwrap().entries;
    assert_eq!(whole.len(), 80);
    for start in [0, 7, 33, 79, 80, 1000] {
        let window = life.app.history(&user, start, 7).await.unwrap();
        let expected: Vec<_> = whole.iter().skip(start as usize).take(7).cloned().collect();
        assert_eq!((window.entries, window.total), (expected, 80), "from {start}");
    }
    assert_eq!(life.app.history("nobody", 0, 7).await.unwrap().total, 0);
}

#[tokio::test]
async fn users_are_found_by_what_events_show_of_them() {
    let (ada, bob) = (told(11, &["user.created", "user.authenticated"]), told(12, &["identity.phone.added"]));
    let life = Life::of([ada[0].clone(), bob[0].clone(), ada[1].clone()]).await;
    let all = life.app.users("", 0, 10).await.unwrap();
    let listed: Vec<_> = all.rows.iter().map(|row| (row.user_id.clone(), row.events, row.last_event)).collect();
    assert_eq!(listed, [(user_of(&ada[0]), 2, 3), (user_of(&bob[0]), 1, 2)]);
    let email = all.rows[0].email.clone().unwrap();
    let found = |query: String| {
        let app = Arc::clone(&life.app);
        async move { app.users(&query, 0, 10).await.unwrap().rows.into_iter().map(|row| row.user_id).collect::<Vec<_>>() }
    };
    assert_eq!(found(email.to_uppercase()).await, [user_of(&ada[0])]);
    assert_eq!(found(user_of(&bob[0])[..8].to_owned()).await, [user_of(&bob[0])]);
    let phone: serde_json::Value = serde_json::from_slice(&bob[0]).unwrap();
    let phone = phone["payload"]["identity"]["claims"]["phone_number"].as_str().unwrap().to_owned();
    assert_eq!(found(phone.clone()).await, [user_of(&bob[0])]);
    assert_eq!(found("%".into()).await, [""; 0]);
    assert_eq!(life.app.user_called(&phone).await.unwrap(), user_of(&bob[0]));
    assert!(life.app.user_called("nobody").await.unwrap_err().to_string().contains("hookscope users"));
    let second = life.app.users("", 1, 1).await.unwrap();
    assert_eq!((second.total, second.rows[0].user_id.clone()), (2, user_of(&bob[0])));
}

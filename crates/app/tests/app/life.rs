//! Events of one user across time: what changed since the last one, and whether their states follow from each other.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use hookglass_senders::{
    finding::Severity,
    sample::{Story, tour},
};

use crate::lives::{Comparison, Life, fixture, told};

fn paths(comparison: &Comparison) -> Vec<&str> {
    comparison.changes.iter().map(|change| change.path.as_str()).collect()
}

#[tokio::test]
async fn a_profile_is_compared_with_the_last_one_known() {
    let names = ["identity.email.updated", "user.profile.pre_update", "user.profile.updated", "user.disabled"];
    let life = Life::of(names.map(fixture)).await;
    // In the corpus the user of the first three is the same.
    let updated = life.compared(3).await;
    assert_eq!((updated.old_name.as_str(), updated.new_name.as_str()), ("user in event 1", "user in event 3"));
    assert!(!updated.changes.is_empty() && life.comparable(3).await);
    let labels: Vec<_> = updated.changes.iter().filter_map(|change| change.label.as_deref()).collect();
    assert!(labels.contains(&"User changed at"), "{labels:?}");
    let proposed = life.compared(2).await;
    assert_eq!(proposed.new_name, "user as proposed in event 2");
    assert_eq!(life.compared(1).await.old_name, "old_identity", "an event's own two sides come first");
    assert!(
        life.nothing(4).await.contains("No earlier event contains the state of this user")
            && !life.comparable(4).await
    );
}

#[tokio::test]
async fn what_happened_to_a_user_is_what_changed() {
    let life =
        Life::of(told(3, &["user.authenticated", "user.disabled", "user.reenabled", "identity.email.verified"])).await;
    assert!(life.nothing(1).await.contains("No earlier event"));
    let disabled = life.compared(2).await;
    assert!(
        paths(&disabled).contains(&"/is_disabled") && paths(&disabled).contains(&"/disable_reason"),
        "{disabled:?}"
    );
    assert_eq!(
        disabled.changes.iter().find(|change| change.path == "/is_disabled").unwrap().label.as_deref(),
        Some("Disabled")
    );
    let third = life.compared(3).await;
    assert_eq!((third.old_name.as_str(), third.at.as_deref()), ("user in event 2", Some("/payload/user")));
    assert_eq!(life.compared(4).await.old_name, "user in event 3");
    let line = life
        .app
        .compare
        .diff(&Sides::Event { id: 2 }, DiffOptions { format: DiffFormat::Patch, ..DiffOptions::default() })
        .await
        .unwrap();
    assert_eq!(line.sides, ("user in event 1".into(), "user in event 2".into()));
    assert!(line.patch.unwrap().contains("/is_disabled"));
    let first = life.app.compare.diff(&Sides::Event { id: 1 }, DiffOptions::default()).await;
    assert!(first.unwrap_err().to_string().contains("No earlier event"));
}

#[tokio::test]
async fn a_proposal_is_no_fact_and_a_repeat_tells_nothing_new() {
    let bodies = told(5, &["user.disabled", "user.reenabled", "user.profile.pre_update", "user.profile.updated"]);
    let again = bodies[0].clone();
    let mut life = Life::of(bodies).await;
    assert_eq!(life.compared(4).await.old_name, "user in event 2");
    life.arrives(again).await;
    let last = life
        .arrives(
            told(
                5,
                &[
                    "user.disabled",
                    "user.reenabled",
                    "user.profile.pre_update",
                    "user.profile.updated",
                    "user.signed_out",
                ],
            )
            .remove(4),
        )
        .await;
    assert_eq!(life.compared(last).await.old_name, "user in event 4", "not the repeat that arrived after it");
    assert!(life.compared(last).await.notes.is_empty());
}

#[tokio::test]
async fn of_events_out_of_order_the_latest_state_before_counts() {
    let mut bodies = told(8, &["user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"]);
    bodies.swap(0, 1);
    let life = Life::of(bodies.clone()).await;
    assert_eq!(life.compared(3).await.old_name, "user in event 1", "the second was earlier by its own clock");
    let disordered = life.compared(2).await;
    assert_eq!(disordered.old_name, "user in event 1");
    assert!(disordered.notes[0].contains("out of order"), "{:?}", disordered.notes);
}

#[tokio::test]
async fn users_of_one_id_in_two_applications_are_two() {
    let mut bodies = told(2, &["user.disabled", "user.reenabled"]);
    let text = String::from_utf8(bodies[1].clone()).unwrap();
    let at = text.find(r#""app_id":""#).unwrap() + 10;
    bodies[1] = format!("{}x{}", &text[..at], &text[at..]).into_bytes();
    let life = Life::of(bodies).await;
    assert!(!life.comparable(2).await && life.nothing(2).await.contains("No earlier event"));
}

#[tokio::test]
async fn a_fastgen_user_is_compared_without_the_token() {
    let forwarded = |name: &str, param: &str| {
        format!(r#"{{"event":"{name}","param":{{"userId":"u1","email":"a@b.example",{param}}}}}"#)
    };
    let life = Life::of([
        forwarded("auth.user_signedUp", r#""emailVerified":false,"roles":[]"#).into_bytes(),
        forwarded(
            "auth.email_verificationRequested",
            r#""emailVerified":false,"roles":[],"token":"sesame","link":"https://x/sesame""#,
        )
        .into_bytes(),
        forwarded("auth.email_verified", r#""emailVerified":true,"roles":[]"#).into_bytes(),
    ])
    .await;
    let requested = life.compared(2).await;
    assert!(requested.changes.is_empty() && !format!("{requested:?}").contains("sesame"));
    assert_eq!(paths(&life.compared(3).await), ["/emailVerified"]);
    assert_eq!(life.compared(3).await.old_name, "user in event 2");
}

#[tokio::test]
async fn a_whole_life_has_no_break() {
    for seed in [1, 2, 3] {
        let mut story = Story::of_seed(seed);
        let life = Life::of(tour().into_iter().map(|entry| story.next(entry).body.to_vec())).await;
        assert_eq!(life.all_breaks().await, []);
    }
}

#[tokio::test]
async fn an_update_that_is_missing_is_said_on_both_sides() {
    let mut bodies = told(
        7,
        &[
            "identity.email.updated",
            "user.authenticated",
            "identity.email.updated",
            "user.signed_out",
            "identity.email.updated",
        ],
    );
    assert_eq!(Life::of(bodies.clone()).await.all_breaks().await, []);
    bodies.remove(2);
    let life = Life::of(bodies.clone()).await;
    let breaks = life.all_breaks().await;
    let told: Vec<_> = breaks.iter().map(|(id, finding)| (*id, finding.pointer.as_str(), finding.related)).collect();
    assert_eq!(told, [(1, "/payload/new_identity", Some(4)), (4, "/payload/old_identity", Some(1))]);
    let (here, there) = (&breaks[0].1.sentence, &breaks[1].1.sentence);
    assert!(here.starts_with("After this event: Email \"") && here.contains("(4): Email \""), "{here}");
    assert!(
        there.starts_with("Before this event: Email \"") && there.contains("Last known state (event 1): Email \""),
        "{there}"
    );
    assert!(breaks.iter().all(|(_, finding)| finding.severity == Severity::Information));
    // What arrives late is found by both of its neighbours.
    let late = told_again(7);
    let mut life = life;
    life.arrives(late).await;
    assert_eq!(life.breaks(5).await[0].related, Some(4));
}

/// The third event of the story that the test above tells.
fn told_again(seed: u64) -> Vec<u8> {
    told(seed, &["identity.email.updated", "user.authenticated", "identity.email.updated"]).remove(2)
}

#[tokio::test]
async fn an_edited_state_is_seen_and_a_repeat_is_none() {
    let bodies = told(9, &["identity.phone.updated", "identity.phone.updated"]);
    let mut life = Life::of(bodies.clone()).await;
    life.arrives(bodies[0].clone()).await;
    assert_eq!(life.all_breaks().await, []);
    let document: serde_json::Value = serde_json::from_slice(&bodies[0]).unwrap();
    let phone = document["payload"]["new_identity"]["claims"]["phone_number"].as_str().unwrap();
    let edited = String::from_utf8(bodies[0].clone()).unwrap().replace(phone, "+15550000000");
    let life = Life::of([edited.into_bytes(), bodies[1].clone()]).await;
    assert_eq!(life.all_breaks().await.len(), 2);
}

#[tokio::test]
async fn the_corpus_has_a_comparison_for_each_update() {
    let names = ["identity.email.updated", "identity.phone.updated", "identity.username.updated"];
    let life = Life::of(names.map(fixture)).await;
    for id in 1..=3 {
        assert_eq!(life.compared(id).await.old_name, "old_identity");
    }
    assert_eq!(life.all_breaks().await, []);
}

#[tokio::test]
async fn in_any_order_of_arrival_what_one_side_says_the_other_says_too() {
    let names = ["identity.email.updated", "identity.phone.updated", "user.signed_out"];
    let names: Vec<&str> = names.into_iter().cycle().take(18).collect();
    for seed in 0..6_u64 {
        let mut bodies = told(seed, &names);
        // Another order for each seed: a number of rotations and exchanges that it gives.
        for at in 1..bodies.len() {
            bodies.swap(at, (seed as usize * 7 + at * at * 5) % (at + 1));
        }
        let breaks = Life::of(bodies).await.all_breaks().await;
        let side = |pointer: &str| {
            let of_side = breaks.iter().filter(|(_, finding)| finding.pointer.ends_with(pointer));
            of_side.map(|(id, finding)| (*id, finding.related.unwrap())).collect::<std::collections::BTreeSet<_>>()
        };
        let (before, after) = (side("old_identity"), side("new_identity"));
        assert_eq!(before, after.iter().map(|(id, other)| (*other, *id)).collect(), "seed {seed}");
        assert_eq!(before.len() * 2, breaks.len());
        assert!(!breaks.is_empty(), "seed {seed} puts some in another order");
    }
}

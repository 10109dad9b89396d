//! States of one user across events: what each event changed, and whether the states follow from
//! each other.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use hookglass_senders::{
    finding::Severity,
    sample::{Story, tour},
};

use crate::event_log::{Comparison, EventLog, fixture, story};

fn paths(comparison: &Comparison) -> Vec<&str> {
    comparison.changes.iter().map(|change| change.path.as_str()).collect()
}

#[tokio::test]
async fn a_profile_is_compared_with_the_last_known_profile() {
    let names = ["identity.email.updated", "user.profile.pre_update", "user.profile.updated", "user.disabled"];
    let log = EventLog::of(names.map(fixture)).await;
    // In the corpus, the first three events have the same user.
    let updated = log.compared(3).await;
    assert_eq!((updated.old_name.as_str(), updated.new_name.as_str()), ("user in event 1", "user in event 3"));
    assert!(!updated.changes.is_empty() && log.is_comparable(3).await);
    let labels: Vec<_> = updated.changes.iter().filter_map(|change| change.label.as_deref()).collect();
    assert!(labels.contains(&"User changed at"), "{labels:?}");
    let proposed = log.compared(2).await;
    assert_eq!(proposed.new_name, "user as proposed in event 2");
    assert_eq!(log.compared(1).await.old_name, "old_identity", "an event that has both sides is compared by itself");
    assert!(
        log.no_comparison_reason(4).await.contains("No earlier event contains the state of this user")
            && !log.is_comparable(4).await
    );
}

#[tokio::test]
async fn each_event_is_compared_with_the_previous_state_of_its_user() {
    let names = ["user.authenticated", "user.disabled", "user.reenabled", "identity.email.verified"];
    let log = EventLog::of(story(3, &names)).await;
    assert!(log.no_comparison_reason(1).await.contains("No earlier event"));
    let disabled = log.compared(2).await;
    assert!(
        paths(&disabled).contains(&"/is_disabled") && paths(&disabled).contains(&"/disable_reason"),
        "{disabled:?}"
    );
    assert_eq!(
        disabled.changes.iter().find(|change| change.path == "/is_disabled").unwrap().label.as_deref(),
        Some("Disabled")
    );
    let third = log.compared(3).await;
    assert_eq!((third.old_name.as_str(), third.at.as_deref()), ("user in event 2", Some("/payload/user")));
    assert_eq!(log.compared(4).await.old_name, "user in event 3");
    let report = log
        .app
        .compare
        .diff(&Sides::Event { id: 2 }, DiffOptions { format: DiffFormat::Patch, ..DiffOptions::default() })
        .await
        .unwrap();
    assert_eq!(report.sides, ("user in event 1".into(), "user in event 2".into()));
    assert!(report.patch.unwrap().contains("/is_disabled"));
    let first = log.app.compare.diff(&Sides::Event { id: 1 }, DiffOptions::default()).await;
    assert!(first.unwrap_err().to_string().contains("No earlier event"));
}

#[tokio::test]
async fn proposals_and_repeats_are_not_used_as_the_previous_state() {
    let bodies = story(5, &["user.disabled", "user.reenabled", "user.profile.pre_update", "user.profile.updated"]);
    let again = bodies[0].clone();
    let mut log = EventLog::of(bodies).await;
    assert_eq!(log.compared(4).await.old_name, "user in event 2");
    log.append(again).await;
    let last = log
        .append(
            story(
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
    assert_eq!(log.compared(last).await.old_name, "user in event 4", "not the repeat that arrived after it");
    assert!(log.compared(last).await.notes.is_empty());
}

#[tokio::test]
async fn events_out_of_order_are_compared_by_their_own_time() {
    let mut bodies = story(8, &["user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"]);
    bodies.swap(0, 1);
    let log = EventLog::of(bodies.clone()).await;
    assert_eq!(log.compared(3).await.old_name, "user in event 1", "event 2 is older than event 1 by its timestamp");
    let disordered = log.compared(2).await;
    assert_eq!(disordered.old_name, "user in event 1");
    assert!(disordered.notes[0].contains("out of order"), "{:?}", disordered.notes);
}

#[tokio::test]
async fn users_with_one_id_in_two_applications_are_different_users() {
    let mut bodies = story(2, &["user.disabled", "user.reenabled"]);
    let text = String::from_utf8(bodies[1].clone()).unwrap();
    let at = text.find(r#""app_id":""#).unwrap() + 10;
    bodies[1] = format!("{}x{}", &text[..at], &text[at..]).into_bytes();
    let log = EventLog::of(bodies).await;
    assert!(!log.is_comparable(2).await && log.no_comparison_reason(2).await.contains("No earlier event"));
}

#[tokio::test]
async fn a_fastgen_user_is_compared_without_the_token() {
    let forwarded = |name: &str, param: &str| {
        format!(r#"{{"event":"{name}","param":{{"userId":"u1","email":"a@b.example",{param}}}}}"#)
    };
    let log = EventLog::of([
        forwarded("auth.user_signedUp", r#""emailVerified":false,"roles":[]"#).into_bytes(),
        forwarded(
            "auth.email_verificationRequested",
            r#""emailVerified":false,"roles":[],"token":"sesame","link":"https://x/sesame""#,
        )
        .into_bytes(),
        forwarded("auth.email_verified", r#""emailVerified":true,"roles":[]"#).into_bytes(),
    ])
    .await;
    let requested = log.compared(2).await;
    assert!(requested.changes.is_empty() && !format!("{requested:?}").contains("sesame"));
    assert_eq!(paths(&log.compared(3).await), ["/emailVerified"]);
    assert_eq!(log.compared(3).await.old_name, "user in event 2");
}

#[tokio::test]
async fn a_complete_story_has_no_breaks() {
    for seed in [1, 2, 3] {
        let mut story = Story::of_seed(seed);
        let log = EventLog::of(tour().into_iter().map(|entry| story.next(entry).body.to_vec())).await;
        assert_eq!(log.all_breaks().await, []);
    }
}

#[tokio::test]
async fn a_missing_update_is_a_finding_of_the_events_before_and_after() {
    let mut bodies = story(
        7,
        &[
            "identity.email.updated",
            "user.authenticated",
            "identity.email.updated",
            "user.signed_out",
            "identity.email.updated",
        ],
    );
    assert_eq!(EventLog::of(bodies.clone()).await.all_breaks().await, []);
    bodies.remove(2);
    let log = EventLog::of(bodies.clone()).await;
    let breaks = log.all_breaks().await;
    let findings = breaks.iter().map(|(id, finding)| (*id, finding.pointer.as_str(), finding.related));
    let findings: Vec<_> = findings.collect();
    assert_eq!(findings, [(1, "/payload/new_identity", Some(4)), (4, "/payload/old_identity", Some(1))]);
    let (before, after) = (&breaks[0].1.sentence, &breaks[1].1.sentence);
    assert!(before.starts_with("After this event: Email \"") && before.contains("(4): Email \""), "{before}");
    assert!(
        after.starts_with("Before this event: Email \"") && after.contains("Last known state (event 1): Email \""),
        "{after}"
    );
    assert!(breaks.iter().all(|(_, finding)| finding.severity == Severity::Information));
    // An update that arrives late is related to the events before and after it.
    let mut log = log;
    log.append(third_update(7)).await;
    assert_eq!(log.breaks(5).await[0].related, Some(4));
}

/// The third event of the story in the test above.
fn third_update(seed: u64) -> Vec<u8> {
    story(seed, &["identity.email.updated", "user.authenticated", "identity.email.updated"]).remove(2)
}

#[tokio::test]
async fn an_edited_state_is_a_break_and_a_repeat_is_not() {
    let bodies = story(9, &["identity.phone.updated", "identity.phone.updated"]);
    let mut log = EventLog::of(bodies.clone()).await;
    log.append(bodies[0].clone()).await;
    assert_eq!(log.all_breaks().await, []);
    let document: serde_json::Value = serde_json::from_slice(&bodies[0]).unwrap();
    let phone = document["payload"]["new_identity"]["claims"]["phone_number"].as_str().unwrap();
    let edited = String::from_utf8(bodies[0].clone()).unwrap().replace(phone, "+15550000000");
    let log = EventLog::of([edited.into_bytes(), bodies[1].clone()]).await;
    assert_eq!(log.all_breaks().await.len(), 2);
}

#[tokio::test]
async fn each_identity_update_of_the_corpus_has_a_comparison() {
    let names = ["identity.email.updated", "identity.phone.updated", "identity.username.updated"];
    let log = EventLog::of(names.map(fixture)).await;
    for id in 1..=3 {
        assert_eq!(log.compared(id).await.old_name, "old_identity");
    }
    assert_eq!(log.all_breaks().await, []);
}

#[tokio::test]
async fn breaks_are_reported_on_both_sides_in_any_order_of_arrival() {
    let names = ["identity.email.updated", "identity.phone.updated", "user.signed_out"];
    let names: Vec<&str> = names.into_iter().cycle().take(18).collect();
    for seed in 0..6_u64 {
        let mut bodies = story(seed, &names);
        // Shuffles the events in a different order for each seed.
        for at in 1..bodies.len() {
            bodies.swap(at, (seed as usize * 7 + at * at * 5) % (at + 1));
        }
        let breaks = EventLog::of(bodies).await.all_breaks().await;
        let related_by = |pointer: &str| {
            let findings = breaks.iter().filter(|(_, finding)| finding.pointer.ends_with(pointer));
            findings.map(|(id, finding)| (*id, finding.related.unwrap())).collect::<std::collections::BTreeSet<_>>()
        };
        let (before, after) = (related_by("old_identity"), related_by("new_identity"));
        assert_eq!(before, after.iter().map(|(id, other)| (*other, *id)).collect(), "seed {seed}");
        assert_eq!(before.len() * 2, breaks.len());
        assert!(!breaks.is_empty(), "the shuffle of seed {seed} must cause breaks");
    }
}

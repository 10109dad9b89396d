//! What is said to have changed in the awkward bodies of the corpus; see `tests/fixtures/hostile/INDEX.md`.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use hookglass_testkit::corpus;

use crate::lives::Life;

/// With these bodies of the corpus, by the beginning of their names; their ids count from 1.
async fn kept(names: &[&str]) -> Life {
    let all = [corpus::hostile(), corpus::events()].concat();
    let body = |name: &&str| all.iter().find(|fixture| fixture.name.starts_with(name)).unwrap().bytes.clone();
    Life::of(names.iter().map(body)).await
}

fn asking(wanted: DiffFormat) -> DiffOptions {
    DiffOptions { format: wanted, reveal: true, ..DiffOptions::default() }
}

#[tokio::test]
async fn case_42_a_side_that_is_absent_is_said_to_be_and_nothing_is_made_up() {
    let kept = kept(&["42"]).await;
    let reason = kept.nothing(1).await;
    assert!(reason.contains("'old_identity' is absent"), "{reason}");
    let error =
        kept.app.compare.diff(&Sides::Event { id: 1 }, asking(DiffFormat::Patch)).await.unwrap_err().to_string();
    assert!(error.contains("'old_identity' is absent"), "{error}");
}

#[tokio::test]
async fn case_43_null_is_told_from_absent() {
    let kept = kept(&["43"]).await;
    let reason = kept.nothing(1).await;
    assert!(reason.contains("'old_identity' is null") && !reason.contains("absent"), "{reason}");
}

#[tokio::test]
async fn cases_45_and_47_have_no_differences_and_say_so() {
    let kept = kept(&["45", "47"]).await;
    for id in [1, 2] {
        let found = kept.compared(id).await;
        assert!(found.changes.is_empty() && found.rewritten == 0 && found.unchanged > 5, "{id}");
        assert_eq!(kept.app.compare.next_change(1, -1, false).unwrap(), None, "{id}");
        let compared = kept.app.compare.diff(&Sides::Event { id }, asking(DiffFormat::Patch)).await.unwrap();
        assert_eq!(compared.patch.as_deref(), Some("[]"), "{id}");
        assert!(compared.to_markdown().contains("No differences."), "{id}");
    }
}

#[tokio::test]
async fn case_26_markup_stays_text_in_the_comparison_and_in_markdown() {
    let kept = kept(&["26"]).await;
    let found = kept.compared(1).await;
    let email = found.changes.iter().find(|change| change.path == "/claims/email").unwrap();
    let text: String = email.new.iter().flatten().map(|part| part.text.as_str()).collect();
    assert!(text.starts_with("<img src=x onerror="), "the characters themselves: {text}");
    let markdown =
        kept.app.compare.diff(&Sides::Event { id: 1 }, asking(DiffFormat::Changes)).await.unwrap().to_markdown();
    let outside = markdown.lines().flat_map(|line| line.split('`').step_by(2)).collect::<String>();
    assert!(markdown.contains("onerror") && !outside.contains("<img") && !outside.contains("<script"), "{markdown}");
}

#[tokio::test]
async fn cases_27_and_39_say_what_the_eye_cannot_see() {
    let kept = kept(&["27", "39"]).await;
    for (id, path, words) in
        [(1, "/claims/email", "direction-changing"), (2, "/claims/preferred_username", "Unicode normalisation")]
    {
        let found = kept.compared(id).await;
        let change = found.changes.iter().find(|change| change.path == path).unwrap();
        assert!(change.note.as_deref().unwrap().contains(words), "{path}: {:?}", change.note);
    }
}

#[tokio::test]
async fn case_52_two_deliveries_of_one_id_are_kept_apart_and_compared() {
    let kept = kept(&["user.created", "52"]).await;
    let compared = kept.app.compare.diff(&Sides::Events { old: 1, new: 2 }, asking(DiffFormat::Patch)).await.unwrap();
    assert!(compared.changes.iter().all(|change| change.path != "/id" && change.path != "/seq"));
    assert!(compared.patch.unwrap().contains("Mutated by an earlier handler"));
}

#[tokio::test]
async fn case_50_wrong_types_are_nothing_to_compare_and_no_trouble() {
    let kept = kept(&["50", "01"]).await;
    assert!(!kept.nothing(1).await.is_empty());
    let compared = kept.app.compare.diff(&Sides::Events { old: 1, new: 2 }, asking(DiffFormat::Changes)).await.unwrap();
    assert_eq!(compared.changes.len(), 5);
    assert!(compared.changes.iter().all(|change| change.note.as_deref().unwrap().contains(" became ")));
}

#[tokio::test]
async fn case_14_bytes_that_no_patch_can_carry_are_refused_and_not_replaced() {
    let kept = kept(&["01", "14"]).await;
    let error = kept
        .app
        .compare
        .diff(&Sides::Events { old: 1, new: 2 }, asking(DiffFormat::Patch))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("a patch is UTF-8"), "{error}");
    assert!(
        !kept
            .app
            .compare
            .diff(&Sides::Events { old: 1, new: 2 }, asking(DiffFormat::Changes))
            .await
            .unwrap()
            .changes
            .is_empty()
    );
}

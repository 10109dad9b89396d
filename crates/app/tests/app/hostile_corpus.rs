//! Comparisons of the unusual bodies in the corpus; see `tests/fixtures/hostile/INDEX.md`.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use hookglass_testkit::corpus;

use crate::event_log::EventLog;

/// Stores the bodies of the corpus whose names start with these prefixes. Ids start at 1.
async fn stored(prefixes: &[&str]) -> EventLog {
    let all = [corpus::hostile(), corpus::events()].concat();
    let body = |prefix: &&str| all.iter().find(|fixture| fixture.name.starts_with(prefix)).unwrap().bytes.clone();
    EventLog::of(prefixes.iter().map(body)).await
}

fn options(format: DiffFormat) -> DiffOptions {
    DiffOptions { format, reveal: true, ..DiffOptions::default() }
}

#[tokio::test]
async fn case_42_an_absent_side_is_reported_instead_of_compared() {
    let log = stored(&["42"]).await;
    let reason = log.no_comparison_reason(1).await;
    assert!(reason.contains("'old_identity' is absent"), "{reason}");
    let error =
        log.app.compare.diff(&Sides::Event { id: 1 }, options(DiffFormat::Patch)).await.unwrap_err().to_string();
    assert!(error.contains("'old_identity' is absent"), "{error}");
}

#[tokio::test]
async fn case_43_null_is_distinguished_from_absent() {
    let log = stored(&["43"]).await;
    let reason = log.no_comparison_reason(1).await;
    assert!(reason.contains("'old_identity' is null") && !reason.contains("absent"), "{reason}");
}

#[tokio::test]
async fn cases_45_and_47_report_no_differences() {
    let log = stored(&["45", "47"]).await;
    for id in [1, 2] {
        let comparison = log.compared(id).await;
        assert!(comparison.changes.is_empty() && comparison.rewritten == 0 && comparison.unchanged > 5, "{id}");
        assert_eq!(log.app.compare.next_change(1, -1, false).unwrap(), None, "{id}");
        let compared = log.app.compare.diff(&Sides::Event { id }, options(DiffFormat::Patch)).await.unwrap();
        assert_eq!(compared.patch.as_deref(), Some("[]"), "{id}");
        assert!(compared.to_markdown().contains("No differences."), "{id}");
    }
}

#[tokio::test]
async fn case_26_markup_stays_text_in_comparisons_and_markdown() {
    let log = stored(&["26"]).await;
    let comparison = log.compared(1).await;
    let email = comparison.changes.iter().find(|change| change.path == "/claims/email").unwrap();
    let text: String = email.new.iter().flatten().map(|part| part.text.as_str()).collect();
    assert!(text.starts_with("<img src=x onerror="), "markup is not escaped or removed: {text}");
    let markdown =
        log.app.compare.diff(&Sides::Event { id: 1 }, options(DiffFormat::Changes)).await.unwrap().to_markdown();
    let outside = markdown.lines().flat_map(|line| line.split('`').step_by(2)).collect::<String>();
    assert!(markdown.contains("onerror") && !outside.contains("<img") && !outside.contains("<script"), "{markdown}");
}

#[tokio::test]
async fn cases_27_and_39_report_invisible_differences() {
    let log = stored(&["27", "39"]).await;
    for (id, path, words) in
        [(1, "/claims/email", "direction-changing"), (2, "/claims/preferred_username", "Unicode normalisation")]
    {
        let comparison = log.compared(id).await;
        let change = comparison.changes.iter().find(|change| change.path == path).unwrap();
        assert!(change.note.as_deref().unwrap().contains(words), "{path}: {:?}", change.note);
    }
}

#[tokio::test]
async fn case_52_two_deliveries_with_one_id_are_compared() {
    let log = stored(&["user.created", "52"]).await;
    let compared = log.app.compare.diff(&Sides::Events { old: 1, new: 2 }, options(DiffFormat::Patch)).await.unwrap();
    assert!(compared.changes.iter().all(|change| change.path != "/id" && change.path != "/seq"));
    assert!(compared.patch.unwrap().contains("Mutated by an earlier handler"));
}

#[tokio::test]
async fn case_50_wrong_types_are_compared_without_errors() {
    let log = stored(&["50", "01"]).await;
    assert!(!log.no_comparison_reason(1).await.is_empty());
    let compared = log.app.compare.diff(&Sides::Events { old: 1, new: 2 }, options(DiffFormat::Changes)).await.unwrap();
    assert_eq!(compared.changes.len(), 5);
    assert!(compared.changes.iter().all(|change| change.note.as_deref().unwrap().contains(" became ")));
}

#[tokio::test]
async fn case_14_a_patch_is_rejected_when_bytes_are_not_utf_8() {
    let log = stored(&["01", "14"]).await;
    let error = log
        .app
        .compare
        .diff(&Sides::Events { old: 1, new: 2 }, options(DiffFormat::Patch))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("a patch is UTF-8"), "{error}");
    assert!(
        !log.app
            .compare
            .diff(&Sides::Events { old: 1, new: 2 }, options(DiffFormat::Changes))
            .await
            .unwrap()
            .changes
            .is_empty()
    );
}

//! What is said to have changed in the awkward bodies of the corpus; see `tests/fixtures/hostile/INDEX.md`.

use hookscope_app::{
    DataDir, Hookscope, NoKeychain, Wanted,
    view::{Changes, DataDirSource},
};
use hookscope_domain::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookscope_testkit::corpus;
use jiff::Timestamp;
use std::sync::Arc;
use tempfile::TempDir;

struct Kept {
    app: Arc<Hookscope>,
    _dir: TempDir,
}

impl Kept {
    /// With these bodies of the corpus, by the beginning of their names; their ids count from 1.
    async fn of(names: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
        let app = Arc::new(Hookscope::open_with(data_dir, Arc::new(NoKeychain)).await.unwrap());
        let all = [corpus::hostile(), corpus::events()].concat();
        for name in names {
            let fixture = all.iter().find(|fixture| fixture.name.starts_with(name)).unwrap();
            let capture = Capture {
                began_at: Timestamp::UNIX_EPOCH,
                received_at: Timestamp::UNIX_EPOCH,
                peer: ([127, 0, 0, 1], 1).into(),
                version: Version::Http11,
                method: "POST".into(),
                target: "/".into(),
                headers: Headers::from_pairs([("Content-Type", fixture.content_type.as_str())]),
                body: fixture.bytes.clone().into(),
                cut: None,
            };
            app.take(capture).await.unwrap();
        }
        Self { app, _dir: dir }
    }

    async fn reason(&self, id: i64) -> String {
        match self.app.changes(id).await.unwrap() {
            Changes::None { reason } => reason,
            Changes::Compared(found) => panic!("nothing is there to compare, and {:?} changed", found.changes),
        }
    }
}

#[tokio::test]
async fn case_42_a_side_that_is_absent_is_said_to_be_and_nothing_is_made_up() {
    let kept = Kept::of(&["42"]).await;
    let reason = kept.reason(1).await;
    assert!(reason.contains("'old_identity' is absent"), "{reason}");
    let error = kept.app.diff(1, Wanted::Patch).await.unwrap_err().to_string();
    assert!(error.contains("'old_identity' is absent"), "{error}");
}

#[tokio::test]
async fn case_43_null_is_told_from_absent() {
    let kept = Kept::of(&["43"]).await;
    let reason = kept.reason(1).await;
    assert!(reason.contains("'old_identity' is null") && !reason.contains("absent"), "{reason}");
}

#[tokio::test]
async fn cases_45_and_47_have_no_differences_and_say_so() {
    let kept = Kept::of(&["45", "47"]).await;
    for id in [1, 2] {
        let Changes::Compared(found) = kept.app.changes(id).await.unwrap() else { panic!("there are two sides") };
        assert!(found.changes.is_empty() && found.rewritten.is_empty(), "{id}");
        assert!(found.unchanged_total > 5 && found.lines.iter().all(|pair| !pair.changed), "{id}");
        let compared = kept.app.diff(id, Wanted::Patch).await.unwrap();
        assert_eq!(compared.patch.as_deref(), Some("[]"), "{id}");
        assert!(compared.to_markdown().contains("No differences."), "{id}");
    }
}

#[tokio::test]
async fn case_26_markup_stays_text_in_the_comparison_and_in_markdown() {
    let kept = Kept::of(&["26"]).await;
    let Changes::Compared(found) = kept.app.changes(1).await.unwrap() else { panic!("there are two sides") };
    let email = found.changes.iter().find(|change| change.path == "/claims/email").unwrap();
    let text: String = email.new.iter().flatten().map(|part| part.text.as_str()).collect();
    assert!(text.starts_with("<img src=x onerror="), "the characters themselves: {text}");
    let markdown = kept.app.diff(1, Wanted::Changes).await.unwrap().to_markdown();
    let outside = markdown.lines().flat_map(|line| line.split('`').step_by(2)).collect::<String>();
    assert!(markdown.contains("onerror") && !outside.contains("<img") && !outside.contains("<script"), "{markdown}");
}

#[tokio::test]
async fn cases_27_and_39_say_what_the_eye_cannot_see() {
    let kept = Kept::of(&["27", "39"]).await;
    for (id, path, words) in
        [(1, "/claims/email", "direction-changing"), (2, "/claims/preferred_username", "Unicode normalisation")]
    {
        let Changes::Compared(found) = kept.app.changes(id).await.unwrap() else { panic!("there are two sides") };
        let change = found.changes.iter().find(|change| change.path == path).unwrap();
        assert!(change.note.as_deref().unwrap().contains(words), "{path}: {:?}", change.note);
    }
}

#[tokio::test]
async fn case_52_two_deliveries_of_one_id_are_kept_apart_and_compared() {
    let kept = Kept::of(&["user.created", "52"]).await;
    let compared = kept.app.diff_two(1, 2, Wanted::Patch, true).await.unwrap();
    assert!(compared.changes.iter().all(|change| change.path != "/id" && change.path != "/seq"));
    assert!(compared.patch.unwrap().contains("Mutated by an earlier handler"));
}

#[tokio::test]
async fn case_50_wrong_types_are_nothing_to_compare_and_no_trouble() {
    let kept = Kept::of(&["50", "01"]).await;
    assert!(!kept.reason(1).await.is_empty());
    let compared = kept.app.diff_two(1, 2, Wanted::Changes, true).await.unwrap();
    assert_eq!(compared.changes.len(), 5);
    assert!(compared.changes.iter().all(|change| change.note.as_deref().unwrap().contains(" became ")));
}

#[tokio::test]
async fn case_14_bytes_that_no_patch_can_carry_are_refused_and_not_replaced() {
    let kept = Kept::of(&["01", "14"]).await;
    let error = kept.app.diff_two(1, 2, Wanted::Patch, true).await.unwrap_err().to_string();
    assert!(error.contains("a patch is UTF-8"), "{error}");
    assert!(!kept.app.diff_two(1, 2, Wanted::Changes, true).await.unwrap().changes.is_empty());
}

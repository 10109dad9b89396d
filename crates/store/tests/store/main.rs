//! The store as its callers see it: what is acknowledged is there, what cannot be opened is left as it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod decisions;
mod filter;
mod index;
mod keeping;
mod scenarios;

use bytes::Bytes;
use hookglass_automation::forward::{Mode, Target};
use hookglass_filter::{Filter, Now};
use hookglass_request::{
    capture::{Capture, Truncation, Version},
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Origin, Outcome, Outgoing, Response, Signed, Steps},
};
use hookglass_senders::answers;
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, Reading},
    signature::{Scheme, Verdict},
};
use hookglass_store::{
    Covered, FILE_NAME, Forwarded, NewEvent, NewResend, OpenError, Progress, SignedPage, Store, StoreError,
    StoredForward, StoredSecret,
};
use jiff::{Timestamp, tz::TimeZone};
use std::{fs, path::Path, sync::Arc, time::Duration};

fn now() -> Now {
    Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC }
}

fn event(path: &str, body: &[u8]) -> NewEvent {
    let capture = Capture {
        began_at: Timestamp::from_microsecond(1_700_000_000_000_001).unwrap(),
        received_at: Timestamp::from_microsecond(1_700_000_000_000_002).unwrap(),
        peer: "[::1]:5000".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: format!("{path}?q=\u{ff}").into_bytes(),
        headers: Headers::from_block(b"X-A: \xff\r\nx-a:2\r\n".to_vec()),
        body: Bytes::copy_from_slice(body),
        cut: None,
    };
    let envelope = Reading::of(&capture, Budget::WAITING).envelope;
    let answer = Some(answers::default_answer(&capture, &envelope));
    NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None }
}

fn authgear(event_type: &str, seq: i64) -> NewEvent {
    let body = format!(
        r#"{{"id":"{seq:016x}","seq":{seq},"type":"{event_type}","payload":{{}},"context":{{"user_id":"u{}","app_id":"a"}}}}"#,
        seq % 3
    );
    event("/authgear", body.as_bytes())
}

#[tokio::test]
async fn every_byte_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let mut new = event("/a", b"\0\xff{not json");
    new.capture.cut = Some(Truncation::SenderLeft);
    let id = store.append(new.clone()).await.unwrap();
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    let stored = store.event(id).await.unwrap().unwrap();
    assert_eq!(stored.capture.body, new.capture.body);
    assert_eq!(stored.capture.headers, new.capture.headers);
    assert_eq!(stored.capture.target, new.capture.target);
    assert_eq!(stored.capture.cut, new.capture.cut);
    assert_eq!(stored.capture.peer, new.capture.peer);
    assert_eq!((stored.capture.began_at, stored.capture.received_at), (new.capture.began_at, new.capture.received_at));
    assert_eq!(stored.envelope, new.envelope);
    assert_eq!(stored.answer, new.answer);
    assert!(store.event(id + 1).await.unwrap().is_none());
}

#[tokio::test]
async fn an_envelope_comes_back_with_its_variant() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let new = event("/", br#"{"event":"auth.password_reset","param":{"email":"a@example.com"}}"#);
    let id = store.append(new.clone()).await.unwrap();
    let stored = store.event(id).await.unwrap().unwrap();
    assert_eq!(stored.envelope, new.envelope);
    assert_eq!(stored.envelope.variant, Some("completed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_senders_at_once_each_get_an_id_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let store = std::sync::Arc::new(Store::open(dir.path()).unwrap());
    let tasks: Vec<_> = (0..2000)
        .map(|seq| {
            let store = std::sync::Arc::clone(&store);
            tokio::spawn(async move { store.append(authgear("user.created", seq)).await.unwrap() })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2000);
    assert_eq!(store.matching(&Filter::default(), now(), 0).await.unwrap().0, ids);
}

#[tokio::test]
async fn a_filter_lets_pass_what_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for (seq, event_type) in
        ["user.created", "identity.email.updated", "user.pre_create", "user.created"].iter().enumerate()
    {
        store.append(authgear(event_type, seq as i64 + 1)).await.unwrap();
    }
    store.append(event("/ci/b?ild", b"x")).await.unwrap();
    let passing = async |text: &str| store.matching(&Filter::parse(text).unwrap(), now(), 0).await.unwrap().0;
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
    store.append(body("9223372036854775807")).await.unwrap();
    store.append(body("9999999999999999999999999999999999999999")).await.unwrap();
    store.append(body("-7")).await.unwrap();
    assert_eq!(passing("seq:>9223372036854775806").await, [6], "what is no 64-bit integer is not brought down to one");
    assert_eq!(passing("seq:<0").await, [8]);
    let newest = store.newest(&Filter::parse("type:user.created").unwrap(), now(), 1).await.unwrap();
    assert_eq!(newest, [4]);
}

#[tokio::test]
async fn counts_go_on_from_where_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.append(authgear("user.created", 1)).await.unwrap();
    let (first, upto) = store.tally(0).await.unwrap();
    assert_eq!((first.len(), first[0].count, first[0].family.as_deref()), (1, 1, Some("user")));
    store.append(event("/", b"")).await.unwrap();
    let (next, _) = store.tally(upto).await.unwrap();
    assert_eq!((next.len(), next[0].vendor, next[0].event_type.clone()), (1, Vendor::Generic, None));
}

#[tokio::test]
async fn two_events_of_one_type_are_counted_apart() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for param in [r#"{"token":"t","link":"l"}"#, "{}", "{}"] {
        let body = format!(r#"{{"event":"auth.password_reset","param":{param}}}"#);
        store.append(event("/fastgen", body.as_bytes())).await.unwrap();
    }
    let (mut tallies, _) = store.tally(0).await.unwrap();
    tallies.sort_by_key(|tally| tally.count);
    let counts: Vec<_> = tallies.iter().map(|tally| (tally.variant.as_deref(), tally.count)).collect();
    assert_eq!(counts, [(Some("requested"), 1), (Some("completed"), 2)]);
}

#[tokio::test]
async fn the_last_answer_to_each_type_is_kept_by_target() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let covered = |event_type: &str, second, outcome| Covered {
        event_type: event_type.into(),
        sent_at: Timestamp::from_second(second).unwrap(),
        duration: Duration::from_micros(1500),
        outcome,
    };
    let refused = Failure { why: FailureKind::Refused, sentence: "nobody there".into() };
    let (a, b) = ("http://a/".to_owned(), "http://b/".to_owned());
    store.put_coverage(a.clone(), covered("user.created", 1, Err(refused.clone()))).await.unwrap();
    store.put_coverage(a.clone(), covered("user.created", 2, Ok(204))).await.unwrap();
    store.put_coverage(b.clone(), covered("user.deleted", 3, Err(refused.clone()))).await.unwrap();
    assert_eq!(store.coverage(a.clone()).await.unwrap(), [covered("user.created", 2, Ok(204))]);
    assert_eq!(store.coverage(b.clone()).await.unwrap(), [covered("user.deleted", 3, Err(refused))]);
    assert_eq!(store.covered_targets().await.unwrap(), [b, a]);
}

#[tokio::test]
async fn a_setting_is_taken_away_by_the_one_who_made_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.put_setting("listening", "127.0.0.1:2".into()).await.unwrap();
    store.remove_setting("listening", "127.0.0.1:1".into()).await.unwrap();
    assert_eq!(store.setting("listening").await.unwrap().as_deref(), Some("127.0.0.1:2"));
    store.remove_setting("listening", "127.0.0.1:2".into()).await.unwrap();
    assert_eq!(store.setting("listening").await.unwrap(), None);
}

#[tokio::test]
async fn resends_are_kept_under_their_event() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let id = store.append(event("/", b"body")).await.unwrap();
    let outgoing = Outgoing {
        method: "POST".into(),
        url: "http://127.0.0.1:1/a".into(),
        headers: Headers::from_pairs([("A", "1")]),
        body: Bytes::from_static(b"body"),
    };
    let steps = Steps { connect: Some(Duration::from_micros(7)), ..Steps::default() };
    let attempt = |outcome| Attempt {
        sent_at: Timestamp::UNIX_EPOCH,
        duration: Duration::from_micros(1500),
        steps: Some(steps),
        outcome,
    };
    let failed = Outcome::Failed(Failure { why: FailureKind::Refused, sentence: "no".into() });
    let answered = Outcome::Response(Response {
        status: 200,
        version: "HTTP/1.1".into(),
        headers: Headers::from_pairs([("B", "2")]),
        body: Bytes::from_static(b"\xff"),
        size: 1,
    });
    for (edited, outcome) in [(false, failed.clone()), (true, answered.clone())] {
        let resend = NewResend {
            event_id: id,
            outgoing: outgoing.clone(),
            edited,
            signed: Signed::Original,
            attempt: attempt(outcome),
            verdict: edited.then(|| r#"{"outcome":"allowed"}"#.to_owned()),
            origin: if edited { Origin::Forward } else { Origin::Person },
        };
        store.append_resend(resend).await.unwrap();
    }
    let cut = store.resends(id, 1, 0).await.unwrap();
    assert!(
        matches!(&cut[0].attempt.outcome, Outcome::Response(response) if response.body.is_empty() && response.size == 1)
    );
    assert_eq!(cut[0].response_kept, 1);
    let kept = store.resends(id, 10, 100).await.unwrap();
    assert_eq!(kept.iter().map(|resend| (resend.edited, resend.size)).collect::<Vec<_>>(), [(true, 4), (false, 4)]);
    assert_eq!(kept[0].attempt, attempt(answered));
    assert_eq!(kept[1].attempt, attempt(failed));
    assert_eq!(store.recent_urls(5).await.unwrap(), [outgoing.url]);
    assert_eq!(store.rows(vec![id]).await.unwrap()[0].resends, 2);
    let empty = Outcome::Response(Response {
        status: 204,
        version: "HTTP/1.1".into(),
        headers: Headers::default(),
        body: Bytes::new(),
        size: 0,
    });
    let (total, sent) = store.sent(i64::MAX, 10).await.unwrap();
    let facts: Vec<_> = sent.iter().map(|row| (row.id, row.outcome, row.verdict.as_deref(), row.edited)).collect();
    assert_eq!(
        (total, facts),
        (2, vec![(2, Ok(200), Some("allowed"), true), (1, Err(FailureKind::Refused), None, false)])
    );
    assert_eq!([sent[0].origin, kept[0].origin], [Origin::Forward; 2]);
    assert_eq!([sent[1].origin, kept[1].origin], [Origin::Person; 2]);
    assert_eq!(store.sent(2, 10).await.unwrap().1, sent[1..], "those below an id");
    assert_eq!(store.sent(i64::MAX, 1).await.unwrap().1, sent[..1]);
    let resend = NewResend {
        event_id: id,
        outgoing: kept_outgoing(),
        edited: false,
        signed: Signed::Wrong,
        attempt: attempt(empty.clone()),
        verdict: None,
        origin: Origin::Command,
    };
    let last = store.append_resend(resend).await.unwrap();
    assert_eq!(store.resend(last, 10).await.unwrap().unwrap().attempt.outcome, empty, "nothing is a body, too");
    // As a version left it that did not measure steps.
    let raw = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
    raw.execute("DELETE FROM resend_results WHERE resend_id = 2", []).unwrap();
    let old = store.resend(2, 10).await.unwrap().unwrap();
    assert_eq!((old.attempt.steps, old.verdict), (None, None));
    assert_eq!(store.sent(3, 1).await.unwrap().1[0].verdict, None);
    let orphan = NewResend {
        event_id: 99,
        outgoing: kept_outgoing(),
        edited: true,
        signed: Signed::None,
        attempt: kept[0].attempt.clone(),
        verdict: None,
        origin: Origin::Person,
    };
    assert!(store.append_resend(orphan).await.is_err(), "a resend belongs to an event");
    assert!(store.append(event("/", b"after")).await.is_ok(), "a failed write does not stop the next");
}

#[tokio::test]
async fn targets_of_forwarding_are_kept_with_how_far_they_have_come() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let first = store.append(event("/", b"body")).await.unwrap();
    let target = Target {
        id: 0,
        url: "http://x/".to_owned(),
        filter: "type:a".to_owned(),
        on: true,
        mode: Mode::Answer,
        retry: false,
        verify_tls: false,
        deadline_ms: Some(900),
    };
    let id = store.save_forward(target.clone(), true).await.unwrap().unwrap();
    let kept = Target { id, ..target };
    let at = |upto, delivered, failed| StoredForward { target: kept.clone(), upto, delivered, failed };
    assert_eq!(store.forwards().await.unwrap(), [at(first, 0, 0)], "it begins with what arrives from now on");
    let second = store.append(event("/", b"body")).await.unwrap();
    let resend = |event_id| NewResend {
        event_id,
        outgoing: Outgoing {
            method: "POST".into(),
            url: "http://x/".into(),
            headers: Headers::default(),
            body: Bytes::from_static(b"body"),
        },
        edited: false,
        signed: Signed::None,
        attempt: Attempt {
            sent_at: Timestamp::UNIX_EPOCH,
            duration: Duration::ZERO,
            steps: None,
            outcome: Outcome::Failed(Failure { why: FailureKind::Reset, sentence: String::new() }),
        },
        verdict: None,
        origin: Origin::Forward,
    };
    let progress = |target, upto| Progress { target, upto, delivered: 2, failed: 1 };
    let forwarded = |progress| Arc::new(Forwarded { resends: vec![resend(second), resend(99)], progress });
    store.append_forwarded(forwarded(vec![progress(id, second), progress(77, 1)])).await.unwrap();
    assert_eq!(store.sent(i64::MAX, 9).await.unwrap().0, 1, "an event that has gone has no place for its result");
    store.append_forwarded(forwarded(vec![progress(id, 0)])).await.unwrap();
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.forwards().await.unwrap(), [at(second, 4, 2)], "it does not go back");
    let third = store.append(event("/", b"body")).await.unwrap();
    assert_eq!(store.save_forward(kept.clone(), false).await.unwrap(), Some(id));
    assert_eq!(store.forwards().await.unwrap()[0].upto, second);
    assert_eq!(store.save_forward(kept.clone(), true).await.unwrap(), Some(id));
    assert_eq!(store.forwards().await.unwrap()[0].upto, third);
    assert_eq!(store.save_forward(Target { id: 77, ..kept.clone() }, false).await.unwrap(), None);
    assert!(store.remove_forward(id).await.unwrap() && !store.remove_forward(id).await.unwrap());
    assert_ne!(store.save_forward(Target { id: 0, ..kept }, true).await.unwrap(), Some(id), "no id is given twice");
}

#[tokio::test]
async fn drafts_and_hosts_are_kept_until_they_are_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let id = store.append(event("/", b"body")).await.unwrap();
    assert!(store.put_draft(id, "one".into()).await.unwrap() && store.put_draft(id, "two".into()).await.unwrap());
    assert!(!store.put_draft(99, "orphan".into()).await.unwrap());
    store.put_known_host("example.com".into()).await.unwrap();
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.kept_draft(id).await.unwrap().as_deref(), Some("two"));
    let known = async |host: &str| store.is_known_host(host.to_owned()).await.unwrap();
    assert!(known("example.com").await && !known("sub.example.com").await);
    store.remove_draft(id).await.unwrap();
    assert_eq!(store.kept_draft(id).await.unwrap(), None);
}

fn kept_outgoing() -> Outgoing {
    Outgoing { method: "GET".into(), url: "http://x/".into(), headers: Headers::default(), body: Bytes::new() }
}

#[tokio::test]
async fn two_handles_on_one_file_both_write_and_see_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let window = Store::open(dir.path()).unwrap();
    let command = Store::open(dir.path()).unwrap();
    let before = window.data_version().await.unwrap();
    let first = window.append(event("/", b"1")).await.unwrap();
    let second = command.append(event("/", b"2")).await.unwrap();
    assert_ne!(first, second);
    assert_ne!(window.data_version().await.unwrap(), before, "another's commit is noticed");
    assert_eq!(window.matching(&Filter::default(), now(), 0).await.unwrap().0, [first, second]);
}

#[test]
fn many_programs_may_find_the_same_empty_folder() {
    let dir = tempfile::tempdir().unwrap();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let dir = dir.path().to_owned();
            std::thread::spawn(move || Store::open(&dir).map(drop))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

#[cfg(unix)]
#[test]
fn folder_and_file_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new/hookglass");
    let store = Store::open(&folder).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in [FILE_NAME.to_owned(), format!("{FILE_NAME}-wal"), format!("{FILE_NAME}-shm")] {
        assert_eq!(mode(&folder.join(&file)), 0o600, "{file}");
    }
    drop(store);
}

#[test]
fn what_is_not_ours_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(FILE_NAME);
    let text = "dear diary, ".repeat(100);
    fs::write(&file, &text).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(OpenError::NotADatabase { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    fs::remove_file(&file).unwrap();

    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE notes (a)").unwrap();
    drop(other);
    let before = fs::read(&file).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(OpenError::NotADatabase { .. })));
    assert!(fs::read(&file).unwrap() == before, "another program's database is not even switched to WAL");
}

#[test]
fn a_newer_database_and_a_read_only_one_are_refused_in_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::open(dir.path()).unwrap());
    let file = dir.path().join(FILE_NAME);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let error = Store::open(dir.path()).unwrap_err();
    assert!(matches!(error, OpenError::Newer { .. }));
    assert!(error.to_string().contains("newer version"), "{error}");

    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(OpenError::ReadOnly { .. })));

    let blocked = dir.path().join("file");
    fs::write(&blocked, "").unwrap();
    assert!(matches!(Store::open(&blocked.join("folder")), Err(OpenError::Folder { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_programs_lock_stops_no_reader_and_costs_a_batch_its_patience_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = std::sync::Arc::new(Store::open(dir.path()).unwrap());
    store.append(event("/", b"1")).await.unwrap();
    let holder = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let reader = Store::open(dir.path()).unwrap();
    assert_eq!(reader.matching(&Filter::default(), now(), 0).await.unwrap().0, [1], "looking needs no lock");
    let began = std::time::Instant::now();
    let waiting: Vec<_> = (0..5)
        .map(|_| {
            let store = std::sync::Arc::clone(&store);
            tokio::spawn(async move { store.append(event("/", b"2")).await })
        })
        .collect();
    for waits in waiting {
        assert!(matches!(waits.await.unwrap(), Err(hookglass_store::StoreError::Busy)));
    }
    // The first may be a batch of its own: twice the five seconds, and not six times.
    assert!(began.elapsed() < Duration::from_secs(14), "{:?}", began.elapsed());
    holder.execute_batch("ROLLBACK").unwrap();
    assert!(store.append(event("/", b"3")).await.is_ok(), "it goes on by itself");
}

#[tokio::test]
async fn secrets_have_names_of_their_own_and_may_be_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let add = async |name: &str, scheme, text: Option<&str>| {
        let id = store.reserve_secret(name.into()).await.unwrap();
        let secret = StoredSecret { id, name: name.into(), scheme, text: text.map(str::to_owned) };
        store.add_secret(secret.clone()).await.map(|()| secret)
    };
    let first = add("Portal", Scheme::Authgear, None).await.unwrap().id;
    let second = add("Hub", Scheme::Github, Some("only for tests")).await.unwrap().id;
    let taken = store.reserve_secret("Portal".into()).await.unwrap_err();
    assert!(taken.to_string().contains("called 'Portal' already"), "{taken}");
    let late = store.reserve_secret("Late".into()).await.unwrap();
    assert_eq!(store.secrets().await.unwrap().len(), 2, "what is reserved is not seen");
    let late = StoredSecret { id: late, name: "Hub".into(), scheme: Scheme::Stripe, text: None };
    assert!(matches!(store.add_secret(late).await, Err(StoreError::NameTaken(name)) if name == "Hub"));
    let listed = store.secrets().await.unwrap();
    let rows: Vec<_> = listed.iter().map(|row| (row.id, row.name.as_str(), row.scheme, row.text.as_deref())).collect();
    assert_eq!(
        rows,
        [(first, "Portal", Scheme::Authgear, None), (second, "Hub", Scheme::Github, Some("only for tests"))]
    );
    assert!(!format!("{listed:?}").contains("only for tests"), "a log line shows no secret");
    assert!(store.remove_secret(second).await.unwrap() && !store.remove_secret(second).await.unwrap());
    let third = add("Hub", Scheme::Github, None).await.unwrap().id;
    assert!(third > second, "what a keychain still has for an old id is nobody else's");
    assert_eq!(store.database_id().await.unwrap(), store.database_id().await.unwrap());
    drop(store);
    let file = fs::read(dir.path().join("hookglass.db")).unwrap();
    assert!(!file.windows(14).any(|window| window == b"only for tests"), "a removed secret leaves the file");
}

#[tokio::test]
async fn events_are_looked_through_for_signatures_a_part_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for (at, header) in ["X-Hub-Signature-256", "Accept", "X-Authgear-Body-Signature"].into_iter().enumerate() {
        let mut event = event("/", b"{}");
        event.capture.headers = Headers::from_pairs([(header, "00")]);
        event.signature = if at == 2 { Verdict::NoSecret } else { Verdict::Unsigned };
        store.append(event).await.unwrap();
    }
    let ids = |page: &SignedPage| page.events.iter().map(|event| event.id).collect::<Vec<_>>();
    let known = store.signed(0, 1 << 20, vec![Verdict::Unsigned]).await.unwrap();
    assert_eq!((ids(&known), known.upto), (vec![3], None));
    let all = store.signed(0, 1 << 20, vec![]).await.unwrap();
    assert_eq!((ids(&all), all.events[0].verdict), (vec![1, 3], Verdict::Unsigned));
    let first = store.signed(0, 1, vec![]).await.unwrap();
    assert_eq!((ids(&first), first.upto), (vec![1], Some(1)), "at least one, and where to go on");
}

#[tokio::test]
async fn a_secret_that_was_moved_by_others_leaves_the_file_as_well() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let mut ids = Vec::new();
    for at in 0..8 {
        let id = store.reserve_secret(format!("Secret {at}")).await.unwrap();
        let text = Some("only for tests ".repeat(if at % 2 == 0 { 15 } else { 150 }));
        store
            .add_secret(StoredSecret { id, name: format!("Secret {at}"), scheme: Scheme::Github, text })
            .await
            .unwrap();
        ids.push(id);
    }
    for id in ids {
        assert!(store.remove_secret(id).await.unwrap());
    }
    drop(store);
    let file = std::fs::read(dir.path().join("hookglass.db")).unwrap();
    assert!(!file.windows(14).any(|window| window == b"only for tests"), "the pages were split while they were added");
}

#[tokio::test]
async fn the_events_about_a_user_are_found_by_their_columns() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for (at, path) in (1..=7).zip(["/authgear"; 7]) {
        store.append(if at == 4 { event(path, b"{}") } else { authgear("user.disabled", at) }).await.unwrap();
    }
    let (found, upto) = store.mentions(2, 3).await.unwrap();
    let users: Vec<_> = found.iter().map(|mention| (mention.id, mention.user_id.as_str())).collect();
    assert_eq!((users, upto), (vec![(3, "u0"), (5, "u2")], 5), "the fourth is about nobody, and was looked at");
    assert_eq!(store.mentions(7, 3).await.unwrap(), (Vec::new(), 7));
    assert_eq!(store.about("U1".into()).await.unwrap(), [1, 7]);
    let read = |ids: &[i64], most| store.some(ids.to_vec(), most);
    let ids = |events: Vec<hookglass_store::StoredEvent>| events.iter().map(|event| event.id).collect::<Vec<_>>();
    assert_eq!(ids(read(&[5, 99, 1], 1 << 20).await.unwrap()), [5, 1]);
    assert_eq!(ids(read(&[5, 1, 2], 1).await.unwrap()), [5], "one, whatever its size");
}

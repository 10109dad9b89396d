//! The store finds exactly the events that the filter matches one by one.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use hookglass_filter::{Body, Columns, Comparison, Facts, Filter, Now, Test, tokenizer::SearchableRequest};
use hookglass_request::{
    answer::Answer,
    capture::Truncation,
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Origin, Outcome, Outgoing, Signed},
};
use hookglass_senders::{
    answers,
    parsed_request::{Budget, ParsedRequest},
    sample::Story,
    signature::Verdict,
};
use hookglass_store::{NewEvent, NewResend, Store};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use proptest::prelude::*;
use std::{io::Write as _, sync::LazyLock, time::Duration};
use tokio::runtime::Runtime;

use crate::support::{Db, event, listed, now};

/// A stored event.
pub(super) struct Kept {
    id: i64,
    pub(super) new: NewEvent,
    is_repeat: bool,
    has_resends: bool,
    pub(super) is_starred: bool,
    has_note: bool,
    has_warning: bool,
}

impl Kept {
    /// An event that arrived after `before`.
    pub(super) fn new(id: i64, new: NewEvent, before: &[Self]) -> Self {
        let same = |other: &Self| {
            let (one, other) = (&new.envelope, &other.new.envelope);
            one.event_id.is_some()
                && (one.vendor, &one.app_id, &one.event_id) == (other.vendor, &other.app_id, &other.event_id)
        };
        let is_repeat = before.iter().any(same);
        Self { id, new, is_repeat, has_resends: false, is_starred: false, has_note: false, has_warning: false }
    }
}

/// A database and its events.
struct Stored {
    runtime: Runtime,
    store: Store,
    events: Vec<Kept>,
    _db: Db,
}

/// The same events with the index at different positions.
static STORED: LazyLock<[Stored; 4]> = LazyLock::new(|| [stored(0), stored(11), stored(29), stored(several().len())]);

fn stored(mark: usize) -> Stored {
    let db = Db::new();
    let runtime = Runtime::new().unwrap();
    let mut store = db.open();
    let mut events: Vec<Kept> = Vec::new();
    for (at, mut new) in several().into_iter().enumerate() {
        new.capture.received_at = now().at - SignedDuration::from_mins(at as i64 * 37);
        let id = runtime.block_on(store.events_mut().append(new.clone())).unwrap();
        assert_eq!(id, at as i64 + 1);
        let has_resends = at % 7 == 0;
        if has_resends {
            runtime.block_on(store.resends_mut().append(resend(id, &new))).unwrap();
        }
        let (is_starred, has_note) = (at % 6 == 1, at % 8 == 2);
        if is_starred {
            runtime.block_on(store.annotations_mut().star(vec![id], true)).unwrap();
        }
        if has_note {
            assert!(runtime.block_on(store.annotations_mut().set_note(id, "look here".to_owned())).unwrap());
        }
        let has_warning = at.is_multiple_of(5);
        runtime.block_on(store.lint_counts_mut().put(vec![(id, has_warning.into())], "of this test", id)).unwrap();
        events.push(Kept { has_resends, is_starred, has_note, has_warning, ..Kept::new(id, new, &events) });
        if events.len() == mark {
            runtime.block_on(db.index(&store));
            drop(store);
            store = db.open();
        }
    }
    assert_eq!(runtime.block_on(store.index().progress()).unwrap().upto, mark as i64);
    Stored { runtime, store, events, _db: db }
}

/// Events of every form: several senders and none, no JSON, escapes, compressed, cut, repeated,
/// with a NUL.
fn several() -> Vec<NewEvent> {
    let bodies: Vec<(&str, String)> = (0..24)
        .map(|at| {
            let name = ["user.created", "identity.email.updated", "user.pre_create", "made.up"][at % 4];
            let seq = ["1", "400", "-7", "9223372036854775807", "99999999999999999999999", "1e3"][at % 6];
            let app = ["shop", "a,b"][at % 2];
            let email = ["Ada@example.com", r"b\u0000b@example.com", "caf\u{e9}@x"][at % 3];
            let context = format!(r#"{{"user_id":"u{}","app_id":"{app}","triggered_by":"admin_api","ip_address":"192.0.2.{at}"}}"#, at % 5);
            let payload = format!(
                r#"{{"user":{{"id":"u{}","standard_attributes":{{"email":"{email}"}}}},"n":{at}.50,"list":[{at},"a\/b","\u00e9"],"big":{}}}"#,
                at % 5,
                9_007_199_254_740_990_i64 + at as i64
            );
            let id = at % 9;
            ("/authgear", format!(r#"{{"id":"e{id}","seq":{seq},"type":"{name}","payload":{payload},"context":{context}}}"#))
        })
        .chain([
            ("/ci/b", "x".to_owned()),
            ("/C(i)", r#"C:\new\été"#.to_owned()),
            ("/", String::new()),
            ("/fastgen", r#"{"event":"auth.user_signedUp","param":{"email":"ada@example.com"}}"#.to_owned()),
            ("/big", format!("[{}1]", "0,".repeat(3_000))),
            ("/ada", format!("Needle {} behind", "x".repeat(70_000))),
            ("/long", format!(r#"{{"filler":"{}","payload":{{"user":{{"id":"u2"}},"late":"last words"}}}}"#, "x ".repeat(40_000))),
        ])
        .collect();
    let mut events: Vec<_> = bodies
        .iter()
        .enumerate()
        .map(|(at, (path, body))| {
            let headers = [("X-Foo", "bar, Baz"), ("x-foo", "zwei"), ("User-Agent", "curl/8")];
            let lines = Headers::from_pairs(headers.into_iter().skip(at % 3));
            again(event(path, body.as_bytes()), lines, Bytes::from(body.clone()), at)
        })
        .collect();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bodies[1].1.as_bytes()).unwrap();
    let encoded = Headers::from_pairs([("Content-Encoding", "gzip")]);
    events.push(again(event("/zip", b""), encoded, gzip.finish().unwrap().into(), 1));
    let entry = hookglass_senders::catalog::find("user.created").unwrap();
    let sample = Story::of_seed(3).next(entry);
    events.push(again(event("/authgear", b""), sample.headers, sample.body, 2));
    events
}

fn again(mut new: NewEvent, headers: Headers, body: Bytes, at: usize) -> NewEvent {
    (new.capture.headers, new.capture.body) = (headers, body);
    new.capture.method = ["POST", "put", "GET"][at % 3].to_owned();
    new.capture.cut = (at % 11 == 3).then_some(Truncation::OverLimit);
    new.envelope = ParsedRequest::of(&new.capture, Budget::WAITING).envelope;
    let default = answers::default_answer(&new.capture, &new.envelope);
    new.answer = Some(Answer { status: [200, 404, 503][at % 3], ..default });
    new.signature = [Verdict::Unsigned, Verdict::Valid, Verdict::Invalid, Verdict::NoSecret][at % 4];
    new
}

fn resend(event_id: i64, new: &NewEvent) -> NewResend {
    let failure = Failure { why: FailureKind::Refused, sentence: "refused".to_owned() };
    NewResend {
        event_id,
        outgoing: Outgoing {
            method: "POST".to_owned(),
            url: "http://x/".to_owned(),
            headers: Headers::default(),
            body: new.capture.body.clone(),
        },
        edited: false,
        signed: Signed::Original,
        attempt: Attempt {
            sent_at: now().at,
            duration: Duration::ZERO,
            steps: None,
            outcome: Outcome::Failed(failure),
        },
        verdict: None,
        origin: Origin::Person,
    }
}

/// The events that the filter matches, evaluated one by one.
pub(super) fn naive(events: &[Kept], filter: &Filter) -> Vec<i64> {
    let passing =
        events.iter().filter(|Kept { id, new, is_repeat, has_resends, is_starred, has_note, has_warning }| {
            let columns = Columns {
                status: new.answer.as_ref().map(|answer| answer.status),
                has_warning: *has_warning,
                has_resends: *has_resends,
                is_starred: *is_starred,
                has_note: *has_note,
                is_repeat: *is_repeat,
                ..Columns::of(*id, &new.capture, &new.envelope, new.signature)
            };
            let body = Body::of(&new.capture.headers, &new.capture.body);
            let facts = Facts { columns: &columns, headers: Some(&new.capture.headers), body: Some(&body) };
            filter.matches(&facts, &now())
        });
    passing.map(|kept| kept.id).collect()
}

const TESTS: [&str; 94] = [
    "ada",
    "NEEDLE",
    "été",
    "a/b",
    "\"cafe x\"",
    "identity",
    "u3",
    "dentity",
    "c",
    "curl 8",
    "ada e",
    "created u3",
    "user.created",
    "behind",
    "\"--\"",
    "zwei",
    "nope",
    "\\new",
    "/ci",
    "/C(i)",
    "user.*",
    "x",
    "type:user.created",
    "type:user.*",
    "type:*.updated",
    "type:*email*",
    "type:*",
    "type:i*.e*d",
    "type:made.up,user.created",
    "vendor:authgear",
    "vendor:generic,fastgen",
    "vendor:*gen",
    "family:user",
    "kind:blocking",
    "user:u1",
    "user:u1,u2*",
    "app:shop",
    "app:\"a,b\"",
    "app:a,b",
    "by:admin_api",
    "client:*",
    "id:e3",
    "id:3",
    "id:e*,30",
    "method:POST",
    "method:p*",
    "path:/ci/*",
    "path:*/b",
    "path:/",
    "ip:192.0.2.1*",
    "signature:valid",
    "signature:*valid",
    "subject:*@example.com",
    "subject:b*b@*",
    "subject:*\u{0}*",
    "email:ada@example.com",
    "email:CAF*",
    "email:*@x",
    "status:4xx",
    "status:>=404",
    "status:200,5xx",
    "size:>1k",
    "size:0",
    "seq:>0",
    "seq:<=400",
    "seq:9223372036854775807",
    "after:10h",
    "before:2026-03-10",
    "before:today",
    "after:2026-03-10T08:00",
    "is:duplicate",
    "is:truncated",
    "is:sample",
    "is:duplicate,truncated",
    "has:warning",
    "has:resends",
    "is:starred",
    "has:note",
    "header:x-foo",
    "header:X-Foo=bar*",
    "header:user-agent=curl/8",
    "/payload/user/id=u2",
    "/payload/n=3.5",
    "/payload/n>=10",
    "/payload/list/1=a/b",
    "/payload/list/2!=x",
    "/payload/big>9007199254740992",
    "/payload/user",
    "/payload/late=last*",
    "/payload/user/id=u*,x",
    "header:user-agent=curl*",
    "user:u*",
    "client:*,x*",
    "subject:a*",
];

fn filter() -> impl Strategy<Value = String> {
    prop::sample::select(TESTS.to_vec()).prop_map(str::to_owned).prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.prop_map(|part| format!("-({part})")),
        ]
    })
}

#[test]
fn every_test_matches_some_events_but_not_all() {
    // `*` is only a wildcard in values, and a comma separates values.
    let none = ["nope", "dentity", "behind", "app:a,b"];
    let odd = TESTS.into_iter().filter(|text| {
        let found = naive(&STORED[0].events, &Filter::parse(text).unwrap()).len();
        (found == 0) != none.contains(text) || (found == STORED[0].events.len() && *text != "\"--\"")
    });
    assert_eq!(odd.collect::<Vec<_>>(), [] as [&str; 0]);
}

proptest! {
    #[test]
    fn the_store_finds_what_the_filter_matches(
        text in filter(),
        place in 0..4_usize,
        after in 0..40_i64,
        most in 0..12_usize,
    ) {
        let filter = Filter::parse(&text).unwrap();
        let Stored { runtime, store, events, .. } = &STORED[place];
        let expected = naive(events, &filter);
        let (found, upto) = runtime.block_on(store.search().ids_after(&filter, now(), 0)).unwrap();
        prop_assert_eq!((&found, upto), (&expected, events.len() as i64), "{}", filter);
        prop_assert_eq!(runtime.block_on(listed(store, &text, most.max(1))), &expected[..], "listed: {}", filter);
        let (later, _) = runtime.block_on(store.search().ids_after(&filter, now(), after)).unwrap();
        let expected_later: Vec<_> = expected.iter().copied().filter(|id| *id > after).collect();
        prop_assert_eq!(later, expected_later, "{} after {}", filter, after);
        let newest = runtime.block_on(store.search().newest(&filter, now(), most)).unwrap();
        let expected_newest: Vec<_> = expected.iter().rev().take(most).copied().collect();
        prop_assert_eq!(newest, expected_newest, "{} newest {}", filter, most);
    }

    #[test]
    fn neighboring_large_numbers_are_distinguished(at in 0..24_usize, step in -1..2_i64, place in 0..4_usize) {
        let value = 9_007_199_254_740_990 + at as i64 + step;
        let filter = Filter::parse(&format!("/payload/big={value}")).unwrap();
        let compared = filter.expression.terms().iter().any(|term| {
            matches!(&term.test, Test::Member { compared: Some(Comparison::Is(_)), .. })
        });
        prop_assert!(compared);
        let Stored { runtime, store, events, .. } = &STORED[place];
        let (found, _) = runtime.block_on(store.search().ids_after(&filter, now(), 0)).unwrap();
        prop_assert_eq!(found, naive(events, &filter), "neighboring numbers are different");
    }
}

#[test]
fn every_match_has_the_necessary_words() {
    let events = &STORED[0].events;
    for text in TESTS {
        let filter = Filter::parse(text).unwrap();
        let passing = naive(events, &filter);
        for piece in filter.expression.terms()[0].test.required_phrases() {
            let missed = events.iter().filter(|kept| passing.contains(&kept.id)).filter(|Kept { new, .. }| {
                let (capture, envelope) = (&new.capture, &new.envelope);
                let shown = [&envelope.event_type, &envelope.subject, &envelope.user_id].map(Option::as_deref);
                let (target, headers, body) = (&capture.target, capture.headers.block(), &capture.body);
                let message = SearchableRequest { shown, target, headers, body };
                let is_whole = message.words(&mut |_| std::ops::ControlFlow::Continue(()));
                is_whole && !piece.iter().any(|phrase| phrase.occurs_in(&message))
            });
            let missed: Vec<_> = missed.map(|kept| kept.id).collect();
            assert_eq!(missed, [] as [i64; 0], "{text}: {piece:?}");
        }
    }
}

#[test]
fn relative_times_refer_to_the_given_time() {
    let Stored { runtime, store, events, .. } = &STORED[2];
    let filter = Filter::parse("after:30m").unwrap();
    let at = |minutes: i64| Now { at: now().at + SignedDuration::from_mins(minutes), zone: TimeZone::UTC };
    assert_eq!(runtime.block_on(store.search().ids_after(&filter, at(0), 0)).unwrap().0, [1]);
    assert_eq!(
        runtime.block_on(store.search().ids_after(&filter, at(-30), 0)).unwrap().0,
        [1, 2],
        "later events are after it"
    );
    assert!(runtime.block_on(store.search().ids_after(&filter, at(31), 0)).unwrap().0.is_empty());
    let before = Now { at: Timestamp::MIN, zone: TimeZone::UTC };
    assert_eq!(runtime.block_on(store.search().ids_after(&filter, before, 0)).unwrap().0.len(), events.len());
}

//! Forwarding: events are sent to targets as they arrive.

use hookglass_app::view::{
    AnswerView, Deletion, ForwardMode, ForwardRow, ForwardTarget, Origin, ProblemCode, SentOutcome, SentRow,
};
use hookglass_request::trust::Distrust;
use hookglass_testkit::{
    HANG_GUARD,
    target::{Received, Reply, Target},
};
use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    time::Duration,
};
use tokio::time::timeout;

use crate::{
    support::{AsProblem, Running, after_commits, background, open},
    verbatim::{all_fixtures, end_to_end, post},
};

fn retrying(url: impl Into<String>) -> ForwardTarget {
    ForwardTarget { retry: true, ..background(url) }
}

async fn add(running: &Running, target: ForwardTarget) -> i64 {
    running.app.forward.save(target, false).await.unwrap().target.id
}

/// Calls `find` now and after each change of a target's status, until it finds something.
async fn until<T>(running: &Running, mut find: impl AsyncFnMut() -> Option<T>) -> T {
    let mut changes = running.app.forward.subscribe();
    let found = timeout(HANG_GUARD, async {
        loop {
            if let Some(found) = find().await {
                return found;
            }
            changes.changed().await.unwrap();
        }
    });
    found.await.expect("the expected status is reached")
}

async fn row_when(running: &Running, id: i64, is_met: impl Fn(&ForwardRow) -> bool) -> ForwardRow {
    until(running, async || {
        let rows = running.app.forward.list().await.unwrap();
        rows.into_iter().find(|row| row.target.id == id).filter(|row| is_met(row))
    })
    .await
}

async fn sent_when(running: &Running, count: u64) -> Vec<SentRow> {
    let window = until(running, async || {
        Some(running.app.replay.sent(None, 200).await.unwrap()).filter(|sent| sent.total >= count)
    });
    let mut rows = window.await.rows;
    rows.reverse();
    rows
}

/// The bodies of the requests.
fn bodies(received: &[Received]) -> Vec<String> {
    received.iter().map(|got| String::from_utf8_lossy(&got.body).into_owned()).collect()
}

/// Posts events with these numbers as bodies, and checks that each is answered.
async fn post_numbers(running: &Running, numbers: std::ops::Range<usize>) {
    for number in numbers {
        assert_eq!(running.post("/in", &[], number.to_string().as_bytes()).await.status, 200);
    }
}

fn numbers(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_event_has_the_received_body_and_headers() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, "{}"));
    let id = add(&running, background(format!("{}/hooks", target.url()))).await;
    let mut expected = Vec::new();
    for fixture in all_fixtures() {
        let headers = post(&running, &fixture).await;
        expected.push((fixture, headers));
    }
    let got = target.receives(expected.len()).await;
    assert_eq!(got.len(), expected.len());
    for (got, (fixture, headers)) in got.iter().zip(&expected) {
        assert!(got.body == fixture.bytes, "{}", fixture.name);
        assert_eq!(&end_to_end(got), headers, "{}", fixture.name);
        assert_eq!((got.method.as_str(), got.target.as_str()), ("POST", "/hooks?x=%20"), "{}", fixture.name);
    }
    let row = row_when(&running, id, |row| row.delivered == expected.len() as u64).await;
    assert_eq!((row.failed, row.behind, row.retry_in_ms, row.trouble), (0, 0, None, false));
    let resends = running.app.replay.resends(1).await.unwrap();
    assert_eq!((resends.len(), resends[0].origin, resends[0].edited), (1, Origin::Forward, false));
    assert!(resends[0].verdict.is_some(), "a forwarded event has a verdict like any resend");
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_are_forwarded_and_held_only_on_request() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(204, ""));
    add(&running, background(target.url())).await;
    let rules = r#"{"version":1,"rules":[{"name":"hold","when":{"type":"user.pre_create"},"then":{"do":"hold"}}]}"#;
    running.app.decide.import_rules(rules.to_owned(), true).await.unwrap();
    let samples = &running.app.samples;
    samples.send("user.created", None, true).await.unwrap();
    let own = format!("http://{}/named", running.app.pages.address().unwrap());
    samples.send("user.created", Some(own), true).await.unwrap();
    let held = samples.send("user.pre_create", None, true).await.unwrap();
    assert!(held.result.ok, "answered at once: {held:?}");
    samples.send("user.created", None, false).await.unwrap();
    let rows = running.app.inbox.rows((1..=4).collect()).await.unwrap();
    let marks: Vec<_> = rows.iter().map(|row| row.untrusted).collect();
    assert_eq!(marks, [Some(Distrust::Sample), Some(Distrust::Sample), Some(Distrust::Sample), None]);
    // Events are forwarded in order, so an earlier one would have come first.
    let got = target.receives(1).await;
    assert_eq!(got[0].body, running.app.events.body(4).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_gets_matching_events_that_arrive_after_it_was_added() {
    let running = Running::start().await;
    post_numbers(&running, 0..1).await;
    let target = Target::answering(Reply::status(204, ""));
    let filtered = Target::answering(Reply::status(204, ""));
    add(&running, background(target.url())).await;
    add(&running, ForwardTarget { filter: "method:PUT path:/a*".into(), ..background(filtered.url()) }).await;
    post_numbers(&running, 1..3).await;
    let address = running.app.pages.address().unwrap();
    let put = |target: &str| {
        format!("PUT {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
    };
    for target in ["/b", "/abc", "/a?q=1"] {
        let bytes = put(target).into_bytes();
        tokio::task::spawn_blocking(move || hookglass_testkit::wire::raw(address, &bytes)).await.unwrap();
    }
    assert_eq!(bodies(&target.receives(5).await), ["1", "2", "x", "x", "x"], "earlier events are not forwarded");
    let got = filtered.receives(2).await;
    assert_eq!(
        got.iter().map(|got| got.target.as_str()).collect::<Vec<_>>(),
        ["/abc", "/a?q=1"],
        "a URL without a path gets the path of the event"
    );
    assert!(got.iter().all(|got| got.method == "PUT"));
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_targets_do_not_affect_the_receiver_or_other_targets() {
    let running = Running::start().await;
    let good = Target::answering(Reply::status(200, ""));
    let hangs = Target::answering(Reply::Hang);
    let resets = Target::answering(Reply::Reset(Vec::new()));
    let fails = Target::answering(Reply::status(500, "no"));
    let refuses = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    add(&running, background(hangs.url())).await;
    add(&running, retrying(hangs.url())).await;
    let refusing = add(&running, background(format!("http://{refuses}/"))).await;
    let resetting = add(&running, background(resets.url())).await;
    let failing = add(&running, background(fails.url())).await;
    add(&running, background(good.url())).await;
    post_numbers(&running, 0..20).await;
    assert_eq!(bodies(&good.receives(20).await), numbers(0..20));
    assert_eq!(bodies(&fails.receives(20).await), numbers(0..20), "without retries, each event is sent once");
    assert_eq!(bodies(&resets.receives(20).await), numbers(0..20));
    for (id, why) in [(refusing, "refused"), (resetting, "without a response"), (failing, "status 500")] {
        let row = row_when(&running, id, |row| row.failed == 20 && row.behind == 0).await;
        assert!(row.trouble && row.state.contains(why), "{}", row.state);
        assert_eq!((row.delivered, row.retry_in_ms), (0, None));
    }
    assert_eq!(bodies(&hangs.receives(2).await), ["0", "0"], "each target gets one event at a time");
    assert_eq!(running.app.pages.status().await.unwrap().events, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_retried_in_order_until_the_target_accepts_them() {
    let running = Running::start().await;
    let script = [
        Reply::status(500, ""),
        Reply::Reset(Vec::new()),
        Reply::status(200, ""),
        Reply::status(404, "never"),
        Reply::status(503, ""),
        Reply::status(200, ""),
    ];
    let target = Target::scripted(script.to_vec());
    let id = add(&running, retrying(target.url())).await;
    post_numbers(&running, 0..5).await;
    let got = target.receives(8).await;
    assert_eq!(
        bodies(&got),
        ["0", "0", "0", "1", "2", "2", "3", "4"],
        "a 404 is skipped, because a retry would not change it"
    );
    let row = row_when(&running, id, |row| row.delivered == 4).await;
    assert_eq!((row.failed, row.behind), (1, 0));
    let sent = sent_when(&running, 8).await;
    let outcomes: Vec<_> = sent.iter().map(|row| (row.event_id, row.outcome.clone())).collect();
    let answered = |status| SentOutcome::Response { status };
    assert_eq!(outcomes[0], (1, answered(500)));
    assert_eq!(outcomes[1], (1, SentOutcome::Failed { why: "reset".into() }));
    assert_eq!(outcomes[2..5], [(1, answered(200)), (2, answered(404)), (3, answered(503))]);
    assert!(sent.iter().all(|row| row.origin == Origin::Forward));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_starts_late_gets_all_events_in_order() {
    let running = Running::start().await;
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let id = add(&running, retrying(format!("http://{address}/"))).await;
    post_numbers(&running, 0..50).await;
    let row = row_when(&running, id, |row| row.retry_in_ms.is_some()).await;
    assert!(row.trouble && row.state.contains("Event 1 is waiting for a retry"), "{}", row.state);
    assert_eq!(row.behind, 50);
    let target = Target::at(address, vec![Reply::status(200, "")]);
    post_numbers(&running, 50..60).await;
    assert_eq!(bodies(&target.receives(60).await), numbers(0..60));
    let row = row_when(&running, id, |row| row.delivered == 60).await;
    assert_eq!((row.failed, row.behind, row.trouble), (0, 0, false));
    let of_first = running.app.replay.resends(1).await.unwrap();
    assert_eq!(of_first.len(), 2, "attempts with the same result are stored once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_waits_for_a_retry_can_be_skipped() {
    let running = Running::start().await;
    let target = Target::scripted(vec![Reply::status(500, ""), Reply::status(200, "")]);
    let id = add(&running, retrying(target.url())).await;
    running.post("/in", &[], b"first").await;
    row_when(&running, id, |row| row.retry_in_ms.is_some()).await;
    running.app.forward.skip(id).unwrap();
    running.post("/in", &[], b"second").await;
    let row = row_when(&running, id, |row| row.delivered == 1).await;
    assert_eq!(row.failed, 1);
    assert_eq!(running.app.forward.skip(99).unwrap_err().problem().code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_a_target_with_retries_resumes_and_others_start_with_new_events() {
    let running = Running::start().await;
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let with_retries = add(&running, retrying(format!("http://{address}/"))).await;
    let without_retries = add(&running, background(format!("http://{other}/"))).await;
    post_numbers(&running, 0..3).await;
    row_when(&running, with_retries, |row| row.retry_in_ms.is_some()).await;
    row_when(&running, without_retries, |row| row.failed == 3).await;
    let folder = running.stop().await;
    let first = Target::at(address, vec![Reply::status(200, "")]);
    let second = Target::at(other, vec![Reply::status(200, "")]);
    let running = Running::with_app(open(folder.path()).await, folder).await;
    post_numbers(&running, 3..5).await;
    assert_eq!(bodies(&first.receives(5).await), numbers(0..5));
    assert_eq!(bodies(&second.receives(2).await), numbers(3..5));
    let row = row_when(&running, without_retries, |row| row.delivered == 2).await;
    assert_eq!(row.failed, 3, "counts survive restarts");
    assert_eq!(second.received().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_events_are_skipped() {
    let running = Running::start().await;
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let id = add(&running, retrying(format!("http://{address}/"))).await;
    post_numbers(&running, 0..4).await;
    row_when(&running, id, |row| row.retry_in_ms.is_some()).await;
    let deletion = Deletion::Ids { ids: vec![1, 3] };
    running.app.inbox.delete(deletion).await.unwrap();
    let target = Target::at(address, vec![Reply::status(200, "")]);
    assert_eq!(bodies(&target.receives(2).await), ["1", "3"]);
    row_when(&running, id, |row| row.delivered == 2 && row.behind == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reenabled_target_starts_with_new_events() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, ""));
    let id = add(&running, retrying(target.url())).await;
    post_numbers(&running, 0..1).await;
    target.receives(1).await;
    let off = ForwardTarget { id, on: false, ..retrying(target.url()) };
    let row = running.app.forward.save(off.clone(), false).await.unwrap();
    assert!(row.state.contains("Switched off") && !row.trouble, "{}", row.state);
    post_numbers(&running, 1..3).await;
    running.app.forward.save(ForwardTarget { on: true, ..off }, false).await.unwrap();
    post_numbers(&running, 3..4).await;
    assert_eq!(bodies(&target.receives(2).await), ["0", "3"]);
    running.app.forward.remove(id).await.unwrap();
    assert_eq!(running.app.forward.list().await.unwrap(), []);
    assert_eq!(running.app.forward.remove(id).await.unwrap_err().problem().code, ProblemCode::NotFound);
    let gone = running.app.forward.save(ForwardTarget { id, ..background(target.url()) }, false).await;
    assert_eq!(gone.unwrap_err().problem().code, ProblemCode::NotFound);
    assert_eq!(sent_when(&running, 2).await.len(), 2, "forwarded events stay in the list of resends");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_targets_are_rejected() {
    let running = Running::start().await;
    let port = running.app.pages.address().unwrap().port();
    let rejected = async |target| running.app.forward.save(target, false).await.unwrap_err().problem();
    for url in
        [format!("http://127.0.0.1:{port}/x"), format!("http://localhost:{port}"), format!("http://[::1]:{port}/")]
    {
        let problem = rejected(background(url)).await;
        assert_eq!(problem.code, ProblemCode::InvalidInput);
        assert!(problem.detail.contains("would loop forever"), "{}", problem.detail);
    }
    assert_eq!(rejected(background("localhost:3000")).await.code, ProblemCode::InvalidInput);
    let filtered = ForwardTarget { filter: "color:red".into(), ..background("http://127.0.0.1:9/") };
    assert!(rejected(filtered).await.detail.starts_with("Filter, character 1"));
    let too_short = ForwardTarget { deadline_ms: Some(3), ..answering("http://127.0.0.1:9/") };
    assert!(rejected(too_short).await.detail.contains("50 to 60000"));
    assert_eq!(rejected(background("http://192.0.2.7:9/hooks")).await.code, ProblemCode::UnconfirmedHost);
    assert_eq!(running.app.forward.list().await.unwrap(), []);
    running.app.forward.save(background("http://192.0.2.7:9/hooks"), true).await.unwrap();
    let again = ForwardTarget { on: false, ..background("http://192.0.2.7:9/other") };
    assert_eq!(running.app.forward.save(again, false).await.unwrap().target.id, 2, "a host is confirmed once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_moves_to_the_address_of_a_target_does_not_get_its_own_events() {
    let running = Running::start().await;
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let id = add(&running, background(format!("http://{address}/"))).await;
    running.app.listen(Some(&address.to_string())).await.unwrap();
    post_numbers(&running, 0..1).await;
    let row = row_when(&running, id, |row| row.trouble).await;
    assert!(row.state.contains("Hookglass itself receives"), "{}", row.state);
    assert_eq!(running.app.pages.status().await.unwrap().events, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_host_gets_no_more_events() {
    let running = Running::start().await;
    // Nothing has this address, so a request to it would hang instead of being refused.
    let id = running.app.forward.save(background("http://192.0.2.7:9/hooks"), true).await.unwrap().target.id;
    running.app.outbound.forget_host("http://192.0.2.7").await.unwrap();
    post_numbers(&running, 0..1).await;
    let row = row_when(&running, id, |row| row.trouble).await;
    assert!(row.state.contains("192.0.2.7 is not this computer"), "{}", row.state);
    assert_eq!(row.behind, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_program_forwards_events() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, ""));
    let id = add(&running, background(target.url())).await;
    let second = open(running.dir()).await;
    second.listen(Some("127.0.0.1:0")).await.unwrap();
    let of_second = async || second.forward.list().await.unwrap().remove(0);
    assert!(of_second().await.state.contains("Another Hookglass program"), "{}", of_second().await.state);
    post_numbers(&running, 0..5).await;
    row_when(&running, id, |row| row.delivered == 5).await;
    assert_eq!(of_second().await.delivered, 5);
    assert_eq!(bodies(&target.received()), numbers(0..5), "each event is forwarded once");
}

/// The stored answer to an event. It can be stored after it was sent.
async fn written_answer(running: &Running, id: i64) -> AnswerView {
    after_commits(&running.app, async || {
        running.app.inbox.event(id).await.unwrap().answer.filter(|answer| answer.status.is_some())
    })
    .await
}

fn answering(url: impl Into<String>) -> ForwardTarget {
    ForwardTarget { mode: ForwardMode::Answer, ..background(url) }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_of_a_target_is_sent_to_the_sender() {
    let running = Running::start().await;
    let reply = Reply::Answer {
        status: 418,
        headers: vec![
            ("X-Own".into(), "1".into()),
            ("Connection".into(), "close".into()),
            ("x-own".into(), "2".into()),
        ],
        body: b"short and stout".to_vec(),
    };
    let target = Target::answering(reply);
    let second = Target::answering(Reply::status(200, "second"));
    let id = add(&running, ForwardTarget { filter: "path:/in".into(), ..answering(target.url()) }).await;
    add(&running, answering(second.url())).await;
    for (at, fixture) in (0..).zip(all_fixtures()) {
        let headers = post(&running, &fixture).await;
        let got = target.received();
        assert_eq!(got.len(), at + 1, "the target is called before the sender has its answer");
        assert!(got[at].body == fixture.bytes, "{}", fixture.name);
        assert_eq!(end_to_end(&got[at]), headers, "{}", fixture.name);
    }
    let answer = running.post("/in", &[], b"x").await;
    assert_eq!((answer.status, answer.body.as_slice()), (418, b"short and stout".as_slice()));
    let own: Vec<_> = answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-own")).collect();
    assert_eq!(own.len(), 2, "{:?}", answer.headers);
    let other = running.post("/other", &[], b"x").await;
    assert_eq!(other.body, b"second", "the first target whose filter matches is called");
    let total = all_fixtures().len() as u64 + 1;
    let row = row_when(&running, id, |row| row.failed == total).await;
    assert_eq!((row.delivered, row.trouble, row.state.as_str()), (0, false, "Answering senders."));
    let answer = written_answer(&running, i64::try_from(total).unwrap()).await;
    assert_eq!((answer.status, answer.decided_by.as_deref(), answer.rule), (Some(418), Some("forward"), None));
    assert!(answer.after_us.is_some());
    let resends = running.app.replay.resends(1).await.unwrap();
    assert_eq!((resends.len(), resends[0].origin), (1, Origin::Forward));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_end_is_cut() {
    // The clock stands still, so no timeout ends the answer.
    let (running, _clock) = Running::start_manual().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let target = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        // An answer before the request would be a broken one.
        socket.read_exact(&mut [0; 16]).unwrap();
        socket.write_all(b"HTTP/1.1 418 Teapot\r\n\r\n").unwrap();
        while socket.write_all(&[b'x'; 1 << 16]).is_ok() {}
    });
    add(&running, answering(url)).await;
    assert_eq!(running.post("/", &[], b"x").await.status, 200, "the default answer");
    let note = written_answer(&running, 1).await.note.unwrap();
    assert!(note.contains("answered with more than 1 MiB"), "{note}");
    target.join().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_without_an_answer_in_time_results_in_the_default_answer_and_a_note() {
    const DEADLINE: Duration = Duration::from_secs(3);
    const BATCH_DELAY: Duration = Duration::from_millis(100);
    let (running, manual) = Running::start_manual().await;
    let hangs = Target::answering(Reply::Hang);
    let resets = Target::answering(Reply::Reset(Vec::new()));
    let large = Target::answering(Reply::status(200, vec![b' '; (1 << 20) + 1]));
    let refuses = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let only = |path: &str, url: String| ForwardTarget { filter: format!("path:{path}"), ..answering(url) };
    let hanging =
        add(&running, ForwardTarget { deadline_ms: Some(DEADLINE.as_millis() as u64), ..only("/hangs", hangs.url()) })
            .await;
    add(&running, only("/resets", resets.url())).await;
    add(&running, only("/large", large.url())).await;
    add(&running, only("/refuses", format!("http://{refuses}/"))).await;
    for (id, path, note, decider) in [
        (1, "/hangs", "did not answer in time", "deadline"),
        (2, "/resets", "without a response", "default"),
        (3, "/large", "more than 1 MiB", "default"),
        (4, "/refuses", "Connection refused", "default"),
    ] {
        let time_passes = async {
            if path == "/hangs" {
                hangs.receives(1).await;
                manual.advance(DEADLINE);
            }
        };
        let (answer, ()) = tokio::join!(running.post(path, &[], b"x"), time_passes);
        assert_eq!((answer.status, answer.body.as_slice()), (200, b"{}".as_slice()), "{path}");
        let answer = written_answer(&running, id).await;
        let full_note = answer.note.unwrap();
        assert!(full_note.contains(note) && full_note.ends_with("The default answer was sent."), "{full_note}");
        assert_eq!((answer.status, answer.decided_by.as_deref()), (Some(200), Some(decider)), "{path}");
    }
    let after = running.app.inbox.event(1).await.unwrap().answer.unwrap().after_us.unwrap();
    assert_eq!(u128::from(after), DEADLINE.as_micros(), "the answer is sent exactly at the deadline");
    // Results are written in batches.
    manual.timer(BATCH_DELAY).await;
    manual.advance(BATCH_DELAY);
    let row = row_when(&running, hanging, |row| row.failed == 1).await;
    assert!(row.trouble && row.state.contains("No answer to the last event (1)"), "{}", row.state);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_decide_before_answering_targets() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(201, "target"));
    add(&running, answering(target.url())).await;
    let rules = r#"{"version":1,"rules":[{"name":"teapots","when":{"filter":"path:/tea*"},"then":{"do":"respond","status":418}}]}"#;
    running.app.decide.import_rules(rules.to_owned(), true).await.unwrap();
    assert_eq!(running.post("/tea", &[], b"x").await.status, 418);
    assert_eq!(running.post("/coffee", &[], b"y").await.status, 201);
    assert_eq!(bodies(&target.received()), ["y"]);
    let event = running.app.inbox.event(1).await.unwrap();
    assert_eq!(event.answer.unwrap().rule.as_deref(), Some("teapots"));
}

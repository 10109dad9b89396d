use super::plan_error::{MAX_DELAY_MS, MAX_FACTOR, MAX_PER_SECOND, MAX_WINDOW};
use super::*;
use bytes::Bytes;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::FailureKind;
use hookglass_senders::verdict::{Reply, Severity};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

fn events(count: i64) -> Vec<Recorded> {
    (1..=count).map(|id| Recorded { id, received_us: 1_000_000 * id }).collect()
}

fn plan(count: i64, pace: Pace, faults: FaultInjection) -> Plan {
    Plan::new(events(count), Order::Oldest, pace, 1, faults).unwrap()
}

fn ids(plan: &Plan) -> Vec<i64> {
    plan.steps().map(|step| step.id).collect()
}

#[test]
fn by_default_every_event_is_sent_once_in_the_order_of_arrival() {
    let given: Vec<_> = events(100).into_iter().rev().collect();
    let plan = Plan::new(given, Order::Oldest, Pace::Fastest, 2, FaultInjection::default()).unwrap();
    let steps: Vec<_> = plan.steps().collect();
    let expected: Vec<i64> = (1..=100).chain(1..=100).collect();
    assert_eq!(ids(&plan), expected);
    assert!(steps.iter().all(|step| step.due.is_zero() && step.tampering == Tampering::default()));
    assert_eq!((steps[0].round, steps[100].round, steps[199].number, steps[199].turn), (0, 1, 199, 199));
    assert_eq!(plan.counts(), PlanCounts { requests: 200, intact: 200, ..PlanCounts::default() });
}

#[test]
fn a_rate_accumulates_no_rounding_errors() {
    let due: Vec<_> =
        plan(1001, Pace::PerSecond(3.0), FaultInjection::default()).steps().map(|step| step.due).collect();
    assert_eq!(due[1], Duration::from_micros(333_333));
    assert_eq!(due[3], Duration::from_secs(1));
    assert_eq!(due[1000], Duration::from_micros(333_333_333));
    let slow: Vec<_> = plan(3, Pace::PerSecond(0.1), FaultInjection::default()).steps().map(|step| step.due).collect();
    assert_eq!(slow, [0, 10, 20].map(Duration::from_secs));
    let dropping = FaultInjection { drop: 1.0, ..FaultInjection::default() };
    let steps = plan(5, Pace::PerSecond(1.0), dropping).steps().collect::<Vec<_>>();
    assert!(steps.iter().all(|step| step.due.is_zero()), "dropped steps take no time");
}

#[test]
fn pauses_are_the_recorded_ones_times_a_factor_and_rounds_follow_each_other() {
    let times = [(1, 500), (2, 700), (3, 600), (4, 1_500)];
    let given = times.map(|(id, received_us)| Recorded { id, received_us }).to_vec();
    let plan = Plan::new(given, Order::Oldest, Pace::AsReceived(2.0), 2, FaultInjection::default()).unwrap();
    let due: Vec<_> = plan.steps().map(|step| step.due.as_micros()).collect();
    assert_eq!(due, [0, 400, 400, 2000, 2000, 2400, 2400, 4000], "a clock that was set back causes no pause");
}

#[test]
fn in_other_orders_the_pauses_are_those_between_neighbors() {
    let times = [(1, 500), (2, 700), (3, 1_500)];
    let given = times.map(|(id, received_us)| Recorded { id, received_us }).to_vec();
    let due = |given: Vec<Recorded>, order| {
        let plan = Plan::new(given, order, Pace::AsReceived(1.0), 1, FaultInjection::default()).unwrap();
        plan.steps().map(|step| (step.id, step.due.as_micros())).collect::<Vec<_>>()
    };
    assert_eq!(due(given.clone(), Order::Newest), [(3, 0), (2, 800), (1, 1_000)]);
    let mixed = vec![given[1], given[0], given[2]];
    assert_eq!(due(mixed, Order::AsGiven), [(2, 0), (1, 200), (3, 1_200)]);
}

#[test]
fn hostile_times_do_not_overflow() {
    let times = [i64::MIN, i64::MAX, 0, i64::MIN, i64::MAX];
    let given: Vec<_> = times.iter().zip(0..).map(|(&received_us, id)| Recorded { id, received_us }).collect();
    let everything = FaultInjection {
        seed: u32::MAX,
        duplicate: 1.0,
        shuffle: 1.0,
        window: MAX_WINDOW,
        delay: 1.0,
        longest_delay_ms: MAX_DELAY_MS,
        break_signature: 1.0,
        truncate: 1.0,
        ..FaultInjection::default()
    };
    for pace in [Pace::AsReceived(MAX_FACTOR), Pace::AsReceived(0.0), Pace::PerSecond(f64::MIN_POSITIVE)] {
        let plan = Plan::new(given.clone(), Order::Oldest, pace, 3, everything).unwrap();
        let steps: Vec<_> = plan.steps().collect();
        assert_eq!(steps.len(), 30);
        assert!(steps.is_sorted_by_key(|step| step.due), "{pace:?}");
    }
}

#[test]
fn an_invalid_plan_is_rejected_with_the_valid_range() {
    let error = |pace, rounds, faults| {
        let given = events(1);
        Plan::new(given, Order::Oldest, pace, rounds, faults).unwrap_err().to_string()
    };
    let none = FaultInjection::default();
    assert!(
        Plan::new(Vec::new(), Order::Oldest, Pace::Fastest, 1, none).unwrap_err().to_string().contains("no events")
    );
    for rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        assert!(error(Pace::PerSecond(rate), 1, none).contains("not a valid rate"), "{rate}");
    }
    for factor in [-0.1, f64::NAN, f64::INFINITY] {
        assert!(error(Pace::AsReceived(factor), 1, none).contains("not a valid pause factor"), "{factor}");
    }
    assert!(error(Pace::Fastest, 0, none).contains("not a valid number of rounds"));
    for share in [-0.1, 1.1, f64::NAN] {
        let message = error(Pace::Fastest, 1, FaultInjection { truncate: share, ..none });
        assert!(message.contains("not a valid share of events to truncate"), "{message}");
    }
    assert!(error(Pace::Fastest, 1, FaultInjection { shuffle: 0.1, ..none }).contains("not a valid shuffle window"));
    assert!(error(Pace::Fastest, 1, FaultInjection { delay: 0.1, ..none }).contains("not a valid maximum delay"));
}

#[test]
fn planning_a_million_events_keeps_few_in_memory() {
    let faults =
        FaultInjection { seed: 7, duplicate: 0.1, shuffle: 0.2, window: 50, drop: 0.05, ..FaultInjection::default() };
    let plan = plan(1_000_000, Pace::PerSecond(1000.0), faults);
    let mut steps = plan.steps();
    let (mut most, mut sent) = (0, 0_u64);
    while let Some(step) = steps.next() {
        most = most.max(steps.waiting());
        sent += u64::from(!step.tampering.dropped);
    }
    assert!(most < 200, "{most} steps are in memory");
    let counts = plan.counts();
    assert_eq!(counts.requests, sent);
    for (actual, share) in [(counts.duplicates, 0.095), (counts.moved, 0.19), (counts.dropped, 0.05)] {
        let expected = share * 1e6;
        assert!((actual as f64 - expected).abs() < expected * 0.02, "{actual}, expected {expected}");
    }
}

#[test]
fn one_fault_does_not_change_which_events_get_another() {
    let of = |faults| {
        let steps = plan(500, Pace::Fastest, faults).steps();
        steps.filter(|step| step.tampering.broken_signature).map(|step| step.id).collect::<BTreeSet<_>>()
    };
    let some = FaultInjection { seed: 3, break_signature: 0.3, ..FaultInjection::default() };
    let alone = of(some);
    assert!(alone.len() > 100 && alone.len() < 200, "{}", alone.len());
    assert_eq!(of(FaultInjection { duplicate: 0.5, truncate: 0.5, shuffle: 0.5, window: 9, ..some }), alone);
    assert!(
        of(FaultInjection { break_signature: 0.6, ..some }).is_superset(&alone),
        "a larger share includes the events of a smaller one"
    );
    assert_ne!(of(FaultInjection { seed: 4, ..some }), alone);
}

#[test]
fn the_two_copies_of_an_event_have_the_same_bytes() {
    let faults = FaultInjection { duplicate: 1.0, truncate: 0.5, break_signature: 0.5, ..FaultInjection::default() };
    let steps: Vec<_> = plan(100, Pace::Fastest, faults).steps().collect();
    assert_eq!(steps.len(), 200);
    for pair in steps.chunks(2) {
        assert_eq!(pair[0].turn, pair[1].turn, "without a window, the second copy follows the first");
        assert!(
            !pair[0].tampering.copy && pair[1].tampering.copy && pair[0].tampering.twice && pair[1].tampering.twice
        );
        assert_eq!(pair[0].tampering.keep, pair[1].tampering.keep);
        assert_eq!(pair[0].tampering.broken_signature, pair[1].tampering.broken_signature);
    }
}

#[test]
fn delayed_steps_come_when_they_are_due() {
    let faults = FaultInjection { seed: 1, delay: 0.3, longest_delay_ms: 10_000, ..FaultInjection::default() };
    let steps: Vec<_> = plan(200, Pace::AsReceived(1.0), faults).steps().collect();
    assert!(steps.is_sorted_by_key(|step| step.due));
    for step in &steps {
        let arrival = Duration::from_secs((step.id - 1) as u64);
        assert_eq!(step.due, arrival + step.tampering.delayed, "{}", step.id);
        assert!(step.tampering.delayed <= Duration::from_secs(10));
    }
    let overtaken = steps.windows(2).filter(|pair| pair[0].id > pair[1].id).count();
    assert!(overtaken > 10, "{overtaken}");
    let fastest: Vec<_> = plan(200, Pace::Fastest, faults).steps().collect();
    let first_delayed = fastest.iter().position(|step| !step.tampering.delayed.is_zero()).unwrap();
    assert!(fastest[first_delayed..].iter().all(|step| !step.tampering.delayed.is_zero()), "delayed steps come last");
}

#[test]
fn faults_that_cannot_be_applied_are_reported() {
    let signed = Headers::from_pairs([("X-Authgear-Body-Signature", "abc"), ("A", "1")]);
    let body = Bytes::from_static(b"0123456789");
    let both = Tampering { broken_signature: true, keep: Some(999), ..Tampering::default() };
    let done = both.of(signed.clone(), body.clone());
    assert_eq!((done.body.as_ref(), done.applied), (&b"012345678"[..], AppliedFaults { signature: true, body: true }));
    assert_eq!(done.headers.text("x-authgear-body-signature"), Some("0bc"));
    let nothing = both.of(Headers::default(), Bytes::new());
    assert_eq!((nothing.applied, nothing.body.len()), (AppliedFaults::default(), 0));
    let intact = Tampering::default().of(signed.clone(), body.clone());
    assert_eq!((intact.headers, intact.body, intact.applied), (signed, body, AppliedFaults::default()));
}

// --- the report

struct Handler {
    status: fn(&Step) -> u16,
    body: fn(&Step) -> String,
}

/// The conclusions about a handler after a plan.
fn conclusions(plan: &Plan, handler: &Handler) -> Vec<Conclusion> {
    let mut report = Report::default();
    for step in plan.steps() {
        if step.tampering.dropped {
            report.dropped(&step);
            continue;
        }
        let signed = Headers::from_pairs([("X-Authgear-Body-Signature", "abc")]);
        let applied = step.tampering.of(signed, Bytes::from_static(b"{}")).applied;
        let (headers, body) = (Headers::default(), Bytes::from((handler.body)(&step)));
        let reply = Reply::Whole { status: (handler.status)(&step), headers: &headers, body: &body };
        report.add(&step, Delivered { reply, denied: false, applied });
    }
    report.conclusions()
}

fn sentences(conclusions: &[Conclusion]) -> String {
    conclusions.iter().map(|conclusion| conclusion.sentence.as_str()).collect::<Vec<_>>().join("\n")
}

const CAREFUL: Handler = Handler {
    status: |step| if step.tampering.is_untampered() { 200 } else { 401 },
    body: |step| format!("{{\"id\":{}}}", step.id),
};

#[test]
fn a_careful_handler_gets_only_information() {
    let faults = FaultInjection {
        seed: 9,
        duplicate: 0.3,
        drop: 0.1,
        break_signature: 0.2,
        truncate: 0.1,
        ..FaultInjection::default()
    };
    let conclusions = conclusions(&plan(200, Pace::Fastest, faults), &CAREFUL);
    let text = sentences(&conclusions);
    assert!(conclusions.iter().all(|one| one.severity == Severity::Information), "{text}");
    for part in ["as planned", "the handler is idempotent", "rejects invalid signatures", "rejects truncated bodies"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_handler_that_checks_nothing_gets_errors() {
    let faults = FaultInjection { duplicate: 1.0, break_signature: 1.0, truncate: 1.0, ..FaultInjection::default() };
    let accepts = Handler { status: |_| 204, body: |_| String::new() };
    let conclusions = conclusions(&plan(3, Pace::Fastest, faults), &accepts);
    let text = sentences(&conclusions);
    assert!(
        text.contains(
            "6 events with a broken signature were accepted with 2xx: the handler does not check signatures."
        ),
        "{text}"
    );
    assert!(text.contains("6 events with a truncated body were accepted with 2xx"), "{text}");
    assert!(text.contains("no answers to compare"), "copies with a broken signature do not show idempotency: {text}");
    let error = conclusions.iter().find(|one| one.severity == Severity::Error).unwrap();
    assert_eq!((error.about, &error.examples[..]), (Some(FaultKind::BrokenSignature), &[1, 2, 3][..]));
}

#[test]
fn a_handler_that_answers_a_duplicate_differently_is_not_idempotent() {
    let twice = FaultInjection { duplicate: 1.0, ..FaultInjection::default() };
    let conflict = Handler { status: |step| if step.tampering.copy { 409 } else { 200 }, ..CAREFUL };
    let text = sentences(&conclusions(&plan(12, Pace::Fastest, twice), &conflict));
    assert!(text.contains("12 duplicates: 12 answered 409; 12 got a different answer than the first copy."), "{text}");
    assert!(
        text.contains(
            "not idempotent: 12 events got different answers when sent twice. For event 1, one copy got 200 and the \
             other got 409."
        ),
        "{text}"
    );
    let counting = Handler { body: |step| step.number.to_string(), ..CAREFUL };
    let text = sentences(&conclusions(&plan(1, Pace::Fastest, twice), &counting));
    assert!(text.contains("1 event got a different body the second time"), "{text}");
    let same = sentences(&conclusions(&plan(12, Pace::Fastest, twice), &CAREFUL));
    assert!(same.contains("12 duplicates: 12 answered 200; 12 got the same answer as the first copy."), "{same}");
}

#[test]
fn a_handler_that_relies_on_the_order_gets_a_warning() {
    let shuffled = FaultInjection { seed: 5, shuffle: 0.3, window: 5, ..FaultInjection::default() };
    let ordered = Handler { status: |step| if step.tampering.moved > 0 { 500 } else { 200 }, ..CAREFUL };
    let text = sentences(&conclusions(&plan(100, Pace::Fastest, shuffled), &ordered));
    assert!(text.contains("seems to rely on the order"), "{text}");
    let always = Handler { status: |_| 500, ..CAREFUL };
    let text = sentences(&conclusions(&plan(100, Pace::Fastest, shuffled), &always));
    assert!(
        !text.contains("seems to rely on the order"),
        "a handler that always fails shows nothing about the order: {text}"
    );
}

#[test]
fn failed_requests_are_counted_by_cause() {
    let mut report = Report::default();
    let steps: Vec<_> = plan(9, Pace::Fastest, FaultInjection::default()).steps().collect();
    for (step, why) in steps.iter().zip([
        FailureKind::Refused,
        FailureKind::Timeout,
        FailureKind::Refused,
        FailureKind::Tls,
        FailureKind::Reset,
        FailureKind::NameNotFound,
    ]) {
        report.add(step, Delivered { reply: Reply::Failed(why), denied: false, applied: AppliedFaults::default() });
    }
    report.add(
        &steps[8],
        Delivered { reply: Reply::Half { status: 200 }, denied: false, applied: AppliedFaults::default() },
    );
    let text = sentences(&report.conclusions());
    assert!(
        text.contains("7 requests sent unchanged: 2 connection refused, 1 answered 200 with an incomplete body, 1 "),
        "{text}"
    );
    assert!(text.contains(", 2 other."), "{text}");
    assert_eq!(report.sent(), 7);
    assert_eq!(Report::default().conclusions().len(), 1);
}

#[test]
fn a_denial_does_not_count_as_accepted() {
    let mut report = Report::default();
    let faults = FaultInjection { break_signature: 1.0, ..FaultInjection::default() };
    let step = plan(1, Pace::Fastest, faults).steps().next().unwrap();
    let (headers, body) = (Headers::default(), Bytes::from_static(br#"{"is_allowed":false}"#));
    let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
    report.add(&step, Delivered { reply, denied: true, applied: AppliedFaults { signature: true, body: false } });
    let text = sentences(&report.conclusions());
    assert!(text.contains("The handler rejects invalid signatures."), "{text}");
}

fn shares() -> impl Strategy<Value = FaultInjection> {
    let share = || prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    (any::<u32>(), share(), share(), 1..30_u32, share(), 1..5_000_u32, share(), share(), share()).prop_map(
        |(seed, duplicate, shuffle, window, delay, longest_delay_ms, drop, break_signature, truncate)| FaultInjection {
            seed,
            duplicate,
            shuffle,
            window,
            delay,
            longest_delay_ms,
            drop,
            break_signature,
            truncate,
        },
    )
}

fn paces() -> impl Strategy<Value = Pace> {
    prop_oneof![
        Just(Pace::Fastest),
        (0.001..MAX_PER_SECOND).prop_map(Pace::PerSecond),
        (0.0..MAX_FACTOR).prop_map(Pace::AsReceived)
    ]
}

proptest! {
    #[test]
    fn a_plan_has_every_event_once_per_round_and_copy(
        times in prop::collection::vec(any::<i64>(), 1..60), pace in paces(), rounds in 1..4_u32, faults in shares()
    ) {
        let given: Vec<_> = times.iter().zip(1..).map(|(&received_us, id)| Recorded { id, received_us }).collect();
        let plan = Plan::new(given, Order::Oldest, pace, rounds, faults).unwrap();
        let steps: Vec<_> = plan.steps().collect();
        prop_assert_eq!(&steps, &plan.steps().collect::<Vec<_>>(), "the same plan always has the same steps");
        prop_assert!(steps.is_sorted_by_key(|step| step.due));
        prop_assert!(steps.iter().zip(0..).all(|(step, number)| step.number == number));
        let mut by_turn: BTreeMap<u64, Vec<&Step>> = BTreeMap::new();
        steps.iter().for_each(|step| by_turn.entry(step.turn).or_default().push(step));
        prop_assert_eq!(by_turn.len() as u64, times.len() as u64 * u64::from(rounds));
        for (turn, copies) in by_turn {
            let first = copies.iter().find(|step| !step.tampering.copy).unwrap();
            prop_assert_eq!(first.id as u64, turn % times.len() as u64 + 1);
            prop_assert_eq!(u64::from(first.round), turn / times.len() as u64);
            prop_assert_eq!(copies.len(), 1 + usize::from(first.tampering.twice));
            let only_dropped = Tampering { dropped: true, ..Tampering::default() };
            prop_assert!(!first.tampering.dropped || first.tampering == only_dropped);
            prop_assert!(first.tampering.moved <= faults.window);
            prop_assert!(first.tampering.delayed <= Duration::from_millis(faults.longest_delay_ms.into()));
        }
    }

    #[test]
    fn moved_steps_stay_within_the_window(count in 1..80_i64, seed: u32, share in 0.0..1.0, window in 1..20_u32) {
        let faults = FaultInjection { seed, shuffle: share, window, ..FaultInjection::default() };
        let steps: Vec<_> = plan(count, Pace::Fastest, faults).steps().collect();
        for step in &steps {
            let expected = (step.turn + u64::from(step.tampering.moved)).min(count as u64 - 1);
            prop_assert!(step.number.abs_diff(expected) <= u64::from(window), "{:?}", step);
        }
        let unmoved: Vec<_> = steps.iter().filter(|step| step.tampering.moved == 0).map(|step| step.id).collect();
        prop_assert!(unmoved.is_sorted(), "unmoved steps keep their order");
    }
}

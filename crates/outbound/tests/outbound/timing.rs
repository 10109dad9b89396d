//! The measured steps of an attempt: each completed step has a duration, and no other.

use hookglass_outbound::send;
use hookglass_request::outgoing::Steps;
use hookglass_testkit::target::{Gate, Reply, Target};
use std::{net::TcpListener, time::Duration};

use crate::support::{attempt, manual_options, options_with_timeout, patient_options, post};

const WAIT: Duration = Duration::from_millis(60);

#[tokio::test]
async fn an_attempt_has_its_start_its_duration_and_the_durations_of_its_steps() {
    let gate = Gate::new();
    let target = Target::answering(Reply::Gated(gate.clone(), Box::new(Reply::status(200, "{}"))));
    let (clock, options) = manual_options();
    let began = options.clock.wall();
    let outgoing = post(target.url(), b"{}");
    let answer_late = async {
        target.receives(1).await;
        clock.advance(WAIT);
        gate.open();
    };
    let (attempt, ()) = tokio::join!(attempt(&outgoing, &options), answer_late);
    assert_eq!(attempt.sent_at, began);
    assert_eq!(attempt.duration, WAIT);
    let expected = Steps { resolve: None, connect: Some(Duration::ZERO), tls: None, first_byte: Some(WAIT) };
    assert_eq!(attempt.steps, Some(expected), "an address is not resolved, and the target takes its time");
}

#[tokio::test]
async fn a_host_name_takes_time_to_resolve() {
    let target = Target::answering(Reply::status(200, "{}"));
    let url = format!("http://localhost:{}/", target.address().port());
    let steps = attempt(&post(url, b""), &patient_options()).await.steps.unwrap();
    assert!(steps.resolve.is_some() && steps.connect.is_some(), "{steps:?}");
}

#[tokio::test]
async fn a_step_that_fails_has_no_duration() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in [format!("http://{free}/"), "http://nowhere.invalid/".to_owned()] {
        assert_eq!(attempt(&post(url, b"{}"), &patient_options()).await.steps, Some(Steps::default()));
    }
    let silent = Target::answering(Reply::Hang);
    let (clock, options) = options_with_timeout(WAIT);
    let outgoing = post(silent.url(), b"{}");
    let late = async {
        silent.receives(1).await;
        clock.advance(WAIT);
    };
    let (late, ()) = tokio::join!(attempt(&outgoing, &options), late);
    let steps = late.steps.unwrap();
    assert!(steps.connect.is_some() && steps.first_byte.is_none(), "{steps:?}");
}

#[tokio::test]
async fn a_cancelled_attempt_keeps_the_durations_of_its_completed_steps() {
    let target = Target::answering(Reply::Hang);
    let cancel = async {
        target.receives(1).await;
    };
    let attempt = send(&post(target.url(), b"{}"), &patient_options(), cancel).await.unwrap();
    assert!(attempt.steps.is_some_and(|steps| steps.connect.is_some() && steps.first_byte.is_none()), "{attempt:?}");
}

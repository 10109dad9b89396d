//! How long the steps took: what happened has a time, and nothing else.

use crate::harness::{attempt, post};
use hookglass_request::outgoing::Steps;
use hookglass_resend::{Options, send};
use hookglass_testkit::target::{Reply, Target};
use std::net::TcpListener;
use std::time::Duration;

async fn steps(url: String, options: &Options) -> Steps {
    let attempt = attempt(&post(url, b"{}"), options).await;
    let steps = attempt.steps.unwrap();
    let sum: Duration = [steps.resolve, steps.connect, steps.tls, steps.first_byte].into_iter().flatten().sum();
    assert!(sum <= attempt.duration, "the steps follow each other: {steps:?} in {:?}", attempt.duration);
    steps
}

#[tokio::test]
async fn an_answer_has_the_times_of_its_steps() {
    let wait = Duration::from_millis(60);
    let target = Target::answering(Reply::Later(wait, Box::new(Reply::status(200, "{}"))));
    let by_address = steps(target.url(), &Options::default()).await;
    assert!(by_address.resolve.is_none() && by_address.connect.is_some() && by_address.tls.is_none(), "{by_address:?}");
    assert!(by_address.first_byte.unwrap() >= wait, "the target takes its time: {by_address:?}");
    let by_name = steps(format!("http://localhost:{}/", target.address().port()), &Options::default()).await;
    assert!(by_name.resolve.is_some() && by_name.connect.is_some(), "{by_name:?}");
}

#[tokio::test]
async fn what_did_not_happen_has_no_time() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(steps(format!("http://{free}/"), &Options::default()).await, Steps::default());
    assert_eq!(steps("http://nowhere.invalid/".to_owned(), &Options::default()).await, Steps::default());
    let silent = Target::answering(Reply::Hang);
    let options = Options { timeout: Duration::from_millis(100), ..Options::default() };
    let late = steps(silent.url(), &options).await;
    assert!(late.connect.is_some() && late.first_byte.is_none(), "{late:?}");
}

#[tokio::test]
async fn what_had_happened_before_it_was_cancelled_is_kept() {
    let target = Target::answering(Reply::Hang);
    let cancel = async {
        while target.received().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    let attempt = send(&post(target.url(), b"{}"), &Options::default(), cancel).await.unwrap();
    assert!(attempt.steps.is_some_and(|steps| steps.connect.is_some() && steps.first_byte.is_none()), "{attempt:?}");
}

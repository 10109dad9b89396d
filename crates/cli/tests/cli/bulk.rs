//! `hookglass bulk`.

use hookglass_testkit::target::{Reply, Target};
use serde_json::Value;
use std::{
    collections::HashSet,
    process::{Output, Stdio},
};

use crate::support::{Serve, command, json_lines, run};

/// A receiver with so many events.
fn served(events: usize) -> Serve {
    let serve = Serve::fresh();
    for at in 1..=events {
        assert_eq!(serve.post_signed("/hooks", body(at).as_bytes()).status, 200);
    }
    serve
}

fn body(at: usize) -> String {
    format!(r#"{{"id":"{at:016x}","seq":{at},"type":"user.created","payload":{{"user":{{"id":"u"}}}},"context":{{}}}}"#)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_at_a_time_all_go_out_in_order_as_they_came() {
    let (serve, target) = (served(5), Target::answering(Reply::status(200, "")));
    let to = format!("{}/x?y=1", target.url());
    let args = ["bulk", "type:user.created", "--to", &to, "--concurrency", "1", "--repeat", "2", "--rate", "500"];
    let output = run(serve.dir(), &args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let got: Vec<_> = target.received().iter().map(|got| (got.target.clone(), text(&got.body))).collect();
    let expected: Vec<_> = (1..=5).chain(1..=5).map(|at| ("/x?y=1".to_owned(), body(at))).collect();
    assert_eq!(got, expected);
    let told = text(&output.stdout);
    assert!(told.starts_with("Sent 10 requests.\n10 requests sent unchanged: 10 answered 200.\n"), "{told}");
    assert!(text(&output.stderr).starts_with("hookglass: done: 10 of 10 in "), "{}", text(&output.stderr));
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 0, "no list is drowned");
}

#[test]
fn what_is_made_new_is_signed_and_the_order_can_be_turned_round() {
    let (serve, target) = (served(3), Target::answering(Reply::status(200, "")));
    let args =
        ["bulk", "", "--to", &target.url(), "--concurrency", "1", "--order", "newest", "--fresh", "seq", "--sign"];
    let output = run(serve.dir(), &[&args[..], &["wrong"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let received = target.received();
    let bodies: Vec<_> = received.iter().map(|got| text(&got.body)).collect();
    let seq = |body: &String| serde_json::from_str::<Value>(body).unwrap()["seq"].as_i64().unwrap();
    let seqs: Vec<_> = bodies.iter().map(seq).collect();
    assert!(seqs.iter().all(|seq| *seq > 3) && seqs.is_sorted(), "numbers that nobody had: {seqs:?}");
    assert!(received.iter().all(|got| got.header("x-authgear-body-signature").is_some()));

    let plain = Target::answering(Reply::status(200, ""));
    let args = ["bulk", "2", "3", "1", "--to", &plain.url(), "--concurrency", "1", "--order", "given"];
    assert!(run(serve.dir(), &args).status.success());
    let got: Vec<_> = plain.received().iter().map(|got| text(&got.body)).collect();
    assert_eq!(got, [2, 3, 1].map(body));
}

#[test]
fn an_adversary_shows_what_a_handler_does_not_check() {
    let (serve, target) = (served(6), Target::answering(Reply::status(200, "")));
    let args = ["bulk", "", "--to", &target.url(), "--adversary", "duplicate=1,break-signature=1,seed=3", "--json"];
    let output = run(serve.dir(), &args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let mut lines = lines(&output);
    let report = lines.pop().unwrap();
    assert_eq!((lines.len(), target.received().len()), (12, 12));
    let numbers: HashSet<_> = lines.iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers.len(), 12, "each is told once");
    assert!(lines.iter().all(|line| line["status"] == 200 && line["verdict"] == "delivered"));
    let said = report["conclusions"].to_string();
    assert!(said.contains("the handler does not check signatures"), "{said}");
    let dropped = run(serve.dir(), &["bulk", "", "--to", &target.url(), "--adversary", "drop=1"]);
    assert!(text(&dropped.stdout).contains("Sent 0 requests; dropped 6 events as planned"));
    assert_eq!(target.received().len(), 12, "nothing was sent");
}

#[test]
fn a_target_that_is_not_there_is_an_answer_that_did_not_come() {
    let serve = served(3);
    let output = run(serve.dir(), &["bulk", "1", "3", "--to", "http://127.0.0.1:1/"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("2 connection refused"), "{}", text(&output.stdout));
}

#[test]
fn trouble_is_told_before_anything_is_sent() {
    let (serve, target) = (served(1), Target::answering(Reply::status(200, "")));
    let url = target.url();
    for (args, said) in [
        (&["type:nothing", "--to", &url][..], "no events to send"),
        (&["1", "9", "--to", &url], "no event 9"),
        (&["1", "--to", &url, "--rate", "0"], "not a valid rate"),
        (&["1", "--to", &url, "--adversary", "drop=2"], "not a valid share of events to drop"),
        (&["1", "--to", &url, "--adversary", "steal=1"], "'steal' is nothing that can be done"),
        (&["1", "--to", &url, "--rate", "1", "--as-received"], "cannot be used with"),
        (&["1", "--to", "http://192.0.2.7:9/"], "--yes"),
    ] {
        let output = run(serve.dir(), &[&["bulk"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let told = text(&output.stderr);
        assert!(told.contains(said) && told.lines().count() == 1, "{told}");
    }
    assert!(target.received().is_empty());
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it_and_says_what_was_done() {
    let (serve, hangs) = (served(4), Target::scripted(vec![Reply::status(200, ""), Reply::Hang]));
    let mut running = command(serve.dir(), true);
    running.args(["bulk", "", "--to", &hangs.url(), "--concurrency", "2"]);
    let running = running.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // One is answered, two hang, and the last waits for a place.
    hangs.wait_for(3);
    std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("stopped after 1 of 4 in ") && told.contains("; 2 under way were given up"), "{told}");
    assert!(text(&output.stdout).starts_with("1 request was sent."), "{}", text(&output.stdout));
    assert_eq!(hangs.received().len(), 3);
}

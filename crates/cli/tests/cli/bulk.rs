//! `hookglass bulk`.

use hookglass_testkit::target::{Reply, Target};
use serde_json::Value;
use std::{
    collections::HashSet,
    process::{Output, Stdio},
};

use crate::support::{Serve, command, error_line, json_lines, run};

/// A receiver with this many events.
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
fn events_are_resent_byte_for_byte_in_order_of_arrival() {
    let (serve, target) = (served(5), Target::answering(Reply::status(200, "")));
    let to = format!("{}/x?y=1", target.url());
    let args = ["bulk", "type:user.created", "--to", &to, "--concurrency", "1", "--repeat", "2", "--rate", "500"];
    let output = run(serve.dir(), &args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let got: Vec<_> = target.received().iter().map(|got| (got.target.clone(), text(&got.body))).collect();
    let expected: Vec<_> = (1..=5).chain(1..=5).map(|at| ("/x?y=1".to_owned(), body(at))).collect();
    assert_eq!(got, expected);
    let report = text(&output.stdout);
    assert!(report.starts_with("Sent 10 requests.\n10 requests sent unchanged: 10 answered 200.\n"), "{report}");
    assert!(text(&output.stderr).starts_with("done: 10 of 10 in "), "{}", text(&output.stderr));
    let row = &json_lines(serve.dir(), &["list", "--json"])[0];
    assert_eq!(row["resends"], 0, "a bulk resend is not stored with the event");
}

#[test]
fn events_with_generated_members_are_re_signed_and_the_order_can_be_chosen() {
    let (serve, target) = (served(3), Target::answering(Reply::status(200, "")));
    let args =
        ["bulk", "", "--to", &target.url(), "--concurrency", "1", "--order", "newest", "--fresh", "seq", "--sign"];
    let output = run(serve.dir(), &[&args[..], &["wrong"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let received = target.received();
    let bodies: Vec<_> = received.iter().map(|got| text(&got.body)).collect();
    let seq = |body: &String| serde_json::from_str::<Value>(body).unwrap()["seq"].as_i64().unwrap();
    let seqs: Vec<_> = bodies.iter().map(seq).collect();
    assert!(seqs.iter().all(|seq| *seq > 3) && seqs.is_sorted(), "generated numbers are new and ascending: {seqs:?}");
    assert!(received.iter().all(|got| got.header("x-authgear-body-signature").is_some()));

    let plain = Target::answering(Reply::status(200, ""));
    let args = ["bulk", "2", "3", "1", "--to", &plain.url(), "--concurrency", "1", "--order", "given"];
    assert!(run(serve.dir(), &args).status.success());
    let got: Vec<_> = plain.received().iter().map(|got| text(&got.body)).collect();
    assert_eq!(got, [2, 3, 1].map(body));
}

#[test]
fn injected_faults_show_what_a_handler_does_not_check() {
    let (serve, target) = (served(6), Target::answering(Reply::status(200, "")));
    let args = ["bulk", "", "--to", &target.url(), "--adversary", "duplicate=1,break-signature=1,seed=3", "--json"];
    let output = run(serve.dir(), &args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let mut lines = lines(&output);
    let report = lines.pop().unwrap();
    assert_eq!((lines.len(), target.received().len()), (12, 12));
    let numbers: HashSet<_> = lines.iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers.len(), 12, "each result is printed once");
    assert!(lines.iter().all(|line| line["status"] == 200 && line["verdict"] == "delivered"));
    let conclusions = report["conclusions"].to_string();
    assert!(conclusions.contains("the handler does not check signatures"), "{conclusions}");
    let dropped = run(serve.dir(), &["bulk", "", "--to", &target.url(), "--adversary", "drop=1"]);
    assert!(text(&dropped.stdout).contains("Sent 0 requests; dropped 6 events as planned"));
    assert_eq!(target.received().len(), 12, "nothing was sent");
}

#[test]
fn a_refused_connection_counts_as_no_response() {
    let serve = served(3);
    let output = run(serve.dir(), &["bulk", "1", "3", "--to", "http://127.0.0.1:1/"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("2 connection refused"), "{}", text(&output.stdout));
}

#[test]
fn errors_are_reported_before_anything_is_sent() {
    let (serve, target) = (served(1), Target::answering(Reply::status(200, "")));
    let url = target.url();
    for (args, part) in [
        (&["type:nothing", "--to", &url][..], "no events to send"),
        (&["1", "9", "--to", &url], "no event 9"),
        (&["1", "--to", &url, "--rate", "0"], "not a valid rate"),
        (&["1", "--to", &url, "--adversary", "drop=2"], "not a valid share of events to drop"),
        (&["1", "--to", &url, "--adversary", "steal=1"], "'steal' is not a fault"),
        (&["1", "--to", &url, "--rate", "1", "--as-received"], "cannot be used with"),
        (&["1", "--to", "http://192.0.2.7:9/"], "--yes"),
    ] {
        let error = error_line(&run(serve.dir(), &[&["bulk"], args].concat()));
        assert!(error.contains(part), "{args:?}: {error}");
    }
    assert!(target.received().is_empty());
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_the_run_and_prints_the_counts() {
    let (serve, hangs) = (served(4), Target::scripted(vec![Reply::status(200, ""), Reply::Hang]));
    let mut running = command(serve.dir(), true);
    running.args(["bulk", "", "--to", &hangs.url(), "--concurrency", "2"]);
    let running = running.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // One request is answered, two hang, and the last one waits for a free connection.
    hangs.wait_for(3);
    std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let summary = text(&output.stderr);
    assert!(summary.contains("stopped after 1 of 4 in "), "{summary}");
    assert!(summary.contains("; 2 in flight were abandoned"), "{summary}");
    assert!(text(&output.stdout).starts_with("Sent 1 request."), "{}", text(&output.stdout));
    assert_eq!(hangs.received().len(), 3);
}

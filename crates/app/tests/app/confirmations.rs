//! Confirmations belong to a computer: a database from elsewhere brings none along.

use hookglass_app::{
    App,
    view::{
        BodyDraft, ForwardMode, ForwardTarget, GenerateOnSend, ProblemCode, SendRequest, SigningChoice, TargetUrl,
        rule::{self, Action, Condition, Rule, Then},
    },
};
use hookglass_testkit::{
    HANG_GUARD,
    target::{Reply, Target},
};
use std::{fs, path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::support::{AsProblem, Running, background, open_elsewhere};

const REMOTE: &str = "http://192.0.2.7:9/hooks";

fn target(url: &str, mode: ForwardMode) -> ForwardTarget {
    ForwardTarget { mode, ..background(url) }
}

/// A rule that forwards the path of its name.
fn rule(name: &str, url: &str) -> Rule {
    let (name, path) = (name.to_owned(), vec![format!("/{name}")]);
    let (when, action) = (Condition { path, ..Condition::default() }, Action::Forward { to: url.to_owned() });
    Rule { name, on: true, when, then: Then { delay_ms: 0, action } }
}

fn url(url: &str) -> TargetUrl {
    TargetUrl { url: url.to_owned(), verify_tls: true }
}

/// A database that is opened on another computer.
struct Moved {
    running: Running,
    config: TempDir,
}

impl Moved {
    /// Prepares a database on one computer and opens it on another.
    async fn after(prepare: impl AsyncFnOnce(&Arc<App>)) -> Self {
        let running = Running::start().await;
        prepare(&running.app).await;
        let (dir, config) = (running.stop().await, tempfile::tempdir().unwrap());
        let app = open_elsewhere(dir.path(), config.path()).await;
        Self { running: Running::with_app(app, dir).await, config }
    }

    async fn paused(&self) -> Vec<TargetUrl> {
        self.running.app.pages.status().await.unwrap().paused_targets
    }

    async fn confirm(&self, targets: &[TargetUrl]) {
        self.running.app.forward.confirm_targets(targets.iter().cloned().collect()).await.unwrap();
    }
}

async fn forward(app: &Arc<App>, target: ForwardTarget) {
    app.forward.save(target, true).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_background_target_from_elsewhere_is_paused_until_it_is_confirmed() {
    let got = Target::answering(Reply::status(200, ""));
    let moved = Moved::after(async |app| forward(app, target(&got.url(), ForwardMode::Background)).await).await;
    let app = &moved.running.app;
    assert_eq!(moved.paused().await, [url(&got.url())]);
    let row = app.forward.list().await.unwrap().remove(0);
    assert!(row.paused && row.trouble && row.state.contains("not confirmed on this computer"), "{}", row.state);
    moved.running.post("/", &[], b"before").await;
    moved.confirm(&[url(&got.url())]).await;
    moved.running.post("/", &[], b"after").await;
    assert_eq!(got.receives(1).await[0].body, b"after", "events are forwarded in order, so nothing went before");
    assert_eq!(moved.paused().await, []);
    assert!(!app.forward.list().await.unwrap()[0].paused);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answering_target_and_a_rule_from_elsewhere_answer_nothing() {
    let got = Target::answering(Reply::status(202, "answer"));
    let of_rule = format!("{}/rule", got.url());
    let moved = Moved::after(async |app| {
        forward(app, target(&got.url(), ForwardMode::Answer)).await;
        app.decide.save_rules(vec![rule("rule", &of_rule)]).await.unwrap();
    });
    let moved = moved.await;
    assert_eq!(moved.paused().await, [url(&got.url()), url(&of_rule)]);
    for path in ["/target", "/rule"] {
        assert_eq!(moved.running.post(path, &[], b"{}").await.body, b"{}", "{path}: the default answer");
    }
    assert_eq!(got.received().len(), 0);
    moved.confirm(&[url(&of_rule)]).await;
    assert_eq!(moved.running.post("/rule", &[], b"{}").await.body, b"answer");
    assert_eq!(moved.running.post("/target", &[], b"{}").await.body, b"{}", "only what was confirmed");
    moved.confirm(&[url(&got.url())]).await;
    assert_eq!(moved.running.post("/target", &[], b"{}").await.body, b"answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_rules_confirms_only_the_urls_that_it_adds() {
    let (foreign, own) = ("http://127.0.0.1:9/foreign", "http://127.0.0.1:9/own");
    let moved =
        Moved::after(async |app| drop(app.decide.save_rules(vec![rule("foreign", foreign)]).await.unwrap())).await;
    let decide = &moved.running.app.decide;
    decide.save_rules(vec![rule("own", own), rule("foreign", foreign)]).await.unwrap();
    assert_eq!(moved.paused().await, [url(foreign)]);
    decide.use_rules(rule::write([&rule("foreign", foreign)].into_iter())).unwrap();
    assert_eq!(moved.paused().await, [], "rules given for a run are confirmed for this run");
    assert!(!stored(moved.config.path()).contains("/foreign"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_of_certificates_is_part_of_a_target() {
    let got = Target::answering(Reply::status(200, ""));
    let unverified = ForwardTarget { verify_tls: false, ..target(&got.url(), ForwardMode::Background) };
    let moved = Moved::after(async |app| forward(app, unverified).await).await;
    moved.confirm(&[url(&got.url())]).await;
    let expected = TargetUrl { verify_tls: false, ..url(&got.url()) };
    assert_eq!(moved.paused().await, std::slice::from_ref(&expected), "confirmed with the check only");
    moved.confirm(&[expected]).await;
    assert_eq!(moved.paused().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmed_and_allowed_hosts_stay_on_their_computer() {
    let moved = Moved::after(async |app| {
        forward(app, target(REMOTE, ForwardMode::Background)).await;
        app.pages.allow_host("tunnel.example".into()).await.unwrap();
        let settings = app.pages.settings().await.unwrap();
        assert_eq!(settings.known_hosts, ["http://192.0.2.7"]);
        assert_eq!(settings.allowed_hosts, ["tunnel.example"]);
    });
    let moved = moved.await;
    let settings = moved.running.app.pages.settings().await.unwrap();
    assert_eq!((settings.known_hosts.len(), settings.allowed_hosts.len()), (0, 0));
    let other = target("http://192.0.2.7:9/other", ForwardMode::Background);
    let problem = moved.running.app.forward.save(other, false).await.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::UnconfirmedHost);
    moved.confirm(&[url(REMOTE)]).await;
    let settings = moved.running.app.pages.settings().await.unwrap();
    assert_eq!(settings.known_hosts, ["http://192.0.2.7"], "a confirmed target confirms its host");
}

fn draft(to: &str, verify_tls: bool) -> SendRequest {
    SendRequest {
        event_id: 1,
        method: "POST".to_owned(),
        url: to.to_owned(),
        headers: Vec::new(),
        body: BodyDraft::Received,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        verify_tls,
        confirmed: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_from_elsewhere_checks_certificates() {
    let (one, other) = ("https://one.example/hooks", "https://other.example/hooks");
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    running.app.replay.save_draft(draft(one, false)).await.unwrap();
    let kept = async |app: &App| app.replay.draft(1).await.unwrap().kept.unwrap();
    assert!(!kept(&running.app).await.verify_tls, "a person turned it off on this computer");
    let (dir, config) = (running.stop().await, tempfile::tempdir().unwrap());
    let app = open_elsewhere(dir.path(), config.path()).await;
    assert!(kept(&app).await.verify_tls);
    app.replay.save_draft(draft(other, false)).await.unwrap();
    assert!(!kept(&app).await.verify_tls);
    app.outbound.forget_host("https://other.example").await.unwrap();
    assert!(kept(&app).await.verify_tls);
    app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_of_another_process_resumes_a_target() {
    let got = Target::answering(Reply::status(200, ""));
    let moved = Moved::after(async |app| forward(app, target(&got.url(), ForwardMode::Background)).await).await;
    let (dir, mut changes) = (tempfile::tempdir().unwrap(), moved.running.app.forward.subscribe());
    let other = open_elsewhere(dir.path(), moved.config.path()).await;
    other.forward.confirm_targets([url(&got.url())].into()).await.unwrap();
    assert_eq!(moved.paused().await, []);
    // The task of the target starts.
    timeout(HANG_GUARD, changes.changed()).await.expect("the target resumes without a change of the database").unwrap();
    moved.running.post("/", &[], b"event").await;
    assert_eq!(got.receives(1).await[0].body, b"event");
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_host_is_lost_when_two_processes_allow_hosts_at_once() {
    let (dir, config) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) =
        (open_elsewhere(dir.path(), config.path()).await, open_elsewhere(dir.path(), config.path()).await);
    let allow = |app: &Arc<App>, name: &'static str| {
        let app = app.clone();
        tokio::spawn(async move {
            for number in 0..20 {
                app.pages.allow_host(format!("{name}{number}.example")).await.unwrap();
            }
        })
    };
    let (first, second) = (allow(&one, "one"), allow(&other, "other"));
    first.await.unwrap();
    second.await.unwrap();
    for app in [&one, &other] {
        assert_eq!(app.pages.settings().await.unwrap().allowed_hosts.len(), 40);
        app.close().await;
    }
}

fn stored(config: &Path) -> String {
    fs::read_to_string(config.join("confirmations.json")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_pauses_everything_and_is_reported_and_kept() {
    let got = Target::answering(Reply::status(200, "answer"));
    let moved = Moved::after(async |app| forward(app, target(&got.url(), ForwardMode::Answer)).await).await;
    moved.confirm(&[url(&got.url())]).await;
    let whole = stored(moved.config.path());
    fs::write(moved.config.path().join("confirmations.json"), &whole[..whole.len() / 2]).unwrap();
    let app = &moved.running.app;
    let problem = app.pages.status().await.unwrap().confirmations_problem.unwrap();
    assert!(problem.contains("confirmations.json") && problem.contains("correct or remove"), "{problem}");
    assert_eq!(moved.running.post("/", &[], b"{}").await.body, b"{}");
    assert_eq!(moved.paused().await, [url(&got.url())]);
    assert!(app.forward.confirm_targets([url(&got.url())].into()).await.is_err());
    assert!(app.pages.allow_host("tunnel.example".into()).await.is_err());
    assert_eq!(stored(moved.config.path()), whole[..whole.len() / 2], "a person may still want to correct it");
    // What a person confirms for one request applies to this run.
    moved.running.post("/", &[], b"{}").await;
    let send = SendRequest { confirmed: true, method: "\n".into(), ..draft(REMOTE, true) };
    let invalid = app.replay.send(send).await.unwrap_err().problem();
    assert_ne!(invalid.code, ProblemCode::UnconfirmedHost);
    let again = SendRequest { method: "\n".into(), ..draft(REMOTE, true) };
    assert_ne!(app.replay.send(again).await.unwrap_err().problem().code, ProblemCode::UnconfirmedHost);
    fs::remove_file(moved.config.path().join("confirmations.json")).unwrap();
    assert_eq!(app.pages.status().await.unwrap().confirmations_problem, None);
    moved.confirm(&[url(&got.url())]).await;
    assert_eq!(moved.running.post("/", &[], b"{}").await.body, b"answer");
}

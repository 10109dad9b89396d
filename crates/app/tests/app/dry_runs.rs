//! Dry runs: rules on stored events, chains of handlers, and `hook:` sections.

use hookglass_app::view::{
    ChainHandler, ChainLimits, ChainView, ChangeSelection, Compared, ProblemCode, RuleTrial, Sides,
};
use hookglass_automation::rule::{Action, Body, Condition, Failure, Rule, Then};
use hookglass_senders::{authgear_yaml::Reach, signature::Scheme};
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Gate, Reply, Target},
};
use std::time::Duration;

use crate::support::{AsProblem, Running};

fn rule(name: &str, when: Condition, action: Action) -> Rule {
    Rule { name: name.into(), on: true, when, then: Then { delay_ms: 0, action } }
}

fn of_type(event_type: &str) -> Condition {
    Condition { event_type: vec![event_type.into()], ..Condition::default() }
}

fn deny(reason: &str) -> Action {
    Action::Deny { title: "Closed".into(), reason: reason.into() }
}

async fn tried(running: &Running, rules: Vec<Rule>) -> RuleTrial {
    running.app.decide.try_rules(1, Some(rules), false).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_enabled_matching_rule_would_answer() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let by_default = tried(&running, vec![]).await;
    assert_eq!((by_default.rule, by_default.status), (None, Some(200)));
    assert_eq!(by_default.sentence, "No rule is enabled, so event 1 gets the default answer.");
    assert_eq!(by_default.verdict.unwrap().outcome, "allowed");

    let denying = rule("No", of_type("user.pre_create"), deny("{{/payload/user/id}} and {{/payload/none}}"));
    let off = Rule { on: false, ..rule("Off", Condition::default(), Action::Hold) };
    let other = rule("Another type", of_type("user.pre_update"), Action::Hold);
    let holding = rule("Hold all", Condition::default(), Action::Hold);
    let trial = tried(&running, vec![off.clone(), other.clone(), denying.clone(), holding.clone()]).await;
    assert_eq!((trial.rule.as_deref(), trial.number), (Some("No"), Some(3)));
    assert_eq!(trial.sentence, "Rule 3 would answer event 1.");
    assert_eq!(trial.others, ["Hold all"]);
    assert_eq!((trial.status, trial.missing.as_slice()), (Some(200), &["/payload/none".to_owned()][..]));
    assert!(trial.body.starts_with(r#"{"is_allowed":false,"title":"Closed","reason":""#), "{}", trial.body);
    let verdict = trial.verdict.unwrap();
    assert_eq!((verdict.outcome.as_str(), verdict.title.as_deref()), ("denied", Some("Closed")));

    let trial = tried(&running, vec![off, holding, denying.clone()]).await;
    assert_eq!((trial.number, trial.status, trial.verdict), (Some(2), None, None), "a held event has no answer yet");
    assert_eq!(trial.others, ["No"]);
    let only_other = tried(&running, vec![other]).await;
    assert_eq!(only_other.sentence, "No rule matches event 1, so it gets the default answer.");
    let broken =
        running.app.decide.try_rules(1, Some(vec![denying.clone(), denying]), false).await.unwrap_err().problem();
    assert_eq!(broken.code, ProblemCode::InvalidInput);
    assert!(broken.detail.contains("another rule has this name"), "{}", broken.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_has_the_verdict_on_late_and_failing_answers() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let try_action = async |action, delay_ms, every| {
        let when = Condition { every, ..Condition::default() };
        let rule = Rule { then: Then { delay_ms, action }, ..rule("One", when, Action::Hold) };
        let trial = tried(&running, vec![rule]).await;
        (trial.sentence, trial.status, trial.verdict.map(|verdict| verdict.outcome))
    };
    let allow = Action::Allow { mutations: None, constraints: None, bot_protection: None, rate_limits: None };
    let (sentence, _, outcome) = try_action(allow, 6_000, 3).await;
    assert_eq!(sentence, "Rule 1, on every 3rd matching event, would answer event 1 after 6 s.");
    assert_eq!(outcome.as_deref(), Some("timed_out"), "Authgear waits for five seconds");
    for (how, status, outcome) in [
        (Failure::NoAnswer, None, "timed_out"),
        (Failure::Reset, None, "not_delivered"),
        (Failure::HalfBody, Some(200), "refused"),
        (Failure::Status500, Some(500), "refused"),
        (Failure::Empty, Some(200), "refused"),
    ] {
        let (_, got, verdict) = try_action(Action::Fail { how }, 0, 1).await;
        assert_eq!((got, verdict.as_deref()), (status, Some(outcome)), "{how:?}");
    }
    let (sentence, status, verdict) = try_action(Action::Forward { to: "http://localhost:1/".into() }, 0, 1).await;
    assert!(sentence.contains("to http://localhost:1/"), "{sentence}");
    assert_eq!((status, verdict), (None, None), "the answer of a target is unknown");
    let body = Body::Json(r#"{"seq":"{{/seq}}"}"#.into());
    let respond = Action::Respond { status: 503, headers: vec!["Retry-After: 1".into()], body };
    let trial = tried(&running, vec![rule("One", Condition::default(), respond)]).await;
    assert!(trial.headers.iter().any(|line| line.name == "Retry-After" && line.value == "1"));
    assert_eq!(trial.status, Some(503));
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_rules_are_tried_alone_and_as_handlers_of_a_chain() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let attributes = r#"{"user":{"standard_attributes":{"name":"Zoë"}}}"#.to_owned();
    let mutating =
        Action::Allow { mutations: Some(attributes), constraints: None, bot_protection: None, rate_limits: None };
    let changed = Condition { member: vec!["/payload/user/standard_attributes/name=Zoë".into()], ..of_type("user.*") };
    let first = rule("Is renamed", changed, deny("{{/payload/user/standard_attributes/name}}"));
    let second = Rule {
        then: Then { delay_ms: 250, action: mutating },
        ..rule("Renames", of_type("user.pre_create"), Action::Hold)
    };
    running.app.decide.save_rules(vec![first, second]).await.unwrap();
    let trial = running.app.decide.try_rules(1, None, false).await.unwrap();
    assert_eq!((trial.rule.as_deref(), trial.number), (Some("Renames"), Some(2)));
    let view = run_chain(&running, vec![ChainHandler::Rules, ChainHandler::Rules]).await;
    assert_eq!((view.verdict.outcome.as_str(), view.verdict.reason.as_deref()), ("denied", Some("Zoë")));
    assert_eq!((view.links[0].took_ms, view.links[1].began_ms), (250, 250), "a delay counts without an actual wait");
    let rows = running.app.decide.rules().await.unwrap();
    assert!(rows.iter().all(|row| row.uses == 0), "a dry run must not count as a use");
}

const ALLOW: &str = r#"{"is_allowed":true}"#;

fn attributes(json: &str) -> String {
    format!(r#"{{"is_allowed":true,"mutations":{{"user":{{"standard_attributes":{json}}}}}}}"#)
}

fn at(target: &Target) -> ChainHandler {
    ChainHandler::Url { url: format!("{}/hook", target.url()) }
}

fn written(text: &str) -> ChainHandler {
    ChainHandler::Answer { text: text.into() }
}

async fn run_chain(running: &Running, handlers: Vec<ChainHandler>) -> ChainView {
    running.app.decide.run_chain(1, handlers, None, false).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn handlers_get_the_re_signed_event_with_earlier_mutations() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    let sent = running.post_fixture("user.pre_create").await;
    let (first, second) = (
        Target::answering(Reply::status(200, attributes(r#"{"name":"Zoë"}"#))),
        Target::answering(Reply::status(200, ALLOW)),
    );
    let view = run_chain(&running, vec![at(&first), at(&second), written(ALLOW)]).await;
    assert_eq!(view.verdict.outcome, "allowed", "{:?}", view.verdict);
    let (one, two) = (first.received().pop().unwrap(), second.received().pop().unwrap());
    assert_eq!(one.body, sent, "the first handler gets the received event");
    assert_eq!(one.target, "/hook");
    let changed = String::from_utf8(two.body.clone()).unwrap();
    assert!(changed.contains(r#""standard_attributes":{"name":"Zoë"}"#), "{changed}");
    assert_eq!(two.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, &two.body).as_str()));
    let signed: Vec<_> = view.links.iter().map(|step| step.signed.as_deref()).collect();
    assert_eq!(signed, [Some("original"), Some("anew"), None]);
    assert_eq!(view.links[0].replaced, ["/payload/user/standard_attributes"]);
    assert_eq!(view.mutated.as_ref().map(|mutated| mutated.place.as_str()), Some("/payload/user"));

    let sides = Sides::Chain { event_id: 1 };
    let compared = running.app.compare.open(7, sides.clone(), ChangeSelection::default()).await.unwrap();
    let Compared::Compared(comparison) = compared else { panic!("{compared:?}") };
    let names = (comparison.old_name.as_str(), comparison.new_name.as_str());
    assert_eq!(names, ("the user in the event", "the user afterwards"));
    let view = run_chain(&running, vec![written(ALLOW)]).await;
    assert_eq!(view.mutated, None);
    let compared = running.app.compare.open(8, sides, ChangeSelection::default()).await.unwrap();
    assert!(matches!(compared, Compared::None { .. }), "{compared:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_constraints_of_a_chain_apply() {
    let running = Running::start().await;
    let newer = corpus::events_newer().into_iter().find(|fixture| fixture.name == "authentication.post_identified");
    running.post("/authgear", &[], &newer.unwrap().bytes).await;
    let weighing = |weight: u32| {
        written(&format!(r#"{{"is_allowed":true,"rate_limits":{{"authentication.general":{{"weight":{weight}}}}}}}"#))
    };
    let view = run_chain(&running, vec![weighing(2), weighing(3)]).await;
    assert_eq!(view.verdict.outcome, "allowed", "{:?}", view.verdict);
    assert_eq!(view.links[0].decided, ["rate_limits"]);
    assert_eq!((view.effects[0].member, view.effects[0].by), ("rate_limits", 2));
    assert!(view.effects[0].json.contains('3'));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_event_without_a_secret_keeps_its_original_signature() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let target = Target::answering(Reply::status(200, ALLOW));
    let view = run_chain(&running, vec![written(&attributes(r#"{"name":"x"}"#)), at(&target)]).await;
    let step = &view.links[1];
    assert_eq!((step.changed, step.signed.as_deref()), (true, Some("original")));
    assert!(step.note.as_deref().unwrap().contains("no secret for it"), "{step:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_or_a_failed_answer_ends_a_chain() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let next = Target::answering(Reply::status(200, ALLOW));
    let denying = Target::answering(Reply::status(200, r#"{"is_allowed":false,"title":"No","reason":"r"}"#));
    let view = run_chain(&running, vec![written(ALLOW), at(&denying), at(&next)]).await;
    assert_eq!((view.verdict.outcome.as_str(), view.verdict.reason.as_deref()), ("denied", Some("r")));
    let states: Vec<_> = view.links.iter().map(|step| (step.asked, step.status)).collect();
    assert_eq!(states, [(true, Some(200)), (true, Some(200)), (false, None)]);
    let resetting = Target::answering(Reply::Reset(Vec::new()));
    let view = run_chain(&running, vec![at(&resetting), at(&next)]).await;
    assert_eq!(view.verdict.outcome, "not_delivered");
    let half = Target::answering(Reply::half_body(ALLOW.as_bytes()));
    let view = run_chain(&running, vec![at(&half), at(&next)]).await;
    assert_eq!(view.verdict.outcome, "not_delivered");
    assert!(next.received().is_empty(), "handlers after the end of a chain are not called");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_of_a_chain_end_the_wait_for_a_handler() {
    let (running, manual) = Running::start_manual().await;
    running.post_fixture("user.pre_create").await;
    let hanging = Target::answering(Reply::Hang);
    let limits = Some(ChainLimits { each_ms: 5_000, total_ms: 10_000 });
    let time_passes = async {
        hanging.receives(1).await;
        manual.advance(Duration::from_secs(5));
    };
    let chain = running.app.decide.run_chain(1, vec![at(&hanging), written(ALLOW)], limits, false);
    let (view, ()) = tokio::join!(chain, time_passes);
    let view = view.unwrap();
    assert_eq!((view.verdict.outcome.as_str(), view.links[0].took_ms), ("timed_out", 5_000));
    let gate = Gate::new();
    let slow = Target::answering(Reply::Gated(gate.clone(), Box::new(Reply::status(200, ALLOW))));
    let limits = Some(ChainLimits { each_ms: 5_000, total_ms: 4_000 });
    let time_passes = async {
        slow.receives(1).await;
        manual.advance(Duration::from_millis(4_500));
        gate.open();
    };
    let chain = running.app.decide.run_chain(1, vec![at(&slow), at(&slow)], limits, false);
    let (view, ()) = tokio::join!(chain, time_passes);
    assert_eq!(view.unwrap().verdict.outcome, "timed_out", "the total limit is checked before the next handler");
    assert_eq!(slow.received().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_chain_ends_immediately() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let hanging = Target::answering(Reply::Hang);
    let handlers = vec![at(&hanging), written(ALLOW)];
    let limits = Some(ChainLimits { each_ms: 600_000, total_ms: 600_000 });
    let cancelled = async {
        hanging.receives(1).await;
        running.app.decide.cancel_chain(1);
    };
    let (view, ()) = tokio::join!(running.app.decide.run_chain(1, handlers, limits, false), cancelled);
    let view = view.unwrap();
    assert_eq!(view.verdict.outcome, "unknown");
    assert!(!view.links[1].asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_with_unconfirmed_hosts_or_a_non_blocking_event_is_rejected_before_anything_is_sent() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    running.post_fixture("user.created").await;
    let target = Target::answering(Reply::status(200, ALLOW));
    let elsewhere = |host: u8| ChainHandler::Url { url: format!("http://192.0.2.{host}:9/") };
    let handlers = vec![at(&target), elsewhere(7), elsewhere(8)];
    let problem = running.app.decide.run_chain(1, handlers, None, false).await.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::UnconfirmedHost);
    assert!(problem.detail.contains("192.0.2.7, 192.0.2.8"), "{}", problem.detail);
    assert!(target.received().is_empty());
    let problem = running.app.decide.run_chain(2, vec![at(&target)], None, false).await.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::InvalidInput);
    assert!(problem.detail.contains("not a blocking Authgear event"), "{}", problem.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_section_is_compared_with_the_stored_events() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    running.post_fixture("user.created").await;
    running.post_fixture("user.created").await;
    let yaml = "hook:
  sync_hook_timeout_seconds: 3
  blocking_handlers:
    - event: user.pre_create
      url: http://localhost:1/a
    - event: user.pre_create
      url: authgeardeno:///deno/x.ts
  non_blocking_handlers:
    - events: ['*']
      url: http://localhost:1/b
    - events: [user.created]
      url: http://localhost:1/b
    - events: [user.signed_up]
      url: http://localhost:1/c
";
    let view = running.app.decide.read_hooks(yaml).await.unwrap();
    assert_eq!((view.error, view.each_ms, view.total_ms), (None, 3_000, 10_000));
    let counted: Vec<_> = view.handlers.iter().map(|hook| (hook.reach, hook.events)).collect();
    let (webhook, deno) = (Reach::Webhook, Reach::Deno);
    assert_eq!(counted, [(webhook, 1), (deno, 1), (webhook, 2), (webhook, 2), (webhook, 0)]);
    assert_eq!((view.twice[0].event_type.as_str(), view.twice[0].events), ("user.created", 2));
    assert_eq!(view.twice[0].handlers, [2, 3]);
    assert_eq!(view.chains.len(), 1);
    assert_eq!(
        (view.chains[0].event_type.as_str(), &view.chains[0].urls[..]),
        ("user.pre_create", &["http://localhost:1/a".to_owned()][..])
    );
    assert!(
        view.notes.iter().any(|note| note.sentence.contains("user.signed_up") && note.place.line == 13),
        "{:?}",
        view.notes
    );

    let only_deno = "blocking_handlers: [{event: user.pre_create, url: 'authgeardeno:///x'}]";
    let view = running.app.decide.read_hooks(only_deno).await.unwrap();
    let unheard: Vec<_> = view.unheard.iter().map(|unheard| (unheard.event_type.as_str(), unheard.events)).collect();
    assert_eq!(unheard, [("user.created", 2), ("user.pre_create", 1)]);
    let broken = running.app.decide.read_hooks("hook:\n  blocking_handlers: 7\n").await.unwrap();
    let error = broken.error.unwrap();
    assert_eq!((error.place.line, error.place.column), (2, 22), "{}", error.what);
}

//! The answer editor: the members of an answer, the sender's verdict on it, and its effect.

use hookglass_app::view::{
    AnswerCheck, AnswerDraft, ChangeList, ChangeSelection, Compared, DenialReason, ProblemCode, Sides,
};
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
};
use std::collections::HashMap;

use crate::{
    requests::{request, text},
    support::{AsProblem, Running, open},
};

fn body(text: &str) -> AnswerDraft {
    AnswerDraft::Body { text: text.to_owned() }
}

fn errors(check: &AnswerCheck) -> Vec<&str> {
    let errors = check.verdict.remarks.iter().filter(|remark| remark.severity == "error");
    errors.map(|remark| remark.pointer.as_str()).collect()
}

/// Stores one event of each blocking type, and returns their ids.
async fn one_of_each(running: &Running) -> HashMap<String, i64> {
    let mut ids = HashMap::new();
    for fixture in corpus::events().into_iter().chain(corpus::events_newer()) {
        let known = hookglass_senders::catalog::find(&fixture.name).is_some_and(|known| known.answer.is_some());
        if known && !ids.contains_key(&fixture.name) {
            running.post("/authgear", &[], &corpus::compact(&fixture.bytes)).await;
            ids.insert(fixture.name, ids.len() as i64 + 1);
        }
    }
    assert_eq!(ids.len(), 9, "{ids:?}");
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn the_verdict_on_each_recorded_answer_is_that_of_authgear() {
    let running = Running::start().await;
    let ids = one_of_each(&running).await;
    let path = corpus::fixtures().join("responses/cases.json");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 100);
    let mut wrong = Vec::new();
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap().to_owned();
        let status = case["status"].as_u64().unwrap() as u16;
        let draft = match status {
            200 => body(&text("body")),
            _ => AnswerDraft::Respond { status, headers: Vec::new(), body: text("body") },
        };
        let check = running.app.decide.check_answer(ids[&text("type")], draft).await.unwrap();
        let outcome = match check.verdict.outcome.as_str() {
            "allowed" => "allow",
            "denied" => "deny",
            // The form is valid. The missing claims depend on the event, which the cases do not
            // include.
            "refused" if check.mutated.is_some() && check.verdict.sentence.contains("InvalidJWTMutations") => "allow",
            "refused" => "error",
            other => panic!("{other}"),
        };
        let has_finding = errors(&check).is_empty() != (outcome == "error") || !(200..300).contains(&status);
        if outcome != text("outcome") || (!has_finding && outcome == "error") {
            wrong.push(format!("{} ({}): {:?}", text("name"), text("type"), check.verdict));
        }
        assert_eq!((check.text, check.status), (text("body"), status), "the check shows exactly what would be sent");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_has_the_members_of_its_type_and_a_template_without_effect() {
    let running = Running::start().await;
    let ids = one_of_each(&running).await;
    for (name, takes) in [
        ("user.pre_create", &["mutations"][..]),
        ("oidc.jwt.pre_create", &["mutations"]),
        ("authentication.pre_initialize", &["constraints", "bot_protection", "rate_limits"]),
        ("authentication.pre_authenticated", &["constraints", "rate_limits"]),
    ] {
        let form = running.app.decide.answer_form(ids[name]).await.unwrap();
        assert_eq!(form.takes, takes, "{name}");
        assert_eq!(form.token, name.starts_with("oidc."));
        let check = running.app.decide.check_answer(ids[name], body(&form.start)).await.unwrap();
        assert_eq!(check.verdict.outcome, "allowed", "{name}: {:?}", check.verdict);
        assert!(check.mutated.is_none_or(|mutated| mutated.vanishing.is_empty()), "{name}");
    }
    let form = running.app.decide.answer_form(ids["authentication.pre_initialize"]).await.unwrap();
    let places: Vec<_> = form.members.iter().map(|member| (&*member.pointer, &*member.json_type)).collect();
    assert_eq!(
        places,
        [
            ("/constraints/amr", "string[]"),
            ("/bot_protection/mode", "string"),
            ("/rate_limits/authentication.general/weight", "number"),
            ("/rate_limits/authentication.account_enumeration/weight", "number"),
        ]
    );
    assert_eq!(form.members[1].values, ["never", "always"]);
    running.post("/plain", &[], b"not JSON").await;
    let form = running.app.decide.answer_form(10).await.unwrap();
    assert_eq!((form.takes.len(), form.members.len(), form.start.as_str()), (0, 0, "{}"));
    assert_eq!(running.app.decide.answer_form(99).await.unwrap_err().problem().code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_in_an_answer_point_at_their_members() {
    let running = Running::start().await;
    let ids = one_of_each(&running).await;
    let user = ids["user.pre_create"];
    for (text, place) in [
        (r#"{"is_allowed":true,"reason":"r"}"#, "/reason"),
        (r#"{"is_allowed":true,"mutations":null}"#, "/mutations"),
        (r#"{"is_allowed":true,"color":1}"#, "/color"),
        (r#"{"is_allowed":true,"constraints":{}}"#, "/constraints"),
        (r#"{"is_allowed":"yes"}"#, "/is_allowed"),
    ] {
        let check = running.app.decide.check_answer(user, body(text)).await.unwrap();
        assert_eq!((check.verdict.outcome.as_str(), errors(&check)), ("refused", vec![place]), "{text}");
        assert!(check.mutated.is_none() && check.json_error.is_none());
    }
    let check = running.app.decide.check_answer(user, body("{\"ä\": tru")).await.unwrap();
    assert_eq!((check.verdict.outcome.as_str(), check.json_error.unwrap().unit), ("refused", 6));
    let claims = r#"{"is_allowed":true,"mutations":{"jwt":{"payload":{"iss":"other"}}}}"#;
    let check = running.app.decide.check_answer(ids["oidc.jwt.pre_create"], body(claims)).await.unwrap();
    assert_eq!(check.verdict.outcome, "refused");
    assert!(errors(&check).contains(&"/mutations/jwt/payload/iss"), "{:?}", check.verdict);
    assert_eq!(check.mutated.unwrap().place, "/payload/jwt/payload", "the intended change is still shown");

    let denial = AnswerDraft::Deny { title: "No \"entry\"".into(), reason: String::new() };
    let check = running.app.decide.check_answer(user, denial).await.unwrap();
    assert_eq!(check.text, r#"{"is_allowed":false,"title":"No \"entry\""}"#);
    assert_eq!((check.size, check.verdict.outcome.as_str()), (check.text.len() as u64, "denied"));
    let unavailable = |headers: &[&str]| AnswerDraft::Respond {
        status: 503,
        headers: headers.iter().map(|&line| line.to_owned()).collect(),
        body: "later".into(),
    };
    let check = running.app.decide.check_answer(user, unavailable(&["Retry-After: 3"])).await.unwrap();
    assert_eq!((check.status, check.verdict.outcome.as_str()), (503, "refused"));
    let wrong = running.app.decide.check_answer(user, unavailable(&["A: 1", "no colon"])).await.unwrap_err().problem();
    assert!(wrong.code == ProblemCode::InvalidInput && wrong.detail.contains("'Name: value'"), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_user_is_compared_before_and_after_an_answer() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let answer =
        r#"{"is_allowed":true,"mutations":{"user":{"standard_attributes":{"locale":"de-CH"},"roles":["customer"]}}}"#;
    let check = running.app.decide.check_answer(1, body(answer)).await.unwrap();
    let vanishing = check.mutated.unwrap().vanishing;
    assert!(vanishing.iter().any(|gone| gone.pointer.starts_with("/standard_attributes/")), "{vanishing:?}");
    let compare = async |ticket, sides| {
        let compared = running.app.compare.open(ticket, sides, ChangeSelection::default()).await.unwrap();
        let Compared::Compared(compared) = compared else { return Err(compared) };
        let changes = running.app.compare.changes(ticket, ChangeList::Shown, 0, 100).await.unwrap();
        let paths: Vec<_> = changes.into_iter().map(|change| change.path).collect();
        Ok((compared.old_name, compared.new_name, paths))
    };
    let answered = Sides::Answer { event_id: 1, answer: body(answer) };
    let (old, new, paths) = compare(1, answered).await.unwrap();
    assert_eq!((old.as_str(), new.as_str()), ("the user in the event", "the user afterwards"));
    assert!(paths.contains(&"/standard_attributes/locale".to_owned()), "{paths:?}");
    assert!(paths.contains(&vanishing[0].pointer), "{paths:?}");
    let nothing = compare(2, Sides::Answer { event_id: 1, answer: AnswerDraft::Allow }).await.unwrap_err();
    assert!(matches!(nothing, Compared::None { .. }), "{nothing:?}");

    let target = Target::answering(Reply::status(200, answer));
    let sent = running.app.replay.send(request(1, target.url(), Vec::new())).await.unwrap();
    assert_eq!(sent.mutated.as_ref().unwrap().vanishing, vanishing);
    assert_eq!(running.app.replay.get(sent.id).await.unwrap(), sent);
    assert_eq!(running.app.replay.resends(1).await.unwrap(), std::slice::from_ref(&sent));
    assert_eq!(compare(3, Sides::Mutation { resend: sent.id }).await.unwrap().2, paths);

    // The effect is computed from the edited request that was sent, not from the event.
    let edited = r#"{"id":"1","seq":1,"type":"user.pre_create","context":{},"payload":{"user":{"standard_attributes":{"nickname":"x"},"roles":[]}}}"#;
    let edited = hookglass_app::view::SendRequest { body: text(edited), ..request(1, target.url(), Vec::new()) };
    let sent = running.app.replay.send(edited).await.unwrap();
    assert_eq!(sent.mutated.as_ref().unwrap().vanishing[0].pointer, "/standard_attributes/nickname");
    assert_eq!(running.app.replay.get(sent.id).await.unwrap(), sent);
    let (_, _, paths) = compare(4, Sides::Mutation { resend: sent.id }).await.unwrap();
    assert!(paths.contains(&"/standard_attributes/nickname".to_owned()), "{paths:?}");

    let plain = Target::answering(Reply::status(200, r#"{"is_allowed":true}"#));
    let sent = running.app.replay.send(request(1, plain.url(), Vec::new())).await.unwrap();
    assert_eq!(sent.mutated, None);
    let nothing = compare(5, Sides::Mutation { resend: sent.id }).await.unwrap_err();
    assert!(matches!(nothing, Compared::None { .. }), "{nothing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_eight_denial_reasons_are_stored_without_repeats() {
    let dir = tempfile::tempdir().unwrap();
    let app = open(dir.path()).await;
    let reason = |title: &str| DenialReason { title: title.into(), reason: "because".into() };
    for title in ["a", "b", "a", "c", "d", "e", "f", "g", "h", "i"] {
        app.decide.remember_reason(reason(title)).await.unwrap();
    }
    app.decide.remember_reason(DenialReason { title: String::new(), reason: String::new() }).await.unwrap();
    drop(app);
    let reasons = open(dir.path()).await.decide.recent_reasons().await.unwrap();
    let titles: String = reasons.iter().map(|reason| reason.title.as_str()).collect();
    assert_eq!(titles, "ihgfedca", "the last eight reasons, newest first");
}

use super::*;
use hookglass_request::outgoing::FailureKind;
use proptest::prelude::*;

const USER: &str = r#"{"id":"0","seq":1,"type":"user.pre_create","payload":{"user":{"id":"u",
    "standard_attributes":{"email":"a@b.c"},"custom_attributes":{"x":1},"roles":["r"],"groups":[]},
    "identities":[{"claims":{"email":"a@b.c"}}]},"context":{}}"#;
const TOKEN: &str = r#"{"id":"0","seq":1,"type":"oidc.jwt.pre_create","payload":{"user":{},
    "jwt":{"payload":{"iss":"i","sub":"u"}}},"context":{}}"#;
const SIGN_IN: &str = r#"{"id":"0","seq":1,"type":"authentication.pre_initialize","payload":{},"context":{}}"#;

fn chain(event: &'static str, event_type: &str) -> Chain {
    Chain::new(&Bytes::from_static(event.as_bytes()), event_type, Limits::default()).unwrap()
}

/// Adds an answer of 200 with this body, after a number of milliseconds.
fn answer<'c>(chain: &'c mut Chain, body: &str, millis: u64) -> &'c Link {
    let (headers, body) = (Headers::default(), Bytes::copy_from_slice(body.as_bytes()));
    chain.answered(Reply::Whole { status: 200, headers: &headers, body: &body }, Duration::from_millis(millis))
}

const ALLOWED: &str = r#"{"is_allowed":true}"#;

fn next(chain: &Chain) -> String {
    String::from_utf8(chain.next_body().unwrap().to_vec()).unwrap()
}

#[test]
fn without_a_handler_the_operation_continues() {
    let end = chain(USER, "user.pre_create").end();
    assert_eq!((end.verdict.outcome, end.mutated, end.effects.len()), (Outcome::Allowed, None, 0));
}

#[test]
fn a_handler_gets_the_mutations_of_the_handlers_before_it() {
    let mut chain = chain(USER, "user.pre_create");
    assert_eq!(next(&chain), USER);
    let link = answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"roles":["a", "b"]}}}"#, 1);
    assert_eq!(link.replaced, ["/payload/user/roles"]);
    assert_eq!(next(&chain), USER.replace(r#"["r"]"#, r#"["a","b"]"#), "nothing else changes");
    answer(&mut chain, ALLOWED, 1);
    answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"roles":["c"],"custom_attributes":{"y":2}}}}"#, 1);
    let end = chain.end();
    assert_eq!(end.verdict.outcome, Outcome::Allowed);
    assert_eq!(
        end.verdict.sentence,
        "All 3 handlers allow it: Authgear continues the operation, with the mutations of handler 3."
    );
    let remarks: Vec<_> = end.verdict.remarks.iter().map(|remark| remark.sentence.as_str()).collect();
    assert!(remarks.contains(&"Handler 3 replaces /payload/user/roles from handler 1."), "{remarks:?}");
    let mutated = end.mutated.unwrap();
    let after = String::from_utf8(mutated.after.to_vec()).unwrap();
    assert!(after.contains(r#""custom_attributes":{"y":2},"roles":["c"]"#), "{after}");
    let removed: Vec<_> = mutated.vanishing.iter().map(|removed| removed.pointer.as_str()).collect();
    assert_eq!(removed, ["/custom_attributes/x", "/roles/0"], "compared with the original event");
}

#[test]
fn mutations_of_several_handlers_add_up() {
    let mut chain = chain(USER, "user.pre_create");
    answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"groups":["g"]}}}"#, 1);
    answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"roles":[]}}}"#, 1);
    assert!(next(&chain).contains(r#""roles":[],"groups":["g"]"#), "{}", next(&chain));
    let end = chain.end();
    assert!(end.verdict.sentence.ends_with("with the mutations of handlers 1 and 2."), "{}", end.verdict.sentence);
    assert!(end.mutated.unwrap().after.ends_with(br#""roles":[],"groups":["g"]}"#));
}

#[test]
fn the_next_handler_gets_derived_attributes_as_answered() {
    let mut chain = chain(USER, "user.pre_create");
    let attributes = r#"{"email":"a@b.c","email_verified":true}"#;
    let body = format!(r#"{{"is_allowed":true,"mutations":{{"user":{{"standard_attributes":{attributes}}}}}}}"#);
    answer(&mut chain, &body, 1);
    assert!(next(&chain).contains(attributes), "{}", next(&chain));
}

#[test]
fn the_last_given_constraints_bot_protection_and_rate_limits_win() {
    let mut chain = chain(SIGN_IN, "authentication.pre_initialize");
    answer(&mut chain, r#"{"is_allowed":true,"constraints":{"amr":["mfa"]},"bot_protection":{"mode":"always"}}"#, 1);
    answer(&mut chain, r#"{"is_allowed":true,"rate_limits":{"authentication.general":{"weight":2}}}"#, 1);
    let link = answer(&mut chain, r#"{"is_allowed":true,"constraints":{}}"#, 1);
    assert_eq!(link.decided, ["constraints"]);
    answer(&mut chain, ALLOWED, 1);
    let end = chain.end();
    let effects: Vec<_> = end.effects.iter().map(|effect| (effect.member, effect.json.as_str(), effect.by)).collect();
    assert_eq!(
        effects,
        [
            ("constraints", "{}", 3),
            ("bot_protection", r#"{"mode":"always"}"#, 1),
            ("rate_limits", r#"{"authentication.general":{"weight":2}}"#, 2),
        ],
        "an empty object replaces an earlier value, an absent member does not"
    );
    assert!(end.verdict.remarks.iter().any(|remark| remark.sentence.contains("Handler 3 replaces 'constraints'")));
}

#[test]
fn the_first_denial_ends_the_chain_and_drops_all_effects() {
    let mut chain = chain(USER, "user.pre_create");
    answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"roles":[]}}}"#, 1);
    answer(&mut chain, r#"{"is_allowed":false,"title":"No","reason":"closed"}"#, 1);
    assert_eq!(chain.next_body(), None);
    let third = answer(&mut chain, ALLOWED, 1);
    assert!(!third.asked && third.verdict.sentence.starts_with("Not called"), "{third:?}");
    let end = chain.end();
    assert_eq!((end.verdict.outcome, end.verdict.code), (Outcome::Denied, Some("HookDisallowed")));
    assert_eq!((end.verdict.title.as_deref(), end.verdict.reason.as_deref()), (Some("No"), Some("closed")));
    assert!(end.verdict.sentence.starts_with("Handler 2 denied the operation."), "{}", end.verdict.sentence);
    assert!(end.verdict.sentence.ends_with("The next handler is not called."), "{}", end.verdict.sentence);
    assert_eq!((end.mutated, end.effects.len()), (None, 0));
}

#[test]
fn a_rejected_answer_ends_the_chain() {
    for (body, code) in
        [("", "HookInvalidResponse"), (r#"{"is_allowed":true,"constraints":{}}"#, "HookInvalidResponse")]
    {
        let mut chain = chain(USER, "user.pre_create");
        answer(&mut chain, body, 1);
        answer(&mut chain, ALLOWED, 1);
        answer(&mut chain, ALLOWED, 1);
        let end = chain.end();
        assert_eq!((end.verdict.outcome, end.verdict.code), (Outcome::Refused, Some(code)), "{body}");
        assert!(end.verdict.sentence.ends_with("The next 2 handlers are not called."));
    }
    let mut chain = chain(USER, "user.pre_create");
    chain.answered(Reply::Failed(FailureKind::Refused), Duration::ZERO);
    let end = chain.end();
    assert_eq!(end.verdict.code, Some("HookDeliveryUnknownFailure"));
    assert!(end.verdict.sentence.starts_with("Handler 1 could not be reached."), "{}", end.verdict.sentence);
}

#[test]
fn the_total_timeout_is_checked_only_before_the_next_handler() {
    let mut chain = chain(USER, "user.pre_create");
    answer(&mut chain, ALLOWED, 5_000);
    answer(&mut chain, ALLOWED, 5_000);
    let third = answer(&mut chain, ALLOWED, 5_000);
    assert!(third.asked, "10 s does not exceed 10 s");
    assert_eq!((third.began_ms, third.took_ms), (10_000, 5_000));
    assert_eq!(chain.clone().end().verdict.outcome, Outcome::Allowed, "the time is not checked after the last handler");
    assert!(!answer(&mut chain, ALLOWED, 1).asked);
    let end = chain.end();
    assert_eq!((end.verdict.outcome, end.verdict.code), (Outcome::TimedOut, Some("HookDeliveryTimeout")));
    assert!(end.verdict.sentence.starts_with("The first 3 handlers took 15 s, and the total limit is 10 s."));
    assert_eq!(end.links[3].verdict.sentence, "Not called: earlier handlers took 15 s, and the total limit is 10 s.");
}

#[test]
fn a_slow_handler_ends_the_chain_after_its_timeout() {
    let limits = Limits { each: Duration::from_secs(1), total: Duration::from_secs(3) };
    let mut chain = Chain::new(&Bytes::from_static(USER.as_bytes()), "user.pre_create", limits).unwrap();
    let link = answer(&mut chain, ALLOWED, 60_000);
    assert_eq!((link.verdict.outcome, link.took_ms), (Outcome::TimedOut, 1_000));
    let end = chain.end();
    assert!(end.verdict.sentence.starts_with("Handler 1 did not answer in time. Authgear waits 1 s"));
    let mut chain =
        Chain::new(&Bytes::from_static(USER.as_bytes()), "user.pre_create", Limits { total: Duration::ZERO, ..limits });
    let chain = chain.as_mut().unwrap();
    assert!(answer(chain, ALLOWED, 0).asked, "the first handler is always called");
    assert!(answer(chain, ALLOWED, u64::MAX).asked);
    chain.answered(Reply::Failed(FailureKind::Timeout), Duration::MAX);
    assert_eq!(chain.clone().end().links.len(), 3);
}

#[test]
fn the_claims_of_a_token_are_compared_after_the_last_handler() {
    let without = r#"{"is_allowed":true,"mutations":{"jwt":{"payload":{"iss":"i"}}}}"#;
    let with = r#"{"is_allowed":true,"mutations":{"jwt":{"payload":{"iss":"i","sub":"u","tier":"gold"}}}}"#;
    let end = |answers: [&str; 2]| {
        let mut chain = chain(TOKEN, "oidc.jwt.pre_create");
        for body in answers {
            answer(&mut chain, body, 1);
        }
        chain.end()
    };
    assert_eq!(end([without, with]).verdict.outcome, Outcome::Allowed, "a later handler fixes the claims");
    let wrong = end([with, without]);
    assert_eq!((wrong.verdict.outcome, wrong.verdict.code), (Outcome::Refused, Some("InvalidJWTMutations")));
    assert!(wrong.links.iter().all(|link| link.verdict.outcome == Outcome::Allowed), "each answer is valid by itself");
}

#[test]
fn a_chain_needs_a_blocking_event_in_json() {
    let new = |event: &'static str, event_type| {
        Chain::new(&Bytes::from_static(event.as_bytes()), event_type, Limits::default())
    };
    assert!(matches!(new(USER, "user.created"), Err(ChainError::NotBlocking(_))));
    assert!(matches!(new(USER, "nope"), Err(ChainError::NotBlocking(_))));
    assert!(matches!(new("{", "user.pre_create"), Err(ChainError::NotJson(_))));
}

#[test]
fn a_mutation_that_the_event_cannot_hold_is_a_warning() {
    let mut chain = chain(SIGN_IN, "user.pre_create");
    answer(&mut chain, r#"{"is_allowed":true,"mutations":{"user":{"roles":["a"]}}}"#, 1);
    let end = chain.end();
    assert_eq!(end.verdict.outcome, Outcome::Allowed);
    let warned = end.verdict.remarks.iter().filter(|remark| remark.severity == Severity::Warning).count();
    assert!(warned >= 1, "{:?}", end.verdict.remarks);
}

proptest! {
    #[test]
    fn any_answers_end_in_a_result(
        bodies in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                Just(ALLOWED.to_owned()),
                Just(r#"{"is_allowed":false}"#.to_owned()),
                Just(r#"{"is_allowed":true,"mutations":{"user":{"roles":[null,"é"],"groups":null}}}"#.to_owned()),
                Just(r#"{"is_allowed":true,"mutations":{"user":{"standard_attributes":{"a":{"b":[1e400]}}}}}"#.to_owned()),
            ],
            0..6
        ),
        times in prop::collection::vec(any::<u64>(), 6)
    ) {
        let mut chain = chain(USER, "user.pre_create");
        for (body, time) in bodies.iter().zip(times) {
            let was_open = chain.next_body().is_some();
            prop_assert_eq!(answer(&mut chain, body, time).asked, was_open);
        }
        if let Some(body) = chain.next_body() {
            prop_assert!(Document::parse(body.clone()).is_ok(), "the next handler gets JSON");
        }
        let end = chain.end();
        prop_assert_eq!(end.links.len(), bodies.len());
        let rejections = end.links.iter().filter(|link| link.asked && link.verdict.outcome != Outcome::Allowed).count();
        prop_assert!(rejections <= 1, "the first rejection ends the chain");
        prop_assert_eq!(end.mutated.is_some(), end.verdict.outcome == Outcome::Allowed && end.links.iter().any(|link| !link.replaced.is_empty()));
    }

    #[test]
    fn a_chain_of_one_handler_has_the_verdict_on_its_answer(body in prop_oneof![any::<String>(), Just(ALLOWED.to_owned()), Just("{}".to_owned())]) {
        let mut chain = chain(USER, "user.pre_create");
        let link = answer(&mut chain, &body, 1).clone();
        let end = chain.end();
        prop_assert_eq!((end.verdict.outcome, end.verdict.code), (link.verdict.outcome, link.verdict.code));
    }
}

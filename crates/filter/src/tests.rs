//! Parsing, errors, decisions and laws of the filter.

use super::*;
use crate::tokenizer::Phrase;
use bytes::Bytes;
use hookglass_json::pointer::Pointer;
use hookglass_request::capture::{Capture, Version};
use hookglass_request::headers::Headers;
use hookglass_senders::parsed_request::{Budget, ParsedRequest};
use hookglass_senders::signature::Verdict;
use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;

fn read(text: &str) -> Filter {
    Filter::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn now() -> Now {
    Now { at: "2026-03-10T12:00:00Z".parse().unwrap(), zone: TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC) }
}

fn capture(path: &str, headers: &[(&str, &str)], body: &str) -> Capture {
    Capture {
        began_at: now().at,
        received_at: now().at,
        peer: "127.0.0.1:1".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: path.as_bytes().to_vec(),
        headers: Headers::from_pairs(headers.iter().copied()),
        body: Bytes::copy_from_slice(body.as_bytes()),
        cut: None,
    }
}

/// Whether an event matches, and how much of it had to be read.
fn passes(text: &str, capture: &Capture) -> (bool, Needs) {
    let filter = read(text);
    let reading = ParsedRequest::of(capture, Budget::WAITING);
    let mut columns = Columns::of(7, capture, &reading.envelope, Verdict::Unsigned);
    columns.status = Some(404);
    let body = Body::of(&capture.headers, &capture.body);
    let steps = [(None, None), (Some(&capture.headers), None), (Some(&capture.headers), Some(&body))];
    let mut decided = None;
    for ((headers, body), needs) in steps.into_iter().zip([Needs::Columns, Needs::Headers, Needs::Body]) {
        let found = filter.decide(&Facts { columns: &columns, headers, body }, &now());
        match decided {
            None => decided = found.map(|found| (found, needs)),
            Some((before, _)) => assert_eq!(found, Some(before), "{text}: more of an event changes no answer"),
        }
    }
    let decided = decided.expect("an event that was read in full is decided");
    assert!(decided.1 <= filter.needs(), "{text}");
    decided
}

fn event() -> Capture {
    let body = r#"{"id":"00ab","seq":401,"type":"identity.email.updated","payload":{"user":{"id":"4fe0-1","standard_attributes":
        {"email":"Ada@example.com"}},"n":9007199254740993,"price":1.50,"ok":true,"none":null,"list":["x",{"a/b":"\u00e9t\u00e9"}],
        "url":"https:\/\/x.example\/y"},"context":{"user_id":"4fe0-1","app_id":"shop","triggered_by":"admin_api"}}"#;
    capture("/hooks/a", &[("X-Foo", "bar, baz"), ("x-foo", "Zwei"), ("Authorization", "")], body)
}

#[test]
fn matching_filters_match() {
    let event = event();
    for text in [
        "",
        "ada",
        "\"ada@example\"",
        "/HOOKS",
        "zwei",
        "été",
        "https://x.example/y",
        "type:identity.*",
        "type:a,identity.*",
        "-type:user.*",
        "vendor:authgear,github",
        "user:4fe0*",
        "email:ada@example.com",
        "email:*@EXAMPLE.com",
        "by:admin_api",
        "seq:>400",
        "seq:400,401",
        "id:00ab",
        "id:7",
        "method:post",
        "path:/hook*",
        "status:4xx",
        "status:>=400",
        "-status:5xx",
        "header:x-foo=Zwei",
        "header:X-FOO=bar*",
        "header:authorization",
        "-header:nope",
        "header:authorization=\"\"",
        "size:<10k",
        "after:today",
        "before:2027-01-01",
        "after:1m",
        "-before:today",
        "is:truncated,duplicate OR seq:401",
        "-has:warning",
        "signature:unsigned",
        "/payload/user/id=4fe0*",
        "/payload/n=9007199254740993",
        "/payload/n>9007199254740992",
        "-/payload/n>9007199254740993",
        "/payload/n<=9007199254740993",
        "/payload/price=1.5",
        "/payload/price!=1.6",
        "/payload/ok=true",
        "/payload/none=null",
        "/payload/none=*",
        "/payload/list/1/a~1b=été",
        "/payload/user=*",
        "/payload/user",
        "/payload/url=https://x.example/y",
        "/payload/ok=false,true",
        "nope OR ada",
        "(nope OR ada) type:identity.*",
        "-(nope ada)",
        "-(nope OR (seq:1 ada))",
    ] {
        assert!(passes(text, &event).0, "{text}");
    }
}

#[test]
fn other_filters_do_not_match() {
    let event = event();
    for text in [
        "nope",
        "-ada",
        "x-foo",
        "type:identity",
        "type:a,b",
        "user:4fe0",
        "email:bob@*",
        "email:4fe0-1",
        "id:8",
        "status:5xx",
        "header:x-foo=zwei",
        "header:x-foo=\"\"",
        "header:authorization=*x",
        "size:>10k",
        "before:today",
        "after:11h -after:0s",
        "before:yesterday",
        "is:sample",
        "/payload/n=9007199254740992",
        "/payload/n!=9007199254740993",
        "/payload/nope!=1",
        "/payload/ok>0",
        "/payload/user=x",
        "/payload/list/2=*",
        "/payload/nope=*",
        "/payload/user/nope",
        "ada nope",
        "nope OR seq:1",
        "ada -(type:identity.* OR nope)",
    ] {
        assert!(!passes(text, &event).0, "{text}");
    }
}

#[test]
fn no_more_of_an_event_is_read_than_necessary() {
    let event = event();
    for (text, needs) in [
        ("type:nope ada /payload/n=1", Needs::Columns),
        ("seq:401 OR ada", Needs::Columns),
        ("identity", Needs::Columns),
        ("zwei", Needs::Body),
        ("header:nope ada", Needs::Headers),
        ("ada", Needs::Columns),
        ("9007199254740993", Needs::Body),
        ("-nope", Needs::Body),
    ] {
        assert_eq!(passes(text, &event).1, needs, "{text}");
    }
}

#[test]
fn days_start_in_the_local_time_zone() {
    let at = |text: &str| match &read(text).fixed(&now()).expression {
        Expression::Term(Term { test: Test::Received(_, When::Instant(at)), .. }) => at.to_string(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(at("after:2026-03-01T10:00:00+02:00"), "2026-03-01T08:00:00Z");
    assert_eq!(at("after:10m"), "2026-03-10T11:50:00Z");
    assert_eq!(at("before:3d"), "2026-03-07T12:00:00Z");
    assert_eq!(at("before:4294967295w"), Timestamp::MIN.to_string());
    if TimeZone::get("Europe/Berlin").is_ok() {
        assert_eq!(at("after:today"), "2026-03-09T23:00:00Z");
        assert_eq!(at("before:yesterday"), "2026-03-08T23:00:00Z");
        assert_eq!(at("after:2026-07-01"), "2026-06-30T22:00:00Z");
        assert_eq!(at("after:2026-07-01T00:30"), "2026-06-30T22:30:00Z");
        assert_eq!(at("after:2026-03-29T02:30"), "2026-03-29T01:30:00Z", "a time that the clocks skipped");
    }
}

#[test]
fn samples_are_recognized_by_their_application() {
    let mut story = hookglass_senders::sample::Story::of_seed(1);
    let sample = story.next(
        hookglass_senders::catalog::named(hookglass_senders::envelope::Vendor::Authgear, "user.created")
            .first()
            .unwrap(),
    );
    let body = String::from_utf8(sample.body.to_vec()).unwrap();
    assert!(passes("is:sample", &capture("/authgear", &[], &body)).0);
}

#[test]
fn the_syntax_of_the_first_version_is_still_parsed() {
    let terms = |text: &str| -> Vec<(bool, Test)> {
        let parts = match read(text).expression {
            Expression::All(parts) => parts,
            other => vec![other],
        };
        parts
            .into_iter()
            .map(|part| match part {
                Expression::Not(inner) => match *inner {
                    Expression::Term(term) => (true, term.test),
                    other => panic!("{other:?}"),
                },
                Expression::Term(term) => (false, term.test),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let text = |text: &str| Test::Text(text.into());
    assert_eq!(
        terms(r#"ada  "two words" -type:identity.* path:"/a b" status:>=400 size:<10k"#),
        [
            (false, text("ada")),
            (false, text("two words")),
            (true, Test::Is(Column::Type, vec![Pattern::new("identity.*")])),
            (false, Test::Is(Column::Path, vec![Pattern::new("/a b")])),
            (false, Test::Compares(Number::Status, vec![Range::Order(Order::AtLeast, 400)])),
            (false, Test::Compares(Number::Size, vec![Range::Order(Order::Less, 10_240)])),
        ]
    );
    assert!(terms("  ").is_empty());
    assert_eq!(terms(r#""a:b""#), [(false, text("a:b"))]);
    assert_eq!(terms(r#"a"b c"d"#), [(false, text("ab cd"))]);
    assert_eq!(terms("http://x:80"), [(false, text("http://x:80"))]);
    assert_eq!(terms("- a"), [(false, text("-")), (false, text("a"))]);
    assert_eq!(terms("--a"), [(true, text("-a"))]);
    assert_eq!(terms(":x or f(x)"), [(false, text(":x")), (false, text("or")), (false, text("f(x)"))]);
    assert_eq!(terms(r#"type:"a,b""#), [(false, Test::Is(Column::Type, vec![Pattern::new("a,b")]))]);
    assert_eq!(terms("/a~x"), [(false, text("/a~x"))], "no pointer, so a word");
    assert_eq!(read("a OR b c").to_string(), "a OR b c");
    assert_eq!(read("(a OR b) (c d)").to_string(), "(a OR b) c d");
}

#[test]
fn errors_have_a_position_and_say_what_was_expected() {
    for (text, position, what) in [
        ("type:user colour:red", 11, "'colour:' is not a filter"),
        ("tpye:user", 1, "did you mean type:?"),
        ("vendor:acme", 8, "authgear, fastgen, github"),
        ("vendor:github,authgaer", 15, "did you mean authgear?"),
        ("a \"b", 3, "not closed"),
        ("size:big", 6, "no number"),
        ("status:6xx", 8, "no number"),
        ("type:", 6, "needs a value"),
        ("type:\"\"", 6, "needs a value"),
        ("type:a,,b", 6, "comma"),
        ("-kind:loud", 7, "blocking"),
        ("has:luck", 5, "warning, resends"),
        ("is:held", 4, "duplicate, truncated, sample"),
        ("has:body", 5, "warning, resends, note"),
        ("answer:denied", 1, "not a filter"),
        ("after:soon", 7, "how long ago"),
        ("ü header:a,b", 10, "no name of a header"),
        ("header:a=", 10, "a value is missing"),
        ("/a>x", 4, "no number"),
        ("/a=", 4, "a value is missing"),
        ("/a~2=1", 1, "must be followed"),
        ("a )", 3, "without its ("),
        ("((a)", 1, "not closed"),
        ("a () b", 3, "nothing in them"),
        ("a OR", 3, "OR needs a test"),
        ("OR a", 1, "OR needs a test"),
        ("a OR OR b", 3, "OR needs a test"),
        (&"a ".repeat(101), 201, "more than 100 tests"),
        (&format!("type:{}", ["a"; 101].join(",")), 1, "more than 100 tests"),
        (&"(".repeat(21), 21, "more than 20 parentheses"),
        (&"-(".repeat(2000), 42, "more than 20 parentheses"),
        (&"é".repeat(4001), 4001, "longer than 4000"),
    ] {
        let error = Filter::parse(text).unwrap_err();
        assert_eq!(error.position(), position, "{text}: {error}");
        assert!(error.what.contains(what), "{text}: {error}");
    }
    let error = Filter::parse("a vnedor:x").unwrap_err();
    assert_eq!((error.span, error.meant.as_deref()), (Span { start: 2, end: 9 }, Some("vendor:")));
    assert!(error.expected.contains(&"type:".to_owned()));
}

#[test]
fn required_phrases_are_what_an_index_can_look_up() {
    let clues = |text: &str| read(text).expression.terms()[0].test.required_phrases();
    let text = |text: &str| Phrase::new(text);
    assert_eq!(clues("/payload/user/id=4fe0-01"), [[text("4fe0 01")]], "what a value has is rarer than its name");
    assert_eq!(clues("/payload/user/id=4fe*1-abcd*-e"), [[Phrase::prefix("abcd")]], "a word begins behind a sign");
    assert_eq!(clues("/payload/user/id=*4fe"), [[text("payload")], [text("user")], [text("id")]]);
    assert_eq!(clues("/a/0=12"), [[text("a")]], "a number can be spelled in many ways");
    assert_eq!(clues("/a/b"), [[Phrase::prefix("a b"), text("b")]]);
    assert_eq!(clues("header:x=abc,d*"), [[Phrase::prefix("abc d")]]);
    assert_eq!(clues("email:ada@*,b@x"), [[Phrase::prefix("ada"), text("b x")]]);
    assert!(clues("header:x").is_empty() && clues("header:x=*a*").is_empty() && clues("ada").is_empty());
    assert!(read("type:x -has:warning is:duplicate before:today").needs() == Needs::Columns);
    assert_eq!(read("header:a OR seq:1").needs(), Needs::Headers);
    assert!(read("ada").needs() != Needs::Columns && read("-is:sample,duplicate").depends_on_repeats());
    assert!(read("ada OR -after:10m").is_relative_to_now() && read("before:today").is_relative_to_now());
    assert!(!read("ada after:2026-03-01").is_relative_to_now());
}

#[test]
fn the_word_at_the_cursor_is_completed() {
    let known = |column| match column {
        Column::Type => {
            ["user.created", "identity.email.updated", "a user\"s"].map(|name| known_value(name, 0)).to_vec()
        }
        _ => Vec::new(),
    };
    let options = |text: &str, cursor: usize| -> (usize, usize, Vec<String>) {
        let found = complete(text, cursor, &known);
        (found.from, found.to, found.options.into_iter().map(|choice| choice.text).collect())
    };
    assert_eq!(options("", 0).2.len(), FIELD_COUNT);
    assert_eq!(options("a -si", 5), (3, 5, vec!["signature:".into(), "size:".into()]));
    assert_eq!(options("tyx:user", 2), (0, 4, vec!["type:".into()]), "the old name and its colon go");
    assert_eq!(options("type:us", 7), (5, 7, vec!["user.created".into(), "\"a user*s\"".into()]));
    assert_eq!(options("type:a,id b", 9), (7, 9, vec!["identity.email.updated".into()]));
    assert_eq!(options("(kind:n", 7), (6, 7, vec!["non_blocking".into(), "blocking".into()]));
    let states = ["duplicate", "truncated", "sample", "starred"].map(String::from).to_vec();
    assert_eq!(options("é is:", 5), (5, 5, states));
    assert!(options("\"ty", 3).2.is_empty() && options("/ty", 3).2.is_empty() && options("nope:x", 6).2.is_empty());
}

fn known_value(value: &str, events: u64) -> KnownValue {
    KnownValue { value: value.to_owned(), events }
}

#[test]
fn groups_of_types_come_before_their_types_with_the_sums_of_their_events() {
    let known = |column| match column {
        Column::Type => [
            ("identity.email.updated", 3),
            ("identity.phone.added", 1),
            ("identity.email.added", 0),
            ("user.created", 2),
            (".odd", 1),
            (".even", 1),
        ]
        .map(|(name, events)| known_value(name, events))
        .to_vec(),
        _ => Vec::new(),
    };
    let options = |text: &str| -> Vec<(String, String)> {
        let found = complete(text, text.chars().count(), &known);
        found.options.into_iter().map(|choice| (choice.text, choice.about)).collect()
    };
    let offered = |text: &str, about: &str| (text.to_owned(), about.to_owned());
    let types = [
        offered("identity.email.updated", "3 events"),
        offered("identity.phone.added", "1 event"),
        offered("identity.email.added", "no events"),
    ];
    assert_eq!(options("type:iden"), [&[offered("identity.*", "4 events")][..], &types[..]].concat());
    assert_eq!(options("-type:a,IDEN")[0].0, "identity.*", "in a list, and in any case");
    let deeper = [offered("identity.*", "4 events"), offered("identity.email.*", "3 events")];
    assert_eq!(options("type:identity.")[..2], deeper);
    assert_eq!(options("type:identity.e")[0], deeper[1]);
    assert!(options("type:us").iter().all(|(text, _)| text != "user.*"), "a group has at least two types");
    assert!(options("type:.").iter().all(|(text, _)| text != ".*"), "a group has a name");
    for (text, _) in options("type:identity.") {
        assert!(Filter::parse(&format!("type:{text}")).is_ok(), "{text} is a filter");
    }
}

const FIELD_COUNT: usize = fields::FIELDS.len();

#[test]
fn the_parts_of_a_filter_are_classified() {
    use TokenKind::*;
    let parts = |text: &str| -> Vec<(usize, usize, TokenKind)> {
        tokens(text).into_iter().map(|token| (token.start, token.end, token.kind)).collect()
    };
    assert_eq!(
        parts("é -type:x OR (\"b c\" /a!=1)"),
        [
            (0, 1, Word),
            (2, 3, Not),
            (3, 8, Name),
            (8, 9, Value),
            (10, 12, Or),
            (13, 14, Parenthesis),
            (14, 19, Phrase),
            (20, 22, Pointer),
            (22, 24, Sign),
            (24, 25, Value),
            (25, 26, Parenthesis)
        ]
    );
    assert_eq!(parts("a colour:red /b"), [(0, 1, Word), (2, 9, Error), (9, 12, Value), (13, 15, Pointer)]);
    assert_eq!(parts("type:"), [(0, 5, Name), (5, 6, Error)], "where something is missing");
}

#[test]
fn the_examples_of_the_documentation_parse_and_cover_every_field() {
    let document = include_str!("../../../docs/search.md");
    let examples = document.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let read: Vec<_> = examples.map(|(example, _)| read(example)).collect();
    let used = |name: &str| read.iter().any(|filter| filter.to_string().contains(name));
    let missing: Vec<_> = fields::FIELDS.iter().map(|known| known.name).filter(|name| !used(name)).collect();
    assert_eq!(missing, [] as [&str; 0]);
}

#[test]
fn the_suggested_examples_parse() {
    for fields::Field { name, example, .. } in fields::FIELDS {
        assert!(matches!(read(&format!("{name}{example}")).expression, Expression::Term(_)), "{name}");
    }
    for (time, _) in fields::TIMES {
        assert!(time::When::parse(time).is_some(), "{time}");
    }
}

fn pattern() -> impl Strategy<Value = Pattern> {
    "[a-c*,() .é=/:-]{1,6}".prop_map(Pattern::new)
}

fn patterns() -> impl Strategy<Value = Vec<Pattern>> {
    prop::collection::vec(pattern(), 1..3)
}

fn a_test() -> impl Strategy<Value = Test> {
    let column = prop::sample::select(vec![Column::Type, Column::User, Column::Id, Column::Path, Column::Subject]);
    let order = || prop::sample::select(vec![Order::Equal, Order::More, Order::AtLeast, Order::Less, Order::AtMost]);
    let range = order().prop_flat_map(|order| any::<i64>().prop_map(move |number| Range::Order(order, number)));
    let number = prop::sample::select(vec![Number::Status, Number::Size, Number::Seq]);
    let when = prop_oneof![
        (any::<u32>(), prop::sample::select(vec![Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks]))
            .prop_map(|(count, unit)| When::Ago(count, unit)),
        Just(When::Today),
        Just(When::Yesterday),
        (0..4_000_000_000_000_000_i64).prop_map(|at| When::Instant(Timestamp::from_microsecond(at).unwrap())),
        (1_i16..9999, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| When::Day(jiff::civil::date(year, month, day))),
        (1_i16..9999, 0_i8..24, 0_i8..60)
            .prop_map(|(year, hour, minute)| When::Local(jiff::civil::datetime(year, 3, 29, hour, minute, 0, 0))),
    ];
    let pointer = || prop::collection::vec("[a-c0-2~/ =<!(),:-]{0,3}", 1..4).prop_map(Pointer::of_tokens);
    prop_oneof![
        "[a-c*() .é=/:,-]{0,6}".prop_map(Test::Text),
        Just(Test::Text("OR".into())),
        (column, patterns()).prop_map(|(column, any)| Test::Is(column, any)),
        patterns().prop_map(Test::Email),
        (number, prop::collection::vec(range, 1..3)).prop_map(|(number, any)| Test::Compares(number, any)),
        Just(Test::Compares(Number::Status, vec![Range::Hundred(4)])),
        (prop::sample::select(vec![Side::Before, Side::After]), when)
            .prop_map(|(side, when)| Test::Received(side, when)),
        Just(Test::State(vec![State::Duplicate, State::Sample, State::Starred])),
        Just(Test::Has(vec![Property::Warning, Property::Note])),
        ("[a-z-]{1,4}", prop::option::of("[a-c*, ()=]{0,4}".prop_map(Pattern::new)))
            .prop_map(|(name, value)| Test::Header { name, value }),
        pointer().prop_map(|pointer| Test::Member { pointer, compared: None }),
        (pointer(), patterns())
            .prop_map(|(pointer, any)| Test::Member { pointer, compared: Some(Comparison::Is(any)) }),
        (pointer(), patterns())
            .prop_map(|(pointer, any)| Test::Member { pointer, compared: Some(Comparison::IsNot(any)) }),
        (pointer(), order().prop_filter("never", |order| *order != Order::Equal), "-?[1-9][0-9]{0,30}(\\.[0-9]+)?")
            .prop_map(|(pointer, order, digits)| {
                Test::Member { pointer, compared: Some(Comparison::Number(order, digits)) }
            }),
    ]
}

fn expression() -> impl Strategy<Value = Expression> {
    let leaf = a_test().prop_map(|test| Expression::Term(Term { test, span: Span::default() }));
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expression::all),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expression::any),
            inner.prop_map(Expression::negated),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_filter_parses_to_the_same_filter(expression in expression()) {
        let filter = Filter { expression };
        prop_assert_eq!(Filter::parse(&filter.to_string()).unwrap(), filter);
    }

    #[test]
    fn no_text_makes_it_panic(text in r#"([a-z:"() ,/=<>*~é\n-]|OR |type:|/a=|is:|header:x=|-\(|after:|status:4xx)*"#, cursor in 0..60_usize) {
        let parsed = Filter::parse(&text);
        if let Err(error) = &parsed {
            let length = text.chars().count();
            prop_assert!(error.span.start <= error.span.end && error.span.start <= length, "{error:?}");
        }
        let parts = tokens(&text);
        prop_assert!(parts.windows(2).all(|pair| pair[0].end <= pair[1].start), "{parts:?}");
        prop_assert_eq!(parts.iter().any(|part| part.kind == TokenKind::Error), parsed.is_err());
        let completion = complete(&text, cursor, &|_| vec![known_value("a b", 1)]);
        prop_assert!(completion.from <= completion.to && completion.to <= text.chars().count());
    }

    #[test]
    fn any_text_parses_or_fails(text in any::<String>()) {
        let _ = (Filter::parse(&text), tokens(&text), complete(&text, text.len(), &|_| Vec::new()));
    }
}

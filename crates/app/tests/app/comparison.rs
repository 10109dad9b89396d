//! Comparisons in the window: opened, narrowed, read and closed.

use hookglass_app::view::{
    ChangeList, ChangeSelection, ChangeView, Compared, ComparisonMode, ComparisonTextFormat, Ignored, LineRow,
    OpenComparison, ProblemCode, Sides,
};
use hookglass_diff::{Op, Part, side_by_side::DiffLine};
use hookglass_senders::{sample::Story, signature::Scheme};
use hookglass_testkit::{
    corpus::SECRET,
    target::{Reply, Target},
};

use crate::{
    requests::{header, request, text as body_text, untouched},
    support::{AsProblem, Running},
};

const TICKET: u64 = 7;

impl Running {
    async fn open_comparison(&self, sides: Sides) -> OpenComparison {
        self.open_narrowed(sides, ChangeSelection::default()).await
    }

    async fn open_narrowed(&self, sides: Sides, narrowing: ChangeSelection) -> OpenComparison {
        open(self.app.compare.open(TICKET, sides, narrowing).await.unwrap())
    }

    async fn no_comparison_reason(&self, sides: Sides) -> String {
        match self.app.compare.open(TICKET, sides, ChangeSelection::default()).await.unwrap() {
            Compared::None { reason } => reason,
            other => panic!("{other:?}"),
        }
    }

    async fn narrow(&self, narrowing: ChangeSelection) -> OpenComparison {
        open(self.app.compare.narrow(TICKET, narrowing).await.unwrap())
    }

    async fn list(&self, list: ChangeList) -> Vec<ChangeView> {
        self.app.compare.changes(TICKET, list, 0, 200).await.unwrap()
    }

    async fn paths(&self, list: ChangeList) -> Vec<String> {
        self.list(list).await.into_iter().map(|change| change.path).collect()
    }

    async fn rows(&self, start: u64, len: u64) -> Vec<LineRow> {
        self.app.compare.lines(TICKET, start, len).await.unwrap()
    }

    async fn post_json(&self, body: &str) {
        self.post("/", &[("content-type", "application/json")], body.as_bytes()).await;
    }
}

fn open(compared: Compared) -> OpenComparison {
    match compared {
        Compared::Compared(open) => *open,
        other => panic!("{other:?}"),
    }
}

fn text(parts: &Option<Vec<Part>>) -> String {
    parts.iter().flatten().map(|part| part.text.as_str()).collect()
}

fn line(line: &Option<DiffLine>) -> String {
    line.iter().flat_map(|line| &line.tokens).map(|token| token.text.as_str()).collect()
}

fn first_two() -> Sides {
    Sides::Events { old: 1, new: 2 }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_changes_of_an_identity_are_in_reading_order() {
    let running = Running::start().await;
    running.post_fixture("identity.email.updated").await;
    running.post_fixture("user.created").await;
    assert!(running.app.inbox.event(1).await.unwrap().comparable);
    let comparison = running.open_comparison(Sides::Event { id: 1 }).await;
    let changes = running.list(ChangeList::Shown).await;
    let labels: Vec<_> = changes.iter().map(|change| change.label.as_deref().unwrap()).collect();
    assert_eq!(labels, ["Email", "Email as typed", "Login ID", "Identity changed at"]);
    assert_eq!(changes[3].hint.as_deref(), Some("80 d 20 h later"));
    assert_eq!((comparison.changes, comparison.unchanged, comparison.form), (4, 6, ComparisonMode::Json));
    assert_eq!((comparison.old_name.as_str(), comparison.new_name.as_str()), ("old_identity", "new_identity"));
    assert_eq!((comparison.at.as_deref(), comparison.new_event), (Some("/payload/new_identity"), Some(1)));
    assert!(comparison.headers.is_none() && comparison.about.is_empty());
    let members = running.app.compare.unchanged(TICKET, 0, 200).await.unwrap();
    assert_eq!(members.len(), 6);
    let last = running.app.compare.unchanged(TICKET, 5, 200).await.unwrap();
    assert_eq!(last, members[5..], "a window is a part of the whole list");
    running.app.compare.unfold(TICKET, None).unwrap();
    assert_eq!(running.rows(0, 200).await.len(), 14);
    assert!(!running.app.inbox.event(2).await.unwrap().comparable);
    assert!(running.no_comparison_reason(Sides::Event { id: 2 }).await.contains("No earlier event"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reason_for_a_missing_side_is_shown() {
    let running = Running::start().await;
    let cases = [
        (r#""new_identity":{}"#, "'old_identity' is absent"),
        (r#""new_identity":{},"old_identity":null"#, "'old_identity' is null"),
        (r#""new_identity":[],"old_identity":{}"#, "'new_identity' is an array"),
        (r#""a":1"#, "neither"),
    ];
    for (id, (payload, expected)) in (1..).zip(cases) {
        let body =
            format!(r#"{{"id":"1","seq":1,"type":"identity.email.updated","payload":{{{payload}}},"context":{{}}}}"#);
        running.post("/", &[], body.as_bytes()).await;
        let reason = running.no_comparison_reason(Sides::Event { id }).await;
        assert!(reason.contains(expected), "{reason}");
        assert!(running.app.inbox.event(id).await.unwrap().comparable, "the tab is shown with the reason");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_events_are_compared_with_their_request_lines_and_headers() {
    let running = Running::start().await;
    running.post("/a?x=1", &[("X-Trace", "one"), ("X-Same", "s")], br#"{"a":1,"b":2}"#).await;
    running.post("/b?x=1", &[("x-trace", "two"), ("X-Same", "s")], br#"{"b":2,"a":3}"#).await;
    let comparison = running.open_comparison(first_two()).await;
    assert_eq!(running.paths(ChangeList::Shown).await, ["/a"]);
    let about: Vec<_> = comparison.about.iter().map(|change| change.label.as_deref().unwrap()).collect();
    assert_eq!(about, ["Target"]);
    assert_eq!(
        (text(&comparison.about[0].old).as_str(), text(&comparison.about[0].new).as_str()),
        ("/a?x=1", "/b?x=1")
    );
    let headers = comparison.headers.unwrap();
    assert_eq!(headers.changes.len(), 1);
    assert_eq!((headers.changes[0].op, headers.changes[0].name.as_str()), (Op::Changed, "x-trace"));
    assert_eq!((text(&headers.changes[0].old).as_str(), text(&headers.changes[0].new).as_str()), ("one", "two"));
    assert_eq!(headers.changes[0].note.as_deref(), Some("the name is written differently"));
    assert!(headers.unchanged >= 1 && headers.omitted == 0);
    assert_eq!((comparison.old_event, comparison.new_event, comparison.at.as_deref()), (Some(1), Some(2), Some("")));
    let missing = running.app.compare.open(1, Sides::Events { old: 1, new: 99 }, ChangeSelection::default()).await;
    assert_eq!(missing.unwrap_err().problem().code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_not_json_are_compared_as_text_or_bytes() {
    let running = Running::start().await;
    for body in [&b"a\nb\nc\n"[..], b"a\nx\nc\n", b"", b"\xff\x00ab", b"\xff\x00xy", b"{}"] {
        running.post("/", &[], body).await;
    }
    let both = |old, new| Sides::Events { old, new };
    let texts = running.open_comparison(both(1, 2)).await;
    assert_eq!((texts.form, texts.changes, texts.rows), (ComparisonMode::Text, 1, 3));
    let why = texts.why.unwrap();
    assert!(why.contains("body of event 1 is not JSON") && why.contains("body of event 2 is not JSON"), "{why}");
    let rows = running.rows(0, 200).await;
    let LineRow::Line(second) = &rows[1] else { panic!("{rows:?}") };
    assert_eq!((line(&second.old).as_str(), line(&second.new).as_str(), second.changed), ("b", "x", true));
    assert!(running.list(ChangeList::Shown).await.is_empty());
    for form in [ComparisonTextFormat::Patch, ComparisonTextFormat::MergePatch] {
        let error = running.app.compare.text(TICKET, form).await.unwrap_err().problem();
        assert!(error.code == ProblemCode::InvalidInput && error.detail.contains("not JSON"), "{error:?}");
    }
    let table = running.app.compare.text(TICKET, ComparisonTextFormat::Markdown).await.unwrap();
    assert!(table.contains("| changed | the body |") && table.contains("compared as text"), "{table}");

    let empty = running.open_comparison(both(6, 3)).await;
    assert_eq!((empty.form, empty.why.as_deref()), (ComparisonMode::Text, Some("There is no body in event 3.")));
    let nothing = running.open_comparison(both(3, 3)).await;
    assert_eq!((nothing.rows, nothing.changes, nothing.why.as_deref()), (0, 0, Some("Neither side has a body.")));

    let bytes = running.open_comparison(both(4, 5)).await;
    assert_eq!((bytes.form, bytes.changes, bytes.rows), (ComparisonMode::Bytes, 1, 0));
    assert!(bytes.why.unwrap().contains("neither JSON nor UTF-8 text: the first invalid byte is at 0."));
    let about: Vec<_> = bytes.about.iter().map(|change| change.label.as_deref().unwrap()).collect();
    assert_eq!(about, ["SHA-256", "First difference"], "the size is the same, so it is not a change");
    assert_eq!(text(&bytes.about[1].old), "at byte 2: 61 62");
    assert!(running.rows(0, 200).await.is_empty());
    let same = running.open_comparison(both(4, 4)).await;
    assert_eq!((same.changes, same.about.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_compared_with_its_sample() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post_json(r#"{"no":"type"}"#).await;
    let parameters = r#"{"userId":"u1","email":"ada@example.com"}"#;
    running.post("/", &[("x-fastgen-event", "auth.user_signedUp")], parameters.as_bytes()).await;
    let comparison = running.open_comparison(Sides::Sample { id: 1 }).await;
    assert_eq!((comparison.old_name.as_str(), comparison.new_name.as_str()), ("sample of user.created", "event 1"));
    assert_eq!((comparison.old_event, comparison.new_event), (None, Some(1)));
    assert!(comparison.changes > 0 && comparison.unchanged > 0);
    let noise = Ignored { times: true, ids: true, paths: Vec::new() };
    let quiet = running.narrow(ChangeSelection { ignored: noise, ..ChangeSelection::default() }).await;
    assert_eq!(quiet.changes + quiet.ignored, comparison.changes);
    let ignored = running.paths(ChangeList::Ignored).await;
    for path in ["/seq", "/id", "/context/timestamp", "/payload/user/id", "/payload/user/created_at"] {
        assert!(ignored.iter().any(|ignored| ignored == path), "{path} of {ignored:?}");
    }
    assert!(running.no_comparison_reason(Sides::Sample { id: 2 }).await.contains("no sample"));
    let bare = running.open_comparison(Sides::Sample { id: 3 }).await;
    assert_eq!(bare.at.as_deref(), Some(""));
    assert!(running.paths(ChangeList::Shown).await.iter().all(|path| path != "/event" && path != "/param"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_compared_with_its_event() {
    let running = Running::start().await;
    let headers = [("content-type", "application/json"), ("x-a", "1")];
    running.post("/hook", &headers, br#"{"a":1,"token":"t"}"#).await;
    let draft = running.app.replay.draft(1).await.unwrap();
    let unedited = request(1, "http://another.example:3000/hook", untouched(&draft));
    let same = running.open_comparison(Sides::Draft { request: unedited.clone() }).await;
    assert_eq!((same.changes, same.about.len()), (0, 0), "a different host is not a change");
    assert!(same.headers.unwrap().changes.is_empty());
    assert!(same.notes.iter().any(|note| note.contains("set for each connection")), "{:?}", same.notes);
    let mut edited = unedited;
    edited.method = "PUT".into();
    edited.url = "http://another.example/elsewhere".into();
    edited.headers.push(header("X-New", "n"));
    edited.body = body_text(r#"{"a":2,"token":"t"}"#);
    let differs = running.open_comparison(Sides::Draft { request: edited.clone() }).await;
    let about: Vec<_> = differs.about.iter().map(|change| change.label.as_deref().unwrap()).collect();
    assert_eq!(about, ["Method", "Path"]);
    let headers = differs.headers.unwrap().changes;
    assert_eq!((headers[0].op, headers[0].name.as_str(), headers.len()), (Op::Added, "X-New", 1));
    assert_eq!(running.paths(ChangeList::Shown).await, ["/a"]);
    assert_eq!((differs.old_event, differs.new_event), (Some(1), None));
    edited.body = body_text("{");
    let broken = running.open_comparison(Sides::Draft { request: edited }).await;
    assert!(broken.form == ComparisonMode::Text && broken.why.unwrap().contains("body of the draft is not JSON"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_compared_with_its_new_signature() {
    let running = Running::start().await;
    let body = running.post_fixture("user.created").await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    let draft = running.app.replay.draft(1).await.unwrap();
    let mut request = request(1, "", untouched(&draft));
    request.body = body_text(String::from_utf8(body).unwrap().replacen("{", r#"{"new":1,"#, 1));
    let comparison = running.open_comparison(Sides::Draft { request }).await;
    assert!(comparison.about.is_empty(), "without a target, the path is not compared");
    let headers = comparison.headers.unwrap().changes;
    assert_eq!(headers.iter().map(|change| change.name.as_str()).collect::<Vec<_>>(), ["X-Authgear-Body-Signature"]);
    assert_eq!(running.paths(ChangeList::Shown).await, ["/new"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_responses_of_two_resends_are_compared() {
    let running = Running::start().await;
    running.post_json("{}").await;
    let send = async |reply: Option<Reply>| {
        let target = reply.map(Target::answering);
        let url = target.as_ref().map_or("http://127.0.0.1:1/".to_owned(), Target::url);
        running.app.replay.send(request(1, url, Vec::new())).await.unwrap().id
    };
    let first = send(Some(Reply::status(200, br#"{"ok":true}"#))).await;
    let second = send(Some(Reply::status(500, br#"{"ok":false}"#))).await;
    let refused = send(None).await;
    let comparison = running.open_comparison(Sides::Responses { old: first, new: second }).await;
    assert_eq!(text(&comparison.about[0].old), "200 OK");
    assert_eq!(text(&comparison.about[0].new), "500 Internal Server Error");
    assert!(comparison.headers.is_some());
    assert_eq!(running.paths(ChangeList::Shown).await, ["/ok"]);
    let reason = running.no_comparison_reason(Sides::Responses { old: first, new: refused }).await;
    assert!(reason.starts_with(&format!("Resend {refused} got no response")), "{reason}");
    let missing =
        running.app.compare.open(1, Sides::Responses { old: first, new: 99 }, ChangeSelection::default()).await;
    assert_eq!(missing.unwrap_err().problem().code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_states_of_a_user_after_two_events_are_compared() {
    let running = Running::start().await;
    let mut story = Story::of_seed(3);
    for name in ["user.authenticated", "user.disabled", "user.reenabled"] {
        let entry = hookglass_senders::catalog::find(name).unwrap();
        running.post("/", &[], &story.next(entry).body).await;
    }
    let user_id = running.app.users.users("", 0, 1).await.unwrap().rows[0].user_id.clone();
    let comparison = running.open_comparison(Sides::User { user_id, old: 1, new: 2 }).await;
    assert_eq!((comparison.old_event, comparison.new_event), (Some(1), Some(2)));
    assert_eq!(comparison.at.as_deref(), Some("/payload/user"));
    let changes = running.list(ChangeList::Shown).await;
    let disabled = changes.iter().find(|change| change.path == "/is_disabled").unwrap();
    assert_eq!(disabled.label.as_deref(), Some("Disabled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn narrowing_a_comparison_keeps_the_counts_consistent() {
    let running = Running::start().await;
    running
        .post_json(r#"{"id":"1","at":"2026-01-01T00:00:00Z","n":1.0,"rows":[{"x":1,"y":1},{"x":2,"y":2}],"payload":{"user":{"is_disabled":false}}}"#)
        .await;
    running
        .post_json(r#"{"id":"2","at":"2026-01-02T00:00:00Z","n":1,"rows":[{"x":1,"y":3},{"x":2,"y":4}],"payload":{"user":{"is_disabled":true}}}"#)
        .await;
    let all = running.open_comparison(first_two()).await;
    assert_eq!((all.changes, all.rewritten, all.ignored, all.filtered), (5, 1, 0, 0));
    let shown = async |narrowing| {
        let open = running.narrow(narrowing).await;
        assert_eq!(open.rows, all.rows, "narrowing does not change the lines");
        let paths = running.paths(ChangeList::Shown).await;
        assert_eq!(paths.len() as u64, open.changes);
        assert_eq!(running.paths(ChangeList::Ignored).await.len() as u64, open.ignored);
        (paths.join(" "), open.ignored, open.filtered, open.rewritten)
    };
    let ignored = |times, ids, paths: &[&str]| ChangeSelection {
        ignored: Ignored { times, ids, paths: paths.iter().map(|path| (*path).to_owned()).collect() },
        ..ChangeSelection::default()
    };
    let user = "/payload/user/is_disabled";
    assert_eq!(shown(ignored(true, true, &["/rows/*/y"])).await, (user.to_owned(), 4, 0, 1));
    assert_eq!(shown(ignored(false, false, &["/payload", "/rows"])).await, ("/id /at".to_owned(), 3, 0, 1));
    let filter = |text: &str| ChangeSelection { filter: text.to_owned(), ..ChangeSelection::default() };
    assert_eq!(shown(filter("ROWS/")).await, ("/rows/0/y /rows/1/y".to_owned(), 0, 3, 1));
    assert_eq!(shown(filter(" disabled ")).await, (user.to_owned(), 0, 4, 1), "the filter also matches labels");
    let counts = ChangeSelection { spelling_counts: true, ..ChangeSelection::default() };
    let (paths, .., rewritten) = shown(counts).await;
    assert_eq!((paths.as_str(), rewritten), ("/id /at /n /rows/0/y /rows/1/y /payload/user/is_disabled", 0));
    assert_eq!(shown(ChangeSelection::default()).await.3, 1);
    assert_eq!(running.paths(ChangeList::Rewritten).await, ["/n"]);

    let table = async |narrowing| {
        running.narrow(narrowing).await;
        running.app.compare.text(TICKET, ComparisonTextFormat::Markdown).await.unwrap()
    };
    let narrow = table(filter("disabled")).await;
    assert!(narrow.contains(user) && !narrow.contains("/rows") && narrow.contains("4 more changes"), "{narrow}");
    let patch = running.app.compare.text(TICKET, ComparisonTextFormat::Patch).await.unwrap();
    assert!(patch.contains("/rows/0/y") && patch.contains("/n"), "narrowing does not affect the patch: {patch}");
    let merge = running.app.compare.text(TICKET, ComparisonTextFormat::MergePatch).await.unwrap();
    assert!(merge.contains(r#""is_disabled":true"#), "{merge}");

    let bad = ignored(false, false, &["rows"]);
    for error in [
        running.app.compare.narrow(TICKET, bad.clone()).await.unwrap_err(),
        running.app.compare.open(9, first_two(), bad).await.unwrap_err(),
    ] {
        let problem = error.problem();
        assert!(problem.code == ProblemCode::InvalidInput && problem.detail.contains("start with '/'"), "{problem:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_patch_that_cannot_be_written_is_an_error() {
    let running = Running::start().await;
    running.post_json(r#"{"x":1}"#).await;
    running.post_json(r#"{"x":null}"#).await;
    running.open_comparison(first_two()).await;
    let problem = running.app.compare.text(TICKET, ComparisonTextFormat::MergePatch).await.unwrap_err().problem();
    assert!(problem.detail.contains("cannot set /x to null"), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn redacted_values_are_shown_only_on_request() {
    let running = Running::start().await;
    for token in ["sesame", "poppy"] {
        running
            .post_json(&format!(
                r#"{{"event":"auth.email_verificationRequested","param":{{"userId":"1","token":"{token}","link":"https://a.example/same"}}}}"#
            ))
            .await;
    }
    running.post("/", &[], b"token=sesame\n").await;
    let open = running.open_comparison(first_two()).await;
    assert!(open.masked && open.masked_in_patch, "the patch sets the token: {open:?}");
    let open = running.open_comparison(Sides::Events { old: 2, new: 2 }).await;
    assert!(open.masked && !open.masked_in_patch, "the patch is empty: {open:?}");
    let open = running.open_comparison(Sides::Events { old: 3, new: 3 }).await;
    assert!(!open.masked, "text bodies have no redacted members: {open:?}");
    for reveal in [false, true] {
        let narrowing = ChangeSelection { reveal, ..ChangeSelection::default() };
        running.open_narrowed(first_two(), narrowing.clone()).await;
        assert_eq!(running.paths(ChangeList::Shown).await, ["/param/token"], "the path of a redacted change is shown");
        running.app.compare.unfold(TICKET, None).unwrap();
        let members = running.app.compare.unchanged(TICKET, 0, 200).await.unwrap();
        let rows = running.rows(0, 200).await;
        let lines: String = rows
            .iter()
            .map(|row| match row {
                LineRow::Line(pair) => line(&pair.old) + &line(&pair.new),
                LineRow::Fold { .. } => String::new(),
            })
            .collect();
        let changes = running.list(ChangeList::Shown).await;
        let table = running.app.compare.text(TICKET, ComparisonTextFormat::Markdown).await.unwrap();
        for format in [ComparisonTextFormat::Patch, ComparisonTextFormat::MergePatch] {
            let patch = running.app.compare.text(TICKET, format).await.unwrap();
            assert_eq!((patch.contains("poppy"), patch.contains("••••")), (reveal, !reveal), "{patch}");
        }
        for shown in [&lines, &text(&changes[0].old), &table] {
            assert_eq!(shown.contains("sesame"), reveal, "{shown}");
            assert_eq!(shown.contains("••••"), !reveal, "{shown}");
        }
        assert_eq!(format!("{members:?}").contains("a.example"), reveal);
        running.open_narrowed(Sides::Events { old: 1, new: 3 }, narrowing).await;
        let LineRow::Line(first) = &running.rows(0, 1).await[0] else { panic!("all lines differ") };
        assert_eq!(line(&first.old).contains("sesame"), reveal, "text that is compared with JSON is redacted too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn long_unchanged_sections_are_folded() {
    let running = Running::start().await;
    let body = |changed: &[usize]| {
        let elements = (0..60).map(|at| if changed.contains(&at) { format!("\"{at}\"") } else { at.to_string() });
        format!("[{}]", elements.collect::<Vec<_>>().join(","))
    };
    running.post_json(&body(&[])).await;
    running.post_json(&body(&[10, 50])).await;
    running.post_json(&body(&[])).await;
    let comparison = running.open_comparison(first_two()).await;
    let rows = running.rows(0, 200).await;
    assert_eq!(rows.len() as u64, comparison.rows);
    let folds: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            LineRow::Fold { fold, count } => Some((*fold, *count)),
            LineRow::Line(_) => None,
        })
        .collect();
    assert_eq!(folds.len(), 3);
    let lines = rows.len() as u64 - 3 + folds.iter().map(|fold| fold.1).sum::<u64>();
    assert_eq!(lines, 62, "each line is visible or in a fold");
    // Navigation reaches each change, forward and backward.
    let (mut at, mut found) = (-1, Vec::new());
    while let Some(row) = running.app.compare.next_change(TICKET, at, false).unwrap() {
        let LineRow::Line(pair) = &running.rows(row, 1).await[0] else { panic!("row {row} is folded") };
        assert!(pair.changed);
        found.push(row);
        at = row as i64;
    }
    assert_eq!(running.app.compare.next_change(TICKET, at, true).unwrap(), found.iter().rev().nth(1).copied());
    let opened = running.app.compare.unfold(TICKET, Some(folds[1].0)).unwrap();
    assert_eq!(opened, comparison.rows + folds[1].1 - 1);
    assert_eq!(
        running.app.compare.unfold(TICKET, Some(folds[1].0)).unwrap(),
        opened,
        "unfolding twice changes nothing"
    );
    assert_eq!(running.app.compare.unfold(TICKET, None).unwrap(), lines);
    assert_eq!(running.rows(lines - 1, 200).await.len(), 1, "a window at the end has only the remaining rows");
    assert!(running.rows(lines, 200).await.is_empty() && running.rows(u64::MAX, 200).await.is_empty());
    assert_eq!(running.app.compare.fold(TICKET).await.unwrap(), comparison.rows);
    assert_eq!(running.rows(0, 200).await, rows, "folding restores the rows");

    let same = running.open_comparison(Sides::Events { old: 1, new: 3 }).await;
    assert_eq!((same.changes, same.rows), (0, 1));
    assert_eq!(running.rows(0, 200).await, [LineRow::Fold { fold: 0, count: 62 }]);
    assert_eq!(running.app.compare.next_change(TICKET, -1, false).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rows_of_a_hundred_thousand_elements_are_reachable() {
    let running = Running::start().await;
    let element = |at: usize, changed: bool| format!(r#"{{"id":{at},"v":{}}}"#, if changed { -1 } else { at as i64 });
    let body = |edited: bool| {
        let elements = (0..100_000).map(|at| element(at, edited && at % 100 == 99));
        format!("[{}]", elements.collect::<Vec<_>>().join(","))
    };
    running.post_json(&body(false)).await;
    running.post_json(&body(true)).await;
    let comparison = running.open_comparison(first_two()).await;
    assert_eq!((comparison.changes, comparison.unchanged), (1_000, 199_000));
    let last = running.app.compare.changes(TICKET, ChangeList::Shown, 999, 200).await.unwrap();
    assert_eq!(last.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["/99999/v"]);
    let window = running.app.compare.changes(TICKET, ChangeList::Shown, 0, 100_000).await.unwrap();
    assert_eq!(window.len(), 200, "a window has at most 200 rows");
    let row = running.app.compare.next_change(TICKET, comparison.rows as i64, true).unwrap().unwrap();
    let LineRow::Line(pair) = &running.rows(row, 1).await[0] else { panic!("row {row} is folded") };
    assert_eq!((line(&pair.new).as_str(), pair.changed), ("\"v\": -1", true));
    assert_eq!(pair.new.as_ref().unwrap().number, 400_000);
    assert_eq!(running.app.compare.unfold(TICKET, None).unwrap(), 400_002);
    let members = running.app.compare.unchanged(TICKET, 198_999, 200).await.unwrap();
    assert_eq!(members.iter().map(|member| member.path.as_str()).collect::<Vec<_>>(), ["/99999/id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_is_canceled_closed_or_evicted() {
    let running = Running::start().await;
    running.post_json(r#"{"a":1}"#).await;
    running.post_json(r#"{"a":2}"#).await;
    let app = &running.app;
    let opening = app.compare.open(TICKET, first_two(), ChangeSelection::default());
    let (opened, ()) = tokio::join!(opening, async { app.compare.close(TICKET) });
    assert_eq!(opened.unwrap(), Compared::Cancelled);
    let gone = app.compare.lines(TICKET, 0, 10).await.unwrap_err().problem();
    assert!(gone.code == ProblemCode::NotFound && gone.detail.contains("open it again"), "{gone:?}");

    running.open_comparison(first_two()).await;
    app.compare.close(TICKET);
    app.compare.close(TICKET);
    assert!(app.compare.changes(TICKET, ChangeList::Shown, 0, 1).await.is_err());
    assert!(app.compare.unchanged(TICKET, 0, 1).await.is_err());
    assert!(app.compare.narrow(TICKET, ChangeSelection::default()).await.is_err());
    assert!(app.compare.unfold(TICKET, None).is_err() && app.compare.next_change(TICKET, 0, false).is_err());
    assert!(app.compare.text(TICKET, ComparisonTextFormat::Patch).await.is_err());

    for ticket in 1..=9 {
        open(app.compare.open(ticket, first_two(), ChangeSelection::default()).await.unwrap());
    }
    assert!(app.compare.lines(1, 0, 1).await.is_err(), "the oldest comparison is evicted");
    assert!(app.compare.lines(2, 0, 1).await.is_ok() && app.compare.lines(9, 0, 1).await.is_ok());
    // A reused ticket refers to the new comparison.
    assert_eq!(
        open(app.compare.open(9, Sides::Events { old: 1, new: 1 }, ChangeSelection::default()).await.unwrap()).changes,
        0
    );
    assert!(app.compare.changes(9, ChangeList::Shown, 0, 1).await.unwrap().is_empty());
}

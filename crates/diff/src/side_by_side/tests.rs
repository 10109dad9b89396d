use super::line::mark;
use super::*;
use bytes::Bytes;
use hookglass_json::Document;

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn never() -> bool {
    false
}

fn written(pair: &LinePair) -> String {
    let side = |line: &Option<DiffLine>| {
        let Some(line) = line else { return "~".to_owned() };
        let text =
            line.tokens.iter().map(|token| if token.marked { format!("[{}]", token.text) } else { token.text.clone() });
        format!("{}{}{}", line.number, " ".repeat(1 + line.depth as usize), text.collect::<String>())
    };
    format!("{} | {}", side(&pair.old), side(&pair.new))
}

fn laid_out(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (document(old), document(new));
    let layout = Layout::of_values(old.root(), new.root(), &never).unwrap();
    let row = |row| layout.values(row, (old.root(), new.root()), &|_, _| None).unwrap();
    (0..layout.len()).map(|at| written(&row(at))).collect()
}

fn texts(old: &str, new: &str) -> (Vec<String>, usize) {
    let of = |text: &str| TextLines::of(Bytes::copy_from_slice(text.as_bytes())).unwrap();
    let (old, new) = (of(old), of(new));
    let compared = Layout::of_texts(&old, &new, &never).unwrap();
    let row = |row| compared.layout.texts(row, (&old, &new), &|_, _| None).unwrap();
    ((0..compared.layout.len()).map(|at| written(&row(at))).collect(), compared.places)
}

#[test]
fn the_same_member_is_on_the_same_line() {
    let lines = laid_out(r#"{"a":1,"gone":[2],"b":{"c":"x"},"e":{}}"#, r#"{"b":{"c":"y","d":null},"a":1,"e":{}}"#);
    let expected = [
        "1 { | 1 {",
        "2  \"gone\": [ | ~",
        "3   2 | ~",
        "4  ], | ~",
        "5  \"b\": { | 2  \"b\": {",
        "6   \"c\": \"[x]\", | 3   \"c\": \"[y]\",",
        "~ | 4   \"d\": null",
        "7  }, | 5  },",
        "8  \"a\": 1, | 6  \"a\": 1,",
        "9  \"e\": {} | 7  \"e\": {}",
        "10 } | 8 }",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn two_members_are_compared_without_their_names() {
    let both = document(r#"{"old":{"a":1},"new":{"a":1}}"#);
    let (old, new) = (both.root().get("old").unwrap(), both.root().get("new").unwrap());
    let layout = Layout::of_values(old, new, &never).unwrap();
    let first = layout.values(0, (old, new), &|_, _| None).unwrap();
    assert_eq!(first.new.unwrap().tokens, [mark("{")]);
}

#[test]
fn a_value_of_another_form_is_below_the_one_it_replaces() {
    let lines = laid_out(r#"{"a":[1],"b":2}"#, r#"{"a":null,"b":2}"#);
    assert_eq!(lines[1..5], ["2  \"a\": [ | ~", "3   1 | ~", "4  ], | ~", "~ | 2  \"a\": null,"]);
    assert_eq!(laid_out("1", "[1]"), ["1 1 | ~", "~ | 1 [", "~ | 2  1", "~ | 3 ]"]);
}

#[test]
fn a_replaced_text_is_not_in_the_line() {
    let (old, new) = (document(r#"{"token":"abc"}"#), document(r#"{"token":"xyz"}"#));
    let layout = Layout::of_values(old.root(), new.root(), &never).unwrap();
    let row = layout.values(1, (old.root(), new.root()), &|_, _| Some("…".to_owned())).unwrap();
    assert!(row.changed);
    assert_eq!(written(&row), "2  \"token\": … | 2  \"token\": …");
}

#[test]
fn deep_values_are_laid_out_and_the_work_can_be_stopped() {
    let deep = document(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)));
    let layout = Layout::of_values(deep.root(), deep.root(), &never).unwrap();
    assert_eq!(layout.len(), 199_999);
    let last = layout.values(199_998, (deep.root(), deep.root()), &|_, _| None).unwrap();
    assert_eq!(written(&last), "199999 ] | 199999 ]");
    let asked = std::cell::Cell::new(0);
    let stopped = || {
        asked.set(asked.get() + 1);
        asked.get() > 3
    };
    assert!(Layout::of_values(deep.root(), deep.root(), &stopped).is_none());
    assert_eq!(asked.get(), 4, "it is checked during the work and not after it returned true");
}

#[test]
fn texts_are_laid_out_by_their_lines() {
    let (lines, places) = texts("a\nb\nc\n", "a\nx\ny\nc");
    assert_eq!(lines, ["1 a | 1 a", "2 [b] | 2 [x]", "3 [c] | 3 [y]", "~ | 4 c"]);
    assert_eq!(places, 1);
    assert_eq!(texts("a\nb", "a\nb\n"), (vec!["1 a | 1 a".into(), "2 b[ (no line end)] | 2 b".into()], 1));
    assert_eq!(texts("", "a\n"), (vec!["~ | 1 a".into()], 1));
    assert_eq!(texts("", ""), (Vec::new(), 0));
    assert!(TextLines::of(Bytes::from_static(b"\xff")).is_none());
}

/// Two arrays of numbers that differ at these positions. Because of the bracket, the element at `n`
/// is row `n + 1`.
fn numbers(count: usize, differ: &[usize]) -> (Layout, Folds) {
    let text = |with: &[usize]| {
        let element = |at: usize| if with.contains(&at) { format!("\"{at}\"") } else { at.to_string() };
        document(&format!("[{}]", (0..count).map(element).collect::<Vec<_>>().join(",")))
    };
    let (old, new) = (text(&[]), text(differ));
    let layout = Layout::of_values(old.root(), new.root(), &never).unwrap();
    let folds = Folds::of(&layout);
    (layout, folds)
}

fn seen(folds: &Folds) -> Vec<Folded> {
    let seen: Vec<_> = (0..).map_while(|position| folds.at(position)).collect();
    assert_eq!(seen.len(), folds.len());
    seen
}

/// All rows in order, with folds expanded.
fn unfolded(folds: &Folds) -> Vec<usize> {
    let rows = |folded| match folded {
        Folded::Row(row) => row..row + 1,
        Folded::Fold { fold, count } => fold..fold + count,
    };
    seen(folds).into_iter().flat_map(rows).collect()
}

#[test]
fn three_rows_stay_visible_around_a_change() {
    let (layout, mut folds) = numbers(40, &[10, 30]);
    let all: Vec<usize> = (0..layout.len()).collect();
    let hidden: Vec<_> = seen(&folds)
        .into_iter()
        .filter_map(|seen| match seen {
            Folded::Fold { fold, count } => Some((fold, count)),
            Folded::Row(_) => None,
        })
        .collect();
    assert_eq!(all.iter().find(|&&row| layout.is_changed(row)), Some(&11));
    assert_eq!(hidden[0], (0, 8), "three rows before the first change stay");
    assert_eq!(hidden.len(), 3);
    assert_eq!(unfolded(&folds), all);
    assert!(folds.open(hidden[1].0) && !folds.open(hidden[1].0) && !folds.open(5));
    assert_eq!(unfolded(&folds), all);
    assert_eq!(seen(&folds).iter().filter(|seen| matches!(seen, Folded::Fold { .. })).count(), 2);
    folds.open_all();
    assert_eq!(folds.len(), layout.len());
    assert_eq!(unfolded(&folds), all);
}

#[test]
fn short_runs_are_not_folded_and_equal_values_are_folded_entirely() {
    // Between two changes there is context on both sides, and the rest in the middle.
    for (apart, folds_between) in [(10, 0), (11, 1)] {
        let (_, folds) = numbers(apart + 1, &[0, apart]);
        let found = seen(&folds).into_iter().filter(|seen| matches!(seen, Folded::Fold { .. })).count();
        assert_eq!(found, folds_between, "{apart} apart");
    }
    let (layout, folds) = numbers(50, &[]);
    assert_eq!(seen(&folds), [Folded::Fold { fold: 0, count: layout.len() }]);
    assert_eq!(numbers(1, &[]).1.len(), 3, "three rows are not folded");
    assert_eq!((Folds::default().len(), Folds::default().at(0)), (0, None));
}

#[test]
fn the_next_changed_row_is_found_in_both_directions() {
    let (layout, mut folds) = numbers(40, &[10, 30]);
    let is_change = |folds: &Folds, position| match folds.at(position).unwrap() {
        Folded::Row(row) => layout.is_changed(row),
        Folded::Fold { .. } => false,
    };
    for opened in [false, true] {
        if opened {
            folds.open_all();
        }
        let mut forth = Vec::new();
        let mut at = -1;
        while let Some(next) = folds.changed(&layout, at, false) {
            assert!(is_change(&folds, next));
            forth.push(next);
            at = next as i64;
        }
        let mut back = Vec::new();
        let mut at = folds.len() as i64;
        while let Some(next) = folds.changed(&layout, at, true) {
            back.push(next);
            at = next as i64;
        }
        back.reverse();
        assert_eq!(forth, back);
        assert_eq!(forth.len(), (0..layout.len()).filter(|&row| layout.is_changed(row)).count());
    }
    assert_eq!(folds.changed(&layout, 1_000, false), None);
    assert_eq!(folds.changed(&layout, -1, true), None);
}

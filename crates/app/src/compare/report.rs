//! A comparison for the command line and for a bug report: all of it at once, as lines, a table, or JSON.

use hookglass_diff as diff;
use hookglass_diff::{Change, HeaderChange, Hunk, Op, hunks};
use hookglass_json::{
    Value,
    display::{code_span, elided},
    encode_string,
};
use hookglass_senders::{redact, signature::sha256};

use super::{
    comparison::{Comparison, Found, Json},
    display::from,
    filter_by_value::{Lists, Narrowed},
    sides::{Pair, Side},
};
use crate::error::AppError;

/// Changes that are printed.
const MOST_PRINTED: usize = 100_000;
/// Characters in a cell of a table.
const MOST_IN_A_CELL: usize = 300;
/// What is called so where it has no members.
const BODY: &str = "the body";

/// What is asked for of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// The changes, or a patch too.
    pub wanted: Wanted,
    /// The request line and the headers too.
    pub headers: bool,
    /// Whether another spelling of the same value is a change.
    pub spelling_counts: bool,
    /// Whether masked values are shown. A patch never covers them.
    pub reveal: bool,
}

/// The form in which a comparison is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// The changes.
    #[default]
    Changes,
    /// A JSON Patch (RFC 6902) too.
    Patch,
    /// A merge patch (RFC 7386) too.
    MergePatch,
}

/// A comparison for the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What the two sides are.
    pub sides: (String, String),
    /// The changes, one each: sign, pointer, old and new.
    pub changes: Vec<ChangeLine>,
    /// RFC 6902 or RFC 7386, when it was asked for.
    pub patch: Option<String>,
    /// The same values, written differently. They are not changes.
    pub rewritten: Vec<ChangeLine>,
    /// Members that are equal.
    pub unchanged: usize,
    /// What a person has to know about the comparison.
    pub notes: Vec<String>,
    /// Changes beyond the first 100,000.
    pub omitted: usize,
    /// What differs of the request line, or of the status line, by its name; when it was asked for.
    pub about: Vec<ChangeLine>,
    /// How the headers differ; when it was asked for.
    pub headers: Vec<HeaderChange>,
}

/// A change for the command line. Values are JSON texts, exactly as they stand in the bodies but for what is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// What happened.
    pub op: Op,
    /// Where.
    pub path: String,
    /// Where on the old side, when that is another place.
    pub from: Option<String>,
    /// A readable name.
    pub label: Option<String>,
    /// What was there.
    pub old: Option<String>,
    /// What is there.
    pub new: Option<String>,
    /// What the eye cannot see.
    pub note: Option<String>,
}

impl Compared {
    pub(super) fn of(comparison: &Comparison, asked: Asked) -> Result<Self, AppError> {
        let narrowed = Narrowed::all(asked.spelling_counts, asked.reveal);
        Self::of_lists(comparison, &narrowed.lists(comparison), asked)
    }

    /// What is in these lists.
    pub(super) fn of_lists(comparison: &Comparison, lists: &Lists, asked: Asked) -> Result<Self, AppError> {
        let pair = comparison.pair();
        let mut compared = Self {
            sides: (pair.old.name.clone(), pair.new.name.clone()),
            changes: Vec::new(),
            patch: None,
            rewritten: Vec::new(),
            unchanged: 0,
            notes: comparison.notes.clone(),
            omitted: 0,
            about: Vec::new(),
            headers: Vec::new(),
        };
        if asked.headers {
            let about = pair.about.iter();
            let line = |text: &String| Some(encode_string(text));
            compared.about =
                about.map(|about| ChangeLine::of(about.label, line(&about.old), line(&about.new))).collect();
            compared.headers = comparison.headers.as_ref().map(|headers| headers.changes.clone()).unwrap_or_default();
        }
        let Some(json) = comparison.json() else {
            if asked.wanted != Wanted::Changes {
                return Err(AppError::NotAsJson(comparison.why.clone().unwrap_or_default()));
            }
            let (changes, form) = not_json(comparison, asked.reveal);
            compared.omitted = changes.len().saturating_sub(MOST_PRINTED);
            compared.changes = changes.into_iter().take(MOST_PRINTED).collect();
            compared.notes.push(format!("compared {form}. {}", comparison.why.as_deref().unwrap_or_default()));
            return Ok(compared);
        };
        let lines = |numbers: &[u32]| {
            let changes = numbers.iter().take(MOST_PRINTED).filter_map(|&number| json.change(number));
            changes.map(|change| change_line(pair, json, change, asked.reveal)).collect()
        };
        compared.changes = lines(&lists.shown);
        compared.omitted = lists.shown.len().saturating_sub(MOST_PRINTED);
        compared.rewritten = lines(&lists.rewritten);
        compared.unchanged = json.unchanged();
        compared.patch = match asked.wanted {
            Wanted::Changes => None,
            Wanted::Patch => Some(diff::patch(&json.diff)?),
            Wanted::MergePatch => Some(diff::merge_patch(&json.diff)?),
        };
        let left_out = [("ignored", lists.ignored.len() as u64), ("kept out by the filter", lists.filtered)];
        let told = left_out.into_iter().filter(|(_, count)| *count > 0);
        compared.notes.extend(told.map(|(why, count)| format!("{count} more changes, {why}.")));
        Ok(compared)
    }

    /// Whether anything differs of what was asked for. Of a patch: whether there is anything in it.
    pub fn differs(&self) -> bool {
        // A patch also brings about the new spelling.
        let respelled = self.patch.is_some() && !self.rewritten.is_empty();
        let headers = self.headers.iter().any(|change| !change.is_spelling());
        respelled || headers || !self.changes.is_empty() || !self.about.is_empty()
    }

    /// The changes as a table of Markdown, for a bug report, under the names of the two sides. Payload text stands in code
    /// spans that it cannot end.
    pub fn to_markdown(&self) -> String {
        let cell = |text: Option<&str>| text.map(|text| code_span(text, MOST_IN_A_CELL)).unwrap_or_default();
        let side = |name: &str| code_span(name, MOST_IN_A_CELL);
        let mut lines = vec![
            format!("{} → {}\n", side(&self.sides.0), side(&self.sides.1)),
            "| change | path | old | new | note |".to_owned(),
            "| --- | --- | --- | --- | --- |".to_owned(),
        ];
        for about in &self.about {
            let (name, old, new) =
                (about.label.as_deref().unwrap_or_default(), about.old.as_deref(), about.new.as_deref());
            lines.push(format!("| changed | {name} | {} | {} |  |", cell(old), cell(new)));
        }
        for header in &self.headers {
            let name = code_span(&header.name, MOST_IN_A_CELL);
            let op = if header.is_spelling() { "rewritten" } else { word(header.op) };
            let note = header.note.as_deref().unwrap_or_default();
            let (old, new) = (cell(header.old.as_deref()), cell(header.new.as_deref()));
            lines.push(format!("| {op} | header {name} | {old} | {new} | {note} |"));
        }
        let mut row = |op: &str, change: &ChangeLine| {
            let from = change.from.as_deref().map(|from| format!(" from {}", code_span(from, MOST_IN_A_CELL)));
            let path = match change.path.as_str() {
                "" => change.unplaced().to_owned(),
                path => code_span(path, MOST_IN_A_CELL),
            };
            let sides = if op == "moved" { (None, None) } else { (change.old.as_deref(), change.new.as_deref()) };
            let (old, new) = (cell(sides.0), cell(sides.1));
            let note = change.note.as_deref().unwrap_or_default();
            lines.push(format!("| {op} | {path}{} | {old} | {new} | {note} |", from.unwrap_or_default()));
        };
        self.changes.iter().for_each(|change| row(word(change.op), change));
        self.rewritten.iter().for_each(|change| row("rewritten", change));
        if !self.differs() {
            lines.push("\nNo differences.".to_owned());
        }
        if self.omitted > 0 {
            lines.push(format!("\n{} more changes.", self.omitted));
        }
        lines.extend(self.notes.iter().map(|note| format!("\n{}", code_span(note, 1_000))));
        lines.join("\n")
    }

    /// The changes as JSON: a list of `{op, path, from, old, new, note}`. Values stand there as they were written, digit
    /// for digit. `from` is the pointer on the old side where that is another one. The same values, written differently,
    /// close the list; their op is `rewritten`.
    pub fn to_json(&self) -> String {
        let optional = |text: Option<&str>| text.unwrap_or("null").to_owned();
        let line = |op: &str, change: &ChangeLine| {
            let path = encode_string(&change.path);
            let from = optional(change.from.as_deref().map(encode_string).as_deref());
            let note = optional(change.note.as_deref().map(encode_string).as_deref());
            let (old, new) = (optional(change.old.as_deref()), optional(change.new.as_deref()));
            format!(r#"{{"op":{op},"path":{path},"from":{from},"old":{old},"new":{new},"note":{note}}}"#)
        };
        let changes =
            self.changes.iter().map(|change| line(&serde_json::to_string(&change.op).unwrap_or_default(), change));
        let rewritten = self.rewritten.iter().map(|change| line(r#""rewritten""#, change));
        format!("[{}]", changes.chain(rewritten).collect::<Vec<_>>().join(",\n "))
    }
}

impl ChangeLine {
    /// What a change is called that stands at no path.
    pub fn unplaced(&self) -> &str {
        self.label.as_deref().unwrap_or("the whole value")
    }

    fn of(label: &str, old: Option<String>, new: Option<String>) -> Self {
        Self { op: Op::Changed, path: String::new(), from: None, label: Some(label.to_owned()), old, new, note: None }
    }
}

fn change_line(pair: &Pair, json: &Json<'_>, change: &Change<'_>, reveal: bool) -> ChangeLine {
    let path = json.diff.pointer(change.path);
    let covered = |side: &Side, value: Option<Value<'_>>| side.covered(value.filter(|_| !reveal)?.span());
    let (old, new) = (covered(&pair.old, change.old), covered(&pair.new, change.new));
    // What is said of two values would say something of what is covered.
    let note = change.note().filter(|_| old.is_none() && new.is_none());
    let written = |value: Option<Value<'_>>| value.map(|value| value.raw_text().into_owned());
    ChangeLine {
        op: change.op,
        from: from(json, &path, change),
        label: pair.names.of(pair.at.as_ref(), &path).map(|label| label.name),
        path: path.to_string(),
        old: old.or_else(|| written(change.old)),
        new: new.or_else(|| written(change.new)),
        note,
    }
}

fn word(op: Op) -> &'static str {
    match op {
        Op::Added => "added",
        Op::Removed => "removed",
        Op::Changed => "changed",
        Op::Retyped => "another type",
        Op::Moved => "moved",
    }
}

/// The changes of two sides of which one at least is not JSON, and what they were compared as.
fn not_json(comparison: &Comparison, reveal: bool) -> (Vec<ChangeLine>, &'static str) {
    let pair = comparison.pair();
    match comparison.found() {
        Found::Bytes { first } => (first.map(|at| by_bytes(pair, at)).into_iter().collect(), "by their bytes"),
        _ => {
            let text = |side: &Side| {
                let bytes = side.bytes();
                let spans = if reveal { &[] } else { side.masked() };
                redact::cover_text(&bytes, (0, bytes.len()), spans)
            };
            (by_line(&text(&pair.old), &text(&pair.new)), "as text")
        }
    }
}

fn by_line(old: &str, new: &str) -> Vec<ChangeLine> {
    let (olds, news): (Vec<_>, Vec<_>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let line = |Hunk { old, new }: Hunk| {
        let text = |lines: &[&str]| (!lines.is_empty()).then(|| encode_string(&lines.concat()));
        let (op, at) = match (old.is_empty(), new.is_empty()) {
            (true, _) => (Op::Added, new.start),
            (_, true) => (Op::Removed, old.start),
            _ => (Op::Changed, old.start),
        };
        ChangeLine {
            op,
            path: String::new(),
            from: None,
            label: Some(BODY.to_owned()),
            old: text(&olds[old]),
            new: text(&news[new]),
            note: Some(format!("line {}", at + 1)),
        }
    };
    hunks(&olds, &news).0.into_iter().map(line).collect()
}

fn by_bytes(pair: &Pair, at: usize) -> ChangeLine {
    let told = |side: &Side| {
        let bytes = side.bytes();
        Some(encode_string(&elided(&format!("{} bytes, SHA-256 {}", bytes.len(), sha256(&bytes)), MOST_IN_A_CELL)))
    };
    ChangeLine {
        op: Op::Changed,
        path: String::new(),
        from: None,
        label: Some(BODY.to_owned()),
        old: told(&pair.old),
        new: told(&pair.new),
        note: Some(format!("the first difference is at byte {at}")),
    }
}

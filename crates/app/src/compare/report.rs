//! A complete report of a comparison for the command line and for bug reports: as lines, a table,
//! or JSON.

use hookglass_diff as diff;
use hookglass_diff::{Change, HeaderChange, Hunk, Op, hunks};
use hookglass_json::{
    Value,
    display::{code_span, elided},
    encode_string,
};
use hookglass_senders::{redact, signature::sha256};

use super::{
    comparison::{Comparison, Differences, Json},
    display::from,
    error::CompareError,
    filter_by_value::{ChangeFilter, Lists},
    pair::{Pair, Side},
};

/// Maximum changes in a report.
const MAX_CHANGES: usize = 100_000;
/// Maximum characters in a table cell.
const MAX_CELL: usize = 300;
/// The label of a body that is compared without members.
const BODY: &str = "the body";

/// The options of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiffOptions {
    /// Whether to include a patch.
    pub format: DiffFormat,
    /// Whether to include the request line and the headers.
    pub headers: bool,
    /// Whether a different spelling of the same value counts as a change.
    pub spelling_counts: bool,
    /// Whether to show redacted values.
    pub reveal: bool,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiffFormat {
    /// The changes only.
    #[default]
    Changes,
    /// The changes and a JSON Patch (RFC 6902).
    Patch,
    /// The changes and a JSON Merge Patch (RFC 7386).
    MergePatch,
}

/// The report of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffReport {
    /// The names of the two sides.
    pub sides: (String, String),
    /// The changes; at most 100,000.
    pub changes: Vec<ChangeLine>,
    /// The JSON Patch or JSON Merge Patch, if requested.
    pub patch: Option<String>,
    /// Whether the patch contains redacted values, so that it does not apply.
    pub masked_in_patch: bool,
    /// Different spellings of the same values that do not count as changes.
    pub rewritten: Vec<ChangeLine>,
    /// The number of equal members.
    pub unchanged: usize,
    /// Notes about the comparison.
    pub notes: Vec<String>,
    /// The number of changes beyond the first 100,000.
    pub omitted: usize,
    /// The differences in the request line or the status line, if requested.
    pub about: Vec<ChangeLine>,
    /// The differences in the headers, if requested.
    pub headers: Vec<HeaderChange>,
}

/// A change. Values are JSON texts exactly as in the bodies, except redacted ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// The kind of change.
    pub op: Op,
    /// The JSON Pointer.
    pub path: String,
    /// The JSON Pointer on the old side, if it differs.
    pub from: Option<String>,
    /// A readable name.
    pub label: Option<String>,
    /// The old value.
    pub old: Option<String>,
    /// The new value.
    pub new: Option<String>,
    /// A difference that is hard to see in the values.
    pub note: Option<String>,
}

impl DiffReport {
    pub(super) fn of(comparison: &Comparison, options: DiffOptions) -> Result<Self, CompareError> {
        let filter = ChangeFilter::all(options.spelling_counts, options.reveal);
        Self::of_lists(comparison, &filter.lists(comparison), options)
    }

    /// A report of the given lists.
    pub(super) fn of_lists(comparison: &Comparison, lists: &Lists, options: DiffOptions) -> Result<Self, CompareError> {
        let pair = comparison.pair();
        let mut compared = Self {
            sides: (pair.old.name.clone(), pair.new.name.clone()),
            changes: Vec::new(),
            patch: None,
            masked_in_patch: false,
            rewritten: Vec::new(),
            unchanged: 0,
            notes: comparison.notes.clone(),
            omitted: 0,
            about: Vec::new(),
            headers: Vec::new(),
        };
        if options.headers {
            let about = pair.about.iter().map(|about| if options.reveal { about.clone() } else { about.redacted() });
            let line = |text: &String| Some(encode_string(text));
            compared.about =
                about.map(|about| ChangeLine::of(about.label, line(&about.old), line(&about.new))).collect();
            compared.headers = comparison.header_changes(options.reveal).unwrap_or_default();
        }
        let Some(json) = comparison.json() else {
            if options.format != DiffFormat::Changes {
                return Err(CompareError::NotJson(comparison.why.clone().unwrap_or_default()));
            }
            let (changes, form) = not_json(comparison, options.reveal);
            compared.omitted = changes.len().saturating_sub(MAX_CHANGES);
            compared.changes = changes.into_iter().take(MAX_CHANGES).collect();
            compared.notes.push(format!("compared {form}. {}", comparison.why.as_deref().unwrap_or_default()));
            return Ok(compared);
        };
        let lines = |numbers: &[u32]| {
            let changes = numbers.iter().take(MAX_CHANGES).filter_map(|&number| json.change(number));
            changes.map(|change| change_line(pair, json, change, options.reveal)).collect()
        };
        compared.changes = lines(&lists.shown);
        compared.omitted = lists.shown.len().saturating_sub(MAX_CHANGES);
        compared.rewritten = lines(&lists.rewritten);
        compared.unchanged = json.unchanged();
        let redacted = |value: Value<'_>| comparison.patch_text(value, options.reveal);
        compared.patch = match options.format {
            DiffFormat::Changes => None,
            DiffFormat::Patch => Some(diff::patch_with(&json.diff, &redacted)?),
            DiffFormat::MergePatch => Some(diff::merge_patch_with(&json.diff, &redacted)?),
        };
        compared.masked_in_patch = compared.patch.is_some() && !options.reveal && comparison.masked().1;
        let hidden = [("ignored", lists.ignored.len() as u64), ("excluded by the filter", lists.filtered)];
        let hidden = hidden.into_iter().filter(|(_, count)| *count > 0);
        compared.notes.extend(hidden.map(|(why, count)| format!("{count} more changes, {why}.")));
        Ok(compared)
    }

    /// Whether the report contains a difference; for a patch, whether the patch contains an
    /// operation.
    pub fn differs(&self) -> bool {
        // A patch also applies the new spelling.
        let respelled = self.patch.is_some() && !self.rewritten.is_empty();
        let headers = self.headers.iter().any(|change| !change.is_spelling);
        respelled || headers || !self.changes.is_empty() || !self.about.is_empty()
    }

    /// The changes as a Markdown table for a bug report, below the names of the two sides. Payload
    /// text is in code spans that the text itself cannot close.
    pub fn to_markdown(&self) -> String {
        let cell = |text: Option<&str>| text.map(|text| code_span(text, MAX_CELL)).unwrap_or_default();
        let side = |name: &str| code_span(name, MAX_CELL);
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
            let name = code_span(&header.name, MAX_CELL);
            let op = if header.is_spelling { "rewritten" } else { word(header.op) };
            let note = header.note.as_deref().unwrap_or_default();
            let (old, new) = (cell(header.old.as_deref()), cell(header.new.as_deref()));
            lines.push(format!("| {op} | header {name} | {old} | {new} | {note} |"));
        }
        let mut row = |op: &str, change: &ChangeLine| {
            let from = change.from.as_deref().map(|from| format!(" from {}", code_span(from, MAX_CELL)));
            let path = match change.path.as_str() {
                "" => change.unplaced().to_owned(),
                path => code_span(path, MAX_CELL),
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

    /// The changes as a JSON array of `{op, path, from, old, new, note}`. Values are as in the
    /// bodies, or redacted. `from` is the pointer on the old side, if it differs. Respellings of
    /// the same values are last and have the op `rewritten`.
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
    /// The name of a change without a path.
    pub fn unplaced(&self) -> &str {
        self.label.as_deref().unwrap_or("the whole value")
    }

    fn of(label: &str, old: Option<String>, new: Option<String>) -> Self {
        Self { op: Op::Changed, path: String::new(), from: None, label: Some(label.to_owned()), old, new, note: None }
    }
}

fn change_line(pair: &Pair, json: &Json<'_>, change: &Change<'_>, reveal: bool) -> ChangeLine {
    let path = json.diff.pointer(change.path);
    let redacted = |side: &Side, value: Option<Value<'_>>| side.redacted(value.filter(|_| !reveal)?.span());
    let (old, new) = (redacted(&pair.old, change.old), redacted(&pair.new, change.new));
    // A note about two values would reveal something about a redacted value.
    let note = change.note().filter(|_| old.is_none() && new.is_none());
    let raw = |value: Option<Value<'_>>| value.map(|value| value.raw_text().into_owned());
    ChangeLine {
        op: change.op,
        from: from(json, &path, change),
        label: pair.names.of(pair.at.as_ref(), &path).map(|label| label.name),
        path: path.to_string(),
        old: old.or_else(|| raw(change.old)),
        new: new.or_else(|| raw(change.new)),
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

/// The changes between two sides that are not both JSON, and how they were compared.
fn not_json(comparison: &Comparison, reveal: bool) -> (Vec<ChangeLine>, &'static str) {
    let pair = comparison.pair();
    match comparison.differences() {
        Differences::Bytes { first } => (first.map(|at| by_bytes(pair, at)).into_iter().collect(), "as bytes"),
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
    let digest = |side: &Side| {
        let bytes = side.bytes();
        Some(encode_string(&elided(&format!("{} bytes, SHA-256 {}", bytes.len(), sha256(&bytes)), MAX_CELL)))
    };
    ChangeLine {
        op: Op::Changed,
        path: String::new(),
        from: None,
        label: Some(BODY.to_owned()),
        old: digest(&pair.old),
        new: digest(&pair.new),
        note: Some(format!("the first difference is at byte {at}")),
    }
}

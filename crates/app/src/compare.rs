//! What changed: `old_identity` against `new_identity` of one event, the state in an event against the one before it, or the
//! bodies of two. Bodies that are not JSON are in `compare/not_json.rs`.

use hookscope_domain::{
    diff::{self, Change, Diff, Op, Part},
    json::{Document, Form, Value, encode_string},
    lines,
    pointer::Pointer,
    shown::{code_span, elided},
    wording,
};
use std::sync::Arc;

use crate::{
    body::{Opened, off_the_async_threads},
    error::AppError,
    hookscope::Hookscope,
    previous::States,
    view::{ChangeView, Changes, Comparison, MemberView},
};

mod not_json;

const OLD: &str = "old_identity";
const NEW: &str = "new_identity";

const MOST_CHANGES: usize = 2_000;
/// Changes that the command line prints.
const MOST_PRINTED: usize = 100_000;
const MOST_LINES: usize = 5_000;
const MOST_CHARACTERS: usize = 4_000;
const MOST_NOTES: usize = 20;
/// Characters in a cell of a table.
const MOST_IN_A_CELL: usize = 300;

impl Opened {
    /// Whether the payload is of a kind that has an old and a new side, also when one of them is missing.
    pub(crate) fn is_comparable(&self) -> bool {
        let named = self.event.envelope.event_type.as_deref();
        let updated = named.is_some_and(|name| name.starts_with("identity.") && name.ends_with(".updated"));
        let Ok(document) = self.document() else { return false };
        let side = |name| document.root().path(&["payload", name]).is_some();
        updated || side(OLD) || side(NEW)
    }
}

impl Hookscope {
    /// The *Changes* of an event, for the window.
    pub async fn changes(&self, id: i64) -> Result<Changes, AppError> {
        let opened = self.opened(id).await?;
        let before = self.before(&opened).await?;
        off_the_async_threads(move || match (before, identities(&opened)) {
            (Some(Ok(states)), _) => Ok(Changes::Compared(states_compared(&states))),
            (Some(Err(reason)), _) | (None, Err(reason)) => Ok(Changes::None { reason }),
            (None, Ok((old, new))) => Ok(Changes::Compared(comparison((OLD, old), (NEW, new), &Pointer::of(new)))),
        })
        .await?
    }

    /// What changed in an event, for the command line.
    pub async fn diff(&self, id: i64, wanted: Wanted) -> Result<Compared, AppError> {
        let opened = self.opened(id).await?;
        let before = self.before(&opened).await?;
        off_the_async_threads(move || {
            opened.json()?;
            if let Some(found) = before {
                let states = found.map_err(|reason| AppError::NothingToCompare { id, reason })?;
                return Compared::of_states(&states, wanted);
            }
            let (old, new) = identities(&opened).map_err(|reason| AppError::NothingToCompare { id, reason })?;
            let whole = |value: Value<'_>| value.raw_text().into_owned();
            Compared::of((old, &whole), (new, &whole), wanted)
        })
        .await?
    }

    /// What an event without two sides of its own is compared by: its state and the one before it, or why there is none.
    async fn before(&self, opened: &Arc<Opened>) -> Result<Option<Result<States, String>>, AppError> {
        if opened.is_comparable() { Ok(None) } else { self.states(opened).await }
    }

    /// What is different between the bodies of two events. Without `reveal`, masked values are covered, but not in a patch.
    /// Bodies that are not JSON are compared as text or bytes, but there is no patch of them.
    pub async fn diff_two(&self, old: i64, new: i64, wanted: Wanted, reveal: bool) -> Result<Compared, AppError> {
        let (old, new): (Arc<Opened>, Arc<Opened>) = (self.opened(old).await?, self.opened(new).await?);
        off_the_async_threads(move || {
            let shown = |opened: &Opened, value: Value<'_>| {
                if reveal { value.raw_text().into_owned() } else { opened.covered(value) }
            };
            if wanted == Wanted::Changes && (old.document().is_err() || new.document().is_err()) {
                return Ok(not_json::compared(&old, &new, reveal));
            }
            let (old_root, new_root) = (old.json()?.root(), new.json()?.root());
            Compared::of((old_root, &|value| shown(&old, value)), (new_root, &|value| shown(&new, value)), wanted)
        })
        .await?
    }
}

/// What is asked for of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The changes.
    Changes,
    /// A JSON Patch (RFC 6902) too.
    Patch,
    /// A merge patch (RFC 7386) too.
    MergePatch,
}

/// A comparison for the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Of which events the two sides are, where that was not said by whom asked: `user in event 12`, `user in event 15`.
    pub sides: Option<(String, String)>,
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

type Side<'a> = (Value<'a>, &'a dyn Fn(Value<'_>) -> String);

impl Compared {
    /// Each side is its value and how the values in it are shown.
    fn of((old, show_old): Side<'_>, (new, show_new): Side<'_>, wanted: Wanted) -> Result<Self, AppError> {
        let diff = diff::diff(old, new);
        let login_id_type = login_id_type(new);
        let changes = in_reading_order(&diff);
        let line = |(path, change): &(Pointer, &Change<'_>)| ChangeLine {
            op: change.op,
            path: path.to_string(),
            from: from(&diff, path, change),
            label: wording::of_identity_member(path, login_id_type.as_deref()).map(|label| label.name),
            old: change.old.map(show_old),
            new: change.new.map(show_new),
            note: change.note(),
        };
        let rewritten = diff.rewritten.iter().take(MOST_PRINTED);
        Ok(Self {
            sides: None,
            changes: changes.iter().take(MOST_PRINTED).map(line).collect(),
            omitted: changes.len().saturating_sub(MOST_PRINTED),
            rewritten: rewritten.map(|change| line(&(diff.pointer(change.place), change))).collect(),
            patch: match wanted {
                Wanted::Changes => None,
                Wanted::Patch => Some(diff::patch(&diff)?),
                Wanted::MergePatch => Some(diff::merge_patch(&diff)?),
            },
            unchanged: diff.unchanged_total(),
            notes: diff.by_position.iter().take(MOST_NOTES).map(|&place| by_position_note(&diff, place)).collect(),
        })
    }

    /// The changes as a table of Markdown, for a bug report. Payload text stands in code spans that it cannot end.
    pub fn to_markdown(&self) -> String {
        let cell = |text: Option<&str>| text.map(|text| code_span(text, MOST_IN_A_CELL)).unwrap_or_default();
        let mut lines =
            vec!["| change | path | old | new | note |".to_owned(), "| --- | --- | --- | --- | --- |".to_owned()];
        let mut row = |op: &str, change: &ChangeLine| {
            let from = change.from.as_deref().map(|from| format!(" from {}", code_span(from, MOST_IN_A_CELL)));
            let path = match change.path.as_str() {
                "" => "the whole".to_owned(),
                path => code_span(path, MOST_IN_A_CELL),
            };
            let sides = if op == "moved" { (None, None) } else { (change.old.as_deref(), change.new.as_deref()) };
            let (old, new) = (cell(sides.0), cell(sides.1));
            let note = change.note.as_deref().unwrap_or_default();
            lines.push(format!("| {op} | {path}{} | {old} | {new} | {note} |", from.unwrap_or_default()));
        };
        self.changes.iter().for_each(|change| row(word(change.op), change));
        self.rewritten.iter().for_each(|change| row("rewritten", change));
        if self.changes.is_empty() {
            lines.push("\nNo differences.".to_owned());
        }
        if self.omitted > 0 {
            lines.push(format!("\n{} more changes.", self.omitted));
        }
        lines.extend(self.notes.iter().map(|note| format!("\n{}", code_span(note, 1_000))));
        lines.join("\n")
    }

    fn of_states(states: &States, wanted: Wanted) -> Result<Self, AppError> {
        let whole = |value: Value<'_>| value.raw_text().into_owned();
        let mut compared = Self::of((states.old.root(), &whole), (states.new.root(), &whole), wanted)?;
        compared.sides = Some((states.old_name.clone(), states.new_name.clone()));
        let changes = compared.changes.iter_mut().chain(&mut compared.rewritten);
        changes.for_each(|change| states.name(&change.path, &mut change.label));
        Ok(compared)
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

fn word(op: Op) -> &'static str {
    match op {
        Op::Added => "added",
        Op::Removed => "removed",
        Op::Changed => "changed",
        Op::Retyped => "another type",
        Op::Moved => "moved",
    }
}

/// The two identities of an event, or why there are not two.
fn identities(opened: &Opened) -> Result<(Value<'_>, Value<'_>), String> {
    let document: &Document = match opened.document() {
        Ok(document) => document,
        Err(_) => return Err("The body is not JSON, so it has no old and new side to compare.".to_owned()),
    };
    let Some(payload) = document.root().get("payload") else {
        return Err("The body has no 'payload', so there is no old and new side to compare.".to_owned());
    };
    let side = |name: &str, other: &str| match payload.get(name) {
        Some(value) if value.form() == Form::Object => Ok(value),
        Some(value) if value.form() == Form::Null => {
            Err(format!("'{name}' is null, so there is nothing to compare '{other}' with."))
        }
        Some(value) => {
            Err(format!("'{name}' is {}, not an object, so there is nothing to compare.", value.form().word()))
        }
        None => Err(format!("'{name}' is absent from the payload, so there is nothing to compare '{other}' with.")),
    };
    if payload.get(OLD).is_none() && payload.get(NEW).is_none() {
        return Err("The payload has neither 'old_identity' nor 'new_identity'.".to_owned());
    }
    Ok((side(OLD, NEW)?, side(NEW, OLD)?))
}

/// The names of what is no member of an identity are put in the place of those.
fn states_compared(states: &States) -> Comparison {
    let sides = [(states.old_name.as_str(), states.old.root()), (states.new_name.as_str(), states.new.root())];
    let mut compared = comparison(sides[0], sides[1], &states.at);
    let changes = compared.changes.iter_mut().chain(&mut compared.rewritten);
    changes.for_each(|change| states.name(&change.path, &mut change.label));
    compared.unchanged.iter_mut().for_each(|member| states.name(&member.path, &mut member.label));
    compared.notes.extend(states.note.clone());
    compared
}

fn comparison((old_name, old): (&str, Value<'_>), (new_name, new): (&str, Value<'_>), at: &Pointer) -> Comparison {
    let diff = diff::diff(old, new);
    let login_id_type = login_id_type(new);
    let changes = in_reading_order(&diff);
    let unchanged = diff.unchanged().take(MOST_CHANGES).map(|(path, value)| MemberView {
        label: wording::of_identity_member(&path, login_id_type.as_deref()).map(|label| label.name),
        path: elided(&path.to_string(), MOST_CHARACTERS),
        value: elided(&value.raw_text(), MOST_CHARACTERS),
    });
    let view = |path: &Pointer, change: &Change<'_>| change_view(&diff, path, change, login_id_type.as_deref());
    let (lines, lines_omitted) = lines::side_by_side(old, new, MOST_LINES);
    Comparison {
        old_name: old_name.to_owned(),
        new_name: new_name.to_owned(),
        at: at.to_string(),
        changes: changes.iter().take(MOST_CHANGES).map(|(path, change)| view(path, change)).collect(),
        rewritten: diff
            .rewritten
            .iter()
            .take(MOST_CHANGES)
            .map(|change| view(&diff.pointer(change.place), change))
            .collect(),
        rewritten_total: diff.rewritten.len() as u64,
        omitted: changes.len().saturating_sub(MOST_CHANGES) as u64,
        unchanged: unchanged.collect(),
        unchanged_total: diff.unchanged_total() as u64,
        lines,
        lines_omitted,
        notes: [(old_name, old), (new_name, new)]
            .into_iter()
            .filter_map(|(name, side)| duplicate_note(name, side))
            .chain(diff.by_position.iter().take(MOST_NOTES).map(|&place| by_position_note(&diff, place)))
            .chain(rewritten_note(&diff))
            .collect(),
    }
}

fn change_view(diff: &Diff<'_>, path: &Pointer, change: &Change<'_>, login_id_type: Option<&str>) -> ChangeView {
    let label = wording::of_identity_member(path, login_id_type);
    let apart = change.old.zip(change.new).and_then(|(old, new)| wording::apart(&old.string()?, &new.string()?));
    let (old, new) = match (change.old, change.new) {
        (Some(old), Some(new)) => {
            let (old, new) = diff::parts(&readable(old), &readable(new));
            (Some(old), Some(new))
        }
        (old, new) => (old.map(whole), new.map(whole)),
    };
    ChangeView {
        op: change.op,
        path: elided(&path.to_string(), MOST_CHARACTERS),
        from: from(diff, path, change).map(|from| elided(&from, MOST_CHARACTERS)),
        hint: apart.or_else(|| label.as_ref()?.hint.map(str::to_owned)),
        label: label.map(|label| label.name),
        old,
        new,
        note: change.note(),
    }
}

/// A string without its quotes, unless there is nothing between them; everything else as it is written.
fn readable(value: Value<'_>) -> String {
    let text = value.string().filter(|text| !text.is_empty()).unwrap_or_else(|| value.raw_text());
    elided(&text, MOST_CHARACTERS)
}

fn whole(value: Value<'_>) -> Vec<Part> {
    vec![Part { text: readable(value), marked: false }]
}

/// The pointer on the old side, when it is another than on the new one.
fn from(diff: &Diff<'_>, path: &Pointer, change: &Change<'_>) -> Option<String> {
    diff.from(change.place).filter(|from| from != path).map(|from| from.to_string())
}

fn by_position_note(diff: &Diff<'_>, place: diff::Place) -> String {
    let path = elided(&diff.pointer(place).to_string(), 100);
    let path = if path.is_empty() { "the whole value".to_owned() } else { path };
    format!("{path}: too many elements differ to tell which is which; compared by position from here on.")
}

fn rewritten_note(diff: &Diff<'_>) -> Option<String> {
    let first = elided(&diff.pointer(diff.rewritten.first()?.place).to_string(), 100);
    let first = if first.is_empty() { "the whole value".to_owned() } else { first };
    Some(match diff.rewritten.len() {
        1 => format!("The same value, written differently, is no change: {first}."),
        more => format!("The same values, written differently, are no changes: {first} and {} more.", more - 1),
    })
}

/// Claims first, since they are what a person looks for, and of these the short names before Authgear's own; the time of
/// the change last.
fn in_reading_order<'d, 'a>(diff: &'d Diff<'a>) -> Vec<(Pointer, &'d Change<'a>)> {
    let place = |path: &Pointer| match path.tokens() {
        [claims, claim, ..] if claims == "claims" => u8::from(claim.contains("://")),
        [updated] if updated == "updated_at" => 3,
        _ => 2,
    };
    // What is beyond the bound is only counted, so its pointers need not be written out.
    let mut changes: Vec<_> = diff
        .changes
        .iter()
        .enumerate()
        .map(|(at, change)| {
            let path = if at < MOST_PRINTED { diff.pointer(change.place) } else { Pointer::default() };
            (path, change)
        })
        .collect();
    let ordered = changes.len().min(MOST_PRINTED);
    changes[..ordered].sort_by_key(|(path, _)| place(path));
    changes
}

fn login_id_type(identity: Value<'_>) -> Option<String> {
    let claim = identity.path(&["claims", "https://authgear.com/claims/login_id/type"])?;
    claim.string().map(|text| text.into_owned())
}

fn duplicate_note(name: &str, side: Value<'_>) -> Option<String> {
    let member = side.first_duplicate()?;
    let key = elided(&member.key()?, 100);
    Some(format!(
        "'{key}' stands more than once in {name}; the last one is compared, as Go, JavaScript and Python read it."
    ))
}

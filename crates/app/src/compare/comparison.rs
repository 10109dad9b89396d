//! Two sides and the differences between them, stored as handles into the documents. Text is
//! formatted on demand.

use hookglass_diff as diff;
use hookglass_diff::{
    Change, Diff, HeaderChange, HeadersDiff, Op, first_difference,
    side_by_side::{Layout, LinePair, Side as Which, TextLines},
};
use hookglass_json::{Value, display::elided, pointer::Pointer};
use hookglass_senders::{redact, signature::sha256};
use self_cell::self_cell;

use super::pair::{About, Pair, Side};
use crate::view::ComparisonMode;

/// Maximum notes about arrays that were compared by position.
const MAX_NOTES: usize = 20;

/// Maximum bytes that are shown at the first difference.
const MAX_SHOWN_BYTES: usize = 8;

/// Two sides and their differences.
pub(super) struct Comparison {
    cell: ComparedPair,
    pub(super) headers: Option<HeadersDiff>,
    /// Why the sides are not compared as JSON.
    pub(super) why: Option<String>,
    pub(super) notes: Vec<String>,
}

self_cell!(
    struct ComparedPair {
        owner: Pair,
        #[covariant]
        dependent: Differences,
    }
);

/// The differences.
pub(super) enum Differences<'a> {
    Json(Box<Json<'a>>),
    Text { old: TextLines, new: TextLines, layout: Layout, places: usize },
    Bytes { first: Option<usize> },
}

/// The differences between two JSON values.
pub(super) struct Json<'a> {
    pub(super) diff: Diff<'a>,
    /// The running total of equal members after each value that is equal as a whole.
    unchanged_totals: Vec<u32>,
    /// The numbers of changes and respellings in reading order; see [`Json::change`].
    pub(super) order: Vec<u32>,
    layout: Layout,
}

impl<'a> Json<'a> {
    /// A change by its number. Respellings are numbered after the changes.
    pub(super) fn change(&self, number: u32) -> Option<&Change<'a>> {
        let number = number as usize;
        let changes = &self.diff.changes;
        changes.get(number).or_else(|| self.diff.rewritten.get(number - changes.len()))
    }

    /// Whether a change only respells the same value.
    pub(super) fn is_rewritten(&self, number: u32) -> bool {
        number as usize >= self.diff.changes.len()
    }

    pub(super) fn unchanged(&self) -> usize {
        self.unchanged_totals.last().map_or(0, |&count| count as usize)
    }

    pub(super) fn unchanged_window(&self, start: usize, len: usize) -> Vec<(Pointer, Value<'a>)> {
        self.diff.unchanged_window(&self.unchanged_totals, start, len)
    }
}

/// The comparison was canceled.
struct Cancelled;

impl Comparison {
    /// Compares two sides. `None` if the comparison was canceled.
    pub(super) fn of(pair: Pair, cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let why = not_json(&pair);
        let mut notes = pair.notes.clone();
        let mut gave_up = false;
        let headers = pair.headers.as_ref().map(|(old, new)| diff::headers(old, new));
        let cell =
            ComparedPair::try_new(pair, |pair| differences(pair, &mut gave_up, cancelled).ok_or(Cancelled)).ok()?;
        let pair = cell.borrow_owner();
        if let Differences::Json(json) = cell.borrow_dependent() {
            notes.extend([&pair.old, &pair.new].into_iter().filter_map(duplicate_note));
            let by_position = json.diff.by_position.iter().take(MAX_NOTES);
            notes.extend(by_position.map(|&place| by_position_note(&json.diff, place)));
        }
        if gave_up {
            notes.push("The sides differ too much to find every common line.".to_owned());
        }
        Some(Self { cell, headers, why, notes })
    }

    pub(super) fn pair(&self) -> &Pair {
        self.cell.borrow_owner()
    }

    pub(super) fn differences(&self) -> &Differences<'_> {
        self.cell.borrow_dependent()
    }

    pub(super) fn json(&self) -> Option<&Json<'_>> {
        match self.differences() {
            Differences::Json(json) => Some(json),
            _ => None,
        }
    }

    /// Whether anything shown is redacted, and whether a patch would contain redacted values.
    pub(super) fn masked(&self) -> (bool, bool) {
        let pair = self.pair();
        let hides = |side: &Side| match side.value() {
            Ok(value) => side.hides(value.span()),
            Err(_) => !side.masked().is_empty(),
        };
        let in_patch = self.json().filter(|_| hides(&pair.new)).is_some_and(|json| {
            let patched = json.diff.changes.iter().chain(&json.diff.rewritten).filter(|change| change.op != Op::Moved);
            patched.filter_map(|change| change.new).any(|value| pair.new.hides(value.span()))
        });
        let in_head = self.about(true).iter().any(|about| *about != about.redacted())
            || self
                .headers
                .iter()
                .flat_map(|headers| &headers.changes)
                .any(|change| redacted_header(change) != *change);
        (in_head || in_patch || hides(&pair.old) || hides(&pair.new), in_patch)
    }

    /// The texts that a patch contains instead of its values.
    pub(super) fn patch_text(&self, value: Value<'_>, reveal: bool) -> Option<String> {
        if reveal { None } else { self.pair().new.redacted(value.span()) }
    }

    /// The differing header lines. Without `reveal`, secrets are redacted.
    pub(super) fn header_changes(&self, reveal: bool) -> Option<Vec<HeaderChange>> {
        let changes = &self.headers.as_ref()?.changes;
        Some(if reveal { changes.clone() } else { changes.iter().map(redacted_header).collect() })
    }

    pub(super) fn form(&self) -> ComparisonMode {
        match self.differences() {
            Differences::Json(_) => ComparisonMode::Json,
            Differences::Text { .. } => ComparisonMode::Text,
            Differences::Bytes { .. } => ComparisonMode::Bytes,
        }
    }

    /// The rows of the line views. Sides compared as bytes have none.
    pub(super) fn layout(&self) -> Option<&Layout> {
        match self.differences() {
            Differences::Json(json) => Some(&json.layout),
            Differences::Text { layout, .. } => Some(layout),
            Differences::Bytes { .. } => None,
        }
    }

    /// A row of the line views. Without `reveal`, secrets are redacted.
    pub(super) fn line(&self, row: usize, reveal: bool) -> Option<LinePair> {
        let pair = self.pair();
        let redacted = |which, span| {
            let side = if which == Which::Old { &pair.old } else { &pair.new };
            if reveal { None } else { side.redacted(span) }
        };
        match self.differences() {
            Differences::Json(json) => {
                let sides = (pair.old.value().ok()?, pair.new.value().ok()?);
                json.layout.values(row, sides, &|which, value| redacted(which, value.span()))
            }
            Differences::Text { old, new, layout, .. } => {
                layout.texts(row, (old, new), &|which, span| redacted(which, (span.start, span.end)))
            }
            Differences::Bytes { .. } => None,
        }
    }

    /// The differences besides headers and body. For sides compared as bytes, also size, hash and
    /// first difference.
    pub(super) fn about(&self, reveal: bool) -> Vec<About> {
        let pair = self.pair();
        let of_pair = pair.about.iter();
        let mut about: Vec<_> = of_pair.map(|about| if reveal { about.clone() } else { about.redacted() }).collect();
        if let Differences::Bytes { first: Some(at) } = self.differences() {
            let row = |label, of: &dyn Fn(&Side) -> String| About { label, old: of(&pair.old), new: of(&pair.new) };
            about.push(row("Size", &|side| format!("{} bytes", side.bytes().len())));
            about.push(row("SHA-256", &|side| sha256(&side.bytes())));
            about.push(row("First difference", &|side| first_bytes(side, *at, reveal)));
            about.retain(|about| about.old != about.new);
        }
        about
    }
}

/// A differing header line with its secrets redacted.
fn redacted_header(change: &HeaderChange) -> HeaderChange {
    let shown = |value: &Option<String>| {
        let value = value.as_ref()?;
        Some(redact::header(&change.name, value.as_bytes()).unwrap_or_else(|| value.clone()))
    };
    HeaderChange { old: shown(&change.old), new: shown(&change.new), ..change.clone() }
}

fn first_bytes(side: &Side, at: usize, reveal: bool) -> String {
    let bytes = side.bytes();
    let mut part = bytes[at.min(bytes.len())..(at + MAX_SHOWN_BYTES).min(bytes.len())].to_vec();
    if !reveal {
        redact::cover_bytes(&mut part, at, side.masked());
    }
    let hex: Vec<_> = part.iter().map(|byte| format!("{byte:02x}")).collect();
    match hex.is_empty() {
        true => format!("at byte {at}: end of body"),
        false => format!("at byte {at}: {}", hex.join(" ")),
    }
}

fn differences<'a>(pair: &'a Pair, gave_up: &mut bool, cancelled: &dyn Fn() -> bool) -> Option<Differences<'a>> {
    if cancelled() {
        return None;
    }
    if let (Ok(old), Ok(new)) = (pair.old.value(), pair.new.value()) {
        let diff = diff::diff_until(old, new, cancelled)?;
        let order = in_reading_order(&diff, [old, new].iter().any(|side| is_ranked(*side)));
        let layout = Layout::of_values(old, new, cancelled)?;
        let unchanged_totals = diff.unchanged_totals();
        return Some(Differences::Json(Box::new(Json { unchanged_totals, order, layout, diff })));
    }
    match (TextLines::of(pair.old.bytes()), TextLines::of(pair.new.bytes())) {
        (Some(old), Some(new)) => {
            let compared = Layout::of_texts(&old, &new, cancelled)?;
            *gave_up = compared.gave_up;
            Some(Differences::Text { layout: compared.layout, places: compared.places, old, new })
        }
        _ => Some(Differences::Bytes { first: first_difference(&pair.old.bytes(), &pair.new.bytes()) }),
    }
}

/// Why two sides are not compared as JSON.
fn not_json(pair: &Pair) -> Option<String> {
    let sides = [&pair.old, &pair.new];
    if sides.iter().all(|side| side.bytes().is_empty()) {
        return Some("Neither side has a body.".to_owned());
    }
    let reasons = sides.into_iter().filter_map(|side| {
        let error = side.value().err()?;
        let name = &side.name;
        Some(if side.bytes().is_empty() {
            format!("There is no body in {name}.")
        } else if let Err(utf8_error) = str::from_utf8(&side.bytes()) {
            let at = utf8_error.valid_up_to();
            format!("The body of {name} is neither JSON nor UTF-8 text: the first invalid byte is at {at}.")
        } else if error.gave_up {
            format!("The body of {name} is too large to be compared as JSON: {error}.")
        } else {
            format!("The body of {name} is not JSON: {error}.")
        })
    });
    let mut reasons: Vec<_> = reasons.collect();
    reasons.dedup();
    Some(reasons.join(" ")).filter(|text| !text.is_empty())
}

/// Whether a value is an identity or a user, whose members have a special reading order.
fn is_ranked(side: Value<'_>) -> bool {
    side.get("claims").is_some() || side.get("updated_at").is_some()
}

/// The numbers of changes and respellings in document order. In an identity or user, claims come
/// first because users look for them, with short names before Authgear's namespaced names.
/// `updated_at` comes last.
fn in_reading_order(diff: &Diff<'_>, ranked: bool) -> Vec<u32> {
    let (changes, rewritten) = (&diff.changes, &diff.rewritten);
    let first_spelling = changes.len() as u32;
    let mut order = Vec::with_capacity(changes.len() + rewritten.len());
    let mut spellings = rewritten.iter().zip(first_spelling..).peekable();
    for (change, number) in changes.iter().zip(0..) {
        while let Some((_, spelling)) = spellings.next_if(|(spelling, _)| spelling.path < change.path) {
            order.push(spelling);
        }
        order.push(number);
    }
    order.extend(spellings.map(|(_, number)| number));
    if ranked {
        let change =
            |number: u32| changes.get(number as usize).or_else(|| rewritten.get((number - first_spelling) as usize));
        let rank = |number: &u32| {
            let path = change(*number).map(|change| diff.pointer(change.path)).unwrap_or_default();
            match path.tokens() {
                [claims, claim, ..] if claims == "claims" => u8::from(claim.contains("://")),
                [updated] if updated == "updated_at" => 3,
                _ => 2,
            }
        };
        order.sort_by_cached_key(rank);
    }
    order
}

fn by_position_note(diff: &Diff<'_>, place: diff::ChangePath) -> String {
    let path = elided(&diff.pointer(place).to_string(), 100);
    let path = if path.is_empty() { "the whole value".to_owned() } else { path };
    format!("{path}: too many elements differ to match them, so they are compared by position.")
}

fn duplicate_note(side: &Side) -> Option<String> {
    let member = side.value().ok()?.first_duplicate()?;
    let key = elided(&member.key()?, 100);
    Some(format!(
        "'{key}' occurs more than once in {}; the last one is compared, as in Go, JavaScript and Python.",
        side.name
    ))
}

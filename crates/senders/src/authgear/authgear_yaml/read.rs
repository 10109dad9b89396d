//! Reads the section. Notes and errors have their position in the file.

use super::place::{HooksError, Place};
use super::section::{Handler, Hooks, MAX_QUOTED, Named, Note};
use super::yaml::{Form, Tree, Value};
use crate::chain::Limits;
use crate::envelope::Kind;
use crate::verdict::Severity;
use hookglass_json::display::elided;

/// The most values of all handlers together. Aliases can expand a short file to many values.
const MAX_VALUES: usize = 100_000;
/// The most notes.
const MAX_NOTES: usize = 1_000;

const SECTION: [&str; 4] =
    ["sync_hook_timeout_seconds", "sync_hook_total_timeout_seconds", "blocking_handlers", "non_blocking_handlers"];

/// Reads an `authgear.yaml`, or its `hook:` section by itself.
pub fn read(bytes: &[u8]) -> Result<Hooks, HooksError> {
    let tree = Tree::parse(bytes)?;
    let Some(root) = tree.root().filter(|root| root.form() != Form::Null) else { return Ok(Hooks::default()) };
    let mut hooks = Hooks::default();
    let file = Map::of(root, "the file")?;
    let section = match file.get("hook")? {
        Some(section) => Some(section),
        None if file.get("blocking_handlers")?.is_some() || file.get("non_blocking_handlers")?.is_some() => Some(root),
        None => None,
    };
    let Some(section) = section.filter(|section| section.form() != Form::Null) else {
        let sentence = "No handlers: the file has no 'hook' section.".to_owned();
        hooks.notes.push(Note { severity: Severity::Information, place: root.place(), sentence });
        return Ok(hooks);
    };
    let map = Map::of(section, "'hook'")?;
    map.note_unknown(&SECTION, &mut hooks.notes);
    let default = Limits::default();
    hooks.limits = Limits {
        each: Hooks::limit(whole(map.get(SECTION[0])?)?, default.each),
        total: Hooks::limit(whole(map.get(SECTION[1])?)?, default.total),
    };
    let mut budget = Budget(MAX_VALUES);
    for (at, value) in list(map.get(SECTION[2])?, SECTION[2])?.into_iter().enumerate() {
        let handler = Map::of(budget.take(value)?, "a blocking handler")?;
        handler.note_unknown(&["event", "url"], &mut hooks.notes);
        let event = event_name(handler.require("event")?)?;
        let (url, place) = url(&handler)?;
        hooks.add(Handler { kind: Kind::Blocking, number: at + 1, events: vec![event], url, place });
    }
    for (at, value) in list(map.get(SECTION[3])?, SECTION[3])?.into_iter().enumerate() {
        let handler = Map::of(budget.take(value)?, "a non-blocking handler")?;
        handler.note_unknown(&["events", "url"], &mut hooks.notes);
        let events = list(Some(budget.take(handler.require("events")?)?), "events")?;
        let events: Vec<_> = events.into_iter().map(event_name).collect::<Result<_, _>>()?;
        let (url, place) = url(&handler)?;
        hooks.add(Handler { kind: Kind::NonBlocking, number: at + 1, events, url, place });
    }
    hooks.notes.sort_by_key(|note| note.place);
    hooks.notes.truncate(MAX_NOTES);
    Ok(hooks)
}

/// The number of values that may still be read.
struct Budget(usize);

impl Budget {
    fn take<'t>(&mut self, value: Value<'t>) -> Result<Value<'t>, HooksError> {
        self.0 = self.0.checked_sub(value.len() + 1).ok_or_else(|| {
            let what = format!("the handlers up to here have more than {MAX_VALUES} values; remove some");
            HooksError::at(value.place(), what)
        })?;
        Ok(value)
    }
}

/// A map with its string keys.
struct Map<'t> {
    value: Value<'t>,
    what: &'static str,
    pairs: Vec<(&'t str, Value<'t>, Value<'t>)>,
}

impl<'t> Map<'t> {
    fn of(value: Value<'t>, what: &'static str) -> Result<Self, HooksError> {
        if value.form() != Form::Map {
            let form = value.form().word();
            return Err(HooksError::at(value.place(), format!("{what} is {form}; expected a map")));
        }
        let texts = value.pairs().filter_map(|(key, value)| match key.form() {
            Form::Text(text) => Some((text, key, value)),
            _ => None,
        });
        Ok(Self { value, what, pairs: texts.collect() })
    }

    fn get(&self, name: &str) -> Result<Option<Value<'t>>, HooksError> {
        let mut found = self.pairs.iter().filter(|(key, ..)| *key == name);
        let first = found.next();
        match (first, found.next()) {
            (_, Some((_, key, _))) => Err(HooksError::at(key.place(), format!("'{name}' appears twice"))),
            (Some((_, _, value)), None) => Ok(Some(*value)),
            (None, None) => match self.pairs.iter().find(|(key, ..)| *key == "<<") {
                Some((_, key, _)) => {
                    let what = "merge keys ('<<') are not supported here; write out the merged members";
                    Err(HooksError::at(key.place(), what))
                }
                None => Ok(None),
            },
        }
    }

    fn require(&self, name: &str) -> Result<Value<'t>, HooksError> {
        let missing = || HooksError::at(self.value.place(), format!("{} needs '{name}'", self.what));
        self.get(name)?.ok_or_else(missing)
    }

    /// Adds a note for each unknown member.
    fn note_unknown(&self, names: &[&str], notes: &mut Vec<Note>) {
        for (key, at, _) in self.pairs.iter().filter(|(key, ..)| !names.contains(key)) {
            let key = elided(&key.escape_debug().to_string(), MAX_QUOTED);
            let sentence =
                format!("Authgear rejects '{key}' in {}; known members are {}.", self.what, names.join(", "));
            notes.push(Note { severity: Severity::Error, place: at.place(), sentence });
        }
    }
}

fn list<'t>(value: Option<Value<'t>>, what: &str) -> Result<Vec<Value<'t>>, HooksError> {
    match value.map(|value| (value, value.form())) {
        None | Some((_, Form::Null)) => Ok(Vec::new()),
        Some((value, Form::List)) => Ok(value.elements().collect()),
        Some((value, form)) => {
            Err(HooksError::at(value.place(), format!("'{what}' is {}; expected a list", form.word())))
        }
    }
}

fn text<'t>(value: Value<'t>, what: &str) -> Result<&'t str, HooksError> {
    match value.form() {
        Form::Text(text) => Ok(text),
        form => Err(HooksError::at(value.place(), format!("{what} is {}; expected a string", form.word()))),
    }
}

fn event_name(value: Value<'_>) -> Result<Named, HooksError> {
    Ok(Named { name: text(value, "the name of an event")?.to_owned(), place: value.place() })
}

fn url(handler: &Map<'_>) -> Result<(String, Place), HooksError> {
    let value = handler.require("url")?;
    Ok((text(value, "'url'")?.to_owned(), value.place()))
}

fn whole(value: Option<Value<'_>>) -> Result<Option<u32>, HooksError> {
    let Some(value) = value.filter(|value| value.form() != Form::Null) else { return Ok(None) };
    let number = if let Form::Number(digits) = value.form() { digits.parse().ok() } else { None };
    number.map(Some).ok_or_else(|| HooksError::at(value.place(), "expected a whole number of seconds"))
}

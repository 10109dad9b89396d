//! What came of scenarios as JUnit's XML, which build servers read.
//!
//! A scenario is a test suite and a step a test case. XML 1.0 has no place for most control characters, not even as a
//! reference, so that these are written as `\u{…}`; every text makes well-formed XML.

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;
use std::time::Duration;

use super::Check;

/// A scenario that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its name.
    pub name: String,
    /// When it was begun.
    pub began_at: Timestamp,
    /// What came of its steps, in order.
    pub steps: Vec<Ran>,
}

/// A step that was carried out, or was to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Its name; one without is called by its number.
    pub name: String,
    /// How long it took.
    pub took: Duration,
    /// What came of it.
    pub came: Came,
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It was sent, and this was held against what was expected.
    Checked(Vec<Check>),
    /// It could not be sent; why, in words.
    NotSent(String),
    /// It was not to be sent any more; why, in words.
    Skipped(String),
}

/// How many there are of each kind.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    took: Duration,
}

impl Counts {
    fn of(runs: &[Run]) -> Self {
        let mut counts = Self::default();
        for step in runs.iter().flat_map(|run| &run.steps) {
            counts.tests += 1;
            counts.took = counts.took.saturating_add(step.took);
            match &step.came {
                Came::Checked(checks) => counts.failures += usize::from(checks.iter().any(|check| !check.met)),
                Came::NotSent(_) => counts.errors += 1,
                Came::Skipped(_) => counts.skipped += 1,
            }
        }
        counts
    }

    fn attributes(&self) -> Vec<(&'static str, String)> {
        vec![
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
            ("skipped", self.skipped.to_string()),
            ("time", seconds(self.took)),
        ]
    }
}

/// Writes what came of scenarios. A step fails when something that was expected did not come.
pub fn junit(runs: &[Run]) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // A vector takes everything that is written to it.
    let written = write(&mut writer, runs).map(|()| writer.into_inner());
    written.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default() + "\n"
}

fn write(writer: &mut Writer<Vec<u8>>, runs: &[Run]) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut attributes = vec![("name", "hookglass".to_owned())];
    attributes.extend(Counts::of(runs).attributes());
    element(writer, "testsuites", &attributes, |writer| runs.iter().try_for_each(|run| suite(writer, run)))
}

fn suite(writer: &mut Writer<Vec<u8>>, run: &Run) -> io::Result<()> {
    let mut attributes = vec![("name", run.name.clone())];
    attributes.extend(Counts::of(std::slice::from_ref(run)).attributes());
    attributes.push(("timestamp", run.began_at.to_string()));
    element(writer, "testsuite", &attributes, |writer| {
        run.steps.iter().enumerate().try_for_each(|(at, step)| case(writer, run, at, step))
    })
}

fn case(writer: &mut Writer<Vec<u8>>, run: &Run, at: usize, step: &Ran) -> io::Result<()> {
    let name = match step.name.as_str() {
        "" => format!("step {}", at + 1),
        name => format!("{}. {name}", at + 1),
    };
    let attributes = [("name", name), ("classname", run.name.clone()), ("time", seconds(step.took))];
    element(writer, "testcase", &attributes, |writer| match &step.came {
        Came::Checked(checks) => {
            let told = |met: bool| {
                let these = checks.iter().filter(|check| check.met == met);
                these.map(|check| check.sentence.as_str()).collect::<Vec<_>>()
            };
            let (missed, met) = (told(false), told(true));
            if let [first, ..] = missed[..] {
                let attributes = [("message", first.to_owned()), ("type", "expectation".to_owned())];
                said(writer, "failure", &attributes, &missed.join("\n"))?;
            }
            if met.is_empty() { Ok(()) } else { said(writer, "system-out", &[], &met.join("\n")) }
        }
        Came::NotSent(why) => said(writer, "error", &[("message", why.clone()), ("type", "not_sent".to_owned())], why),
        Came::Skipped(why) => said(writer, "skipped", &[("message", why.clone())], ""),
    })
}

/// An element with elements in it.
fn element(
    writer: &mut Writer<Vec<u8>>,
    name: &str,
    attributes: &[(&str, String)],
    content: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> io::Result<()> {
    let attributes: Vec<_> = attributes.iter().map(|(name, text)| (*name, allowed(text))).collect();
    let attributes = attributes.iter().map(|(name, text)| (*name, text.as_ref()));
    writer.create_element(name).with_attributes(attributes).write_inner_content(content).map(|_| ())
}

/// An element with text in it.
fn said(writer: &mut Writer<Vec<u8>>, name: &str, attributes: &[(&str, String)], text: &str) -> io::Result<()> {
    let attributes: Vec<_> = attributes.iter().map(|(name, text)| (*name, allowed(text))).collect();
    let attributes = attributes.iter().map(|(name, text)| (*name, text.as_ref()));
    let element = writer.create_element(name).with_attributes(attributes);
    let text = allowed(text);
    element.write_text_content(BytesText::new(&text)).map(|_| ())
}

/// A text of characters that XML 1.0 has (2.2, `Char`).
fn allowed(text: &str) -> Cow<'_, str> {
    let is_char = |character: char| {
        matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
            && character != '\u{7f}'
            && !('\u{80}'..='\u{9f}').contains(&character)
    };
    if text.chars().all(is_char) {
        return Cow::Borrowed(text);
    }
    let write = |character: char| {
        if is_char(character) { character.to_string() } else { character.escape_unicode().to_string() }
    };
    Cow::Owned(text.chars().map(write).collect())
}

fn seconds(duration: Duration) -> String {
    format!("{:.3}", duration.as_secs_f64())
}

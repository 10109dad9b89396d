//! Writes the results of scenarios as JUnit XML for build servers.
//!
//! A scenario is a test suite, and a step is a test case. XML 1.0 cannot represent most control
//! characters, so they become `\\u{…}`.

use jiff::Timestamp;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

use super::expect::Check;

/// The results of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioReport {
    /// The name of the scenario.
    pub name: String,
    /// When it started.
    pub began_at: Timestamp,
    /// The results of its steps, in order.
    pub steps: Vec<StepReport>,
}

/// The result of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepReport {
    /// The name of the step. If it is empty, the report uses the number.
    pub name: String,
    /// How long the step took.
    pub took: Duration,
    /// The outcome.
    pub came: StepOutcome,
}

/// The outcome of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// The request was sent, and the answer was checked.
    Checked(Vec<Check>),
    /// The request could not be sent; the reason.
    NotSent(String),
    /// The step was skipped; the reason.
    Skipped(String),
}

/// Writes the results of scenarios. A step fails if an expectation was not met.
pub fn junit(reports: &[ScenarioReport]) -> String {
    let mut junit = Report::new("hookglass");
    let all_steps = reports.iter().flat_map(|report| &report.steps);
    junit.set_time(total(all_steps)).add_test_suites(reports.iter().map(suite));
    // Serializing into a string cannot fail.
    junit.to_string().unwrap_or_default().replace(REFERENCE, "&#")
}

fn suite(report: &ScenarioReport) -> TestSuite {
    let mut suite = TestSuite::new(attribute(&report.name));
    suite.set_time(total(&report.steps));
    // Written as text, because the library formats timestamps differently.
    suite.extra.insert("timestamp".into(), report.began_at.to_string().into());
    suite.add_test_cases(report.steps.iter().enumerate().map(|(at, step)| case(report, at, step)));
    suite
}

fn case(report: &ScenarioReport, at: usize, step: &StepReport) -> TestCase {
    let name = match step.name.as_str() {
        "" => format!("step {}", at + 1),
        name => format!("{}. {name}", at + 1),
    };
    let (status, output) = match &step.came {
        StepOutcome::Checked(checks) => {
            let sentences = |met: bool| {
                let chosen = checks.iter().filter(|check| check.met == met);
                chosen.map(|check| check.sentence.as_str()).collect::<Vec<_>>()
            };
            let (missed, met) = (sentences(false), sentences(true));
            let status = match missed.first() {
                Some(first) => failed(NonSuccessKind::Failure, first, "expectation", &missed.join("\n")),
                None => TestCaseStatus::success(),
            };
            (status, (!met.is_empty()).then(|| met.join("\n")))
        }
        StepOutcome::NotSent(why) => (failed(NonSuccessKind::Error, why, "not_sent", why), None),
        StepOutcome::Skipped(why) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(attribute(why));
            (status, None)
        }
    };
    let mut case = TestCase::new(attribute(&name), status);
    case.set_classname(attribute(&report.name)).set_time(step.took);
    if let Some(output) = output {
        case.set_system_out(content(&output));
    }
    case
}

fn failed(kind: NonSuccessKind, message: &str, error_type: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(attribute(message)).set_type(error_type).set_description(content(description));
    status
}

fn total<'s>(steps: impl IntoIterator<Item = &'s StepReport>) -> Duration {
    steps.into_iter().fold(Duration::ZERO, |total, step| total.saturating_add(step.took))
}

/// Becomes `&#` in the output. No text contains it, because XML 1.0 does not allow this character
/// and [`escaped`] replaces it.
const REFERENCE: char = '\u{fffe}';

/// Escapes text for an attribute, where XML parsers turn line breaks into spaces.
fn attribute(text: &str) -> String {
    escaped(text, "\t\n\r")
}

/// Escapes text for the content of an element.
fn content(text: &str) -> String {
    escaped(text, "\t\r")
}

/// Writes the characters in `references` as character references, because the library drops them or
/// does not escape them. Writes the characters that XML 1.0 forbids or discourages (2.2, `Char`) as
/// `\u{…}`.
fn escaped(text: &str, references: &str) -> String {
    let is_char = |character: char| {
        matches!(character, '\n' | ' '..='\u{fffd}' | '\u{10000}'..) && !('\u{7f}'..='\u{9f}').contains(&character)
    };
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if references.contains(character) {
            out.push_str(&format!("{REFERENCE}{};", u32::from(character)));
        } else if is_char(character) {
            out.push(character);
        } else {
            out.extend(character.escape_unicode());
        }
    }
    out
}

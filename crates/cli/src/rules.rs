//! `hookglass rules`.

use bytes::Bytes;
use hookglass_app::{
    App, AppError,
    view::{RuleRow, RuleTrial, rule},
};
use hookglass_automation::rule::Failure as Fails;
use hookglass_json::display::visible;
use serde::Serialize;
use std::{
    fs,
    io::{self, Read as _},
    path::Path,
    process::ExitCode,
};

use crate::{
    args::Rules,
    output::{Failure, json, line},
};

/// Exit code: no rule matches.
const NO_RULE: u8 = 1;

pub(crate) async fn run(app: &App, args: Rules) -> Result<ExitCode, Failure> {
    match args {
        Rules::List { json: as_json } => {
            for (at, row) in app.decide.rules().await?.iter().enumerate() {
                if as_json { json(row)? } else { line(text(at + 1, row))? }
            }
        }
        Rules::Import { file, replace } => {
            let rules = app.decide.import_rules(read(&file)?, replace).await.map_err(|error| in_file(&file, error))?;
            let rules = rules.len();
            line(format_args!("stored {rules} {}", if rules == 1 { "rule" } else { "rules" }))?;
        }
        Rules::Export { file } => {
            let text = app.decide.export_rules().await?;
            match file {
                Some(file) => fs::write(&file, text)
                    .map_err(|error| Failure::error(format!("cannot write {}: {error}", file.display())))?,
                None => line(text.trim_end())?,
            }
        }
        Rules::Test { id, rules, json: as_json, reveal } => {
            let from_file = match &rules {
                Some(file) => Some(parse(file)?),
                None => None,
            };
            let test = app.decide.try_rules(id, from_file, reveal).await?;
            print(&test, as_json)?;
            return Ok(if test.rule.is_some() { ExitCode::SUCCESS } else { ExitCode::from(NO_RULE) });
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a rules file, or standard input for `-`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    let read = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    read.map_err(|error| Failure::error(format!("cannot read the rules from {}: {error}", file.display())))
}

/// Reads and parses a rules file.
fn parse(file: &Path) -> Result<Vec<rule::Rule>, Failure> {
    let rules = rule::read(&Bytes::from(read(file)?)).map_err(|error| in_file(file, error))?;
    Ok(rules.rules().cloned().collect())
}

/// An error in a rules file, with the name of the file.
pub(crate) fn in_file(file: &Path, error: impl Into<AppError>) -> Failure {
    Failure::from(error).in_file(file)
}

fn text(number: usize, row: &RuleRow) -> String {
    let name = visible(&row.rule.name);
    let on = if row.rule.on { "" } else { "off, " };
    let uses = match row.uses {
        0 => "never used".to_owned(),
        1 => "used once".to_owned(),
        uses => format!("used {uses} times"),
    };
    let last = row.last_used_at.as_deref().map(|at| format!(", last {at}")).unwrap_or_default();
    format!("{number:>3}  {name:<40}  {:<9}  {on}{uses}{last}", action(&row.rule))
}

fn action(rule: &rule::Rule) -> &'static str {
    match &rule.then.action {
        rule::Action::Allow { .. } => "allow",
        rule::Action::Deny { .. } => "deny",
        rule::Action::Respond { .. } => "respond",
        rule::Action::Forward { .. } => "forward",
        rule::Action::Hold => "hold",
        rule::Action::Fail { how: Fails::NoAnswer } => "no answer",
        rule::Action::Fail { .. } => "fail",
    }
}

fn print(test: &RuleTrial, as_json: bool) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Printed<'a> {
        rule: Option<&'a str>,
        others: &'a [String],
        delay_ms: u32,
        sentence: &'a str,
        status: Option<u16>,
        body: Option<&'a str>,
        missing: &'a [String],
    }
    let RuleTrial { rule, others, delay_ms, sentence, status, body, missing, .. } = test;
    let body = status.map(|_| body.as_str());
    if as_json {
        let rule = rule.as_deref();
        return json(&Printed { rule, others, delay_ms: *delay_ms, sentence, status: *status, body, missing });
    }
    match rule {
        Some(rule) => line(format_args!("'{}' matches: {}", visible(rule), visible(sentence)))?,
        None => line(visible(sentence))?,
    }
    if let Some(status) = status {
        line(format_args!("{status} {}", visible(body.unwrap_or_default())))?;
    }
    for pointer in missing {
        line(format_args!("the event has no {}", visible(pointer)))?;
    }
    for other in others {
        line(format_args!("'{}' also matches, but comes later", visible(other)))?;
    }
    Ok(())
}

//! `hookglass scenario`.

use bytes::Bytes;
use hookglass_app::{
    App, OutboundError, RecordOptions, ScenarioRun, ScenarioTarget, Scenarios, ScenariosError,
    view::{GenerateOnSend, ScenarioRow, ScenarioStep, ScenarioStepState},
};
use hookglass_automation::scenario::{self, GeneratedMembers};
use hookglass_json::display::visible;
use std::{
    fs,
    io::{self, Read as _},
    path::Path,
    pin::pin,
    process::ExitCode,
};

use crate::{
    args::{Record, RunScenario, Scenario, Sending, generated},
    output::{Failure, confirm_host, json, line, note, redacted_url},
    selection,
    serve::stop_signal,
};

/// Exit code: an expectation failed.
const UNMET: u8 = 1;
/// How many ids a note lists.
const MAX_LISTED: usize = 5;

pub(crate) async fn run(app: &App, args: Scenario) -> Result<ExitCode, Failure> {
    match args {
        Scenario::Record(args) => record(app, args).await?,
        Scenario::List { json: as_json } => {
            for row in app.scenarios.list().await? {
                if as_json { json(&row)? } else { line(text(&row))? }
            }
        }
        Scenario::Export { name, file } => {
            let text = app.scenarios.file(&name).await?;
            match file {
                Some(file) => write(&file, &text)?,
                None => line(text.trim_end())?,
            }
        }
        Scenario::Import { file, replace } => print_stored(&app.scenarios.import(read(&file)?, replace).await?)?,
        Scenario::Remove { name } => app.scenarios.remove(&name).await?,
        Scenario::Run(args) => return run_scenario(app, args).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn record(app: &App, args: Record) -> Result<(), Failure> {
    let ids = selection::events(app, &args.what).await?;
    let GenerateOnSend { id, seq, timestamp } = generated(&args.fresh);
    let recording = RecordOptions {
        about: args.about,
        fresh: GeneratedMembers { id, seq, timestamp },
        sign: args.sign.unwrap_or_default(),
        status: args.expect,
        pauses: args.pauses,
        replace: args.replace,
    };
    let recorded = app.scenarios.record(&args.name, &ids, &recording).await?;
    if !recorded.cut.is_empty() {
        let listed: Vec<_> = recorded.cut.iter().take(MAX_LISTED).map(i64::to_string).collect();
        let more = if recorded.cut.len() > MAX_LISTED { " and others" } else { "" };
        let ids = listed.join(", ");
        note(&format!("incomplete bodies: {ids}{more}; their steps send only the stored part"), None);
    }
    print_stored(&recorded.row)
}

fn print_stored(row: &ScenarioRow) -> Result<(), Failure> {
    line(format_args!("stored '{}' with {}", visible(&row.name), steps(row.steps)))
}

fn text(row: &ScenarioRow) -> String {
    format!("{:<32}  {:>10}  {}", visible(&row.name), steps(row.steps), visible(&row.about))
}

fn steps(count: u64) -> String {
    format!("{count} {}", if count == 1 { "step" } else { "steps" })
}

fn read(file: &Path) -> Result<Bytes, Failure> {
    let read = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map(Bytes::from)
        .map_err(|error| Failure::error(format!("cannot read the scenario from {}: {error}", file.display())))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| Failure::error(format!("cannot write {}: {error}", file.display())))
}

/// The stored scenario of this name, or else the scenario in this file.
async fn find(app: &App, what: &str) -> Result<scenario::Scenario, Failure> {
    match app.scenarios.file(what).await {
        Ok(text) => Ok(Scenarios::read(text.into()).await?),
        Err(ScenariosError::NotFound(_)) if Path::new(what).exists() || what == "-" => {
            let file = Path::new(what);
            Scenarios::read(read(file)?).await.map_err(|error| Failure::from(error).in_file(file))
        }
        Err(ScenariosError::NotFound(name)) => Err(Failure::with_hint(
            format!("there is no scenario called '{name}', and no such file"),
            "hookglass scenario list",
        )),
        Err(error) => Err(error.into()),
    }
}

async fn run_scenario(app: &App, args: RunScenario) -> Result<ExitCode, Failure> {
    let scenario = find(app, &args.what).await?;
    let mut run = begin(app, scenario, &args).await?;
    // Not earlier: while the question above is open, the signal must end the process.
    let mut stop = pin!(stop_signal());
    if let Some(file) = &args.junit {
        // An unwritable file must fail now, not after an hour of sending.
        write(file, &run.junit())?;
    }
    let (mut passed, mut failed, mut not_sent, mut skipped) = (0, 0, 0, 0);
    while let Some(mut step) = run.next(stop.as_mut()).await? {
        *match step.state {
            ScenarioStepState::Passed => &mut passed,
            ScenarioStepState::Failed => &mut failed,
            ScenarioStepState::NotSent => &mut not_sent,
            ScenarioStepState::Skipped => &mut skipped,
        } += 1_u64;
        if !args.reveal {
            step.url = step.url.map(redacted_url);
        }
        if args.sending.json { json(&step)? } else { line(step_line(&step))? }
    }
    if let Some(file) = &args.junit {
        write(file, &run.junit())?;
    }
    if !args.sending.json {
        let counts = [(failed, "failed"), (not_sent, "not sent"), (skipped, "skipped")];
        let parts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
        let parts: String = parts.collect();
        line(format_args!("{}: {}, {passed} passed{parts}", visible(run.name()), steps(run.steps() as u64)))?;
    }
    Ok(if passed == run.steps() as u64 { ExitCode::SUCCESS } else { ExitCode::from(UNMET) })
}

/// Begins the run. Asks for confirmation first if the target is another computer.
async fn begin(app: &App, scenario: scenario::Scenario, args: &RunScenario) -> Result<ScenarioRun, Failure> {
    let Sending { timeout, insecure, yes, .. } = args.sending;
    let mut target = ScenarioTarget { to: args.to.clone(), timeout, verify_tls: !insecure, confirmed: yes };
    match app.scenarios.begin(scenario.clone(), &target).await {
        Err(ScenariosError::Outbound(OutboundError::UnconfirmedHost(host))) => {
            confirm_host(&host, &steps(scenario.steps.len() as u64))?;
            target.confirmed = true;
            Ok(app.scenarios.begin(scenario, &target).await?)
        }
        other => Ok(other?),
    }
}

/// `ok      1. user.created  200  3.1 ms  Expected status 2xx, got 200.`
fn step_line(step: &ScenarioStep) -> String {
    let state = match step.state {
        ScenarioStepState::Passed => "ok",
        ScenarioStepState::Failed => "FAILED",
        ScenarioStepState::NotSent => "NOT SENT",
        ScenarioStepState::Skipped => "skipped",
    };
    let mut parts = vec![format!("{state:<8}  {}. {}", step.number, visible(&step.name)).trim_end().to_owned()];
    if step.url.is_some() {
        let status = step.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
        parts.push(format!("{status}  {:.1} ms", step.duration_us as f64 / 1000.0));
    }
    let checks = step.checks.iter().map(|check| visible(&check.sentence));
    let sentences: Vec<_> = checks.chain(step.why.as_deref().map(visible)).collect();
    parts.push(sentences.join(" "));
    parts.join("  ")
}

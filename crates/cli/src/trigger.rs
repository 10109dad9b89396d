//! `hookglass trigger`: sends samples.

use hookglass_app::{App, SECRET_VARIABLE, Samples, SentSample, Trigger};
use hookglass_json::display::visible;
use hookglass_senders::{self as senders, catalog, envelope::Vendor};
use serde::Serialize;
use std::process::ExitCode;

use crate::{
    args,
    coverage::total,
    output::{Failure, json, line, note, redacted_url},
};

/// Exit code: a sample got no 2xx in time.
const NOT_DELIVERED: u8 = 1;

/// The JSON of `trigger --json` for each sample. Scripts depend on the names.
#[derive(Serialize)]
struct Printed<'a> {
    name: &'a str,
    vendor: Option<Vendor>,
    url: String,
    signed: bool,
    ok: bool,
    status: Option<u16>,
    sent_at: &'a str,
    duration_us: u64,
    sentence: &'a str,
    headers: Vec<(&'a str, String)>,
    body: std::borrow::Cow<'a, str>,
}

pub(crate) async fn run(app: &App, args: args::Trigger) -> Result<ExitCode, Failure> {
    for name in &args.types {
        if let Some(entry) = catalog::find(name.trim()).filter(|entry| entry.full_name() != name.trim()) {
            note(&format!("several events are called {}; sending {}", entry.name, entry.full_name()), None);
        }
    }
    let names = if args.tour { Samples::tour_names() } else { args.types };
    let options = Trigger { to: args.to, edits: args.set, seed: args.seed, timeout: args.timeout, marked: false };
    let mut samples = app.samples.trigger(&names, &options).await?;
    let (mut all_delivered, mut unsigned) = (true, false);
    while let Some(triggered) = samples.next().await? {
        all_delivered &= triggered.sent.result.ok;
        unsigned |= !triggered.sent.signed && is_usually_signed(&triggered);
        if args.json {
            json(&printed(&triggered))?
        } else {
            print(&triggered)?
        }
        if triggered.ends_the_run {
            return Err(Failure::error(triggered.sent.result.sentence));
        }
    }
    if unsigned {
        let hint = format!("hookglass secret add NAME --scheme authgear, or set {SECRET_VARIABLE}");
        note("samples were sent unsigned because there is no Authgear secret", Some(&hint));
    }
    if args.tour && !args.json {
        line(total(&app.samples.coverage(Some(samples.target())).await?))?;
    }
    Ok(if all_delivered { ExitCode::SUCCESS } else { ExitCode::from(NOT_DELIVERED) })
}

fn printed(triggered: &SentSample) -> Printed<'_> {
    let sent = &triggered.sent;
    Printed {
        name: &sent.name,
        vendor: vendor(triggered),
        url: redacted_url(sent.url.clone()),
        signed: sent.signed,
        ok: sent.result.ok,
        status: sent.result.status,
        sent_at: &sent.result.sent_at,
        duration_us: sent.result.duration_us,
        sentence: &sent.result.sentence,
        headers: triggered
            .headers
            .iter()
            .map(|(name, value)| (name, String::from_utf8_lossy(value).into_owned()))
            .collect(),
        body: String::from_utf8_lossy(&triggered.body),
    }
}

fn vendor(triggered: &SentSample) -> Option<Vendor> {
    catalog::find(&triggered.sent.name).map(|entry| entry.vendor)
}

fn is_usually_signed(triggered: &SentSample) -> bool {
    vendor(triggered).is_some_and(|vendor| senders::of(vendor).scheme().is_some())
}

fn print(triggered: &SentSample) -> Result<(), Failure> {
    let (sent, result) = (&triggered.sent, &triggered.sent.result);
    let sender = vendor(triggered).map_or("its sender", |vendor| senders::of(vendor).name());
    let signed = match (sent.signed, is_usually_signed(triggered)) {
        (true, _) => "signed".to_owned(),
        (false, true) => format!("unsigned (no {sender} secret)"),
        (false, false) => format!("unsigned ({sender} does not sign)"),
    };
    let status = result.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let milliseconds = result.duration_us as f64 / 1000.0;
    line(format_args!(
        "{status}  {milliseconds:8.1} ms  {:<44}  {}  {signed}",
        sent.name,
        visible(&redacted_url(sent.url.clone()))
    ))?;
    // The caller prints the error that ends the run.
    if result.ok || triggered.ends_the_run { Ok(()) } else { line(format_args!("     {}", visible(&result.sentence))) }
}

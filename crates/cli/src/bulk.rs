//! `hookglass bulk`.

use hookglass_app::{
    App, BulkError, BulkResendOptions, BulkRun, OutboundError, PreparedBulk,
    view::{BulkProgress, BulkReport, BulkState},
};
use hookglass_automation::bulk::{Conclusion, Order, Pace};
use hookglass_clock::Clock;
use hookglass_json::display::visible;
use hookglass_senders::verdict::Severity;
use std::{
    io::{self, IsTerminal as _, Write as _},
    pin::pin,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;

use crate::{
    args,
    output::{Failure, confirm_host, json, line},
    selection,
    serve::stop_signal,
};

/// Exit code: a request got no response, or the run was stopped.
const INCOMPLETE: u8 = 1;
/// How often progress is printed on a terminal.
const TERMINAL_INTERVAL: Duration = Duration::from_millis(200);
/// How often progress is printed when stderr is a file or a pipe.
const FILE_INTERVAL: Duration = Duration::from_secs(10);
/// How often new results are read.
const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// How many results are read at a time.
const MAX_RESULTS: usize = 1_000;

pub(crate) async fn run(app: &Arc<App>, args: args::Bulk, clock: &Clock) -> Result<ExitCode, Failure> {
    let mut ids = selection::events(app, &args.what).await?;
    if args.order == args::Order::Given && args.what.iter().any(|word| word.parse::<i64>().is_err()) {
        // `list` prints the newest first.
        ids.reverse();
    }
    let args::Sending { timeout, insecure, yes, json: as_json } = args.sending;
    let mut options = BulkResendOptions {
        to: args.to,
        order: match args.order {
            args::Order::Oldest => Order::Oldest,
            args::Order::Newest => Order::Newest,
            args::Order::Given => Order::AsGiven,
        },
        pace: match (args.rate, args.as_received) {
            (Some(rate), _) => Pace::PerSecond(rate),
            (None, Some(factor)) => Pace::AsReceived(factor),
            (None, None) => Pace::Fastest,
        },
        rounds: args.repeat,
        concurrency: args.concurrency,
        faults: args.adversary.unwrap_or_default(),
        fresh: args::generated(&args.fresh),
        signing: args.sign.unwrap_or_default(),
        timeout,
        verify_tls: !insecure,
        confirmed: yes,
    };
    let ready = ready(app, &ids, &mut options).await?;
    // Not earlier: while the question above is open, the signal must end the process.
    let mut stop = pin!(stop_signal());
    let bulk = ready.begin();
    let mut printer = Printer::new(as_json, clock.clone());
    {
        let mut ended = pin!(bulk.ended());
        let mut is_stopped = false;
        loop {
            tokio::select! {
                () = &mut ended => break,
                () = &mut stop, if !is_stopped => {
                    is_stopped = true;
                    bulk.cancel();
                }
                () = clock.sleep(POLL_INTERVAL) => {}
            }
            printer.update(&bulk)?;
        }
    }
    printer.results(&bulk)?;
    let report = bulk.report();
    printer.end(&report.progress);
    if as_json {
        json(&report)?
    } else {
        print(&report)?
    }
    let progress = &report.progress;
    Ok(if progress.answered == progress.of { ExitCode::SUCCESS } else { ExitCode::from(INCOMPLETE) })
}

/// Prepares the run. Asks for confirmation first if the target is another computer.
async fn ready(app: &Arc<App>, ids: &[i64], options: &mut BulkResendOptions) -> Result<PreparedBulk, Failure> {
    match app.bulk.prepare(ids, options).await {
        Err(BulkError::Outbound(OutboundError::UnconfirmedHost(host))) => {
            let events = if ids.len() == 1 { "event" } else { "events" };
            confirm_host(&host, &format!("{} {events}", ids.len()))?;
            options.confirmed = true;
            Ok(app.bulk.prepare(ids, options).await?)
        }
        other => Ok(other?),
    }
}

/// Prints progress on standard error and, with `--json`, each result on standard output.
struct Printer {
    clock: Clock,
    json: bool,
    /// How many results are printed.
    results: u64,
    printed_at: Instant,
    terminal: bool,
    /// Width of the last progress line on the terminal, in characters.
    width: usize,
}

impl Printer {
    fn new(json: bool, clock: Clock) -> Self {
        let printed_at = clock.now();
        Self { clock, json, results: 0, printed_at, terminal: io::stderr().is_terminal(), width: 0 }
    }

    fn update(&mut self, bulk: &BulkRun) -> Result<(), Failure> {
        self.results(bulk)?;
        let now = self.clock.now();
        if now - self.printed_at >= if self.terminal { TERMINAL_INTERVAL } else { FILE_INTERVAL } {
            self.printed_at = now;
            self.print(&progress_line(&bulk.progress()));
        }
        Ok(())
    }

    fn results(&mut self, bulk: &BulkRun) -> Result<(), Failure> {
        while self.json {
            let batch = bulk.results(self.results, MAX_RESULTS);
            self.results = batch.before + batch.results.len() as u64;
            if batch.results.is_empty() {
                break;
            }
            batch.results.iter().try_for_each(json)?;
        }
        Ok(())
    }

    /// Replaces the previous line on a terminal. A closed stderr is not an error.
    fn print(&mut self, text: &str) {
        let mut out = io::stderr().lock();
        let _ = if self.terminal {
            let width = self.width;
            self.width = text.chars().count();
            write!(out, "\r{text:<width$}").and_then(|()| out.flush())
        } else {
            writeln!(out, "{text}")
        };
    }

    fn end(&mut self, progress: &BulkProgress) {
        self.print(&summary_line(progress));
        if self.terminal {
            // A closed stderr is not an error.
            let _ = writeln!(io::stderr().lock());
        }
    }
}

/// `120 of 1000, 52.3 per second, 17 s left`
fn progress_line(progress: &BulkProgress) -> String {
    let left = progress.left_ms.map(|left| format!(", {} left", time(left))).unwrap_or_default();
    format!("{} of {}, {:.1} per second{left}", progress.done(), progress.of, progress.per_second)
}

/// `stopped after 57 of 1000 in 1.1 s, 51.8 per second; 8 in flight were abandoned`
fn summary_line(progress: &BulkProgress) -> String {
    let BulkProgress { of, per_second, .. } = progress;
    let state = if progress.state == BulkState::Cancelled { "stopped after" } else { "done:" };
    let seconds = progress.elapsed_ms as f64 / 1000.0;
    let counts = format!("{state} {} of {of} in {seconds:.1} s, {per_second:.1} per second", progress.done());
    let parts = [(progress.not_sent, "could not be sent"), (progress.given_up, "in flight were abandoned")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("; {count} {what}"));
    counts + &parts.collect::<String>()
}

/// `17 s`, `3 min`
fn time(millis: u64) -> String {
    match millis.div_ceil(1000) {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{:.1} h", seconds as f64 / 3600.0),
    }
}

fn print(report: &BulkReport) -> Result<(), Failure> {
    report.conclusions.iter().try_for_each(|conclusion| line(conclusion_line(conclusion)))
}

fn conclusion_line(conclusion: &Conclusion) -> String {
    let mark = match conclusion.severity {
        Severity::Information => "",
        Severity::Warning => "warning: ",
        Severity::Error => "error: ",
    };
    let ids: Vec<_> = conclusion.examples.iter().map(i64::to_string).collect();
    let examples = match ids.len() {
        0 => String::new(),
        1 => format!(" (event {})", ids[0]),
        _ => format!(" (events {})", ids.join(", ")),
    };
    format!("{mark}{}{examples}", visible(&conclusion.sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_time_has_a_readable_unit() {
        assert_eq!(
            [0, 1, 1_000, 119_000, 119_001, 7_200_000].map(time),
            ["0 s", "1 s", "1 s", "119 s", "2 min", "2.0 h"]
        );
    }
}

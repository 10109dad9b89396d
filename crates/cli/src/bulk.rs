//! `hookglass bulk`: many events, sent again at a pace, and tampered with on the way.

use hookglass_app::{
    App, BulkError, BulkReady, BulkRun, BulkSend, OutboundError,
    view::{BulkProgress, BulkReport, BulkState},
};
use hookglass_automation::bulk::{Conclusion, Order, Pace};
use hookglass_json::display::visible;
use hookglass_senders::verdict::Severity;
use std::{
    io::{self, IsTerminal as _, Write as _},
    pin::pin,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    args, chosen,
    output::{Failure, is_confirmed, json, line},
    serve::stop_signal,
};

/// The exit code that says that something got no answer, or that it was stopped.
const NOT_ALL: u8 = 1;
/// How often a terminal, and how often a file, is told how far it has come.
const ON_A_TERMINAL: Duration = Duration::from_millis(200);
const IN_A_FILE: Duration = Duration::from_secs(10);
/// How often is looked.
const LOOK: Duration = Duration::from_millis(100);
/// Results that are taken at once.
const MOST_AT_ONCE: usize = 1_000;

pub(crate) async fn run(app: &Arc<App>, args: args::Bulk) -> Result<ExitCode, Failure> {
    let mut ids = chosen::events(app, &args.what).await?;
    if args.order == args::Order::Given && args.what.iter().any(|word| word.parse::<i64>().is_err()) {
        // A filter is listed with the newest first.
        ids.reverse();
    }
    let args::Sending { timeout, insecure, yes, json: as_json } = args.sending;
    let mut how = BulkSend {
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
        fresh: args::fresh(&args.fresh),
        signing: args.sign.unwrap_or_default(),
        timeout,
        verify_tls: !insecure,
        confirmed: yes,
    };
    let ready = ready(app, &ids, &mut how).await?;
    // From here on, and not while a question is asked, which the signal ends by itself.
    let mut stop = pin!(stop_signal());
    let bulk = ready.begin();
    let mut shown = Shown::new(as_json);
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
                () = tokio::time::sleep(LOOK) => {}
            }
            shown.go_on(&bulk)?;
        }
    }
    shown.results(&bulk)?;
    let report = bulk.report();
    shown.end(&report.progress);
    if as_json {
        json(&report)?
    } else {
        print(&report)?
    }
    let progress = &report.progress;
    Ok(if progress.answered == progress.of { ExitCode::SUCCESS } else { ExitCode::from(NOT_ALL) })
}

/// Asks first whether they may leave this computer, when that is to be asked.
async fn ready(app: &Arc<App>, ids: &[i64], how: &mut BulkSend) -> Result<BulkReady, Failure> {
    match app.bulk.prepare(ids, how).await {
        Err(BulkError::Outbound(OutboundError::UnconfirmedHost(host))) => {
            let question =
                format!("{host} is not this computer. Send {} events there, with their headers and bodies?", ids.len());
            if !is_confirmed(&question)? {
                return Err(Failure::Trouble(format!(
                    "{host} is not this computer, so nothing was sent; --yes says that they may go there"
                )));
            }
            how.confirmed = true;
            Ok(app.bulk.prepare(ids, how).await?)
        }
        other => Ok(other?),
    }
}

/// What was told so far: how far it has come on standard error, and with `--json` each result on standard output.
struct Shown {
    json: bool,
    results: u64,
    told: Instant,
    terminal: bool,
    /// Characters of the line that stands on the terminal.
    width: usize,
}

impl Shown {
    fn new(json: bool) -> Self {
        Self { json, results: 0, told: Instant::now(), terminal: io::stderr().is_terminal(), width: 0 }
    }

    fn go_on(&mut self, bulk: &BulkRun) -> Result<(), Failure> {
        self.results(bulk)?;
        if self.told.elapsed() >= if self.terminal { ON_A_TERMINAL } else { IN_A_FILE } {
            self.told = Instant::now();
            self.tell(&far(&bulk.progress()));
        }
        Ok(())
    }

    fn results(&mut self, bulk: &BulkRun) -> Result<(), Failure> {
        while self.json {
            let news = bulk.results(self.results, MOST_AT_ONCE);
            self.results = news.before + news.results.len() as u64;
            if news.results.is_empty() {
                break;
            }
            news.results.iter().try_for_each(json)?;
        }
        Ok(())
    }

    /// On a terminal in the place of what was told before. That nobody reads it is no trouble.
    fn tell(&mut self, text: &str) {
        let mut out = io::stderr().lock();
        let _ = if self.terminal {
            let width = self.width;
            self.width = text.chars().count();
            write!(out, "\r{text:<width$}").and_then(|()| out.flush())
        } else {
            writeln!(out, "hookglass: {text}")
        };
    }

    fn end(&mut self, progress: &BulkProgress) {
        self.tell(&ending(progress));
        if self.terminal {
            eprintln!();
        }
    }
}

/// `120 of 1000, 52.3 a second, 17 s left`
fn far(progress: &BulkProgress) -> String {
    let left = progress.left_ms.map(|left| format!(", {} left", time(left))).unwrap_or_default();
    format!("{} of {}, {:.1} a second{left}", progress.done(), progress.of, progress.per_second)
}

/// `stopped after 57 of 1000 in 1.1 s, 51.8 a second; 8 under way were given up`
fn ending(progress: &BulkProgress) -> String {
    let how = if progress.state == BulkState::Cancelled { "stopped after" } else { "done:" };
    let seconds = progress.elapsed_ms as f64 / 1000.0;
    let told =
        format!("{how} {} of {} in {seconds:.1} s, {:.1} a second", progress.done(), progress.of, progress.per_second);
    let parts = [(progress.not_sent, "could not be sent"), (progress.given_up, "under way were given up")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("; {count} {what}"));
    told + &parts.collect::<String>()
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
    report.conclusions.iter().try_for_each(|conclusion| line(told(conclusion)))
}

fn told(conclusion: &Conclusion) -> String {
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
    fn what_is_left_is_told_in_the_unit_a_person_reads() {
        assert_eq!(
            [0, 1, 1_000, 119_000, 119_001, 7_200_000].map(time),
            ["0 s", "1 s", "1 s", "119 s", "2 min", "2.0 h"]
        );
    }
}

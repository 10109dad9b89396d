//! `cargo xtask bench forward`: how much forwarding delays the receiver's answers.
//!
//! For each kind of target, a receiver with that target and a receiver without a target take turns,
//! each on an empty folder. The load is first a fixed rate, then as fast as answers arrive. The
//! ratio is the median of the rounds. The two runs of a round follow each other, so that other load
//! on the computer affects both.

pub(super) mod fixed_rate;
mod target;

use std::time::Duration;

use super::ingest::{
    load::{self, Load, median},
    servers::Server,
};
use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::{self, Failure, Outcome};
use fixed_rate::{Latency, send_at_rate};
use target::{Behavior, Target};

const ROUNDS: usize = 5;
const SECONDS: u64 = 5;
/// The fixed rate, in events per second.
const RATE: u32 = 400;
/// Connections of the fixed rate.
const SENDERS: u32 = 8;
/// As fast as answers arrive.
const CLOSED_LOOP: Load = Load { name: "closed loop", size: 1_536, connections: 16 };

#[derive(Debug, PartialEq)]
pub(super) struct Options {
    rounds: usize,
    seconds: u64,
}

impl Options {
    /// Parses `[--rounds N] [--seconds N]`.
    pub(super) fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self { rounds: ROUNDS, seconds: SECONDS };
        for pair in args.chunks(2) {
            let number = pair.get(1).and_then(|text| text.parse::<u64>().ok()).filter(|number| *number > 0);
            match (pair[0].as_str(), number) {
                ("--rounds", Some(number)) => options.rounds = number as usize,
                ("--seconds", Some(number)) => options.seconds = number,
                (other, _) => return Err(format!("`bench forward` takes --rounds N and --seconds N, not `{other}`")),
            }
        }
        Ok(options)
    }
}

/// The figures of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Measured {
    fixed_rate: Latency,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

pub(super) fn run(checkout: &Checkout, options: &Options) -> Outcome {
    packages::ensure(&[Need::Load])?;
    Server::hookglass(Vec::new()).prepare(checkout)?;
    let mut rows = Vec::new();
    for behavior in Behavior::ALL {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for round in 1..=options.rounds {
            step::say(&format!("round {round} of {}: a target that {}", options.rounds, behavior.word()));
            without.push(measure(checkout, None, options.seconds)?);
            with.push(measure(checkout, Some(behavior), options.seconds)?);
        }
        rows.push(format!("| {} | {} |", behavior.word(), cells(&without, &with)));
    }
    println!(
        "\n1.5 KB; fixed rate: {RATE} per second over {SENDERS} connections; as fast as possible: {} connections\n",
        CLOSED_LOOP.connections,
    );
    println!(
        "| a target that | fixed rate: p50 ms, without and with | ratio | p99 ms, without and with | ratio \
         | as fast as possible: req/s, without and with | ratio | p50 ms, without and with | ratio \
         | p99 ms, without and with | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

fn measure(checkout: &Checkout, behavior: Option<Behavior>, seconds: u64) -> Result<Measured, Failure> {
    let target = behavior.map(Target::start).transpose().map_err(failed)?;
    let args = target.iter().flat_map(|target| ["--forward-to".to_owned(), target.url()]).collect();
    let duration = Duration::from_secs(seconds);
    let fixed_rate = {
        let process = load::start(checkout, &Server::hookglass(args))?;
        send_at_rate(&process.running.url, RATE, SENDERS, duration).map_err(failed)?
    };
    let args = target.iter().flat_map(|target| ["--forward-to".to_owned(), target.url()]).collect();
    let process = load::start(checkout, &Server::hookglass(args))?;
    let report = load::wrk(checkout, &CLOSED_LOOP, &process.running.url, duration)?.wait()?;
    if report.not_2xx + report.broken > 0 {
        return Err(Failure::Failed(format!("{} requests failed", report.not_2xx + report.broken)));
    }
    let per_second = report.requests as f64 / report.seconds;
    Ok(Measured { fixed_rate, per_second, p50_ms: report.p50_ms, p99_ms: report.p99_ms })
}

fn failed(error: std::io::Error) -> Failure {
    Failure::Failed(format!("the measurement failed: {error}"))
}

/// The cells of a row.
fn cells(without: &[Measured], with: &[Measured]) -> String {
    let pair = |figure: fn(&Measured) -> f64| {
        let median_of = |rounds: &[Measured]| median(rounds.iter().map(figure).collect()).unwrap_or_default();
        let ratios = without.iter().zip(with).map(|(without, with)| figure(with) / figure(without)).collect();
        let (without, with) = (median_of(without), median_of(with));
        let places = if without < 100.0 { 2 } else { 0 };
        format!("{without:.places$}, {with:.places$} | {:.2}", median(ratios).unwrap_or_default())
    };
    let cells = [
        pair(|measured| measured.fixed_rate.p50_ms),
        pair(|measured| measured.fixed_rate.p99_ms),
        pair(|measured| measured.per_second),
        pair(|measured| measured.p50_ms),
        pair(|measured| measured.p99_ms),
    ];
    cells.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_medians_and_the_ratios() {
        let round = |p99_ms, per_second| Measured {
            fixed_rate: Latency { p50_ms: 0.5, p99_ms },
            per_second,
            p50_ms: 1.0,
            p99_ms: 4.0,
        };
        let without = [round(1.0, 1_000.0), round(9.0, 10.0), round(2.0, 2_000.0)];
        let with = [round(3.0, 500.0), round(9.0, 20.0), round(4.0, 500.0)];
        let closed_loop = "1000, 500 | 0.50 | 1.00, 1.00 | 1.00 | 4.00, 4.00 | 1.00";
        assert_eq!(cells(&without, &with), format!("0.50, 0.50 | 1.00 | 2.00, 4.00 | 2.00 | {closed_loop}"));
    }

    #[test]
    fn rounds_and_seconds_are_options() {
        let parsed = |line: &str| Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(parsed(""), Ok(Options { rounds: ROUNDS, seconds: SECONDS }));
        assert_eq!(parsed("--seconds 2 --rounds 1"), Ok(Options { rounds: 1, seconds: 2 }));
        for invalid in ["--rounds", "--rounds 0", "fast"] {
            assert!(parsed(invalid).is_err(), "{invalid}");
        }
    }
}

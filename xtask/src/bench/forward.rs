//! `cargo xtask bench forward`: what passing events on costs the receiver's senders.
//!
//! For each kind of target a receiver with that target and one without any take turns, each on an empty folder, first at a fixed
//! rate and then as fast as answers come. The ratio is the median of those of the rounds, each of two runs that followed each other: what
//! else the computer does falls on both alike.

pub(super) mod steady;
mod target;

use std::time::Duration;

use super::ingest::{
    load::{self, Load, middle},
    servers::Server,
};
use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::{self, Failure, Outcome};
use steady::{Steady, steady};
use target::{Habit, Target};

const ROUNDS: usize = 5;
const SECONDS: u64 = 5;
/// Events a second of the fixed rate, and over how many connections.
const RATE: u32 = 400;
const SENDERS: u32 = 8;
const CLOSED: Load = Load { name: "closed loop", size: 1_536, connections: 16 };

/// What the arguments ask for.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    rounds: usize,
    seconds: u64,
}

impl Asked {
    /// Reads `[--rounds N] [--seconds N]`.
    pub(super) fn read(args: &[String]) -> Result<Self, String> {
        let mut asked = Self { rounds: ROUNDS, seconds: SECONDS };
        for pair in args.chunks(2) {
            let number = pair.get(1).and_then(|text| text.parse::<u64>().ok()).filter(|number| *number > 0);
            match (pair[0].as_str(), number) {
                ("--rounds", Some(number)) => asked.rounds = number as usize,
                ("--seconds", Some(number)) => asked.seconds = number,
                (other, _) => return Err(format!("`bench forward` takes --rounds N and --seconds N, not `{other}`")),
            }
        }
        Ok(asked)
    }
}

/// The figures of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Measured {
    steady: Steady,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

pub(super) fn run(checkout: &Checkout, asked: &Asked) -> Outcome {
    packages::ensure(&[Need::Load])?;
    Server::hookglass(Vec::new()).prepare(checkout)?;
    let mut rows = Vec::new();
    for habit in Habit::ALL {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for round in 1..=asked.rounds {
            step::say(&format!("round {round} of {}: a target that {}", asked.rounds, habit.word()));
            without.push(measure(checkout, None, asked.seconds)?);
            with.push(measure(checkout, Some(habit), asked.seconds)?);
        }
        rows.push(format!("| {} | {} |", habit.word(), beside(&without, &with)));
    }
    println!(
        "\n1.5 KB; fixed rate: {RATE} a second over {SENDERS} connections; as fast as answers come: {} connections\n",
        CLOSED.connections
    );
    println!(
        "| a target that | fixed rate: p50 ms, without and with | times | p99 ms, without and with | times | as fast as \
         answers come: req/s, without and with | times | p50 ms, without and with | times | p99 ms, without and with | \
         times |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

fn measure(checkout: &Checkout, habit: Option<Habit>, seconds: u64) -> Result<Measured, Failure> {
    let target = habit.map(Target::start).transpose().map_err(failed)?;
    let args = target.iter().flat_map(|target| ["--forward-to".to_owned(), target.url()]).collect();
    let lasting = Duration::from_secs(seconds);
    let steady = {
        let process = load::start(checkout, &Server::hookglass(args))?;
        steady(&process.running.url, RATE, SENDERS, lasting).map_err(failed)?
    };
    let args = target.iter().flat_map(|target| ["--forward-to".to_owned(), target.url()]).collect();
    let process = load::start(checkout, &Server::hookglass(args))?;
    let told = load::wrk(checkout, &CLOSED, &process.running.url, lasting)?.wait()?;
    if told.not_2xx + told.broken > 0 {
        return Err(Failure::Failed(format!("{} requests were not taken", told.not_2xx + told.broken)));
    }
    let per_second = told.requests as f64 / told.seconds;
    Ok(Measured { steady, per_second, p50_ms: told.p50_ms, p99_ms: told.p99_ms })
}

fn failed(error: std::io::Error) -> Failure {
    Failure::Failed(format!("the measurement could not be made: {error}"))
}

/// The cells of a row.
fn beside(without: &[Measured], with: &[Measured]) -> String {
    let pair = |figure: fn(&Measured) -> f64| {
        let median = |of: &[Measured]| middle(of.iter().map(figure).collect()).unwrap_or_default();
        let ratios = without.iter().zip(with).map(|(without, with)| figure(with) / figure(without)).collect();
        let (without, with) = (median(without), median(with));
        let places = if without < 100.0 { 2 } else { 0 };
        format!("{without:.places$}, {with:.places$} | {:.2}", middle(ratios).unwrap_or_default())
    };
    let cells = [
        pair(|measured| measured.steady.p50_ms),
        pair(|measured| measured.steady.p99_ms),
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
    fn medians_are_set_side_by_side() {
        let of = |p99_ms, per_second| Measured {
            steady: Steady { p50_ms: 0.5, p99_ms },
            per_second,
            p50_ms: 1.0,
            p99_ms: 4.0,
        };
        let without = [of(1.0, 1_000.0), of(9.0, 10.0), of(2.0, 2_000.0)];
        let with = [of(3.0, 500.0), of(9.0, 20.0), of(4.0, 500.0)];
        let cells = beside(&without, &with);
        let closed = "1000, 500 | 0.50 | 1.00, 1.00 | 1.00 | 4.00, 4.00 | 1.00";
        assert_eq!(cells, format!("0.50, 0.50 | 1.00 | 2.00, 4.00 | 2.00 | {closed}"));
    }

    #[test]
    fn the_arguments_say_how_often_and_how_long() {
        let asked = |line: &str| Asked::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(asked(""), Ok(Asked { rounds: ROUNDS, seconds: SECONDS }));
        assert_eq!(asked("--seconds 2 --rounds 1"), Ok(Asked { rounds: 1, seconds: 2 }));
        for wrong in ["--rounds", "--rounds 0", "fast"] {
            assert!(asked(wrong).is_err(), "{wrong}");
        }
    }
}

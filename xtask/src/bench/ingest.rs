//! `cargo xtask bench ingest`: how fast Hookglass receives events, compared with a server that
//! stores nothing and with other inspectors, under the same load in one run.
//!
//! In each round, every server starts on an empty folder for each load. The servers take turns, so
//! that other load on the computer affects all of them. The command prints the medians of the
//! rounds. At the end of each load it kills the server during the load, and looks for the
//! acknowledged events in the server's file.

pub(super) mod load;
pub(super) mod servers;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::{self, Failure, Outcome};
use load::{Load, Measured};
use servers::Server;

/// Sizes of events and numbers of connections.
const LOADS: &[Load] = &[
    Load { name: "1.5 KB, 1 connection", size: 1_536, connections: 1 },
    Load { name: "1.5 KB, 16 connections", size: 1_536, connections: 16 },
    Load { name: "1.5 KB, 64 connections", size: 1_536, connections: 64 },
    Load { name: "64 KB, 16 connections", size: 65_536, connections: 16 },
    Load { name: "1 MB, 16 connections", size: 1_048_576, connections: 16 },
];
const ROUNDS: usize = 3;
const SECONDS: u64 = 6;

#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    rounds: usize,
    seconds: u64,
    /// Parts of the names of servers; empty for all.
    only: Vec<String>,
    /// Another build of `hookglass`, to compare two versions of the code in one run.
    other_build: Option<PathBuf>,
}

impl Options {
    /// Parses `[--rounds N] [--seconds N] [--other-build PROGRAM] [SERVER...]`.
    pub(crate) fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self { rounds: ROUNDS, seconds: SECONDS, only: Vec::new(), other_build: None };
        let mut args = args.iter();
        while let Some(argument) = args.next() {
            let mut number = || {
                let text = args.next().ok_or_else(|| format!("{argument} needs a number"))?;
                text.parse()
                    .ok()
                    .filter(|number| *number > 0)
                    .ok_or_else(|| format!("{argument} needs a number, not `{text}`"))
            };
            match argument.as_str() {
                "--rounds" => options.rounds = number()? as usize,
                "--seconds" => options.seconds = number()?,
                "--other-build" => {
                    options.other_build = Some(args.next().ok_or("--other-build needs the path of a program")?.into());
                }
                option if option.starts_with('-') => return Err(format!("`bench ingest` has no option `{option}`")),
                name => options.only.push(name.to_lowercase()),
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(checkout: &Checkout, options: &Options) -> Outcome {
    packages::ensure(&[Need::Load])?;
    let Options { rounds, seconds, only, other_build } = options;
    let is_selected = |name: &str| only.is_empty() || only.iter().any(|part| name.to_lowercase().contains(part));
    let servers: Vec<Server> =
        servers::all(other_build.as_deref()).into_iter().filter(|server| is_selected(server.name)).collect();
    let mut prepared: Vec<(Server, Result<(), String>)> = Vec::new();
    for server in servers {
        let outcome = match server.prepare(checkout) {
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Failed(reason) | Failure::Missing(reason)) => Err(reason),
            Ok(()) => Ok(()),
        };
        prepared.push((server, outcome));
    }
    let mut results: BTreeMap<(usize, usize), Vec<Measured>> = BTreeMap::new();
    for round in 1..=*rounds {
        for (load_at, load) in LOADS.iter().enumerate() {
            for (server_at, (server, outcome)) in prepared.iter().enumerate() {
                if outcome.is_err() || !server.supports(load) {
                    continue;
                }
                step::say(&format!("round {round} of {rounds}: {}, {}", load.name, server.name));
                let measured = load::measure(checkout, server, load, Duration::from_secs(*seconds))?;
                results.entry((load_at, server_at)).or_default().push(measured);
            }
        }
    }
    for (load_at, load) in LOADS.iter().enumerate() {
        println!("\n{}\n", load.name);
        println!(
            "| server | stores events | req/s | of the bare server | p99 ms | of the bare server | peak memory MiB | \
             KB written per event | lost of acknowledged |\n\
             | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        );
        let bare = results.get(&(load_at, 0)).map(|rounds| Measured::median(rounds));
        for (server_at, (server, outcome)) in prepared.iter().enumerate() {
            let figures = match (outcome, results.get(&(load_at, server_at))) {
                (Err(reason), _) => format!("not available: {reason} | | | | | | "),
                (Ok(()), None) => "not measured | | | | | | ".to_owned(),
                (Ok(()), Some(rounds)) => {
                    Measured::median(rounds).cells(bare.as_ref().filter(|_| servers::BARE == prepared[0].0.name))
                }
            };
            println!("| {} | {} | {figures} |", server.name, server.storage);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn rounds_seconds_servers_and_a_build_are_options() {
        assert_eq!(parsed(""), Ok(Options { rounds: ROUNDS, seconds: SECONDS, only: Vec::new(), other_build: None }));
        let options = Options {
            rounds: 1,
            seconds: 2,
            only: vec!["bare".to_owned(), "hookbin".to_owned()],
            other_build: Some("old/hookglass".into()),
        };
        assert_eq!(parsed("--rounds 1 Bare --seconds 2 hookbin --other-build old/hookglass"), Ok(options));
        for invalid in ["--rounds", "--rounds none", "--seconds 0", "--fast", "--other-build"] {
            assert!(parsed(invalid).is_err(), "{invalid}");
        }
    }
}

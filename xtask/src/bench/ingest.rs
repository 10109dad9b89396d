//! `cargo xtask bench ingest`: how fast events are taken in, beside a server that keeps nothing and beside other
//! inspectors, under the same load in one run.
//!
//! In each round every server is started on an empty folder for each load, so that they take turns and what else the
//! computer does falls on all alike. The medians of the rounds are printed. At the end of each load the server is killed
//! in the midst of it, and what it had acknowledged is counted in what it left behind.

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

/// What is sent, and over how many connections.
const LOADS: &[Load] = &[
    Load { name: "1.5 KB, 1 connection", size: 1_536, connections: 1 },
    Load { name: "1.5 KB, 16 connections", size: 1_536, connections: 16 },
    Load { name: "1.5 KB, 64 connections", size: 1_536, connections: 64 },
    Load { name: "64 KB, 16 connections", size: 65_536, connections: 16 },
    Load { name: "1 MB, 16 connections", size: 1_048_576, connections: 16 },
];
const ROUNDS: usize = 3;
const SECONDS: u64 = 6;

/// What the arguments ask for.
#[derive(Debug, PartialEq)]
pub(crate) struct Asked {
    rounds: usize,
    seconds: u64,
    /// Parts of names of servers; empty for all.
    only: Vec<String>,
    /// Another build of `hookglass`, to compare two states of the code in one run.
    other_build: Option<PathBuf>,
}

impl Asked {
    /// Reads `[--rounds N] [--seconds N] [--other-build PROGRAM] [SERVER...]`.
    pub(crate) fn read(args: &[String]) -> Result<Self, String> {
        let mut asked = Self { rounds: ROUNDS, seconds: SECONDS, only: Vec::new(), other_build: None };
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
                "--rounds" => asked.rounds = number()? as usize,
                "--seconds" => asked.seconds = number()?,
                "--other-build" => {
                    asked.other_build = Some(args.next().ok_or("--other-build needs the path of a program")?.into());
                }
                option if option.starts_with('-') => return Err(format!("`bench ingest` has no option `{option}`")),
                name => asked.only.push(name.to_lowercase()),
            }
        }
        Ok(asked)
    }
}

pub(crate) fn run(checkout: &Checkout, asked: &Asked) -> Outcome {
    packages::ensure(&[Need::Load])?;
    let wanted = |name: &str| asked.only.is_empty() || asked.only.iter().any(|only| name.to_lowercase().contains(only));
    let servers: Vec<Server> =
        servers::all(asked.other_build.as_deref()).into_iter().filter(|server| wanted(server.name)).collect();
    let mut ready: Vec<(Server, Result<(), String>)> = Vec::new();
    for server in servers {
        let made = match server.prepare(checkout) {
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Failed(why) | Failure::Missing(why)) => Err(why),
            Ok(()) => Ok(()),
        };
        ready.push((server, made));
    }
    let mut told: BTreeMap<(usize, usize), Vec<Measured>> = BTreeMap::new();
    for round in 1..=asked.rounds {
        for (load_at, load) in LOADS.iter().enumerate() {
            for (server_at, (server, made)) in ready.iter().enumerate() {
                if made.is_err() || !server.takes(load) {
                    continue;
                }
                step::say(&format!("round {round} of {}: {}, {}", asked.rounds, load.name, server.name));
                let measured = load::measure(checkout, server, load, Duration::from_secs(asked.seconds))?;
                told.entry((load_at, server_at)).or_default().push(measured);
            }
        }
    }
    for (load_at, load) in LOADS.iter().enumerate() {
        println!("\n{}\n", load.name);
        println!(
            "| server | keeps events | req/s | of the bare server | p99 ms | of the bare server | most memory MiB | written \
             KB an event | lost of acknowledged |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        );
        let bare = told.get(&(load_at, 0)).map(|rounds| Measured::median(rounds));
        for (server_at, (server, made)) in ready.iter().enumerate() {
            let figures = match (made, told.get(&(load_at, server_at))) {
                (Err(why), _) => format!("not available: {why} | | | | | | "),
                (Ok(()), None) => "not measured | | | | | | ".to_owned(),
                (Ok(()), Some(rounds)) => {
                    Measured::median(rounds).beside(bare.as_ref().filter(|_| servers::BARE == ready[0].0.name))
                }
            };
            println!("| {} | {} | {figures} |", server.name, server.keeps);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, String> {
        Asked::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_arguments_say_how_often_how_long_and_which() {
        assert_eq!(asked(""), Ok(Asked { rounds: ROUNDS, seconds: SECONDS, only: Vec::new(), other_build: None }));
        let some = Asked {
            rounds: 1,
            seconds: 2,
            only: vec!["bare".to_owned(), "hookbin".to_owned()],
            other_build: Some("old/hookglass".into()),
        };
        assert_eq!(asked("--rounds 1 Bare --seconds 2 hookbin --other-build old/hookglass"), Ok(some));
        for wrong in ["--rounds", "--rounds none", "--seconds 0", "--fast", "--other-build"] {
            assert!(asked(wrong).is_err(), "{wrong}");
        }
    }
}

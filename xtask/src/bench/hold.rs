//! `cargo xtask bench hold`: how late automatic answers to held events are, while other events
//! arrive.
//!
//! Each sender waits on its own connection. The senders start at the same time or within one
//! second. Each sender measures how long it waits. Its answer is planned half a second before the
//! deadline, which counts from the first byte it sends.

use std::fs;
use std::io::{self, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use super::forward::fixed_rate::{read_answer, send_at_rate};
use super::ingest::{load, servers::Server};
use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};

const ROUNDS: usize = 3;
/// Senders that wait.
const HELD: u32 = 200;
/// Other events per second.
const RATE: u32 = 500;
/// Connections of the other events.
const SENDERS: u32 = 8;
const DEADLINE: Duration = Duration::from_millis(3_000);
const MARGIN: Duration = Duration::from_millis(500);
/// How long the other events arrive before the senders start.
const LEAD_TIME: Duration = Duration::from_millis(1_000);
const RULES: &str = r#"{"version": 1, "rules": [{"name": "hold", "when": {"path": "/held"}, "then": {"do": "hold"}}]}"#;
const BODY: &str = r#"{"id":"0000000000000001","seq":1,"type":"user.pre_create","payload":{"user":{"id":"b4d055fc-0000-4000-8000-000000000001"}},"context":{"timestamp":1760000000,"triggered_by":"user","app_id":"shop"}}"#;

/// The figures of several rounds.
#[derive(Debug, Default)]
struct Measured {
    /// How long each sender waited.
    waits: Vec<Duration>,
    /// The 99th percentile of the other events, in each round.
    others_p99_ms: Vec<f64>,
}

pub(super) fn run(checkout: &Checkout, args: &[String]) -> Outcome {
    let rounds = match args {
        [] => ROUNDS,
        [option, number] if option == "--rounds" => number
            .parse()
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| Failure::Missing(format!("--rounds needs a number, not `{number}`")))?,
        _ => return Err(Failure::Missing("`bench hold` takes --rounds N".to_owned())),
    };
    Server::hookglass(Vec::new()).prepare(checkout)?;
    let folder = checkout.scratch("bench-hold");
    let rules = folder.join("rules.json");
    fs::create_dir_all(&folder).and_then(|()| fs::write(&rules, RULES)).map_err(failed)?;
    let mut rows = Vec::new();
    for (spread, start) in [(Duration::ZERO, "at the same time"), (Duration::from_secs(1), "within one second")] {
        for rate in [0, RATE] {
            let mut measured = Measured::default();
            for round in 1..=rounds {
                step::say(&format!("round {round} of {rounds}: {HELD} start {start}, {rate} others per second"));
                let args = ["--rules".to_owned(), rules.display().to_string()];
                let deadline = ["--hold-deadline".to_owned(), format!("{}ms", DEADLINE.as_millis())];
                let process = load::start(checkout, &Server::hookglass(args.into_iter().chain(deadline).collect()))?;
                measure(&process.running.url, rate, spread, &mut measured).map_err(failed)?;
            }
            rows.push(format!("| {start} | {rate} | {} |", cells(&mut measured)));
        }
    }
    let (deadline, planned) = (DEADLINE.as_millis(), (DEADLINE - MARGIN).as_millis());
    println!("\n{HELD} senders wait; deadline {deadline} ms, automatic answer planned after {planned} ms\n");
    println!(
        "| start | other events per second | after the deadline | late by: p50 ms | p99 ms | max ms \
         | p99 ms of the others |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

fn measure(url: &str, rate: u32, spread: Duration, measured: &mut Measured) -> io::Result<()> {
    let address = url.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
    let others = (rate > 0).then(|| {
        let url = url.to_owned();
        thread::spawn(move || send_at_rate(&url, rate, SENDERS, LEAD_TIME + spread + DEADLINE))
    });
    let ready = Arc::new(Barrier::new(HELD as usize + 1));
    let held: Vec<_> = (0..HELD)
        .map(|number| {
            let (address, ready) = (address.clone(), Arc::clone(&ready));
            thread::spawn(move || wait(&address, &ready, spread * number / HELD))
        })
        .collect();
    thread::sleep(LEAD_TIME);
    ready.wait();
    let panicked = || io::Error::other("a sender panicked");
    for thread in held {
        measured.waits.push(thread.join().map_err(|_| panicked())??);
    }
    if let Some(others) = others {
        measured.others_p99_ms.push(others.join().map_err(|_| panicked())??.p99_ms);
    }
    Ok(())
}

/// Sends an event that is held, and waits for its answer.
fn wait(address: &str, ready: &Barrier, delay: Duration) -> io::Result<Duration> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let head = format!("POST /held HTTP/1.1\r\nhost: {address}\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
    ready.wait();
    thread::sleep(delay);
    let began = Instant::now();
    writer.write_all(head.as_bytes())?;
    read_answer(&mut reader)?;
    Ok(began.elapsed())
}

/// The cells of a row.
fn cells(measured: &mut Measured) -> String {
    let waits = &mut measured.waits;
    waits.sort_unstable();
    let late = waits.iter().filter(|wait| **wait >= DEADLINE).count();
    let planned = (DEADLINE - MARGIN).as_secs_f64() * 1e3;
    let at = |part: f64| {
        let index = ((waits.len() as f64 * part) as usize).min(waits.len().saturating_sub(1));
        waits.get(index).map_or(0.0, |wait| wait.as_secs_f64() * 1e3 - planned)
    };
    let others = load::median(std::mem::take(&mut measured.others_p99_ms));
    let others = others.map_or("-".to_owned(), |ms| format!("{ms:.1}"));
    format!("{late} of {} | {:.1} | {:.1} | {:.1} | {others}", waits.len(), at(0.5), at(0.99), at(1.0))
}

fn failed(error: io::Error) -> Failure {
    Failure::Failed(format!("the measurement failed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lateness_counts_from_the_planned_time() {
        let waits = [2_501, 2_510, 3_100].map(Duration::from_millis).to_vec();
        let mut measured = Measured { waits, others_p99_ms: vec![4.0] };
        assert_eq!(cells(&mut measured), "1 of 3 | 10.0 | 600.0 | 600.0 | 4.0");
        assert_eq!(cells(&mut Measured::default()), "0 of 0 | 0.0 | 0.0 | 0.0 | -");
    }
}

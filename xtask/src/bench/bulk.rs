//! `cargo xtask bench bulk [N]`: resends N stored events to a target that does nothing, and runs
//! `oha` on the same target. `oha` is on the path or in `target/tools/bin`, where `cargo install
//! oha --root target/tools` installs it.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};

/// How many events are sent.
pub(super) const EVENTS: u64 = 10_000;
/// Parallel requests of both programs.
const CONCURRENCY: u32 = 16;
/// How often each program is measured, in turn. The result is the median.
const ROUNDS: usize = 5;
/// How long the target may take to accept its first connection.
const START_TIMEOUT: Duration = Duration::from_secs(10);
const BODY: &str = "tests/fixtures/events/user.profile.updated.json";

/// The figures of one round of Hookglass.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figures {
    per_second: f64,
    before_kib: f64,
    after_kib: f64,
    gap_ms: f64,
    cancel_ms: f64,
}

/// The target's process. A drop kills it.
struct Target(Child);

impl Drop for Target {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(super) fn run(checkout: &Checkout, events: u64) -> Outcome {
    let oha = oha(checkout)?;
    for (package, example) in [("hookglass-receiver", "bench_bare"), ("hookglass-app", "bench_bulk")] {
        let build = ["build", "--release", "-p", package, "--example", example];
        step::run("building for release", checkout.cargo(&build))?;
    }
    let (_target, address) = target(checkout)?;
    let url = format!("http://{address}/hooks");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(measure_oha(checkout, &oha, &url, events)?);
        ours.push(measure_ours(checkout, &url, events)?);
    }
    let median_of = |figure: fn(&Figures) -> f64| median(ours.iter().map(figure).collect());
    let (own, other) = (median_of(|round| round.per_second), median(theirs));
    step::say(&format!("medians of {ROUNDS} rounds; {events} requests, {CONCURRENCY} in parallel"));
    println!(
        "| | requests per second | of oha | memory before, MiB | after | longest gap between signals, ms | cancel, ms |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    println!(
        "| Hookglass | {own:.0} | {:.0} % | {:.1} | {:.1} | {:.0} | {:.0} |",
        own / other * 100.0,
        median_of(|round| round.before_kib) / 1024.0,
        median_of(|round| round.after_kib) / 1024.0,
        ours.iter().map(|round| round.gap_ms).fold(0.0, f64::max),
        ours.iter().map(|round| round.cancel_ms).fold(0.0, f64::max),
    );
    println!("| oha | {other:.0} | 100 % | | | | |");
    Ok(())
}

fn oha(checkout: &Checkout) -> Result<PathBuf, Failure> {
    let candidates = [checkout.path("target/tools/bin/oha"), PathBuf::from("oha")];
    let runs = |program: &PathBuf| {
        let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    };
    candidates
        .into_iter()
        .find(runs)
        .ok_or_else(|| Failure::Missing("oha is missing: run `cargo install oha --root target/tools`".to_owned()))
}

fn target(checkout: &Checkout) -> Result<(Target, SocketAddr), Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("the target could not be started: {error}"));
    let address = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).map_err(failed)?;
    let child = Command::new(checkout.binary("release", "examples/bench_bare")).arg(address.to_string()).spawn();
    let target = Target(child.map_err(failed)?);
    let began = Instant::now();
    while TcpStream::connect(address).is_err() {
        if began.elapsed() > START_TIMEOUT {
            return Err(Failure::Failed("the target does not accept connections".to_owned()));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok((target, address))
}

/// Measures oha: requests per second.
fn measure_oha(checkout: &Checkout, oha: &PathBuf, url: &str, events: u64) -> Result<f64, Failure> {
    let mut command = Command::new(oha);
    command.args(["-n", &events.to_string(), "-c", &CONCURRENCY.to_string(), "-m", "POST", "--no-tui"]);
    command.args(["-H", "content-type: application/json", "-D"]).arg(checkout.path(BODY));
    let text = output_of(command.args(["--output-format", "json", url]))?;
    let rate = text.split("\"requestsPerSec\":").nth(1).and_then(|rest| {
        let digits: String = rest.trim_start().chars().take_while(|one| one.is_ascii_digit() || *one == '.').collect();
        digits.parse().ok()
    });
    rate.ok_or_else(|| Failure::Failed(format!("oha printed no figures: {}", text.trim())))
}

/// Measures Hookglass.
fn measure_ours(checkout: &Checkout, url: &str, events: u64) -> Result<Figures, Failure> {
    let mut command = Command::new(checkout.binary("release", "examples/bench_bulk"));
    command.args([url, &events.to_string(), &CONCURRENCY.to_string()]).arg(checkout.path(BODY));
    let text = output_of(&mut command)?;
    parse(&text).ok_or_else(|| Failure::Failed(format!("the bulk resend printed no figures: {}", text.trim())))
}

fn output_of(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Failure::Failed(format!("a measurement could not be started: {error}")))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn parse(text: &str) -> Option<Figures> {
    let line = text.lines().find_map(|line| line.strip_prefix("FIGURES "))?;
    let numbers = line.split_whitespace().map(|number| number.parse().ok()).collect::<Option<Vec<f64>>>()?;
    let [per_second, before_kib, after_kib, gap_ms, cancel_ms] = numbers[..] else { return None };
    Some(Figures { per_second, before_kib, after_kib, gap_ms, cancel_ms })
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parsed() {
        let figures = Figures { per_second: 2e4, before_kib: 1.0, after_kib: 2.0, gap_ms: 101.0, cancel_ms: 3.0 };
        assert_eq!(parse("some\nFIGURES 20000 1 2 101 3\n"), Some(figures));
        assert_eq!(parse("FIGURES 1 2"), None);
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }
}

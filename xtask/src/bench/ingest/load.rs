//! One load on one server: its speed, slowest answers, memory, bytes written, and the events that a
//! kill lost.
//!
//! Memory and bytes are those of the server's process, from `/proc` on Linux. Other systems have no
//! figures.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::servers::{Running, Server};
use crate::checkout::Checkout;
use crate::step::Failure;
use crate::stop;

/// How long a server may take to accept its first connection.
const START_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the load lasts before the kill.
const KILL_DELAY: Duration = Duration::from_millis(1_500);

pub(in crate::bench) struct Load {
    pub(in crate::bench) name: &'static str,
    /// Size of a body, in bytes.
    pub(in crate::bench) size: u64,
    pub(in crate::bench) connections: u32,
}

/// The figures of one load.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Measured {
    per_second: f64,
    p99_ms: f64,
    /// Answers that were not 2xx, and connections that broke.
    failed: u64,
    memory_mib: Option<f64>,
    written_kb: Option<f64>,
    /// Acknowledged events that were missing after the kill, and all acknowledged events. `None` if
    /// the server stores nothing on disk.
    lost: Option<(u64, u64)>,
}

impl Measured {
    /// The median of each figure. Lost and failed events are sums.
    pub(super) fn median(rounds: &[Self]) -> Self {
        let median_of = |figure: fn(&Self) -> Option<f64>| median(rounds.iter().filter_map(figure).collect());
        let lost = rounds.iter().filter_map(|round| round.lost);
        Self {
            per_second: median_of(|round| Some(round.per_second)).unwrap_or_default(),
            p99_ms: median_of(|round| Some(round.p99_ms)).unwrap_or_default(),
            failed: rounds.iter().map(|round| round.failed).sum(),
            memory_mib: median_of(|round| round.memory_mib),
            written_kb: median_of(|round| round.written_kb),
            lost: lost.reduce(|one, other| (one.0 + other.0, one.1 + other.1)),
        }
    }

    /// The cells of a row, with ratios to the bare server's figures.
    pub(super) fn cells(&self, bare: Option<&Self>) -> String {
        let ratio = |own: f64, of: fn(&Self) -> f64| bare.filter(|bare| of(bare) > 0.0).map(|bare| own / of(bare));
        let speed = ratio(self.per_second, |bare| bare.per_second).map(|ratio| format!("{:.0} %", ratio * 100.0));
        let slowest = ratio(self.p99_ms, |bare| bare.p99_ms).map(|ratio| format!("{ratio:.1} times"));
        let number = |figure: Option<f64>| figure.map(|figure| format!("{figure:.1}"));
        let failed = if self.failed > 0 { format!(" ({} failed)", self.failed) } else { String::new() };
        let lost = self.lost.map(|(lost, of)| format!("{lost} of {of}"));
        let cell = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        format!(
            "{:.0}{failed} | {} | {:.2} | {} | {} | {} | {}",
            self.per_second,
            cell(speed),
            self.p99_ms,
            cell(slowest),
            cell(number(self.memory_mib)),
            cell(number(self.written_kb)),
            cell(lost)
        )
    }
}

pub(in crate::bench) fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// Loads a fresh server for the duration, and another fresh one until it is killed.
pub(super) fn measure(
    checkout: &Checkout,
    server: &Server,
    load: &Load,
    duration: Duration,
) -> Result<Measured, Failure> {
    let (mut measured, requests) = {
        let mut process = start(checkout, server)?;
        let report = wrk(checkout, load, &process.running.url, duration)?.wait()?;
        let (memory, written) = process.usage();
        let accepted = report.requests - report.not_2xx;
        let measured = Measured {
            per_second: accepted as f64 / report.seconds,
            p99_ms: report.p99_ms,
            failed: report.not_2xx + report.broken,
            memory_mib: memory.map(|bytes| bytes as f64 / f64::from(1 << 20)),
            written_kb: written.map(|bytes| bytes as f64 / accepted.max(1) as f64 / 1024.0),
            lost: None,
        };
        process.kill();
        (measured, report.requests)
    };
    if requests > 0 && server.table.is_some() {
        let mut process = start(checkout, server)?;
        let running = wrk(checkout, load, &process.running.url, KILL_DELAY + Duration::from_secs(1))?;
        thread::sleep(KILL_DELAY);
        process.kill();
        let report = running.wait()?;
        let acknowledged = report.requests - report.not_2xx;
        if let Some(stored) = process.running.stored(checkout) {
            measured.lost = Some((acknowledged.saturating_sub(stored), acknowledged));
        }
    }
    Ok(measured)
}

/// A server that accepts connections. A drop kills it.
pub(in crate::bench) struct Process {
    child: Child,
    pub(in crate::bench) running: Running,
}

pub(in crate::bench) fn start(checkout: &Checkout, server: &Server) -> Result<Process, Failure> {
    let folder = checkout.scratch("bench-ingest/data");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)
        .map_err(|error| Failure::Failed(format!("{} could not be created: {error}", checkout.show(&folder))))?;
    let address = free_address()?;
    let (mut command, mut running) = server.start(checkout, &folder, address);
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failure::Failed(format!("{} could not be started: {error}", server.name)))?;
    let mut process = Process { child, running: Running::default() };
    let began = Instant::now();
    while TcpStream::connect(address).is_err() {
        if stop::requested() {
            return Err(Failure::Stopped);
        }
        let ended = process.child.try_wait().ok().flatten();
        if ended.is_some() || began.elapsed() > START_TIMEOUT {
            return Err(Failure::Failed(format!("{} does not accept connections", server.name)));
        }
        thread::sleep(Duration::from_millis(20));
    }
    server.finish_setup(address, &mut running)?;
    process.running = running;
    Ok(process)
}

fn free_address() -> Result<SocketAddr, Failure> {
    let found = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    found.map_err(|error| Failure::Failed(format!("no port is free: {error}")))
}

impl Process {
    /// Peak memory and bytes written, both in bytes.
    fn usage(&self) -> (Option<u64>, Option<u64>) {
        let read = |file: &str| fs::read_to_string(Path::new("/proc").join(self.child.id().to_string()).join(file));
        let memory = read("status").ok().and_then(|text| number_after(&text, "VmHWM:")).map(|kib| kib * 1024);
        (memory, read("io").ok().and_then(|text| number_after(&text, "write_bytes:")))
    }

    fn kill(&mut self) {
        // The process may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

fn number_after(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

pub(in crate::bench) struct Wrk(Child);

/// The figures that wrk prints.
#[derive(Debug, PartialEq)]
pub(in crate::bench) struct Report {
    pub(in crate::bench) requests: u64,
    pub(in crate::bench) seconds: f64,
    pub(in crate::bench) p50_ms: f64,
    pub(in crate::bench) p99_ms: f64,
    pub(in crate::bench) not_2xx: u64,
    pub(in crate::bench) broken: u64,
}

pub(in crate::bench) fn wrk(checkout: &Checkout, load: &Load, url: &str, duration: Duration) -> Result<Wrk, Failure> {
    let mut command = Command::new("wrk");
    let threads = load.connections.min(2).to_string();
    let connections = load.connections.to_string();
    let duration = format!("{}s", duration.as_secs().max(1));
    command.args(["-t", &threads, "-c", &connections, "-d", &duration, "--timeout", "10s", "-s"]);
    command.arg(checkout.path("tests/bench/events.lua")).args([url, "--", &load.size.to_string()]);
    command.arg(checkout.path("tests/fixtures/events/user.profile.updated.json"));
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    child.map(Wrk).map_err(|error| Failure::Failed(format!("wrk could not be started: {error}")))
}

impl Wrk {
    pub(in crate::bench) fn wait(self) -> Result<Report, Failure> {
        let output = self.0.wait_with_output();
        if stop::requested() {
            return Err(Failure::Stopped);
        }
        let output = output.map_err(|error| Failure::Failed(format!("cannot wait for wrk: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        parse(&text).ok_or_else(|| Failure::Failed(format!("wrk printed no figures: {}", text.trim())))
    }
}

fn parse(text: &str) -> Option<Report> {
    let line = text.lines().find_map(|line| line.strip_prefix("FIGURES "))?;
    let numbers = line.split_whitespace().map(|number| number.parse().ok()).collect::<Option<Vec<u64>>>()?;
    let [requests, duration, p99, not_2xx, broken, p50] = numbers[..] else { return None };
    let ms = |microseconds: u64| microseconds as f64 / 1e3;
    Some(Report { requests, seconds: duration as f64 / 1e6, p50_ms: ms(p50), p99_ms: ms(p99), not_2xx, broken })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parsed_and_their_medians_compared_with_the_bare_server() {
        let report = parse("Running\nFIGURES 1000 2000000 4500 10 0 500\n").expect("six numbers");
        assert_eq!(report, Report { requests: 1000, seconds: 2.0, p50_ms: 0.5, p99_ms: 4.5, not_2xx: 10, broken: 0 });
        assert_eq!(parse("FIGURES 1 2"), None);
        assert_eq!(number_after("VmPeak: 3 kB\nVmHWM:\t 12 kB\n", "VmHWM:"), Some(12));

        let round = |per_second, lost| Measured { per_second, p99_ms: 8.0, lost, ..Measured::default() };
        let ours = Measured::median(&[round(40.0, Some((0, 7))), round(90.0, Some((1, 8))), round(50.0, None)]);
        let bare = round(100.0, None);
        assert_eq!(ours.cells(Some(&bare)), "50 | 50 % | 8.00 | 1.0 times | - | - | 1 of 15");
        assert_eq!(ours.cells(None), "50 | - | 8.00 | - | - | - | 1 of 15");
    }
}

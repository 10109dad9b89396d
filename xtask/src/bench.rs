//! `cargo xtask bench`: criterion benchmarks and, by name, whole programs.
//!
//! | Name | Measures |
//! | --- | --- |
//! | `diff` | comparing documents, with jsondiffpatch on the same documents |
//! | `ingest` | receiving events, with other inspectors under the same load |
//! | `forward` | receiving events while forwarding them |
//! | `hold` | how late automatic answers are |
//! | `bulk` | resending many events, with a load generator on the same target |
//! | `read`, `window` | the list's queries, and the window, with a million events |
//!
//! Figures differ between computers. Compare figures of one run only.

mod bulk;
mod forward;
mod hold;
mod ingest;
mod read;
mod window;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};
use crate::ui;

/// How long a program may take for one pair of documents.
const PAIR_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) fn run(checkout: &Checkout, filters: &[String]) -> Outcome {
    let named = filters.split_first().map(|(first, args)| (first.as_str(), args));
    match named {
        Some(("diff", [])) => return diff(checkout),
        Some(("ingest", args)) => {
            return ingest::run(checkout, &ingest::Options::parse(args).map_err(Failure::Missing)?);
        }
        Some(("forward", args)) => {
            return forward::run(checkout, &forward::Options::parse(args).map_err(Failure::Missing)?);
        }
        Some(("hold", args)) => return hold::run(checkout, args),
        Some(("bulk", [])) => return bulk::run(checkout, bulk::EVENTS),
        Some(("bulk", args)) => return bulk::run(checkout, read::events(args).map_err(Failure::Missing)?),
        Some(("read", args)) => return read::run(checkout, read::events(args).map_err(Failure::Missing)?),
        Some(("window", args)) => return window::run(checkout, read::events(args).map_err(Failure::Missing)?),
        _ => {}
    }
    let mut command = checkout.cargo(&["bench", "-p", "hookglass-diff", "-p", "hookglass-senders", "--"]);
    command.args(filters);
    step::run("benchmarks, built for release", command)
}

/// The figures of one program for one pair of documents.
struct Figures {
    /// Milliseconds to parse and compare.
    total: f64,
    /// Milliseconds to compare.
    compare: f64,
    operations: u64,
    /// Peak memory, as a multiple of the size of both documents.
    memory: f64,
}

fn diff(checkout: &Checkout) -> Outcome {
    ui::install(checkout)?;
    let example = ["build", "--release", "-p", "hookglass-diff", "--example", "bench_diff"];
    step::run("building the benchmark for release", checkout.cargo(&example))?;
    let ours = checkout.binary("release", "examples/bench_diff");
    let folder = checkout.scratch("bench-diff");
    let mut write = Command::new(&ours);
    write.arg("write").arg(&folder);
    step::run("writing the documents", write)?;
    let names = fs::read_to_string(folder.join("names"))
        .map_err(|error| Failure::Failed(format!("the documents were not written: {error}")))?;
    step::say("medians in ms; memory as a multiple of both documents; one process per pair and program");
    println!(
        "| documents | ours: parse and compare | compare | operations | memory \
         | jsondiffpatch: parse and compare | compare | operations | memory | times faster |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    for name in names.lines() {
        let mut us = Command::new(&ours);
        us.arg("measure").arg(&folder).arg(name);
        let mut them = Command::new("node");
        them.arg("--max-old-space-size=4096")
            .arg(checkout.path("tests/bench/jsondiffpatch.mjs"))
            .arg(&folder)
            .arg(name);
        let Ok(us) = figures(us)? else {
            return Err(Failure::Failed(format!("{name} could not be compared")));
        };
        println!("| {name} | {} |", cells(&us, &figures(them)?));
    }
    Ok(())
}

/// The cells of a row: our figures, and theirs or why there are none.
fn cells(us: &Figures, them: &Result<Figures, &'static str>) -> String {
    let print = |figures: &Figures| {
        let Figures { total, compare, operations, memory } = figures;
        // Microseconds need more digits.
        let time = |ms: &f64| if *ms < 0.1 { format!("{ms:.4}") } else { format!("{ms:.2}") };
        format!("{} | {} | {operations} | {memory:.1}", time(total), time(compare))
    };
    match them {
        Ok(them) => format!("{} | {} | {:.1}", print(us), print(them), them.total / us.total),
        Err(reason) => format!("{} | {reason} | | | | ", print(us)),
    }
}

/// Runs a program that prints its figures. The inner error is why there are none.
fn figures(mut command: Command) -> Result<Result<Figures, &'static str>, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("a measurement could not be started: {error}"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let began = Instant::now();
    while child.try_wait().map_err(failed)?.is_none() {
        if began.elapsed() > PAIR_TIMEOUT {
            child.kill().and_then(|()| child.wait()).map_err(failed)?;
            return Ok(Err("not finished after 20 s"));
        }
        thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(parse(&text).filter(|_| output.status.success()).ok_or("out of memory, or failed"))
}

fn parse(text: &str) -> Option<Figures> {
    let numbers = text.trim().split('\t').map(|number| number.parse().ok()).collect::<Option<Vec<f64>>>()?;
    let [total, compare, operations, memory, bytes] = numbers[..] else { return None };
    Some(Figures { total, compare, operations: operations as u64, memory: memory / bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parsed_and_printed_in_one_row() {
        let us = parse("2.0\t1.0\t3\t400\t100\n").expect("five numbers");
        let them = parse("20\t10\t4\t800\t100").expect("five numbers");
        assert!(parse("").is_none() && parse("1\t2").is_none());
        assert_eq!(cells(&us, &Ok(them)), "2.00 | 1.00 | 3 | 4.0 | 20.00 | 10.00 | 4 | 8.0 | 10.0");
        let small = Figures { total: 0.001_67, ..parse("0\t0\t0\t0\t1").expect("five numbers") };
        assert!(cells(&small, &Err("late")).starts_with("0.0017 |"));
        assert_eq!(cells(&us, &Err("late")), "2.00 | 1.00 | 3 | 4.0 | late | | | | ");
    }
}

//! `cargo xtask bench`: what things cost, measured by criterion. With a name, something as a whole: `diff` compares documents,
//! beside jsondiffpatch on the same ones; `ingest` takes events in, beside other inspectors; `forward` does while they are
//! passed on; `hold` tells how late automatic answers are; `bulk` sends many again, beside a load generator; `read` and `window`
//! look at a million. Figures differ from computer to computer; compare those of one run.

mod bulk;
mod forward;
mod hold;
mod ingest;
mod reading;
mod window;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::checkout::Checkout;
use crate::step::{self, Failure, Outcome};
use crate::ui;

/// The other program is stopped after so long with one pair.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn run(checkout: &Checkout, filters: &[String]) -> Outcome {
    let named = filters.split_first().map(|(first, args)| (first.as_str(), args));
    match named {
        Some(("diff", [])) => return diff(checkout),
        Some(("ingest", args)) => {
            return ingest::run(checkout, &ingest::Asked::read(args).map_err(Failure::Missing)?);
        }
        Some(("forward", args)) => {
            return forward::run(checkout, &forward::Asked::read(args).map_err(Failure::Missing)?);
        }
        Some(("hold", args)) => return hold::run(checkout, args),
        Some(("bulk", [])) => return bulk::run(checkout, bulk::EVENTS),
        Some(("bulk", args)) => return bulk::run(checkout, reading::events(args).map_err(Failure::Missing)?),
        Some(("read", args)) => return reading::run(checkout, reading::events(args).map_err(Failure::Missing)?),
        Some(("window", args)) => return window::run(checkout, reading::events(args).map_err(Failure::Missing)?),
        _ => {}
    }
    let mut command = checkout.cargo(&["bench", "-p", "hookglass-diff", "-p", "hookglass-senders", "--"]);
    command.args(filters);
    step::run("measuring, with everything built for release", command)
}

/// What one program took for one pair: milliseconds with and without reading, operations, memory and the size of both.
struct Figures {
    whole: f64,
    alone: f64,
    operations: u64,
    memory: f64,
}

fn diff(checkout: &Checkout) -> Outcome {
    ui::install(checkout)?;
    let example = ["build", "--release", "-p", "hookglass-diff", "--example", "bench_diff"];
    step::run("building the comparison for release", checkout.cargo(&example))?;
    let ours = checkout.binary("release", "examples/bench_diff");
    let folder = checkout.scratch("bench-diff");
    let mut write = Command::new(&ours);
    write.arg("write").arg(&folder);
    step::run("writing the documents", write)?;
    let names = fs::read_to_string(folder.join("names"))
        .map_err(|error| Failure::Failed(format!("the documents were not written: {error}")))?;
    step::say("medians in ms; memory as a multiple of both documents; one process for each pair and program");
    println!(
        "| documents | ours: read and compare | compare | operations | memory | jsondiffpatch: read and compare | compare \
         | operations | memory | times faster |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
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
        println!("| {name} | {} |", beside(&us, &figures(them)?));
    }
    Ok(())
}

fn beside(us: &Figures, them: &Result<Figures, &'static str>) -> String {
    let told = |figures: &Figures| {
        let Figures { whole, alone, operations, memory } = figures;
        // Of what takes microseconds, three digits say more than two places.
        let time = |ms: &f64| if *ms < 0.1 { format!("{ms:.4}") } else { format!("{ms:.2}") };
        format!("{} | {} | {operations} | {memory:.1}", time(whole), time(alone))
    };
    match them {
        Ok(them) => format!("{} | {} | {:.1}", told(us), told(them), them.whole / us.whole),
        Err(why) => format!("{} | {why} | | | | ", told(us)),
    }
}

/// Runs a program that prints its figures; or why it has none.
fn figures(mut command: Command) -> Result<Result<Figures, &'static str>, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("a measurement could not be started: {error}"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let began = Instant::now();
    while child.try_wait().map_err(failed)?.is_none() {
        if began.elapsed() > PATIENCE {
            child.kill().and_then(|()| child.wait()).map_err(failed)?;
            return Ok(Err("not done after 20 s"));
        }
        thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(read(&text).filter(|_| output.status.success()).ok_or("out of memory, or failed"))
}

fn read(text: &str) -> Option<Figures> {
    let numbers = text.trim().split('\t').map(|number| number.parse().ok()).collect::<Option<Vec<f64>>>()?;
    let [whole, alone, operations, memory, bytes] = numbers[..] else { return None };
    Some(Figures { whole, alone, operations: operations as u64, memory: memory / bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_and_set_side_by_side() {
        let us = read("2.0\t1.0\t3\t400\t100\n").expect("five numbers");
        let them = read("20\t10\t4\t800\t100").expect("five numbers");
        assert!(read("").is_none() && read("1\t2").is_none());
        assert_eq!(beside(&us, &Ok(them)), "2.00 | 1.00 | 3 | 4.0 | 20.00 | 10.00 | 4 | 8.0 | 10.0");
        let small = Figures { whole: 0.001_67, ..read("0\t0\t0\t0\t1").expect("five numbers") };
        assert!(beside(&small, &Err("late")).starts_with("0.0017 |"));
        assert_eq!(beside(&us, &Err("late")), "2.00 | 1.00 | 3 | 4.0 | late | | | | ");
    }
}

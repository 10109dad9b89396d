//! `hookglass diff`.

use hookglass_app::{App, DiffFormat, DiffOptions, DiffReport, view::Sides};
use hookglass_diff::Op;
use hookglass_json::display::visible;
use std::process::ExitCode;

use crate::{
    args::Diff,
    output::{Failure, line, note, sign},
};

/// Exit code: there is a difference.
const DIFFERENT: u8 = 1;

pub(crate) async fn run(app: &App, args: Diff) -> Result<ExitCode, Failure> {
    let format = match (args.patch, args.merge_patch) {
        (true, _) => DiffFormat::Patch,
        (_, true) => DiffFormat::MergePatch,
        _ => DiffFormat::Changes,
    };
    let sides = match args.other {
        Some(new) => Sides::Events { old: args.id, new },
        None if args.sample => Sides::Sample { id: args.id },
        None => Sides::Event { id: args.id },
    };
    let options = DiffOptions { format, headers: args.headers, spelling_counts: args.spelling, reveal: args.reveal };
    let compared = app.compare.diff(&sides, options).await?;
    if let Some(patch) = &compared.patch {
        line(patch)?;
        if compared.masked_in_patch {
            note("secrets in the patch are redacted, so it does not apply", Some("--reveal for the real values"));
        }
    } else if args.json {
        line(compared.to_json())?;
    } else {
        if args.markdown {
            line(compared.to_markdown())?;
        } else {
            // With two ids, the caller knows the sides.
            if args.other.is_none() && compared.sides.0 != "old_identity" {
                line(format_args!("{} -> {}", visible(&compared.sides.0), visible(&compared.sides.1)))?;
            }
            print(&compared)?;
        }
    }
    Ok(if compared.differs() { ExitCode::from(DIFFERENT) } else { ExitCode::SUCCESS })
}

fn print(compared: &DiffReport) -> Result<(), Failure> {
    for change in &compared.about {
        line(format_args!("{} {}", sign(change.op), change.label.as_deref().unwrap_or_default()))?;
        print_values(change.op, change.old.as_deref(), change.new.as_deref())?;
    }
    for header in &compared.headers {
        let sign = if header.is_spelling { '=' } else { sign(header.op) };
        let note = header.note.as_deref().map(|note| format!("  ({note})")).unwrap_or_default();
        line(format_args!("{sign} header {}{note}", visible(&header.name)))?;
        print_values(header.op, header.old.as_deref(), header.new.as_deref())?;
    }
    let rewritten = compared.rewritten.iter().map(|change| ('=', change));
    for (sign, change) in compared.changes.iter().map(|change| (sign(change.op), change)).chain(rewritten) {
        let place = match (change.path.as_str(), &change.label) {
            ("", _) => change.unplaced().to_owned(),
            (path, Some(label)) => format!("{}  {}", visible(path), visible(label)),
            (path, None) => visible(path),
        };
        let note = change.note.as_deref().map(|note| format!("  ({note})")).unwrap_or_default();
        let from = change.from.as_deref().map(|from| format!("  (from {})", visible(from))).unwrap_or_default();
        line(format_args!("{sign} {place}{from}{note}"))?;
        print_values(change.op, change.old.as_deref(), change.new.as_deref())?;
    }
    if compared.omitted > 0 {
        line(format_args!("({} more changes)", compared.omitted))?;
    }
    for note in &compared.notes {
        line(format_args!("({})", visible(note)))?;
    }
    let unchanged = compared.unchanged;
    let place = if compared.differs() { " in the bodies" } else { "" };
    match compared.changes.len() {
        0 => {
            let members = if unchanged == 1 { "member" } else { "members" };
            line(format_args!("no differences{place}, {unchanged} {members} equal"))
        }
        changed => line(format_args!("{} changed, {unchanged} unchanged", changed + compared.omitted)),
    }
}

/// Prints both values of a change. A move has no values.
fn print_values(op: Op, old: Option<&str>, new: Option<&str>) -> Result<(), Failure> {
    for (side, value) in [("-", old), ("+", new)].into_iter().filter(|_| op != Op::Moved) {
        if let Some(value) = value {
            line(format_args!("    {side} {}", visible(value)))?;
        }
    }
    Ok(())
}

//! `hookscope diff`: what changed.

use hookscope_app::{Hookscope, Wanted};
use hookscope_domain::{diff::Op, shown::visible};
use std::process::ExitCode;

use crate::{
    args::Diff,
    output::{Failure, line, sign},
};

/// The exit code that says that something differs.
const DIFFERENT: u8 = 1;

pub(crate) async fn run(app: &Hookscope, args: Diff) -> Result<ExitCode, Failure> {
    let wanted = match (args.patch, args.merge_patch) {
        (true, _) => Wanted::Patch,
        (_, true) => Wanted::MergePatch,
        _ => Wanted::Changes,
    };
    let compared = match args.other {
        None => app.diff(args.id, wanted).await?,
        Some(other) => app.diff_two(args.id, other, wanted, args.reveal || args.json).await?,
    };
    let for_a_person = !args.json && !args.patch;
    if let Some((old, new)) = compared.sides.as_ref().filter(|_| for_a_person) {
        line(format_args!("{old} -> {new}"))?;
    }

    if let Some(patch) = &compared.patch {
        line(patch)?;
    } else if args.json {
        line(compared.to_json())?;
    } else if args.markdown {
        line(compared.to_markdown())?;
    } else {
        let rewritten = compared.rewritten.iter().map(|change| ('=', change));
        for (sign, change) in compared.changes.iter().map(|change| (sign(change.op), change)).chain(rewritten) {
            let label = change.label.as_deref().map(|label| format!("  {}", visible(label))).unwrap_or_default();
            let note = change.note.as_deref().map(|note| format!("  ({note})")).unwrap_or_default();
            let from = change.from.as_deref().map(|from| format!("  (from {})", visible(from))).unwrap_or_default();
            line(format_args!("{sign} {}{label}{from}{note}", visible(&change.path)))?;
            let sides = [("-", &change.old), ("+", &change.new)];
            for (side, value) in sides.into_iter().take(if change.op == Op::Moved { 0 } else { 2 }) {
                if let Some(value) = value {
                    line(format_args!("    {side} {}", visible(value)))?;
                }
            }
        }
        if compared.omitted > 0 {
            line(format_args!("({} more changes)", compared.omitted))?;
        }
        for note in &compared.notes {
            line(format_args!("({})", visible(note)))?;
        }
        let unchanged = compared.unchanged;
        match compared.changes.len() {
            0 => line(format_args!("no differences, {unchanged} members equal"))?,
            changed => line(format_args!("{} changed, {unchanged} unchanged", changed + compared.omitted))?,
        }
    }
    Ok(if compared.changes.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

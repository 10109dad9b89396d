//! The check that the UI knows Tauri in `ui/src/ipc` only, and invokes commands in `call.ts` only.
//!
//! A feature that calls Tauri by itself would bypass the generated contract: its names and types are not checked.

use std::fs;
use std::io;
use std::path::Path;

use crate::checkout::Checkout;
use crate::step::{Failure, Outcome};

const SOURCES: &str = "ui/src";
/// The folder that may import Tauri, from `SOURCES`.
const DOOR: &str = "ipc/";
/// The file that may import `invoke`, from `SOURCES`.
const CALLER: &str = "ipc/call.ts";

/// Reads every source file of the UI.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    let mut found = Vec::new();
    let sources = checkout.path(SOURCES);
    visit(&sources, "", &mut found).map_err(|error| Failure::Failed(format!("{SOURCES} cannot be read: {error}")))?;
    for problem in &found {
        println!("    {SOURCES}/{problem}");
    }
    if found.is_empty() { Ok(()) } else { Err(Failure::Failed(format!("{} imports bypass ui/src/ipc", found.len()))) }
}

fn visit(folder: &Path, name: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{name}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            visit(&entry.path(), &format!("{name}/"), found)?;
        } else if name.ends_with(".ts") || name.ends_with(".tsx") {
            found.extend(problems(&name, &fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

/// The wrong imports of one file, with their lines.
fn problems(name: &str, text: &str) -> Vec<String> {
    let is_wrong = |line: &str| {
        if name.starts_with(DOOR) {
            name != CALLER && line.contains("invoke") && line.contains("\"@tauri-apps/api/core\"")
        } else {
            line.contains("\"@tauri-apps/") || line.contains("'@tauri-apps/")
        }
    };
    let fix = if name.starts_with(DOOR) {
        "invokes a command: use `call` of ipc/call.ts"
    } else {
        "imports Tauri: use a function of ui/src/ipc"
    };
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| is_wrong(line)).map(|(at, _)| format!("{name}:{}: {fix}", at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_do_not_import_tauri() {
        let text = "import { useState } from \"react\";\nimport { listen } from \"@tauri-apps/api/event\";\n";
        let wrong = problems("features/inbox/useListing.ts", text);
        assert_eq!(wrong, ["features/inbox/useListing.ts:2: imports Tauri: use a function of ui/src/ipc"]);
        assert!(problems("ipc/signals.ts", text).is_empty());
    }

    #[test]
    fn only_one_file_invokes_commands() {
        let text = "import { invoke } from \"@tauri-apps/api/core\";\n";
        assert!(problems("ipc/call.ts", text).is_empty());
        assert_eq!(problems("ipc/signals.ts", text).len(), 1, "a second caller would not be typed by the contract");
        assert!(problems("ipc/inside.ts", "import { isTauri } from \"@tauri-apps/api/core\";\n").is_empty());
    }
}

//! The UI's build: Node, the packages of the lock file, and `ui/dist`, which the window's crate
//! embeds at compile time.
//!
//! Each step runs only if something it depends on changed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::checkout::{self, Checkout};
use crate::step::{self, Failure, Outcome};

/// The minimum version of Node for the UI's build tool.
const MIN_NODE: (u32, u32) = (20, 19);

/// Folders that installers and tools write. They do not count as changes of the UI.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage", ".vite"];

/// Checks Node, and installs the packages in the lock file unless `node_modules` is current.
pub(crate) fn install(checkout: &Checkout) -> Outcome {
    ensure_node()?;
    let lock = fs::read(checkout.path("ui/package-lock.json"))
        .map_err(|error| Failure::Missing(format!("cannot read ui/package-lock.json: {error}")))?;
    // npm ci deletes node_modules first, so a stamp in it exists only after a successful run.
    let stamp = checkout.path("ui/node_modules/.hookglass-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = checkout.npm(&["ci", "--no-audit", "--no-fund"]);
    step::run("installing the UI's packages with npm ci (about a minute)", npm)?;
    fs::write(&stamp, lock).map_err(|error| Failure::Failed(format!("cannot write {}: {error}", checkout.show(&stamp))))
}

/// Builds `ui/dist` unless it is newer than every source. Call `install` first.
pub(crate) fn build(checkout: &Checkout) -> Outcome {
    let built_at = fs::metadata(checkout.path("ui/dist/index.html")).and_then(|file| file.modified()).ok();
    let changed_at = latest_change(&checkout.path("ui"))
        .map_err(|error| Failure::Failed(format!("cannot read the sources in ui/: {error}")))?;
    if is_current(built_at, changed_at) {
        return Ok(());
    }
    step::run("building the UI", checkout.npm(&["run", "build"]))
}

fn ensure_node() -> Outcome {
    let node = step::output("node", &["--version"]).and_then(|text| version(&text));
    let problem = match node {
        None => "Node is missing".to_owned(),
        Some(found) if found < MIN_NODE => format!("Node {}.{} is too old", found.0, found.1),
        Some(_) if step::output(checkout::npm(), &["--version"]).is_none() => "npm is missing".to_owned(),
        Some(_) => return Ok(()),
    };
    let (major, minor) = MIN_NODE;
    Err(Failure::Missing(format!(
        "{problem}: install Node {major}.{minor} or later with npm (the packages `nodejs npm` on Debian 13, Ubuntu \
         25.10 and later; otherwise the current release from nodejs.org), then try again"
    )))
}

/// The major and minor version in a text such as `v20.19.1`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn is_current(built_at: Option<SystemTime>, changed_at: Option<SystemTime>) -> bool {
    built_at.is_some_and(|built_at| changed_at.is_none_or(|changed_at| changed_at < built_at))
}

/// The time of the latest change in a folder. Subfolders count, because deleting a file changes
/// only its folder. The top folder does not count, because installs and builds change it.
fn latest_change(folder: &Path) -> io::Result<Option<SystemTime>> {
    let mut latest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if NOT_SOURCES.iter().any(|name| entry.file_name() == OsStr::new(name)) {
            continue;
        }
        let metadata = entry.metadata()?;
        latest = latest.max(Some(metadata.modified()?));
        if metadata.is_dir() {
            latest = latest.max(latest_change(&entry.path())?);
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_version_is_parsed_from_the_output_of_node() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("v22.0.0-nightly"), Some((22, 0)));
        assert_eq!(version(""), None);
        assert_eq!(version("command not found"), None);
        assert!(version("v20.9.0").is_some_and(|found| found < MIN_NODE), "9 is less than 19");
    }

    #[test]
    fn the_ui_is_built_if_it_is_missing_or_older_than_a_source() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(!is_current(None, Some(early)));
        assert!(!is_current(Some(early), Some(late)));
        assert!(!is_current(Some(early), Some(early)), "with equal times, the order is unknown");
        assert!(is_current(Some(late), Some(early)));
    }

    #[test]
    fn installed_and_built_files_do_not_count_as_sources() {
        let folder = std::env::temp_dir().join(format!("xtask-latest-change-{}", std::process::id()));
        let write = |name: &str| {
            let path = folder.join(name);
            let parent = path.parent().expect("a file has a folder");
            fs::create_dir_all(parent).expect("temporary folder");
            fs::write(&path, name).expect("temporary file");
        };
        write("dist/index.html");
        write("node_modules/react/index.js");
        assert_eq!(latest_change(&folder).expect("readable"), None);
        write("src/app/main.tsx");
        let written = fs::metadata(folder.join("src/app/main.tsx")).and_then(|file| file.modified()).expect("written");
        assert!(latest_change(&folder).expect("readable") >= Some(written));
        fs::remove_dir_all(&folder).expect("temporary folder");
    }
}

//! The system packages for building, running and testing, and how each system installs them.
//!
//! On Debian and related systems, xtask lists missing packages with their purpose and installs
//! them. On another Linux, it looks for the libraries and prints the command that installs them.
//! macOS and Windows have their own web view and need no packages. Node and npm are in `ui.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::step::{self, Failure, Outcome};

/// What a package is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Need {
    /// Compiling and running the window.
    Window,
    /// A virtual display.
    Display,
    /// The end-to-end tests.
    Driver,
    /// Measuring under load.
    Load,
}

struct Package {
    name: &'static str,
    need: Need,
    why: &'static str,
}

const fn package(name: &'static str, need: Need, why: &'static str) -> Package {
    Package { name, need, why }
}

const DEBIAN: &[Package] = &[
    package("libwebkit2gtk-4.1-dev", Need::Window, "the web view of the window"),
    package("libgtk-3-dev", Need::Window, "the window itself"),
    package("librsvg2-dev", Need::Window, "icons drawn as SVG"),
    package("libayatana-appindicator3-dev", Need::Window, "the tray"),
    package("libxdo-dev", Need::Window, "menu shortcuts under X11"),
    package("libssl-dev", Need::Window, "TLS inside the web view's libraries"),
    package("build-essential", Need::Window, "a C compiler and linker, for SQLite and for cargo"),
    package("pkg-config", Need::Window, "finds the libraries above"),
    package("xvfb", Need::Display, "an X server without a screen"),
    package("xauth", Need::Display, "access to the X server"),
    package("dbus", Need::Display, "a session bus for the tray and notifications"),
    package("at-spi2-core", Need::Display, "accessibility, which GTK expects at start"),
    package("fonts-dejavu-core", Need::Display, "a font"),
    package("webkit2gtk-driver", Need::Driver, "WebKitWebDriver, which controls the real window"),
    package("imagemagick", Need::Driver, "screenshots of the window"),
    package("wrk", Need::Load, "a load generator for the receivers"),
    package("python3-venv", Need::Load, "a virtual environment for the inspectors in Python"),
];

/// The package manager of a computer.
#[derive(Clone, Copy, Debug, PartialEq)]
enum System {
    Debian,
    Fedora,
    Arch,
    Suse,
    Alpine,
    OtherLinux,
    /// macOS and Windows.
    SelfContained,
}

/// Checks the packages for these needs, and installs missing ones if possible.
pub(crate) fn ensure(needs: &[Need]) -> Outcome {
    match this_system() {
        System::SelfContained => Ok(()),
        System::Debian => ensure_debian(needs),
        other => check_only(other, needs),
    }
}

fn this_system() -> System {
    if !cfg!(target_os = "linux") {
        return System::SelfContained;
    }
    let text = ["/etc/os-release", "/usr/lib/os-release"].iter().find_map(|path| fs::read_to_string(path).ok());
    recognize(&text.unwrap_or_default())
}

/// Reads os-release(5): the system's own id, then the ids of `ID_LIKE`, closest first.
fn recognize(os_release: &str) -> System {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches(['"', '\'']).to_ascii_lowercase()
    };
    let (id, like) = (value("ID"), value("ID_LIKE"));
    std::iter::once(id.as_str())
        .chain(like.split_whitespace())
        .find_map(|id| match id {
            "debian" | "ubuntu" => Some(System::Debian),
            "fedora" | "rhel" | "centos" => Some(System::Fedora),
            "arch" => Some(System::Arch),
            "suse" | "opensuse" | "opensuse-tumbleweed" | "opensuse-leap" => Some(System::Suse),
            "alpine" => Some(System::Alpine),
            _ => None,
        })
        .unwrap_or(System::OtherLinux)
}

fn ensure_debian(needs: &[Need]) -> Outcome {
    let wanted: Vec<_> = DEBIAN.iter().filter(|package| needs.contains(&package.need)).collect();
    let names: Vec<_> = wanted.iter().map(|package| package.name).collect();
    let mut query = vec!["--show", "--showformat=${Package} ${db:Status-Status}\\n"];
    query.extend(&names);
    let statuses = step::output("dpkg-query", &query)
        .ok_or_else(|| Failure::Missing("dpkg-query is missing, although this is a Debian system".into()))?;
    let missing = missing(&names, &statuses);
    if missing.is_empty() {
        return Ok(());
    }

    step::say("missing system packages:");
    for package in wanted.iter().filter(|package| missing.contains(&package.name)) {
        println!("    {:<30} {}", package.name, package.why);
    }
    let root = step::output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root && step::output("sudo", &["--version"]).is_none() {
        let line = format!("apt-get install --no-install-recommends {}", missing.join(" "));
        return Err(Failure::Missing(format!("sudo is missing: run `{line}` as root, then try again")));
    }
    if candidates(&step::output("apt-cache", &with("policy", &missing)).unwrap_or_default()) < missing.len() {
        update(root)?;
    } else if install(root, &missing).is_ok() {
        return Ok(());
    } else if crate::stop::requested() {
        return Err(Failure::Stopped);
    } else {
        // The lists may contain versions that the mirror no longer offers.
        update(root)?;
    }
    install(root, &missing)
}

/// The packages that are not installed according to `dpkg-query` (lines with name and status), in
/// the given order.
fn missing<'a>(wanted: &[&'a str], statuses: &str) -> Vec<&'a str> {
    let installed: BTreeSet<_> = statuses.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

/// How many packages have a candidate in the output of `apt-cache policy`.
fn candidates(policy: &str) -> usize {
    policy.lines().filter_map(|line| line.trim().strip_prefix("Candidate: ")).filter(|found| *found != "(none)").count()
}

fn with<'a>(first: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    std::iter::once(first).chain(rest.iter().copied()).collect()
}

fn update(root: bool) -> Outcome {
    step::run_with_terminal("updating apt's package lists", apt(root, &["update"]))
}

fn install(root: bool, packages: &[&str]) -> Outcome {
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    step::run_with_terminal("installing with apt-get (a minute or two)", apt(root, &args))
}

/// `apt-get` without prompts, with sudo unless already root.
fn apt(root: bool, args: &[&str]) -> Command {
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        // sudo drops the environment, so the variable is an argument.
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
    command
}

fn check_only(system: System, needs: &[Need]) -> Outcome {
    let mut absent = Vec::new();
    for need in needs {
        match need {
            Need::Window => {
                let found = Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]).status();
                if !found.is_ok_and(|status| status.success()) {
                    absent.push("webkit2gtk-4.1 (according to pkg-config)");
                }
            }
            Need::Display => absent.extend(not_on_path(&["xvfb-run", "xauth", "dbus-run-session"])),
            Need::Driver => absent.extend(not_on_path(&["WebKitWebDriver"])),
            Need::Load => absent.extend(not_on_path(&["wrk", "python3"])),
        }
    }
    if absent.is_empty() {
        return Ok(());
    }
    let advice = advice(system, needs);
    Err(Failure::Missing(format!("missing: {}. {advice}, then try again", absent.join(", "))))
}

fn not_on_path(programs: &[&'static str]) -> Vec<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let absent = |program: &&str| !folders.iter().any(|folder| Path::new(folder).join(program).is_file());
    programs.iter().copied().filter(absent).collect()
}

/// How a system other than Debian installs the packages for these needs: a sentence without its
/// period.
fn advice(system: System, needs: &[Need]) -> String {
    let (manager, window, display, driver) = match system {
        System::Fedora => (
            "sudo dnf install",
            "webkit2gtk4.1-devel gtk3-devel librsvg2-devel libappindicator-gtk3-devel libxdo-devel openssl-devel gcc gcc-c++ make pkgconf-pkg-config",
            "xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon at-spi2-core dejavu-sans-fonts",
            "ImageMagick",
        ),
        System::Arch => (
            "sudo pacman -S --needed",
            "webkit2gtk-4.1 gtk3 librsvg libayatana-appindicator xdotool openssl base-devel",
            "xorg-server-xvfb xorg-xauth dbus at-spi2-core ttf-dejavu",
            "imagemagick",
        ),
        System::Suse => (
            "sudo zypper install",
            "webkit2gtk3-devel gtk3-devel librsvg-devel libappindicator3-1 libopenssl-devel gcc gcc-c++ make pkgconf",
            "xvfb-run xauth dbus-1-daemon at-spi2-core dejavu-fonts",
            "ImageMagick",
        ),
        System::Alpine => (
            "doas apk add",
            "webkit2gtk-4.1-dev gtk+3.0-dev librsvg-dev libayatana-appindicator-dev openssl-dev build-base pkgconf",
            "xvfb-run xauth dbus at-spi2-core font-dejavu",
            "imagemagick",
        ),
        System::OtherLinux | System::Debian | System::SelfContained => {
            return "Install the development files of WebKitGTK 4.1, GTK 3, librsvg, Ayatana AppIndicator, libxdo and \
                    OpenSSL, a C compiler and pkg-config; without a display also xvfb-run, xauth and \
                    dbus-run-session; for the tests also WebKitWebDriver"
                .to_owned();
        }
    };
    let groups =
        [(Need::Window, window), (Need::Display, display), (Need::Driver, driver), (Need::Load, "wrk python3")];
    let packages: Vec<_> = groups.iter().filter(|(need, _)| needs.contains(need)).map(|(_, names)| *names).collect();
    let line = format!("Run `{manager} {}`", packages.join(" "));
    if needs.contains(&Need::Driver) {
        return format!("{line} and the package with WebKitWebDriver (WebKitGTK itself, or a separate package)");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_recognized_by_its_id_or_by_id_like() {
        let cases = [
            ("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n", System::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", System::Debian),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=fedora\n", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=arch\n", System::Arch),
            ("ID=manjaro\nID_LIKE=arch\n", System::Arch),
            ("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n", System::Suse),
            ("ID=alpine\n", System::Alpine),
            ("ID=nixos\n", System::OtherLinux),
            ("VARIANT_ID=debian\n", System::OtherLinux),
            ("", System::OtherLinux),
        ];
        for (text, system) in cases {
            assert_eq!(recognize(text), system, "{text}");
        }
    }

    #[test]
    fn a_package_is_missing_unless_dpkg_reports_it_as_installed() {
        let statuses = "xvfb installed\nxauth config-files\ndbus not-installed\nlibgtk-3-dev installed\n";
        let wanted = ["libgtk-3-dev", "dbus", "xauth", "xvfb", "imagemagick"];
        assert_eq!(missing(&wanted, statuses), ["dbus", "xauth", "imagemagick"]);
        assert_eq!(missing(&wanted, ""), wanted, "dpkg-query prints nothing if it knows none of the packages");
    }

    #[test]
    fn packages_without_a_candidate_are_not_counted() {
        let policy =
            "xvfb:\n  Installed: (none)\n  Candidate: 2:21.1.7\nxauth:\n  Installed: (none)\n  Candidate: (none)\n";
        assert_eq!(candidates(policy), 1);
        assert_eq!(candidates(""), 0, "a fresh container has no package lists");
    }

    #[test]
    fn every_other_linux_gets_an_install_command() {
        let managers = [
            (System::Fedora, "sudo dnf install webkit2gtk4.1-devel "),
            (System::Arch, "sudo pacman -S --needed webkit2gtk-4.1 "),
            (System::Suse, "sudo zypper install webkit2gtk3-devel "),
            (System::Alpine, "doas apk add webkit2gtk-4.1-dev "),
        ];
        for (system, start) in managers {
            let line = advice(system, &[Need::Window]);
            assert!(line.starts_with(&format!("Run `{start}")), "{line}");
            assert!(!line.contains("vfb"), "a computer with a display needs no virtual one: {line}");
            let all = advice(system, &[Need::Window, Need::Display, Need::Driver]);
            assert!(all.contains("vfb") && all.contains("WebKitWebDriver"), "{all}");
        }
        assert!(advice(System::OtherLinux, &[Need::Window]).contains("WebKitGTK 4.1"));
    }

    #[test]
    fn apt_never_prompts_with_or_without_sudo() {
        let words = |command: Command| {
            std::iter::once(command.get_program())
                .chain(command.get_args())
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(words(apt(true, &["update"])), "env DEBIAN_FRONTEND=noninteractive apt-get update");
        assert_eq!(words(apt(false, &["update"])), "sudo env DEBIAN_FRONTEND=noninteractive apt-get update");
    }
}

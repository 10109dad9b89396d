//! The servers that `bench ingest` measures: how each is installed, started, and asked what it kept.
//!
//! Each is told to keep everything, to limit neither the rate nor the size, and to answer `{}` at once. What cannot be
//! installed is a row that says why.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::load::Load;
use crate::checkout::{self, Checkout};
use crate::step::{self, Failure, Outcome};

pub(super) const BARE: &str = "bare axum";

/// A server and what it does with an event.
pub(in crate::bench) struct Server {
    pub(super) name: &'static str,
    /// Where it keeps events.
    pub(super) keeps: &'static str,
    /// The table that it keeps them in, if it is one of SQLite.
    pub(super) table: Option<&'static str>,
    kind: Kind,
    /// More arguments.
    args: Vec<String>,
}

enum Kind {
    Bare,
    Hookglass,
    /// Another build of the command line, by its program.
    OtherBuild(PathBuf),
    Hookbin,
    WebhookReplay,
    Mitmweb,
    Mockttp,
}

/// Where a server that runs takes events, and where it keeps them.
#[derive(Debug, Default)]
pub(in crate::bench) struct Running {
    pub(in crate::bench) url: String,
    kept: Option<(PathBuf, &'static str)>,
}

impl Running {
    /// How many events are in what a killed server left; `None` where they are not counted.
    pub(super) fn stored(&self, checkout: &Checkout) -> Option<u64> {
        let (file, table) = self.kept.as_ref()?;
        let output =
            Command::new("python3").arg(checkout.path("tests/bench/count.py")).arg(file).arg(table).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (count, integrity) = text.trim().split_once(' ')?;
        if integrity != "ok" {
            step::say(&format!("integrity_check of {}: {integrity}", checkout.show(file)));
        }
        count.parse().ok()
    }
}

/// Every server; with `other_build`, another build of `hookglass` runs beside this one.
pub(super) fn all(other_build: Option<&Path>) -> Vec<Server> {
    let server = |name, keeps, table, kind| Server { name, keeps, table, kind, args: Vec::new() };
    let mut servers = vec![
        server(BARE, "nothing", None, Kind::Bare),
        server("hookglass serve", "disk", Some("events"), Kind::Hookglass),
        server("hookbin 0.1.0", "disk", Some("requests"), Kind::Hookbin),
        server("webhook-replay 0.1.3", "disk", Some("requests"), Kind::WebhookReplay),
        server("mitmweb 11.0.2", "memory", None, Kind::Mitmweb),
        server("mockttp 4.6.5", "memory", None, Kind::Mockttp),
    ];
    if let Some(program) = other_build {
        servers.insert(2, server("another build", "disk", None, Kind::OtherBuild(program.to_owned())));
    }
    servers
}

impl Server {
    /// Hookglass's receiver with more arguments.
    pub(in crate::bench) fn hookglass(args: Vec<String>) -> Self {
        Self { name: "hookglass serve", keeps: "disk", table: Some("events"), kind: Kind::Hookglass, args }
    }

    /// Installs or builds it.
    pub(in crate::bench) fn prepare(&self, checkout: &Checkout) -> Outcome {
        let tools = tools(checkout);
        match &self.kind {
            Kind::Bare => {
                let build = ["build", "--release", "-p", "hookglass-receiver", "--example", "bench_bare"];
                step::run("building the bare server for release", checkout.cargo(&build))
            }
            Kind::Hookglass => step::run(
                "building hookglass for release",
                checkout.cargo(&["build", "--release", "-p", "hookglass", "--bin", "hookglass"]),
            ),
            Kind::OtherBuild(program) if program.is_file() => Ok(()),
            Kind::OtherBuild(program) => Err(Failure::Missing(format!("{} is not a file", program.display()))),
            Kind::Hookbin => {
                if tools.join("bin/hookbin").is_file() {
                    return Ok(());
                }
                let mut install = checkout.cargo(&["install", "--quiet", "--locked", "hookbin@0.1.0", "--root"]);
                install.arg(&tools);
                step::run("installing hookbin (a few minutes)", install)
            }
            Kind::WebhookReplay => python(checkout, "webhook-replay", "webhook-replay==0.1.3"),
            Kind::Mitmweb => python(checkout, "mitmweb", "mitmproxy==11.0.2"),
            Kind::Mockttp => {
                let folder = tools.join("mockttp");
                if folder.join("node_modules/mockttp").is_dir() {
                    return Ok(());
                }
                let mut install = Command::new(checkout::npm());
                install.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg("mockttp@4.6.5");
                step::run("installing mockttp", install)
            }
        }
    }

    /// Whether a load makes sense for it.
    pub(super) fn takes(&self, load: &Load) -> bool {
        // Its buffers end at this size, and it would only be measured refusing.
        !matches!(self.kind, Kind::Hookbin) || load.size <= 1 << 20
    }

    /// The command that starts it on an address, with a folder for what it keeps.
    pub(super) fn start(&self, checkout: &Checkout, folder: &Path, address: SocketAddr) -> (Command, Running) {
        let (tools, port) = (tools(checkout), address.port().to_string());
        let mut running = Running { url: format!("http://{address}/hook"), kept: None };
        let mut keeps = |file: &str| running.kept = self.table.map(|table| (folder.join(file), table));
        let mut command = match &self.kind {
            Kind::Bare => Command::new(checkout.binary("release", "examples/bench_bare")),
            Kind::Hookglass => Command::new(checkout.binary("release", "hookglass")),
            Kind::OtherBuild(program) => Command::new(program),
            Kind::Hookbin => Command::new(tools.join("bin/hookbin")),
            Kind::WebhookReplay => Command::new(tools.join("python/bin/webhook-replay")),
            Kind::Mitmweb => Command::new(tools.join("python/bin/mitmweb")),
            Kind::Mockttp => Command::new("node"),
        };
        match &self.kind {
            Kind::Bare => {
                command.arg(address.to_string());
            }
            Kind::Hookglass | Kind::OtherBuild(_) => {
                keeps("hookglass.db");
                command.args(["serve", "--listen", &address.to_string(), "--data-dir"]).arg(folder).args(&self.args);
                command.env("HOOKGLASS_KEYCHAIN", "off");
            }
            Kind::Hookbin => {
                keeps("hookbin.db");
                command.args(["serve", "--port", &port, "--data"]).arg(folder);
                command.args([
                    "--rate-limit",
                    "4294967295",
                    "--max-requests",
                    "4294967295",
                    "--max-payload",
                    "67108864",
                ]);
            }
            Kind::WebhookReplay => {
                keeps("captures.db");
                command.arg("--db").arg(folder.join("captures.db"));
                command.args(["serve", "--port", &port, "--max-body", "0", "--max-captures", "0", "--response", "{}"]);
            }
            Kind::Mitmweb => {
                command.args([
                    "--no-web-open-browser",
                    "--web-port",
                    "0",
                    "--set",
                    "connection_strategy=lazy",
                    "--mode",
                ]);
                command.arg(format!("reverse:http://127.0.0.1:9@{port}"));
                command.arg("-s").arg(checkout.path("tests/bench/mitm.py"));
            }
            Kind::Mockttp => {
                command.arg(checkout.path("tests/bench/mockttp.mjs")).arg(tools.join("mockttp")).arg(port);
            }
        }
        (command, running)
    }

    /// What is to be done once it accepts connections.
    pub(super) fn ready(&self, address: SocketAddr, running: &mut Running) -> Outcome {
        if !matches!(self.kind, Kind::Hookbin) {
            return Ok(());
        }
        let inbox = make_inbox(address).map_err(|error| Failure::Failed(format!("hookbin made no inbox: {error}")))?;
        running.url = format!("http://{address}/h/{inbox}");
        Ok(())
    }
}

/// Asks hookbin for an inbox, and gives its id.
fn make_inbox(address: SocketAddr) -> Result<String, String> {
    let text = || {
        let mut stream = TcpStream::connect(address)?;
        let head =
            "POST /api/hooks HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n";
        write!(stream, "{head}content-length: 2\r\n\r\n{{}}")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok::<_, std::io::Error>(text)
    };
    let text = text().map_err(|error| error.to_string())?;
    let id = text.split_once("\"hook_id\":\"").and_then(|(_, rest)| rest.split('"').next());
    id.map(str::to_owned).ok_or_else(|| format!("it answered {}", text.lines().next().unwrap_or_default()))
}

/// Where what is only measured is installed.
fn tools(checkout: &Checkout) -> PathBuf {
    checkout.scratch("bench-tools")
}

fn python(checkout: &Checkout, program: &str, package: &str) -> Outcome {
    let folder = tools(checkout).join("python");
    if folder.join("bin").join(program).is_file() {
        return Ok(());
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv"]).arg(&folder);
    step::run("making a place for Python's packages", make)?;
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check", package]);
    step::run(&format!("installing {package}"), install)
}

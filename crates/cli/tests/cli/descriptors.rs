//! A receiver with few file descriptors.

use hookglass_testkit::wire;
use std::{net::TcpStream, process::Command};

use crate::support::{Serve, command, json_lines};

#[test]
fn idle_connections_leave_descriptors_for_senders_and_the_database() {
    let dir = tempfile::tempdir().unwrap();
    let serve = command(dir.path(), false);
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -n 256 && exec \"$@\"", "sh"]).arg(serve.get_program()).args(serve.get_args());
    for (name, value) in serve.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited.args(["serve", "--listen", "127.0.0.1:0"]);
    let serve = Serve::spawn(limited);
    let idle: Vec<_> = (0..300).map(|_| TcpStream::connect(serve.address).unwrap()).collect();
    assert_eq!(wire::post(serve.address, "/", &[], b"{}").status, 200, "an idle connection gives way");
    assert_eq!(json_lines(dir.path(), &["list", "--json"]).len(), 1);
    drop(idle);
}

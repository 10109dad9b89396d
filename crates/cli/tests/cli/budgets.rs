//! Attacks on the memory of `serve`. Each is far above the bounds of `docs/limits.md`; the peak that
//! the system reports must stay within them, and the next sender must get its answer.
//!
//! Linux only: other systems do not report these figures.

use hookglass_testkit::{HANG_GUARD, wire};
use std::{
    fs,
    io::Write as _,
    net::{SocketAddr, TcpStream},
    thread,
};

use crate::support::Serve;

const MIB: u64 = 1 << 20;
/// `receiver::budget::MAX_BYTES_IN_MEMORY`.
const BUDGET: u64 = 256 * MIB;
/// What the program needs besides: code, caches, buffers of connections.
const BASE: u64 = 96 * MIB;

/// A figure of `/proc/PID/status` in bytes.
fn figure(serve: &Serve, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", serve.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
}

/// Sends as much of an unfinished request as the receiver takes, and returns the open connection.
fn send_part(address: SocketAddr, head: &str, filler: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_write_timeout(Some(HANG_GUARD)).unwrap();
    let chunk = [b'a'; 64 << 10];
    let mut left = filler;
    // The receiver may reject the request and close the connection, which ends the attack on it.
    let mut sent = stream.write_all(head.as_bytes());
    while sent.is_ok() && left > 0 {
        let part = left.min(chunk.len());
        sent = stream.write_all(&chunk[..part]);
        left -= part;
    }
    stream
}

/// Sends `count` unfinished requests at the same time and returns their connections.
fn attack(address: SocketAddr, count: usize, head: &str, filler: usize) -> Vec<TcpStream> {
    let part = || send_part(address, head, filler);
    thread::scope(|scope| {
        let senders: Vec<_> = (0..count).map(|_| scope.spawn(part)).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    })
}

fn assert_still_receives(serve: &Serve) {
    assert_eq!(wire::post(serve.address, "/next", &[], b"{}").status, 200);
}

#[test]
fn unfinished_heads_stay_within_the_budget() {
    let serve = Serve::fresh();
    let connections = attack(serve.address, 300, "POST / HTTP/1.1\r\nHost: localhost\r\nX-Long: ", 400 << 10);
    assert_still_receives(&serve);
    let peak = figure(&serve, "VmHWM");
    assert!(peak < BUDGET + BASE, "{} MiB", peak / MIB);
    drop(connections);
}

#[test]
fn unfinished_bodies_stay_within_the_budget() {
    let serve = Serve::fresh();
    let length = 31 << 20;
    let head = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
    let connections = attack(serve.address, 30, &head, length - 1);
    assert_still_receives(&serve);
    let peak = figure(&serve, "VmHWM");
    // Besides the bodies, each connection has a buffer, and the allocator keeps what was freed last.
    assert!(peak < 2 * BUDGET, "{} MiB", peak / MIB);
    drop(connections);
}

#[test]
fn announced_bodies_reserve_no_address_space() {
    let serve = Serve::fresh();
    assert_still_receives(&serve);
    let before = figure(&serve, "VmSize");
    let head = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", 32 << 20);
    let connections = attack(serve.address, 300, &head, 3);
    assert_still_receives(&serve);
    let grown = figure(&serve, "VmPeak").saturating_sub(before);
    // Allocators reserve in steps of up to 1 GiB; the bodies would take 9.4 GiB.
    assert!(grown < 2048 * MIB, "{} MiB", grown / MIB);
    assert!(figure(&serve, "VmHWM") < BASE);
    drop(connections);
}

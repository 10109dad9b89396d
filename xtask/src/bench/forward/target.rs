//! Forwarding targets for the measurement: one that answers, and several that fail.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// How a target treats a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behavior {
    Answers,
    Hangs,
    Refuses,
    Resets,
    Fails,
}

impl Behavior {
    pub(super) const ALL: [Self; 5] = [Self::Answers, Self::Hangs, Self::Refuses, Self::Resets, Self::Fails];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Hangs => "hangs",
            Self::Refuses => "refuses",
            Self::Resets => "ends the connection",
            Self::Fails => "answers 500",
        }
    }
}

/// A target. A drop stops it.
pub(super) struct Target {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

impl Target {
    pub(super) fn start(behavior: Behavior) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let stopped = Arc::new(AtomicBool::new(false));
        // A target that refuses connections drops its listener here.
        if behavior != Behavior::Refuses {
            let stopped = Arc::clone(&stopped);
            thread::spawn(move || accept(&listener, behavior, &stopped));
        }
        Ok(Self { address, stopped })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Only a connection wakes `accept`.
        let _ = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, behavior: Behavior, stopped: &AtomicBool) {
    let mut open = Vec::new();
    for stream in listener.incoming() {
        if stopped.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        if behavior == Behavior::Hangs {
            open.push(stream);
        } else {
            // The sender handles a broken connection.
            thread::spawn(move || drop(answer(&stream, behavior)));
        }
    }
}

fn answer(mut stream: &TcpStream, behavior: Behavior) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line)? > 2 {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        if length == 0 {
            // The sender has closed the connection.
            return Ok(());
        }
        io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
        match behavior {
            Behavior::Answers => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")?,
            Behavior::Fails => stream.write_all(b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n")?,
            Behavior::Hangs | Behavior::Refuses | Behavior::Resets => return Ok(()),
        }
    }
}

//! Targets that events are passed on to while the receiver is measured: one that answers, and those that give trouble.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What a target does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    Answers,
    Hangs,
    Refuses,
    Resets,
    Fails,
}

impl Habit {
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

/// A target; it takes nothing any more when this is dropped.
pub(super) struct Target {
    address: SocketAddr,
    over: Arc<AtomicBool>,
}

impl Target {
    pub(super) fn start(habit: Habit) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let over = Arc::new(AtomicBool::new(false));
        if habit != Habit::Refuses {
            let over = Arc::clone(&over);
            thread::spawn(move || take(&listener, habit, &over));
        }
        // One that refuses has let go of its port here.
        Ok(Self { address, over })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/hooks", self.address)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // `accept` has no other way of being woken.
        let _ = TcpStream::connect(self.address);
    }
}

fn take(listener: &TcpListener, habit: Habit, over: &AtomicBool) {
    let mut kept = Vec::new();
    for stream in listener.incoming() {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        if habit == Habit::Hangs {
            kept.push(stream);
        } else {
            // A connection that breaks is the sender's affair.
            thread::spawn(move || drop(answer(&stream, habit)));
        }
    }
}

fn answer(mut stream: &TcpStream, habit: Habit) -> io::Result<()> {
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
        match habit {
            Habit::Answers => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")?,
            Habit::Fails => stream.write_all(b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n")?,
            Habit::Hangs | Habit::Refuses | Habit::Resets => return Ok(()),
        }
    }
}

//! Sends events at a fixed rate, and measures how long each waits for its answer.
//!
//! An event is due at its time even if the previous event on its connection has no answer yet. That
//! delay counts as waiting. A thread that wakes up late does not count.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// The time at the start that does not count.
const WARM_UP: Duration = Duration::from_millis(800);
/// Bytes of an event.
const SIZE: usize = 1_536;

/// How long answers took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::bench) struct Latency {
    pub(in crate::bench) p50_ms: f64,
    pub(in crate::bench) p99_ms: f64,
}

/// Sends `rate` events per second to a URL, over one connection for each sender.
pub(in crate::bench) fn send_at_rate(url: &str, rate: u32, senders: u32, duration: Duration) -> io::Result<Latency> {
    let address = url.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
    let began = Instant::now();
    let threads: Vec<_> = (0..senders)
        .map(|sender| {
            let address = address.clone();
            thread::spawn(move || send(&address, began, (rate, senders, sender), WARM_UP + duration))
        })
        .collect();
    let mut waits = Vec::new();
    for thread in threads {
        waits.extend(thread.join().map_err(|_| io::Error::other("a sender panicked"))??);
    }
    waits.sort_unstable();
    let at = |part: f64| {
        let index = ((waits.len() as f64 * part) as usize).min(waits.len().saturating_sub(1));
        waits.get(index).map_or(0.0, |wait| wait.as_secs_f64() * 1e3)
    };
    Ok(Latency { p50_ms: at(0.5), p99_ms: at(0.99) })
}

fn send(
    address: &str,
    began: Instant,
    (rate, senders, sender): (u32, u32, u32),
    duration: Duration,
) -> io::Result<Vec<Duration>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut writer, mut waits) = (stream, Vec::new());
    for turn in 0_u32.. {
        let number = turn * senders + sender;
        let due = Duration::from_secs_f64(f64::from(number) / f64::from(rate));
        if due >= duration {
            break;
        }
        let is_early = due > began.elapsed();
        if is_early {
            thread::sleep((began + due).saturating_duration_since(Instant::now()));
        }
        let from = if is_early { Instant::now() } else { began + due };
        let body = body(number);
        let head = format!(
            "POST /hook HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        writer.write_all(format!("{head}{body}").as_bytes())?;
        read_answer(&mut reader)?;
        if due >= WARM_UP {
            waits.push(from.elapsed());
        }
    }
    Ok(waits)
}

/// The body of an Authgear event with its own id.
fn body(number: u32) -> String {
    let (seq, user) = (u64::from(number) + 1, number % 5_003);
    let start = format!(
        r#"{{"id":"{seq:016x}","seq":{seq},"type":"user.profile.updated","payload":{{"user":{{"id":"b4d055fc-0000-4000-8000-{user:012x}","note":""#
    );
    let end = r#""}},"context":{"timestamp":1760000000,"triggered_by":"user","app_id":"shop"}}"#;
    let padding = "alpine bronze copper delta ember falcon garnet harbor ".repeat(SIZE / 50);
    let room = SIZE.saturating_sub(start.len() + end.len());
    format!("{start}{}{end}", &padding[..room])
}

pub(in crate::bench) fn read_answer(reader: &mut BufReader<TcpStream>) -> io::Result<()> {
    let (mut line, mut length) = (String::new(), 0);
    reader.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        return Err(io::Error::other(format!("the receiver answered {}", line.trim())));
    }
    line.clear();
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    io::copy(&mut reader.by_ref().take(length), &mut io::sink()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_has_its_own_id_and_the_same_size() {
        assert_eq!(body(0).len(), SIZE);
        assert_eq!(body(123_456).len(), SIZE);
        assert_ne!(body(1), body(2));
    }
}

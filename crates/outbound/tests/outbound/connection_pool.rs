//! Connections that are reused.

use hookglass_outbound::ConnectionPool;
use hookglass_request::outgoing::FailureKind;
use std::{
    future::pending,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    thread,
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

use crate::support::{into_failure, into_response, manual_options, post};

/// Answers `per_connection` requests on each connection, then closes it. Reports the number of
/// answers on each.
fn closing_target(per_connection: usize) -> (SocketAddr, mpsc::UnboundedReceiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (report, reports) = mpsc::unbounded_channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut answered = 0;
            while answered < per_connection {
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
                if head.is_empty() {
                    break;
                }
                let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
                reader.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();
                answered += 1;
                let close = if answered == per_connection { "connection: close\r\n" } else { "" };
                write!(stream, "HTTP/1.1 200 OK\r\nx-n: {answered}\r\n{close}content-length: 2\r\n\r\nok").unwrap();
            }
            let _ = report.send(answered);
        }
    });
    (address, reports)
}

/// Sends a request, and returns how many requests its connection has carried.
async fn nth_on_its_connection(pool: &ConnectionPool, address: SocketAddr) -> usize {
    let attempt = pool.send(&post(format!("http://{address}/"), b"{}"), pending()).await.unwrap();
    let connected = attempt.steps.and_then(|steps| steps.connect).is_some();
    let response = into_response(attempt);
    assert_eq!(&response.body[..], b"ok");
    let n = response.headers.text("x-n").unwrap().parse().unwrap();
    assert_eq!(connected, n == 1, "only the first request of a connection connects");
    n
}

#[tokio::test]
async fn a_connection_is_reused_until_the_other_end_closes_it() {
    let (address, mut reports) = closing_target(3);
    let (_clock, options) = manual_options();
    let pool = ConnectionPool::new(options);
    for expected in [1, 2, 3, 1, 2] {
        assert_eq!(nth_on_its_connection(&pool, address).await, expected);
    }
    drop(pool);
    assert_eq!((reports.recv().await, reports.recv().await), (Some(3), Some(2)));
}

#[tokio::test]
async fn a_connection_that_was_idle_for_too_long_is_not_reused() {
    let (address, _reports) = closing_target(10);
    let (clock, options) = manual_options();
    let pool = ConnectionPool::new(options);
    assert_eq!(nth_on_its_connection(&pool, address).await, 1);
    clock.advance(Duration::from_millis(499));
    assert_eq!(nth_on_its_connection(&pool, address).await, 2);
    clock.advance(Duration::from_millis(500));
    assert_eq!(nth_on_its_connection(&pool, address).await, 1, "the target could close it at any moment");
}

#[tokio::test]
async fn a_cancelled_request_leaves_no_connection_behind() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (began, has_begun) = oneshot::channel::<()>();
    let (closed, is_closed) = oneshot::channel::<()>();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0]).unwrap();
        drop(began);
        // The close can be a reset, since nothing was answered.
        let _ = stream.read_to_end(&mut Vec::new());
        drop(closed);
    });
    let (_clock, options) = manual_options();
    let pool = ConnectionPool::new(options);
    let cancel = async {
        let _ = has_begun.await;
    };
    let attempt = pool.send(&post(&url, b"{}"), cancel).await.unwrap();
    assert_eq!(into_failure(attempt).why, FailureKind::Cancelled);
    // The connection is closed while the pool still exists.
    let _ = is_closed.await;
    assert!(format!("{pool:?}").contains("idle: 0"));
}

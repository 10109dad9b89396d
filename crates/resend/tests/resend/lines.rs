//! Connections that are used again.

use hookglass_request::outgoing::Outcome;
use hookglass_resend::{Lines, Options};
use std::{
    future::pending,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::mpsc::{Receiver, channel},
    thread,
};

use crate::harness::post;

/// Answers so many requests on each connection, then closes it; tells how many were answered on each.
fn answering(each: usize) -> (SocketAddr, Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut answered = 0;
            while answered < each {
                let mut head = String::new();
                while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
                if head.is_empty() {
                    break;
                }
                let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
                reader.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();
                answered += 1;
                let close = if answered == each { "connection: close\r\n" } else { "" };
                write!(stream, "HTTP/1.1 200 OK\r\nx-at: {answered}\r\n{close}content-length: 2\r\n\r\nok").unwrap();
            }
            let _ = tell.send(answered);
        }
    });
    (address, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_used_until_the_other_end_closes_it() {
    let (address, told) = answering(3);
    let lines = Lines::new(Options::default());
    for at in [1, 2, 3, 1, 2] {
        let attempt = lines.send(&post(format!("http://{address}/"), b"{}"), pending()).await.unwrap();
        let Outcome::Response(response) = attempt.outcome else { panic!("{:?}", attempt.outcome) };
        let (came, body) = (response.headers.text("x-at"), &response.body[..]);
        assert_eq!((came, body), (Some(at.to_string().as_str()), &b"ok"[..]));
        let connected = attempt.steps.and_then(|steps| steps.connect).is_some();
        assert_eq!(connected, at == 1, "connected anew for the first of each three");
    }
    drop(lines);
    assert_eq!((told.recv().unwrap(), told.recv().unwrap()), (3, 2));
}

#[tokio::test]
async fn what_was_cancelled_leaves_no_connection_behind() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let lines = Lines::new(Options::default());
    let came = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).map(|_| all)
    });
    let attempt =
        lines.send(&post(&url, b"{}"), tokio::time::sleep(std::time::Duration::from_millis(50))).await.unwrap();
    assert!(matches!(attempt.outcome, Outcome::Failed(_)));
    // The connection is closed while `lines` is still there.
    let _ = tokio::task::spawn_blocking(move || came.join().unwrap()).await.unwrap();
    assert!(format!("{lines:?}").contains("idle: 0"));
}

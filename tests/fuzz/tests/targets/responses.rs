//! Responses of targets.

use bolero::check;
use bytes::Bytes;
use hookglass_outbound::{Options, send};
use hookglass_request::{
    headers::Headers,
    outgoing::{Outcome, Outgoing},
};
use hookglass_testkit::ManualClock;
use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener},
    panic::AssertUnwindSafe,
};
use tokio::runtime::Builder;

use crate::spelling::spell;

const MAX_BODY: usize = 16;

#[test]
fn any_response_is_read_up_to_the_limit_or_fails() {
    let words: [&[u8]; 26] = [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.0 204 \r\n",
        b"HTTP/1.1 101 Up\r\n",
        b"HTTP/2 200\r\n",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\r",
        b" ",
        b":",
        b"Content-Length: ",
        b"Content-Length: 5\r\n",
        b"4",
        b"99999999999999999999",
        b"-1",
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip\r\n",
        b"Connection: close\r\n",
        b"X-A: \xff\r\n",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b";x=y",
        b"hello",
        b"\0",
    ];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (responses, next) = std::sync::mpsc::channel::<Vec<u8>>();
    let target = std::thread::spawn(move || {
        for response in next {
            let (mut socket, _) = listener.accept().unwrap();
            // The whole request: its body ends with this byte.
            let (mut request, mut part) = (Vec::new(), [0; 1024]);
            while !request.ends_with(b"!") {
                let read = socket.read(&mut part).unwrap();
                request.extend_from_slice(&part[..read]);
            }
            // The client may have closed the connection before it has read everything.
            let _ = socket.write_all(&response).and_then(|()| socket.shutdown(Shutdown::Write));
        }
    });
    let clock = ManualClock::at(jiff::Timestamp::UNIX_EPOCH);
    let options = AssertUnwindSafe(Options { max_kept_body: MAX_BODY, clock: clock.clock(), ..Options::default() });
    let request =
        Outgoing { method: "POST".into(), url, headers: Headers::default(), body: Bytes::from_static(b"body!") };
    let runtime = AssertUnwindSafe(Builder::new_current_thread().enable_all().build().unwrap());
    check!().with_iterations(1_000).with_max_len(40).for_each(|bytes: &[u8]| {
        let response = spell(bytes, &words);
        responses.send([b"HTTP/1.1 200 OK\r\n", &response[..]].concat()).unwrap();
        let attempt = runtime.block_on(send(&request, &options, std::future::pending())).unwrap();
        if let Outcome::Response(received) = attempt.outcome {
            assert!(received.body.len() <= MAX_BODY, "{response:?}");
            assert!((200..600).contains(&received.status) || received.status == 101, "{response:?}");
        }
    });
    drop(responses);
    target.join().unwrap();
}

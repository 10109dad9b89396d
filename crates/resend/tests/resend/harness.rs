//! Sending to a target and waiting for what comes of it.

use bytes::Bytes;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{Attempt, Failure, Outcome, Outgoing, Response};
use hookglass_resend::{Options, send};

pub(crate) fn post(url: impl Into<String>, body: &[u8]) -> Outgoing {
    Outgoing {
        method: "POST".to_owned(),
        url: url.into(),
        headers: Headers::default(),
        body: Bytes::copy_from_slice(body),
    }
}

pub(crate) async fn attempt(outgoing: &Outgoing, options: &Options) -> Attempt {
    send(outgoing, options, std::future::pending()).await.expect("a valid request")
}

pub(crate) async fn response(outgoing: &Outgoing) -> Response {
    match attempt(outgoing, &Options::default()).await.outcome {
        Outcome::Response(response) => response,
        Outcome::Failed(failure) => panic!("no response: {failure:?}"),
    }
}

pub(crate) async fn failure(outgoing: &Outgoing, options: &Options) -> Failure {
    match attempt(outgoing, options).await.outcome {
        Outcome::Failed(failure) => failure,
        Outcome::Response(response) => panic!("a response: {response:?}"),
    }
}

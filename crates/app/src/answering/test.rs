//! Which rule would decide about a stored event.

use bytes::Bytes;
use hookscope_domain::{
    answer::Answer,
    filter::{Body, Columns, Facts},
    rule::{self, Break, Reply},
};

use crate::{body::off_the_async_threads, error::AppError, hookscope::Hookscope, inbox::here_and_now};

/// Which rule decides about an event, and what its sender gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTest {
    /// The rule's name; `None`: no rule is met.
    pub rule: Option<String>,
    /// The rules behind it that are met as well.
    pub others: Vec<String>,
    /// How long the sender waits before, in milliseconds.
    pub delay_ms: u64,
    /// What is done, in a sentence.
    pub sentence: String,
    /// The status, where there is an answer.
    pub status: Option<u16>,
    /// The answer's body.
    pub body: Option<String>,
    /// Places that the rule names and the event has not got, as JSON Pointers.
    pub missing: Vec<String>,
}

impl Hookscope {
    /// Which of the stored rules, or of a file's, decides about a stored event. The turns of rules with `every` do not count,
    /// and nothing is counted.
    pub async fn test_rules(&self, id: i64, file: Option<String>) -> Result<RuleTest, AppError> {
        let book = match file {
            Some(text) => rule::read(&Bytes::from(text)).map_err(AppError::RuleFile)?,
            None => self.stored_book().await?,
        };
        let opened = self.opened(id).await?;
        off_the_async_threads(move || {
            let event = &opened.event;
            let columns = Columns::of(id, &event.capture, &event.envelope, event.signature);
            let body = Body::of(&event.capture.headers, &event.capture.body);
            let facts = Facts { columns: &columns, headers: Some(&event.capture.headers), body: Some(&body) };
            let now = here_and_now();
            let mut meeting = book.meeting(&facts, &now);
            let Some(decision) = meeting.next() else {
                let default = Answer::default_for(&event.capture, &event.envelope);
                return RuleTest {
                    rule: None,
                    others: Vec::new(),
                    delay_ms: 0,
                    sentence: "No rule is met; the event gets the default answer.".to_owned(),
                    status: Some(default.status),
                    body: Some(String::from_utf8_lossy(&default.body).into_owned()),
                    missing: Vec::new(),
                };
            };
            let rule = decision.rule();
            let (sentence, answer, missing) = told(decision.reply(opened.document().as_ref().ok()));
            RuleTest {
                rule: Some(rule.name.clone()),
                others: meeting.map(|decision| decision.rule().name.clone()).collect(),
                delay_ms: rule.then.delay_ms.into(),
                sentence,
                status: answer.as_ref().map(|answer| answer.status),
                body: answer.map(|answer| String::from_utf8_lossy(&answer.body).into_owned()),
                missing,
            }
        })
        .await
    }
}

fn told(reply: Reply) -> (String, Option<Answer>, Vec<String>) {
    let plain = |sentence: &str| (sentence.to_owned(), None, Vec::new());
    match reply {
        Reply::Answer { answer, missing } => ("it answers.".to_owned(), Some(answer), missing),
        Reply::Forward { to } => {
            (format!("it sends the event on to {to}, and answers as that does."), None, Vec::new())
        }
        Reply::Hold => plain("it has the sender wait for a person."),
        Reply::Break(Break::NoAnswer) => plain("nothing is sent until the sender goes."),
        Reply::Break(Break::Reset) => plain("it resets the connection."),
        Reply::Break(Break::HalfBody(answer)) => {
            ("it ends the connection in the middle of the body.".to_owned(), Some(answer), Vec::new())
        }
    }
}

//! Asking a target what to answer, while the sender waits.
//!
//! The event goes out as it came, byte for byte, and what comes back is kept as a resend of it. Never later than the deadline
//! there is an answer, or a sentence that says why there is none.

use hookscope_domain::{
    answer::{Answer, Decider},
    outgoing::{self, Origin, Outcome, Outgoing, Signed, Why},
    reading::{Budget, Reading},
};
use hookscope_resend::{InvalidRequest, send};
use hookscope_store::NewResend;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, timeout_at};

use crate::{answering::NewlyStored, hookscope::Hookscope, outbound::verdict_of, view::VerdictView};

/// Whom to ask, and until when.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) url: String,
    /// Whether the target's certificate has to be believed.
    pub(crate) verify_tls: bool,
    pub(crate) deadline: Instant,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// What the target answered.
    pub(crate) answer: Option<Answer>,
    /// What there is to say about it, in a sentence.
    pub(crate) note: Option<String>,
}

impl Asked {
    fn nothing(why: String) -> Self {
        Self { answer: None, note: Some(format!("{why} The default answer went out.")) }
    }
}

impl Hookscope {
    /// Asks a target what to answer.
    pub(crate) async fn ask_target(self: &Arc<Self>, event: &NewlyStored, target: &Ask) -> Asked {
        let asked = async {
            if let Err(error) = self.may_go_to(&target.url, false).await {
                return Asked::nothing(error.problem().detail);
            }
            match self.ask(event, target).await {
                Ok(asked) => asked,
                Err(error) => Asked::nothing(format!("The event cannot be sent on to {}: {error}.", target.url)),
            }
        };
        let late = || Asked::nothing(format!("{} did not answer in time.", target.url));
        // The request has a time-out of its own; this is for all that is around it.
        timeout_at(target.deadline + Duration::from_millis(5), asked).await.unwrap_or_else(|_| late())
    }

    async fn ask(self: &Arc<Self>, event: &NewlyStored, target: &Ask) -> Result<Asked, InvalidRequest> {
        let (headers, _) = outgoing::end_to_end(&event.capture.headers);
        let outgoing = Outgoing {
            method: event.capture.method.clone(),
            url: target.url.clone(),
            headers,
            body: event.capture.body.clone(),
        };
        let left = target.deadline.saturating_duration_since(Instant::now());
        let attempt = send(&outgoing, &self.sending(Some(left), target.verify_tls), std::future::pending()).await?;
        let asked = match &attempt.outcome {
            Outcome::Response(response) if (response.body.len() as u64) < response.size => {
                Asked::nothing(format!("{} answered with more than 16 MiB.", target.url))
            }
            Outcome::Response(response) => {
                let (headers, _) = outgoing::end_to_end(&response.headers);
                let (status, body) = (response.status, response.body.to_vec());
                Asked { answer: Some(Answer { status, headers, body, decided_by: Decider::Forward }), note: None }
            }
            Outcome::Failed(failure) if failure.why == Why::Timeout => {
                Asked::nothing(format!("{} did not answer in time.", target.url))
            }
            Outcome::Failed(failure) => Asked::nothing(failure.sentence.clone()),
        };
        let (app, event) = (Arc::clone(self), event.clone());
        // The sender does not wait for this.
        self.later(async move {
            let reading = Reading::of(&event.capture, Budget::WAITING);
            let verdict = verdict_of(&event.envelope, reading.document.as_ref().ok(), &attempt);
            let verdict = serde_json::to_string(&VerdictView::from(verdict)).ok();
            let signed = Signed::Original;
            let resend = NewResend {
                event_id: event.id,
                outgoing,
                edited: false,
                signed,
                attempt,
                verdict,
                origin: Origin::Forward,
            };
            if let Err(error) = app.store.append_resend(resend).await {
                tracing::error!(%error, "what a target answered could not be kept");
            }
        });
        Ok(asked)
    }
}

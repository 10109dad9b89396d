//! Sending an event again: as it was, byte for byte, or edited and signed anew.
//!
//! A request is made in one place (`prepared`), whoever asks for it: the window, the command line, a preview, a copy or a
//! comparison. What is shown of it before is what goes out. Its signature is decided in `signing`, what is made new in
//! `fresh`; it goes out in `sending`, and `sent` shows what came back.
//! `draft` opens an event to be edited and keeps what was edited, `preview` and `writing` help with it, and `carried` takes
//! requests to other tools and back.

mod copy_as;
mod draft;
mod generated;
mod prepared;
mod preview;
mod sending;
mod sent;
mod signing;
mod writing;

use bytes::Bytes;
use hookglass_clock::Clock;
use hookglass_json::edit::Edit;
use hookglass_request::outgoing::Outgoing;
use hookglass_store::Store;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::Duration,
};

use crate::{
    base::jobs::Jobs,
    effects::Effects,
    events::Events,
    outbound::Outbound,
    secrets::Secrets,
    view::{FreshDraft, SigningChoice},
};

pub(crate) use generated::Numbers;
pub(crate) use prepared::again;
pub(crate) use writing::unit_of;

/// Sends stored events again.
#[derive(Debug)]
pub struct Replay {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    events: Arc<Events>,
    secrets: Arc<Secrets>,
    outbound: Arc<Outbound>,
    effects: Arc<Effects>,
    begun: AtomicU64,
    /// The sends of the window that are under way, by event.
    sends: Mutex<HashMap<i64, Vec<sending::Flight>>>,
}

impl Replay {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        outbound: Arc<Outbound>,
        effects: Arc<Effects>,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            events,
            secrets,
            outbound,
            effects,
            begun: AtomicU64::new(0),
            sends: Mutex::default(),
        }
    }
}

/// What to do to an event before it goes out again. By default nothing, and the bytes stay as they are.
#[derive(Debug, Clone)]
pub struct Resend {
    /// Where to; where the last one went, if `None`.
    pub to: Option<String>,
    /// Another request in the place of the event's.
    pub request: Option<Outgoing>,
    /// Another body.
    pub body: Option<Bytes>,
    /// Edits of the body, after that.
    pub edits: Vec<Edit>,
    /// Members to be made new.
    pub fresh: FreshDraft,
    /// Headers to add, each in the place of those of its name.
    pub headers: Vec<(String, String)>,
    /// What becomes of the signature.
    pub signing: SigningChoice,
    /// How long to wait for the response.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether it may leave this computer for a host that was not confirmed before.
    pub confirmed: bool,
}

impl Default for Resend {
    fn default() -> Self {
        Self {
            to: None,
            request: None,
            body: None,
            edits: Vec::new(),
            fresh: FreshDraft::default(),
            headers: Vec::new(),
            signing: SigningChoice::AsReceived,
            timeout: None,
            verify_tls: true,
            confirmed: false,
        }
    }
}

//! Reading a body: as text, as bytes, as a tree, a window at a time.
//!
//! The events that were looked at last are kept opened, so that scrolling through a large body reads it from the disk and
//! takes it apart once. What arrived never changes, so nothing here can be stale but for what has gone; what was answered is never
//! read from here.

mod explain;

use bytes::Bytes;
use hookglass_clock::Clock;
use hookglass_json::{BYTE_ORDER_MARK, Document, SyntaxError, Value, display, pointer::Pointer};
use hookglass_request::capture::Capture;
use hookglass_senders::{
    envelope::Envelope,
    finding::Finding,
    parsed_request::{Budget, ParsedRequest},
    redact,
    signature::{Examination, Verdict, sha256},
};
use hookglass_store::{Store, StoredEvent};
use std::{
    collections::{HashMap, VecDeque},
    str,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};

use crate::{
    base::{blocking, lock},
    error::AppError,
    view::{BodyFacts, BodyForm, BodyText, TreeNode, TreePage},
};

/// Events kept opened.
const MOST_OPENED: usize = 2;
/// Bytes of one answer to the window.
pub(crate) const MOST_BYTES: usize = 1 << 20;
/// Nodes of one page of a tree.
const MOST_NODES: usize = 500;
/// Characters shown of a name or value in a tree.
const MOST_CHARACTERS: usize = 400;

/// Stored events as they are read: bodies, trees, facts.
#[derive(Debug)]
pub struct Events {
    store: Arc<Store>,
    clock: Clock,
    kept: Mutex<VecDeque<Arc<Opened>>>,
    /// The moment up to which none of them has gone.
    removals: AtomicI64,
}

impl Events {
    pub(crate) fn new(store: Arc<Store>, clock: Clock) -> Self {
        Self { store, clock, kept: Default::default(), removals: Default::default() }
    }
}

/// An event that was just stored and whose sender waits for the answer.
#[derive(Debug, Clone)]
pub(crate) struct WaitingEvent {
    pub(crate) id: i64,
    pub(crate) capture: Capture,
    pub(crate) envelope: Envelope,
    pub(crate) signature: Verdict,
}

/// An event whose body is being read.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) event: StoredEvent,
    reading: ParsedRequest,
    /// Where in the decoded bytes the values stand that are masked.
    masked: Vec<(usize, usize)>,
    facts: OnceLock<BodyFacts>,
    findings: OnceLock<Vec<Finding>>,
    /// What its signature is worth, as of so many changes of the secrets.
    pub(crate) examined: Mutex<Option<(u64, Examination)>>,
}

impl Opened {
    fn new(event: StoredEvent) -> Self {
        let reading = ParsedRequest::of(&event.capture, Budget::LOOKING);
        let masked = reading.masked();
        Self { event, reading, masked, facts: OnceLock::new(), findings: OnceLock::new(), examined: Mutex::default() }
    }

    pub(crate) fn document(&self) -> &Result<Document, SyntaxError> {
        &self.reading.document
    }

    /// What stands out about this event by itself.
    pub(crate) fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| self.reading.findings(&self.event.capture))
    }

    /// JSON Pointers of the values that are masked.
    pub(crate) fn masked(&self) -> Vec<String> {
        let document = self.document().as_ref().ok();
        let values = document.map(|document| redact::values(&self.reading.envelope, document)).unwrap_or_default();
        values.into_iter().map(|value| Pointer::of(value).to_string()).collect()
    }

    /// Whether it is masked, or stands in something that is.
    fn is_masked(&self, value: Value<'_>) -> bool {
        let (start, end) = value.span();
        self.masked.iter().any(|(from, to)| *from <= start && end <= *to)
    }

    /// The body's bytes, decompressed.
    pub(crate) fn decoded_bytes(&self) -> Bytes {
        self.reading.decoded.bytes.clone()
    }

    /// Why a declared content encoding was not undone, or not to its end.
    pub(crate) fn decoding_problem(&self) -> Option<&str> {
        self.reading.decoded.problem.as_deref()
    }

    /// Where in the decoded bytes the values stand that are masked.
    pub(crate) fn masked_spans(&self) -> &[(usize, usize)] {
        &self.masked
    }

    pub(crate) fn json(&self) -> Result<&Document, AppError> {
        self.document().as_ref().map_err(|why| AppError::NotJson { id: self.event.id, why: why.clone() })
    }

    pub(crate) fn facts(&self) -> &BodyFacts {
        self.facts.get_or_init(|| {
            let decoded = &self.reading.decoded;
            let (raw, read) = (&self.event.capture.body, &decoded.bytes);
            let utf8_error = str::from_utf8(read).err();
            let error = self.document().as_ref().err().map(SyntaxError::to_string);
            BodyFacts {
                size: raw.len() as u64,
                sha256: sha256(raw),
                form: form(read, utf8_error.is_none(), error.is_none()),
                utf8_error_at: utf8_error.map(|error| error.valid_up_to() as u64),
                byte_order_mark: read.starts_with(BYTE_ORDER_MARK),
                decoded_from: decoded.from.map(str::to_owned),
                decoding_error: decoded.problem.clone(),
                decoded_size: read.len() as u64,
                json_error: error.filter(|_| !read.is_empty()),
                duplicate_key: self
                    .document()
                    .as_ref()
                    .ok()
                    .and_then(|document| document.root().first_duplicate())
                    .map(|member| display::elided(&Pointer::of(member).to_string(), MOST_CHARACTERS)),
            }
        })
    }
}

/// Text is what is UTF-8: control characters in it are shown by their names.
fn form(bytes: &[u8], utf8: bool, json: bool) -> BodyForm {
    match (bytes.is_empty(), json, utf8) {
        (true, ..) => BodyForm::Empty,
        (_, true, _) => BodyForm::Json,
        (_, _, true) => BodyForm::Text,
        _ => BodyForm::Binary,
    }
}

impl Events {
    /// An event with its body, from those kept opened or from the disk.
    pub(crate) async fn opened(&self, id: i64) -> Result<Arc<Opened>, AppError> {
        let before = self.removals.load(Ordering::Relaxed);
        let removals = self.store.removals().since(before).await?.upto;
        if self.removals.fetch_max(removals, Ordering::Relaxed) < removals {
            lock(&self.kept).clear();
        }
        {
            let mut kept = lock(&self.kept);
            if let Some(at) = kept.iter().position(|opened| opened.event.id == id)
                && let Some(found) = kept.remove(at)
            {
                kept.push_front(Arc::clone(&found));
                return Ok(found);
            }
        }
        let event = self.store.events().get(id).await?.ok_or(AppError::NoEvent(id))?;
        let opened = blocking(move || Arc::new(Opened::new(event))).await?;
        let mut kept = lock(&self.kept);
        kept.push_front(Arc::clone(&opened));
        kept.truncate(MOST_OPENED);
        Ok(opened)
    }

    /// A body's exact bytes as they were sent.
    pub async fn body(&self, id: i64) -> Result<Bytes, AppError> {
        Ok(self.opened(id).await?.event.capture.body.clone())
    }

    /// A body's bytes with the masked values covered, for a person to look at.
    pub async fn covered_body(&self, id: i64) -> Result<Bytes, AppError> {
        let opened = self.opened(id).await?;
        let body = &opened.event.capture.body;
        if opened.masked.is_empty() || opened.reading.decoded.from.is_some() {
            return Ok(body.clone());
        }
        Ok(redact::cover_text(body, (0, body.len()), &opened.masked).into())
    }

    /// A part of the bytes as they were sent; 1 MiB at most. Without `reveal`, masked values are `*`.
    pub async fn body_bytes(&self, id: i64, start: u64, len: u64, reveal: bool) -> Result<Bytes, AppError> {
        let opened = self.opened(id).await?;
        let body = &opened.event.capture.body;
        let start = index(start).min(body.len());
        let end = start.saturating_add(index(len).min(MOST_BYTES)).min(body.len());
        // Of encoded bytes nobody reads a secret.
        if reveal || opened.masked.is_empty() || opened.reading.decoded.from.is_some() {
            return Ok(body.slice(start..end));
        }
        let mut part = body[start..end].to_vec();
        redact::cover_bytes(&mut part, start, &opened.masked);
        Ok(part.into())
    }

    /// A part of the body as text, without its content encoding; 1 MiB at most. Without `reveal`, masked values are
    /// covered.
    pub async fn body_text(&self, id: i64, start: u64, len: u64, reveal: bool) -> Result<BodyText, AppError> {
        let opened = self.opened(id).await?;
        let bytes = &opened.reading.decoded.bytes;
        let part = display::excerpt(bytes, index(start), index(len).min(MOST_BYTES));
        let (from, to) = (part.start, part.end);
        let covers = !reveal && opened.masked.iter().any(|(start, end)| *start < to && *end > from);
        Ok(BodyText {
            text: if covers { redact::cover_text(bytes, (from, to), &opened.masked) } else { part.text },
            start: from as u64,
            end: to as u64,
            total: bytes.len() as u64,
            exact: part.exact && !covers,
            masked: covers,
        })
    }

    /// A window of the children of a node; of the root itself for `None`. 500 at most. Without `reveal`, masked values are
    /// covered.
    pub async fn tree(
        &self,
        id: i64,
        node: Option<u32>,
        start: u32,
        len: u32,
        reveal: bool,
    ) -> Result<TreePage, AppError> {
        let opened = self.opened(id).await?;
        blocking(move || {
            let document = opened.json()?;
            let Some(handle) = node else {
                return Ok(TreePage { nodes: vec![tree_node(document.root(), 0, false, false)], total: 1 });
            };
            let parent = document.value(handle).ok_or(AppError::NoNode)?;
            let len = (len as usize).min(MOST_NODES);
            let page: Vec<Value<'_>> = parent.children().skip(start as usize).take(len).collect();
            let doubled = doubled(parent, &page);
            let nodes = page
                .iter()
                .zip(doubled)
                .zip(start..)
                .map(|((value, doubled), at)| tree_node(*value, at, doubled, !reveal && opened.is_masked(*value)));
            Ok(TreePage { nodes: nodes.collect(), total: parent.len() as u32 })
        })
        .await?
    }

    /// The JSON Pointer of a node.
    pub async fn tree_pointer(&self, id: i64, node: u32) -> Result<String, AppError> {
        let opened = self.opened(id).await?;
        let value = opened.json()?.value(node).ok_or(AppError::NoNode)?;
        Ok(Pointer::of(value).to_string())
    }
}

/// Which members of a page stand in their object twice. One pass over the object, whatever the page.
fn doubled(parent: Value<'_>, page: &[Value<'_>]) -> Vec<bool> {
    let mut counts = HashMap::new();
    for key in page.iter().filter_map(Value::key_bytes) {
        counts.insert(key, 0_u32);
    }
    if !counts.is_empty() {
        for key in parent.children().filter_map(|child| child.key_bytes()) {
            counts.entry(key).and_modify(|count| *count += 1);
        }
    }
    page.iter().map(|value| value.key_bytes().and_then(|key| counts.get(&key).copied()).unwrap_or(0) > 1).collect()
}

fn tree_node(value: Value<'_>, index: u32, duplicate: bool, masked: bool) -> TreeNode {
    let raw = if masked {
        redact::REDACTED.into()
    } else if value.form().is_container() {
        "".into()
    } else {
        value.raw_text()
    };
    let (text, elided) = display::elide(&raw, MOST_CHARACTERS);
    TreeNode {
        node: value.handle(),
        key: value.key().map(|key| display::elided(&key, MOST_CHARACTERS)),
        index,
        form: value.form(),
        text: text.to_owned(),
        elided,
        children: value.len() as u32,
        duplicate,
        masked,
    }
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

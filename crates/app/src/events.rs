//! Reads a body as text, as bytes or as a tree, one window at a time.
//!
//! A cache holds the last few events, so that scrolling through a large body reads and parses it
//! once. A stored request never changes, so only deletions invalidate the cache. The answer can
//! change and is never read from here.

mod error;
mod explain;

pub use error::EventsError;

use bytes::Bytes;
use hookglass_json::{BYTE_ORDER_MARK, Document, SyntaxError, Value, display, pointer::Pointer};
use hookglass_request::{capture::Capture, headers::Headers};
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
    view::{BodyFacts, BodyForm, BodyText, TreeNode, TreePage},
};

/// Maximum events in the cache.
const MAX_CACHED: usize = 2;
/// Maximum bytes in one part of a body.
pub(crate) const MAX_BODY_PART_BYTES: usize = 1 << 20;
/// Maximum nodes in one page of a tree.
pub(crate) const MAX_TREE_NODES: usize = 500;
/// Maximum characters of a name or value in a tree.
const MAX_CHARACTERS: usize = 400;

/// Reads the bodies of stored events: facts, text, bytes and trees.
#[derive(Debug)]
pub struct Events {
    store: Arc<Store>,
    /// The last used events, newest use first.
    cache: Mutex<VecDeque<Arc<Opened>>>,
    /// The id of the last tombstone that the cache reflects.
    removals: AtomicI64,
}

impl Events {
    pub(crate) fn new(store: Arc<Store>) -> Self {
        Self { store, cache: Default::default(), removals: Default::default() }
    }
}

/// A stored event whose sender waits for the answer.
#[derive(Debug, Clone)]
pub(crate) struct WaitingEvent {
    pub(crate) id: i64,
    pub(crate) capture: Capture,
    pub(crate) envelope: Envelope,
    pub(crate) signature: Verdict,
}

impl WaitingEvent {
    /// Frees the headers and the body, which can be read from the store again.
    pub(crate) fn drop_content(&mut self) {
        self.capture.headers = Headers::default();
        self.capture.body = Bytes::new();
    }
}

/// A stored event with its parsed request.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) event: StoredEvent,
    parsed: ParsedRequest,
    /// The byte ranges of redacted values in the decoded body.
    masked: Vec<(usize, usize)>,
    facts: OnceLock<BodyFacts>,
    findings: OnceLock<Vec<Finding>>,
    /// The examined signature, and the generation of the secrets with which it was examined.
    pub(crate) examined: Mutex<Option<(u64, Examination)>>,
}

impl Opened {
    fn new(event: StoredEvent) -> Self {
        let parsed = ParsedRequest::of(&event.capture, Budget::LOOKING);
        let masked = parsed.masked();
        Self { event, parsed, masked, facts: OnceLock::new(), findings: OnceLock::new(), examined: Mutex::default() }
    }

    pub(crate) fn document(&self) -> &Result<Document, SyntaxError> {
        &self.parsed.document
    }

    /// The findings about this event alone.
    pub(crate) fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| self.parsed.findings(&self.event.capture))
    }

    /// JSON Pointers of the values with a redacted part.
    pub(crate) fn masked(&self) -> Vec<String> {
        self.parsed.masked_members()
    }

    /// The redacted text of a value; `None` if no part of it is redacted. Members of an object are
    /// redacted one by one.
    fn redacted_value(&self, value: Value<'_>) -> Option<String> {
        let (start, end) = value.span();
        let is_whole = |(from, to): &(usize, usize)| *from <= start && end <= *to;
        if self.masked.iter().any(is_whole) {
            return Some(redact::REDACTED.to_owned());
        }
        let has_part = || self.masked.iter().any(|(from, to)| *from < end && *to > start);
        let has_own = !value.form().is_container() && has_part();
        has_own.then(|| redact::cover_text(&self.parsed.decoded.bytes, (start, end), &self.masked))
    }

    /// The document with its secrets redacted; `None` if the body is not JSON.
    pub(crate) fn redacted_document(&self) -> Option<Document> {
        let bytes = &self.parsed.decoded.bytes;
        Document::parse(redact::cover_text(bytes, (0, bytes.len()), &self.masked).into()).ok()
    }

    /// The body's bytes, decompressed.
    pub(crate) fn decoded_bytes(&self) -> Bytes {
        self.parsed.decoded.bytes.clone()
    }

    /// Why the body was not decoded, or not completely.
    pub(crate) fn decoding_problem(&self) -> Option<&str> {
        self.parsed.decoded.problem.as_deref()
    }

    /// The byte ranges of redacted values in the decoded body.
    pub(crate) fn masked_spans(&self) -> &[(usize, usize)] {
        &self.masked
    }

    pub(crate) fn json(&self) -> Result<&Document, EventsError> {
        self.document().as_ref().map_err(|why| EventsError::NotJson { id: self.event.id, why: why.clone() })
    }

    pub(crate) fn facts(&self) -> &BodyFacts {
        self.facts.get_or_init(|| {
            let decoded = &self.parsed.decoded;
            let (raw, bytes) = (&self.event.capture.body, &decoded.bytes);
            let utf8_error = str::from_utf8(bytes).err();
            let error = self.document().as_ref().err().map(SyntaxError::to_string);
            BodyFacts {
                size: raw.len() as u64,
                sha256: sha256(raw),
                form: form(bytes, utf8_error.is_none(), error.is_none()),
                utf8_error_at: utf8_error.map(|error| error.valid_up_to() as u64),
                byte_order_mark: bytes.starts_with(BYTE_ORDER_MARK),
                decoded_from: decoded.from.map(str::to_owned),
                decoding_error: decoded.problem.clone(),
                decoded_size: bytes.len() as u64,
                json_error: error.filter(|_| !bytes.is_empty()),
                duplicate_key: self
                    .document()
                    .as_ref()
                    .ok()
                    .and_then(|document| document.root().first_duplicate())
                    .map(|member| display::elided(&Pointer::of(member).to_string(), MAX_CHARACTERS)),
            }
        })
    }
}

/// The form of a body. All UTF-8 counts as text; the window displays control characters by name.
fn form(bytes: &[u8], utf8: bool, json: bool) -> BodyForm {
    match (bytes.is_empty(), json, utf8) {
        (true, ..) => BodyForm::Empty,
        (_, true, _) => BodyForm::Json,
        (_, _, true) => BodyForm::Text,
        _ => BodyForm::Binary,
    }
}

impl Events {
    /// An event with its body, from the cache or the database.
    pub(crate) async fn opened(&self, id: i64) -> Result<Arc<Opened>, EventsError> {
        let before = self.removals.load(Ordering::Relaxed);
        let removals = self.store.removals().since(before).await?.upto;
        if self.removals.fetch_max(removals, Ordering::Relaxed) < removals {
            lock(&self.cache).clear();
        }
        {
            let mut cache = lock(&self.cache);
            if let Some(at) = cache.iter().position(|opened| opened.event.id == id)
                && let Some(found) = cache.remove(at)
            {
                cache.push_front(Arc::clone(&found));
                return Ok(found);
            }
        }
        let event = self.store.events().get(id).await?.ok_or(EventsError::NotFound(id))?;
        let opened = blocking(move || Arc::new(Opened::new(event))).await?;
        let mut cache = lock(&self.cache);
        cache.push_front(Arc::clone(&opened));
        cache.truncate(MAX_CACHED);
        Ok(opened)
    }

    /// The exact bytes of a body, as received.
    pub async fn body(&self, id: i64) -> Result<Bytes, EventsError> {
        Ok(self.opened(id).await?.event.capture.body.clone())
    }

    /// The bytes of a body with its secrets redacted, and whether it has any. A body with secrets
    /// loses its content encoding; any other body is exact.
    pub async fn redacted_body(&self, id: i64) -> Result<(Bytes, bool), EventsError> {
        let opened = self.opened(id).await?;
        if opened.masked.is_empty() {
            return Ok((opened.event.capture.body.clone(), false));
        }
        let bytes = &opened.parsed.decoded.bytes;
        Ok((redact::cover_text(bytes, (0, bytes.len()), &opened.masked).into(), true))
    }

    /// A part of the bytes as received; at most 1 MiB. Without `reveal`, secrets are replaced by
    /// `*`.
    pub async fn body_bytes(&self, id: i64, start: u64, len: u64, reveal: bool) -> Result<Bytes, EventsError> {
        let opened = self.opened(id).await?;
        let body = &opened.event.capture.body;
        let start = index(start).min(body.len());
        let end = start.saturating_add(index(len).min(MAX_BODY_PART_BYTES)).min(body.len());
        // Encoded bytes show no readable secret.
        if reveal || opened.masked.is_empty() || opened.parsed.decoded.from.is_some() {
            return Ok(body.slice(start..end));
        }
        let mut part = body[start..end].to_vec();
        redact::cover_bytes(&mut part, start, &opened.masked);
        Ok(part.into())
    }

    /// A part of the decoded body as text; at most 1 MiB. Without `reveal`, secrets are redacted.
    pub async fn body_text(&self, id: i64, start: u64, len: u64, reveal: bool) -> Result<BodyText, EventsError> {
        let opened = self.opened(id).await?;
        let bytes = &opened.parsed.decoded.bytes;
        let part = display::excerpt(bytes, index(start), index(len).min(MAX_BODY_PART_BYTES));
        let (from, to) = (part.start, part.end);
        let redacts = !reveal && opened.masked.iter().any(|(start, end)| *start < to && *end > from);
        Ok(BodyText {
            text: if redacts { redact::cover_text(bytes, (from, to), &opened.masked) } else { part.text },
            start: from as u64,
            end: to as u64,
            total: bytes.len() as u64,
            exact: part.exact && !redacts,
            masked: redacts,
        })
    }

    /// A window of the children of a node; at most 500. For `None`, the root itself. Without
    /// `reveal`, secrets are redacted.
    pub async fn tree(
        &self,
        id: i64,
        node: Option<u32>,
        start: u32,
        len: u32,
        reveal: bool,
    ) -> Result<TreePage, EventsError> {
        let opened = self.opened(id).await?;
        blocking(move || {
            let document = opened.json()?;
            let Some(handle) = node else {
                return Ok(TreePage { nodes: vec![tree_node(document.root(), 0, false, None)], total: 1 });
            };
            let parent = document.value(handle).ok_or(EventsError::NoNode)?;
            let len = (len as usize).min(MAX_TREE_NODES);
            let page: Vec<Value<'_>> = parent.children().skip(start as usize).take(len).collect();
            let duplicates = duplicates(parent, &page);
            let nodes = page.iter().zip(duplicates).zip(start..).map(|((value, duplicate), at)| {
                let redacted = if reveal { None } else { opened.redacted_value(*value) };
                tree_node(*value, at, duplicate, redacted)
            });
            Ok(TreePage { nodes: nodes.collect(), total: parent.len() as u32 })
        })
        .await?
    }

    /// The JSON Pointer of a node.
    pub async fn tree_pointer(&self, id: i64, node: u32) -> Result<String, EventsError> {
        let opened = self.opened(id).await?;
        let value = opened.json()?.value(node).ok_or(EventsError::NoNode)?;
        Ok(Pointer::of(value).to_string())
    }
}

/// For each value of a page, whether its name occurs more than once in the object. Takes one pass
/// over the object.
fn duplicates(parent: Value<'_>, page: &[Value<'_>]) -> Vec<bool> {
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

fn tree_node(value: Value<'_>, index: u32, duplicate: bool, redacted: Option<String>) -> TreeNode {
    let masked = redacted.is_some();
    let raw = if let Some(redacted) = redacted {
        redacted.into()
    } else if value.form().is_container() {
        "".into()
    } else {
        value.raw_text()
    };
    let (text, elided) = display::elide(&raw, MAX_CHARACTERS);
    TreeNode {
        node: value.handle(),
        key: value.key().map(|key| display::elided(&key, MAX_CHARACTERS)),
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

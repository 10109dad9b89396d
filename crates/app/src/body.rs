//! Reading a body: as text, as bytes, as a tree, a window at a time.
//!
//! The events that were looked at last are kept opened, so that scrolling through a large body reads it from the disk and
//! takes it apart once. Events never change, so nothing here can be stale.

use bytes::Bytes;
use hookscope_domain::{
    encoding::{self, Decoded},
    json::{BYTE_ORDER_MARK, Document, SyntaxError, Value},
    pointer::Pointer,
    shown,
    signature::{Examination, sha256},
};
use hookscope_store::StoredEvent;
use std::{
    collections::{HashMap, VecDeque},
    str,
    sync::{Arc, Mutex, OnceLock},
};

use crate::{
    error::AppError,
    hookscope::{Hookscope, lock},
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

/// The events that were looked at last.
#[derive(Debug, Default)]
pub(crate) struct OpenedBodies(Mutex<VecDeque<Arc<Opened>>>);

/// An event whose body is being read.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) event: StoredEvent,
    pub(crate) decoded: Decoded,
    document: OnceLock<Result<Document, SyntaxError>>,
    facts: OnceLock<BodyFacts>,
    /// What its signature is worth, as of so many changes of the secrets.
    pub(crate) examined: Mutex<Option<(u64, Examination)>>,
}

impl Opened {
    fn new(event: StoredEvent) -> Self {
        let decoded = encoding::decode(&event.capture.headers, &event.capture.body, encoding::MOST_DECODED);
        Self { event, decoded, document: OnceLock::new(), facts: OnceLock::new(), examined: Mutex::default() }
    }

    pub(crate) fn document(&self) -> &Result<Document, SyntaxError> {
        self.document.get_or_init(|| Document::parse(self.decoded.bytes.clone()))
    }

    pub(crate) fn json(&self) -> Result<&Document, AppError> {
        self.document().as_ref().map_err(|why| AppError::NotJson { id: self.event.id, why: why.clone() })
    }

    pub(crate) fn facts(&self) -> &BodyFacts {
        self.facts.get_or_init(|| {
            let (raw, read) = (&self.event.capture.body, &self.decoded.bytes);
            let utf8_error = str::from_utf8(read).err();
            let error = self.document().as_ref().err().map(SyntaxError::to_string);
            BodyFacts {
                size: raw.len() as u64,
                sha256: sha256(raw),
                form: form(read, utf8_error.is_none(), error.is_none()),
                utf8_error_at: utf8_error.map(|error| error.valid_up_to() as u64),
                byte_order_mark: read.starts_with(BYTE_ORDER_MARK),
                decoded_from: self.decoded.from.map(str::to_owned),
                decoding_error: self.decoded.problem.clone(),
                decoded_size: read.len() as u64,
                json_error: error.filter(|_| !read.is_empty()),
                duplicate_key: self
                    .document()
                    .as_ref()
                    .ok()
                    .and_then(Document::first_duplicate)
                    .map(|member| shown::elided(&Pointer::of(member).to_string(), MOST_CHARACTERS)),
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

impl Hookscope {
    /// An event with its body, from those kept opened or from the disk.
    pub(crate) async fn opened(&self, id: i64) -> Result<Arc<Opened>, AppError> {
        {
            let mut kept = lock(&self.opened.0);
            if let Some(at) = kept.iter().position(|opened| opened.event.id == id)
                && let Some(found) = kept.remove(at)
            {
                kept.push_front(Arc::clone(&found));
                return Ok(found);
            }
        }
        let event = self.store.event(id).await?.ok_or(AppError::NoEvent(id))?;
        let opened = off_the_async_threads(move || Arc::new(Opened::new(event))).await?;
        let mut kept = lock(&self.opened.0);
        kept.push_front(Arc::clone(&opened));
        kept.truncate(MOST_OPENED);
        Ok(opened)
    }

    /// A body's exact bytes as they were sent.
    pub async fn body(&self, id: i64) -> Result<Bytes, AppError> {
        Ok(self.opened(id).await?.event.capture.body.clone())
    }

    /// A part of the bytes as they were sent; 1 MiB at most.
    pub async fn body_bytes(&self, id: i64, start: u64, len: u64) -> Result<Bytes, AppError> {
        let body = self.body(id).await?;
        let start = index(start).min(body.len());
        let end = start.saturating_add(index(len).min(MOST_BYTES)).min(body.len());
        Ok(body.slice(start..end))
    }

    /// A part of the body as text, without its content encoding; 1 MiB at most.
    pub async fn body_text(&self, id: i64, start: u64, len: u64) -> Result<BodyText, AppError> {
        let opened = self.opened(id).await?;
        let bytes = &opened.decoded.bytes;
        let part = shown::excerpt(bytes, index(start), index(len).min(MOST_BYTES));
        Ok(BodyText {
            text: part.text,
            start: part.start as u64,
            end: part.end as u64,
            total: bytes.len() as u64,
            exact: part.exact,
            masked: false,
        })
    }

    /// A window of the children of a node; of the root itself for `None`. 500 at most.
    pub async fn tree(&self, id: i64, node: Option<u32>, start: u32, len: u32) -> Result<TreePage, AppError> {
        let opened = self.opened(id).await?;
        off_the_async_threads(move || {
            let document = opened.json()?;
            let Some(handle) = node else {
                return Ok(TreePage { nodes: vec![tree_node(document.root(), 0, false)], total: 1 });
            };
            let parent = document.value(handle).ok_or(AppError::NoNode)?;
            let len = (len as usize).min(MOST_NODES);
            let page: Vec<Value<'_>> = parent.children().skip(start as usize).take(len).collect();
            let doubled = doubled(parent, &page);
            let nodes =
                page.iter().zip(doubled).zip(start..).map(|((value, doubled), at)| tree_node(*value, at, doubled));
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

fn tree_node(value: Value<'_>, index: u32, duplicate: bool) -> TreeNode {
    let raw = if value.form().is_container() { "".into() } else { value.raw_text() };
    let (text, elided) = shown::elide(&raw, MOST_CHARACTERS);
    TreeNode {
        node: value.handle(),
        key: value.key().map(|key| shown::elided(&key, MOST_CHARACTERS)),
        index,
        form: value.form(),
        text: text.to_owned(),
        elided,
        children: value.len() as u32,
        duplicate,
        masked: false,
    }
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// Runs what takes as long as a body is large where it stops nobody else.
pub(crate) async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| hookscope_store::StoreError::Closed.into())
}

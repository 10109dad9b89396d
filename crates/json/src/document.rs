//! A parsed document and how to find values in it.

use bytes::Bytes;

use crate::error::SyntaxError;
use crate::node::{Extent, Node};
use crate::parser::Parser;
use crate::value::Value;

/// The most values that a document can have, so that its list of nodes stays a fraction of memory.
const MAX_VALUES: usize = 1 << 23;

/// A parsed document: the source and the position of every value in it.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) source: Bytes,
    pub(crate) nodes: Vec<Node>,
    pub(crate) extents: Vec<Extent>,
}

impl Document {
    /// Parses a single JSON value. Only white space may follow it.
    pub fn parse(source: Bytes) -> Result<Self, SyntaxError> {
        Self::parse_within(source, MAX_VALUES)
    }

    /// Parses a JSON value that consists of at most `max_values` values.
    pub fn parse_within(source: Bytes, max_values: usize) -> Result<Self, SyntaxError> {
        if u32::try_from(source.len()).is_err() {
            return Err(SyntaxError {
                what: "the document is larger than 4 GiB".into(),
                offset: 0,
                line: 1,
                column: 1,
                gave_up: true,
            });
        }
        let (nodes, extents) = Parser::new(&source, max_values.min(MAX_VALUES)).run()?;
        Ok(Self { source, nodes, extents })
    }

    /// The parsed bytes, including the byte order mark and white space.
    pub fn source(&self) -> &Bytes {
        &self.source
    }

    /// The outermost value.
    pub fn root(&self) -> Value<'_> {
        Value::new(self, 0)
    }

    /// The value with this handle; `None` if the document has fewer values.
    pub fn value(&self, handle: u32) -> Option<Value<'_>> {
        ((handle as usize) < self.nodes.len()).then(|| Value::new(self, handle))
    }

    /// The innermost value at a byte of the source. A member includes its name.
    pub fn value_over(&self, offset: usize) -> Option<Value<'_>> {
        let begins = |node: &Node| node.key.min(node.start) as usize;
        // Nodes are in the order of the text: the last node that starts before the offset is the
        // innermost one, or a descendant of a value that ends before it.
        let mut at = self.nodes.partition_point(|node| begins(node) <= offset).checked_sub(1)?;
        while self.value_at(at as u32).span().1 <= offset {
            at = Some(self.nodes[at].parent.parent() as usize).filter(|&parent| parent < self.nodes.len())?;
        }
        Some(self.value_at(at as u32))
    }

    /// The value with this handle, which must come from this document.
    pub fn value_at(&self, handle: u32) -> Value<'_> {
        Value::new(self, handle)
    }
}

//! A YAML document as a tree in which every value has its position.
//!
//! saphyr-parser reads the text. The tree is built without recursion, and an alias stays a
//! reference, so a tree never grows beyond the length of its text. Kept out: the meaning of values,
//! except the distinction of strings, `null`, booleans and numbers.

use foldhash::{HashMap, HashMapExt};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::place::{HooksError, Place};

/// The most bytes of a file.
const MAX_BYTES: usize = 8 << 20;

/// A document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    place: Place,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<usize>),
    /// Keys and values, alternating.
    Map(Vec<usize>),
    Alias(usize),
}

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'t> {
    tree: &'t Tree,
    /// The node at its position: the value, or an alias of it.
    at: usize,
    /// The node of the value itself.
    node: usize,
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form<'t> {
    Null,
    Boolean,
    Number(&'t str),
    Text(&'t str),
    List,
    Map,
}

impl Form<'_> {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

fn place(marker: &Marker) -> Place {
    Place { line: marker.line().max(1), column: marker.col() + 1 }
}

/// The position of a byte.
fn place_of(bytes: &[u8], offset: usize) -> Place {
    let (line, column) = hookglass_json::position(bytes, offset);
    Place { line, column }
}

impl Tree {
    /// Reads one document.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, HooksError> {
        if bytes.len() > MAX_BYTES {
            let what = "the file is larger than 8 MiB";
            return Err(HooksError::at(Place { line: 1, column: 1 }, what));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| HooksError::at(place_of(bytes, error.valid_up_to()), "the file is not UTF-8"))?;
        let mut tree = Self { nodes: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut anchors: HashMap<usize, usize> = HashMap::new();
        let mut documents = 0;
        for read in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
            let (event, span) = read.map_err(|error| HooksError::at(place(error.marker()), error.info()))?;
            let at = place(&span.start);
            let (content, anchor) = match event {
                Event::DocumentStart(_) if documents > 0 => {
                    return Err(HooksError::at(at, "a second document starts here; the file must have one"));
                }
                Event::DocumentStart(_) => {
                    documents += 1;
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                    continue;
                }
                Event::Scalar(text, style, anchor, tag) => {
                    let plain = style == ScalarStyle::Plain && tag.is_none();
                    (Content::Scalar { text: text.into_owned(), plain }, anchor)
                }
                Event::SequenceStart(anchor, _) => (Content::List(Vec::new()), anchor),
                Event::MappingStart(anchor, _) => (Content::Map(Vec::new()), anchor),
                Event::Alias(anchor) => match anchors.get(&anchor) {
                    Some(node) => (Content::Alias(*node), 0),
                    None => return Err(HooksError::at(at, "this alias has no anchor")),
                },
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
            };
            let node = tree.nodes.len();
            let opens = matches!(content, Content::List(_) | Content::Map(_));
            tree.nodes.push(Node { place: at, content });
            if anchor > 0 {
                anchors.insert(anchor, node);
            }
            if let Some(parent) = open.last()
                && let Content::List(children) | Content::Map(children) = &mut tree.nodes[*parent].content
            {
                children.push(node);
            }
            if opens {
                open.push(node);
            }
        }
        Ok(tree)
    }

    /// The root value; `None` for an empty file.
    pub(super) fn root(&self) -> Option<Value<'_>> {
        (!self.nodes.is_empty()).then(|| self.value(0))
    }

    fn value(&self, at: usize) -> Value<'_> {
        // An alias refers to a value, never to another alias.
        let node = if let Content::Alias(target) = self.nodes[at].content { target } else { at };
        Value { tree: self, at, node }
    }
}

impl<'t> Value<'t> {
    fn content(&self) -> &'t Content {
        &self.tree.nodes[self.node].content
    }

    /// The position. For an alias, the position of the alias.
    pub(super) fn place(&self) -> Place {
        self.tree.nodes[self.at].place
    }

    pub(super) fn form(&self) -> Form<'t> {
        match self.content() {
            Content::Scalar { text, plain } => scalar(text, *plain),
            Content::List(_) => Form::List,
            Content::Map(_) => Form::Map,
            Content::Alias(_) => Form::Null,
        }
    }

    /// The number of values directly inside it.
    pub(super) fn len(&self) -> usize {
        match self.content() {
            Content::List(children) | Content::Map(children) => children.len(),
            Content::Scalar { .. } | Content::Alias(_) => 0,
        }
    }

    /// The elements of a list.
    pub(super) fn elements(&self) -> impl Iterator<Item = Value<'t>> + use<'t> {
        let children: &'t [usize] = if let Content::List(children) = self.content() { children } else { &[] };
        let tree = self.tree;
        children.iter().map(|child| tree.value(*child))
    }

    /// The keys and values of a map.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Value<'t>, Value<'t>)> + use<'t> {
        let children: &'t [usize] = if let Content::Map(children) = self.content() { children } else { &[] };
        let tree = self.tree;
        children.chunks_exact(2).map(|pair| (tree.value(pair[0]), tree.value(pair[1])))
    }
}

/// The form of a scalar. Without quotes, some words are not strings: those of the core schema of
/// YAML 1.2, and `yes` and similar words of YAML 1.1, which Authgear's parser knows.
fn scalar(text: &str, plain: bool) -> Form<'_> {
    if !plain {
        return Form::Text(text);
    }
    let is_number = || {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') && digits.parse::<f64>().is_ok()
    };
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Form::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Form::Boolean,
        "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off" | "OFF" => Form::Boolean,
        _ if is_number() => Form::Number(text),
        _ => Form::Text(text),
    }
}

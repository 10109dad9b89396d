//! Applies JSON Patches (RFC 6902), to check the patches that the diff writes.
//!
//! Untouched values keep their spelling, including digits and escapes. All operations apply, or
//! none. Nothing recurses. Of two members with one name the last one counts, and replacing or
//! removing it removes both.

use bytes::Bytes;

use hookglass_diff::equal;
use hookglass_json::pointer::{Pointer, PointerError, array_index};
use hookglass_json::{Document, Form, SyntaxError, Value, encode_exactly, encode_string, lossy};

/// The size limit of a document that copies itself.
const MAX_BYTES: usize = 256 << 20;

/// Why a patch cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PatchError {
    /// The patch is not JSON.
    #[error("the patch is not JSON: {0}")]
    NotJson(#[from] SyntaxError),
    /// The patch is not an array.
    #[error("the patch is {0}; a JSON Patch is an array of operations")]
    NotAList(&'static str),
    /// An operation is invalid.
    #[error("operation {at} of the patch {why}")]
    NoOperation {
        /// The 1-based number of the operation.
        at: usize,
        /// What is wrong with the operation.
        why: String,
    },
    /// A pointer leads to nothing.
    #[error("operation {at} of the patch cannot be done: {path} {why}")]
    NoSuchPlace {
        /// The 1-based number of the operation.
        at: usize,
        /// The pointer as given.
        path: String,
        /// What the document has there instead.
        why: String,
    },
    /// A test found another value.
    #[error("operation {at} of the patch is a test, and {path} has another value")]
    TestFailed {
        /// The 1-based number of the operation.
        at: usize,
        /// The pointer as given.
        path: String,
    },
    /// The document grew too large.
    #[error("operation {0} of the patch makes the document larger than 256 MiB")]
    TooLarge(usize),
}

/// Applies a patch to a document.
pub(crate) fn apply(document: &Document, patch: &Bytes) -> Result<Bytes, PatchError> {
    let patch = Document::parse(patch.clone())?;
    if patch.root().form() != Form::Array {
        return Err(PatchError::NotAList(patch.root().form().word()));
    }
    let mut tree = Tree { nodes: vec![Node::Written(document.root())], root: 0 };
    let mut copied = document.source().len();
    for (at, operation) in patch.root().children().enumerate() {
        let operation = Operation::read(operation).map_err(|why| PatchError::NoOperation { at: at + 1, why })?;
        tree.perform(&operation, &mut copied).map_err(|problem| problem.of(at + 1))?;
    }
    let mut out = Vec::new();
    tree.write(tree.root, &mut out);
    Ok(out.into())
}

enum Problem {
    Nowhere(Path, String),
    Other(Path),
    TooLarge,
}

impl Problem {
    fn of(self, at: usize) -> PatchError {
        match self {
            Self::Nowhere(path, why) => PatchError::NoSuchPlace { at, path: path.display(), why },
            Self::Other(path) => PatchError::TestFailed { at, path: path.display() },
            Self::TooLarge => PatchError::TooLarge(at),
        }
    }
}

/// A [`Pointer`] with exact names: an escape in a patch can name a member that is not Unicode.
#[derive(Clone, PartialEq, Eq)]
struct Path {
    names: Vec<Vec<u8>>,
}

impl Path {
    fn read(text: &[u8]) -> Result<Self, PointerError> {
        Pointer::parse(&String::from_utf8_lossy(text))?;
        let names = text.split(|&byte| byte == b'/').skip(1).map(|name| {
            let mut unescaped = Vec::with_capacity(name.len());
            let mut rest = name.iter();
            while let Some(&byte) = rest.next() {
                unescaped.push(match byte {
                    b'~' if rest.next() == Some(&b'1') => b'/',
                    byte => byte,
                });
            }
            unescaped
        });
        Ok(Self { names: names.collect() })
    }

    fn display(&self) -> String {
        if self.names.is_empty() {
            return "the whole document".to_owned();
        }
        Pointer::of_tokens(self.names.iter().map(|name| display(name)).collect()).to_string()
    }
}

fn display(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn index(name: &[u8]) -> Option<usize> {
    array_index(std::str::from_utf8(name).ok()?)
}

enum Operation<'a> {
    Add(Path, Value<'a>),
    Remove(Path),
    Replace(Path, Value<'a>),
    Move { from: Path, to: Path },
    Copy { from: Path, to: Path },
    Test(Path, Value<'a>),
}

impl<'a> Operation<'a> {
    fn read(operation: Value<'a>) -> Result<Self, String> {
        if operation.form() != Form::Object {
            return Err(format!("is {}, not an object", operation.form().word()));
        }
        for name in ["op", "path", "from", "value"] {
            if operation.children().filter(|member| member.key().as_deref() == Some(name)).nth(1).is_some() {
                return Err(format!("has two '{name}' members"));
            }
        }
        let text = |name: &str| operation.get(name).and_then(|member| member.string_bytes());
        let path = |name: &str| {
            let text = text(name).ok_or_else(|| format!("has no '{name}', or one that is not a string"))?;
            Path::read(&text).map_err(|error| format!("has a bad '{name}': {error}"))
        };
        let value = || operation.get("value").ok_or_else(|| "has no 'value'".to_owned());
        let op = text("op").map(lossy).ok_or_else(|| "has no 'op', or one that is not a string".to_owned())?;
        Ok(match &*op {
            "add" => Self::Add(path("path")?, value()?),
            "remove" => Self::Remove(path("path")?),
            "replace" => Self::Replace(path("path")?, value()?),
            "move" => Self::Move { from: path("from")?, to: path("path")? },
            "copy" => Self::Copy { from: path("from")?, to: path("path")? },
            "test" => Self::Test(path("path")?, value()?),
            other => {
                return Err(format!("has the op '{other}'; there are add, remove, replace, move, copy and test"));
            }
        })
    }
}

/// The document while it is patched. A container is expanded only when a pointer enters it; removed
/// nodes stay in the list.
struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    root: usize,
}

enum Node<'a> {
    /// A value as written.
    Written(Value<'a>),
    /// A copied value.
    Copied(Document),
    Object(Vec<Member>),
    Array(Vec<usize>),
}

struct Member {
    /// The decoded name.
    name: Vec<u8>,
    /// The name as written, with its quotes.
    written: Vec<u8>,
    node: usize,
}

impl Member {
    fn of(value: Value<'_>, node: usize) -> Self {
        let name = value.key_bytes().unwrap_or_default().into_owned();
        Self { name, written: value.raw_key().unwrap_or_default().to_vec(), node }
    }
}

impl<'a> Tree<'a> {
    fn perform(&mut self, operation: &Operation<'a>, copied: &mut usize) -> Result<(), Problem> {
        match operation {
            Operation::Add(at, value) => {
                let node = self.put(Node::Written(*value));
                self.add(at, node)
            }
            Operation::Remove(at) => self.remove(at).map(|_| ()),
            Operation::Replace(at, value) => {
                let node = self.put(Node::Written(*value));
                self.replace(at, node)
            }
            Operation::Move { from, to } => {
                if from == to {
                    return self.find(from).map(|_| ());
                }
                if to.names.starts_with(&from.names) {
                    return Err(Problem::Nowhere(from.clone(), "cannot be moved into itself".to_owned()));
                }
                let node = self.remove(from)?;
                self.add(to, node)
            }
            Operation::Copy { from, to } => {
                let document = self.document(from)?;
                *copied = copied.saturating_add(document.source().len());
                if *copied > MAX_BYTES {
                    return Err(Problem::TooLarge);
                }
                let node = self.put(Node::Copied(document));
                self.add(to, node)
            }
            Operation::Test(at, value) => {
                let node = self.find(at)?;
                let same = match &self.nodes[node] {
                    Node::Written(found) => equal(*found, *value),
                    _ => equal(self.document(at)?.root(), *value),
                };
                if same { Ok(()) } else { Err(Problem::Other(at.clone())) }
            }
        }
    }

    fn put(&mut self, node: Node<'a>) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The value at a path as a separate document.
    fn document(&mut self, at: &Path) -> Result<Document, Problem> {
        let node = self.find(at)?;
        let mut text = Vec::new();
        self.write(node, &mut text);
        if text.len() > MAX_BYTES {
            return Err(Problem::TooLarge);
        }
        // It consists of values that were parsed before.
        Document::parse(text.into()).map_err(|_| Problem::TooLarge)
    }

    /// Expands a container by one level.
    fn open(&mut self, node: usize) {
        let opened = match &self.nodes[node] {
            Node::Written(value) if value.form().is_container() => {
                let (value, mut children) = (*value, Vec::new());
                for child in value.members() {
                    let node = self.put(Node::Written(child));
                    children.push(Member::of(child, node));
                }
                opened(value.form(), children)
            }
            Node::Copied(document) if document.root().form().is_container() => {
                let (form, mut children) = (document.root().form(), Vec::new());
                let texts: Vec<_> = document
                    .root()
                    .members()
                    .into_iter()
                    .map(|child| {
                        let (start, end) = child.span();
                        (Member::of(child, 0), document.source().slice(start..end))
                    })
                    .collect();
                for (member, text) in texts {
                    let Ok(document) = Document::parse(text) else { continue };
                    children.push(Member { node: self.put(Node::Copied(document)), ..member });
                }
                opened(form, children)
            }
            _ => return,
        };
        self.nodes[node] = opened;
    }

    fn find(&mut self, at: &Path) -> Result<usize, Problem> {
        self.follow(at, &at.names)
    }

    fn follow(&mut self, at: &Path, names: &[Vec<u8>]) -> Result<usize, Problem> {
        let mut node = self.root;
        for name in names {
            self.open(node);
            let next = match &self.nodes[node] {
                Node::Object(members) => members.iter().find(|member| member.name == *name).map(|member| member.node),
                Node::Array(elements) => index(name).and_then(|at| elements.get(at).copied()),
                _ => None,
            };
            node = next.ok_or_else(|| nowhere(at, format!("leads nowhere at '{}'", display(name))))?;
        }
        Ok(node)
    }

    /// The expanded parent of a path, and its last name.
    fn parent<'p>(&mut self, at: &'p Path) -> Result<Option<(usize, &'p [u8])>, Problem> {
        let Some((last, above)) = at.names.split_last() else { return Ok(None) };
        let parent = self.follow(at, above)?;
        self.open(parent);
        Ok(Some((parent, last)))
    }

    fn add(&mut self, at: &Path, node: usize) -> Result<(), Problem> {
        let Some((parent, name)) = self.parent(at)? else {
            self.root = node;
            return Ok(());
        };
        match &mut self.nodes[parent] {
            Node::Object(members) => match members.iter_mut().find(|member| member.name == name) {
                Some(member) => member.node = node,
                None => members.push(Member {
                    name: name.to_vec(),
                    written: encode_exactly(name).unwrap_or_else(|| encode_string(&display(name))).into_bytes(),
                    node,
                }),
            },
            Node::Array(elements) => {
                let len = elements.len();
                let place = if name == b"-" { Some(len) } else { index(name).filter(|&place| place <= len) };
                let Some(place) = place else {
                    return Err(nowhere(at, format!("is no place of an array of {len}; - appends to it")));
                };
                elements.insert(place, node);
            }
            _ => return Err(nowhere(at, "is in a value that has no members".to_owned())),
        }
        Ok(())
    }

    fn replace(&mut self, at: &Path, node: usize) -> Result<(), Problem> {
        let Some((parent, name)) = self.parent(at)? else {
            self.root = node;
            return Ok(());
        };
        let place = match &mut self.nodes[parent] {
            Node::Object(members) => {
                members.iter_mut().find(|member| member.name == name).map(|member| &mut member.node)
            }
            Node::Array(elements) => index(name).and_then(|place| elements.get_mut(place)),
            _ => None,
        };
        *place.ok_or_else(|| nowhere(at, "is not there".to_owned()))? = node;
        Ok(())
    }

    fn remove(&mut self, at: &Path) -> Result<usize, Problem> {
        let Some((parent, name)) = self.parent(at)? else {
            return Err(nowhere(at, "cannot be removed; there would be nothing left".to_owned()));
        };
        let gone = match &mut self.nodes[parent] {
            Node::Object(members) => {
                members.iter().position(|member| member.name == name).map(|at| members.remove(at).node)
            }
            Node::Array(elements) => {
                index(name).filter(|&place| place < elements.len()).map(|place| elements.remove(place))
            }
            _ => None,
        };
        gone.ok_or_else(|| nowhere(at, "is not there".to_owned()))
    }

    /// Writes a value. A stack of pending output replaces recursion.
    fn write(&self, node: usize, out: &mut Vec<u8>) {
        enum Todo<'t> {
            Value(usize),
            Named(&'t [u8], usize),
            Mark(u8),
        }
        let mut todo = vec![Todo::Value(node)];
        while let Some(next) = todo.pop() {
            let node = match next {
                Todo::Mark(mark) => {
                    out.push(mark);
                    continue;
                }
                Todo::Named(name, node) => {
                    out.extend_from_slice(name);
                    out.push(b':');
                    node
                }
                Todo::Value(node) => node,
            };
            match &self.nodes[node] {
                Node::Written(value) => out.extend_from_slice(value.raw()),
                Node::Copied(document) => out.extend_from_slice(document.root().raw()),
                Node::Object(members) => {
                    out.push(b'{');
                    todo.push(Todo::Mark(b'}'));
                    for (at, member) in members.iter().enumerate().rev() {
                        todo.push(Todo::Named(&member.written, member.node));
                        if at > 0 {
                            todo.push(Todo::Mark(b','));
                        }
                    }
                }
                Node::Array(elements) => {
                    out.push(b'[');
                    todo.push(Todo::Mark(b']'));
                    for (at, node) in elements.iter().enumerate().rev() {
                        todo.push(Todo::Value(*node));
                        if at > 0 {
                            todo.push(Todo::Mark(b','));
                        }
                    }
                }
            }
        }
    }
}

fn nowhere(at: &Path, why: String) -> Problem {
    Problem::Nowhere(at.clone(), why)
}

fn opened<'a>(form: Form, children: Vec<Member>) -> Node<'a> {
    match form {
        Form::Object => Node::Object(children),
        _ => Node::Array(children.into_iter().map(|child| child.node).collect()),
    }
}

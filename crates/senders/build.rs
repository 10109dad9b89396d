//! Generates Rust tables from the catalogs of all senders, so that a mistake in a catalog is a
//! build error that names the entry.
//!
//! A catalog is `src/SENDER/catalog.json`; the name of the folder is that of the sender. All
//! catalogs share one namespace for shapes and answers.

use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashSet, env, error::Error, fmt::Write as _, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    /// The sender: the name of the catalog's folder.
    #[serde(skip)]
    vendor: String,
    /// The shape of a whole event.
    event: String,
    /// Objects with known members, used by several types.
    shapes: Vec<Shape>,
    /// The members that the answer to a blocking type can have.
    #[serde(default)]
    answers: Vec<Answer>,
    types: Vec<Type>,
    /// Types whose name is known, and nothing else.
    #[serde(default)]
    undescribed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    name: String,
    part: String,
    #[serde(default)]
    open: bool,
    /// The source of the facts, for readers of the file.
    #[serde(default, rename = "source")]
    _source: String,
    members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    name: String,
    members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    name: String,
    r#type: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    older: bool,
    #[serde(default)]
    masked: bool,
    #[serde(default)]
    values: Vec<String>,
    example: Option<Value>,
    about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    r#type: String,
    variant: Option<String>,
    #[serde(skip)]
    vendor: String,
    family: String,
    kind: String,
    documented: bool,
    delivery: String,
    note: Option<String>,
    #[serde(default)]
    triggered_by: Vec<String>,
    answer: Option<String>,
    lifetime: Option<u32>,
    /// The source of the facts, for readers of the file.
    #[serde(default, rename = "source")]
    _source: String,
    about: String,
    payload: Vec<Member>,
}

type Generated = Result<String, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src");
    let mut catalogs = Vec::new();
    for folder in fs::read_dir("src")? {
        let file = folder?.path().join("catalog.json");
        if file.exists() {
            catalogs.push(read(&file).map_err(|error| format!("{}: {error}", file.display()))?);
        }
    }
    catalogs.sort_by(|a, b| a.vendor.cmp(&b.vendor));
    let tables = tables(&catalogs).map_err(|error| format!("catalog.json, {error}"))?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), tables)?;
    Ok(())
}

fn read(file: &Path) -> Result<Catalog, Box<dyn Error>> {
    let mut catalog: Catalog = serde_json::from_str(&fs::read_to_string(file)?)?;
    let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
    catalog.vendor = folder.to_string_lossy().into_owned();
    catalog.types.iter_mut().for_each(|entry| entry.vendor.clone_from(&catalog.vendor));
    Ok(catalog)
}

fn tables(catalogs: &[Catalog]) -> Generated {
    let mut shapes = HashSet::new();
    for Shape { name, .. } in catalogs.iter().flat_map(|catalog| &catalog.shapes) {
        if !shapes.insert(name.clone()) {
            return Err(format!("shape '{name}' appears twice").into());
        }
    }
    let answers: Vec<&Answer> = catalogs.iter().flat_map(|catalog| &catalog.answers).collect();
    let mut out = String::new();
    for Shape { name, part, open, members, .. } in catalogs.iter().flat_map(|catalog| &catalog.shapes) {
        let part = variant(part);
        let members = list(members, &shapes).map_err(|error| format!("shape '{name}': {error}"))?;
        writeln!(
            out,
            "static {}: Shape = Shape {{ name: {name:?}, part: Part::{part}, open: {open}, members: &[{members}] }};",
            constant("SHAPE", name),
        )?;
    }
    for Answer { name, members } in &answers {
        let members = list(members, &shapes).map_err(|error| format!("answer '{name}': {error}"))?;
        writeln!(out, "static {}: &[Member] = &[{members}];", constant("ANSWER", name))?;
    }
    out.push_str("static EVENTS: &[(Vendor, &Shape)] = &[");
    for Catalog { vendor, event, .. } in catalogs {
        if !shapes.contains(event) {
            return Err(format!("unknown shape '{event}'").into());
        }
        write!(out, "(Vendor::{}, &{}), ", variant(vendor), constant("SHAPE", event))?;
    }
    out.push_str("];\n");
    // `named` uses binary search. The sort is stable: variants of one name keep their order.
    let mut types: Vec<&Type> = catalogs.iter().flat_map(|catalog| &catalog.types).collect();
    types.sort_by(|a, b| a.r#type.cmp(&b.r#type));
    let mut names = HashSet::new();
    out.push_str("static TYPES: &[EventType] = &[\n");
    for entry in types {
        let name = &entry.r#type;
        if !names.insert((name, &entry.variant)) {
            return Err(format!("type '{name}' appears twice").into());
        }
        let row = event_type(entry, &answers, &shapes).map_err(|error| format!("type '{name}': {error}"))?;
        writeln!(out, "    {row},")?;
    }
    out.push_str("];\n");
    let mut undescribed: Vec<&String> = catalogs.iter().flat_map(|catalog| &catalog.undescribed).collect();
    undescribed.sort();
    writeln!(out, "static UNDESCRIBED: &[&str] = &{undescribed:?};")?;
    Ok(out)
}

fn event_type(entry: &Type, answers: &[&Answer], shapes: &HashSet<String>) -> Generated {
    let answer = match &entry.answer {
        None => "None".to_owned(),
        Some(name) if answers.iter().any(|answer| answer.name == *name) => {
            format!("Some({})", constant("ANSWER", name))
        }
        Some(name) => return Err(format!("unknown answer '{name}'").into()),
    };
    if entry.answer.is_some() != (entry.kind == "blocking") {
        return Err("only a blocking type has an answer, and it must have one".into());
    }
    Ok(format!(
        "EventType {{ name: {:?}, variant: {:?}, vendor: Vendor::{}, family: {:?}, kind: Kind::{}, documented: {}, \
         delivery: Delivery::{}, note: {:?}, triggered_by: &{:?}, answer: {answer}, lifetime: {:?}, about: {:?}, \
         payload: &[{}] }}",
        entry.r#type,
        entry.variant,
        variant(&entry.vendor),
        entry.family,
        variant(&entry.kind),
        entry.documented,
        variant(&entry.delivery),
        entry.note,
        entry.triggered_by,
        entry.lifetime,
        entry.about,
        list(&entry.payload, shapes)?,
    ))
}

fn list(members: &[Member], shapes: &HashSet<String>) -> Generated {
    let mut names = HashSet::new();
    let mut out = String::new();
    for member in members {
        if !names.insert(&member.name) {
            return Err(format!("member '{}' appears twice", member.name).into());
        }
        let form = member_type(&member.r#type, shapes).map_err(|error| format!("'{}': {error}", member.name))?;
        let example = member.example.as_ref().map(Value::to_string);
        write!(
            out,
            "Member {{ name: {:?}, form: {form}, optional: {}, nullable: {}, older: {}, masked: {}, values: &{:?}, \
             example: {example:?}, about: {:?} }}, ",
            member.name, member.optional, member.nullable, member.older, member.masked, member.values, member.about,
        )?;
    }
    Ok(out)
}

fn member_type(name: &str, shapes: &HashSet<String>) -> Generated {
    if let Some(of) = name.strip_suffix("[]") {
        return Ok(format!("MemberType::Array(&{})", member_type(of, shapes)?));
    }
    let plain = ["string", "int64", "integer", "boolean", "timestamp", "unix_seconds", "uuid", "url", "object", "any"];
    if plain.contains(&name) || name == "payload" {
        return Ok(format!("MemberType::{}", variant(name)));
    }
    if shapes.contains(name) {
        return Ok(format!("MemberType::Shape(&{})", constant("SHAPE", name)));
    }
    Err(format!("unknown type or shape '{name}'").into())
}

/// Converts `non_blocking` to `NonBlocking`. The compiler checks that the variant exists.
fn variant(word: &str) -> String {
    word.split('_')
        .flat_map(|part| part[..1].to_uppercase().chars().chain(part[1..].chars()).collect::<Vec<_>>())
        .collect()
}

fn constant(kind: &str, name: &str) -> String {
    format!("{kind}_{}", name.to_uppercase())
}

//! Reads `catalog.json` and writes it as Rust tables, so that a mistake in it is a build error that names the entry.

use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashSet, env, error::Error, fmt::Write as _, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    /// Objects with known members, used by several types.
    shapes: Vec<Shape>,
    /// What a blocking type's answer may hold.
    answers: Vec<Answer>,
    types: Vec<Type>,
    /// Types whose names are known and nothing else.
    undescribed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    name: String,
    part: String,
    #[serde(default)]
    open: bool,
    /// Where the facts are from; for the reader of the file.
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
    /// Where the facts are from; for the reader of the file.
    #[serde(default, rename = "source")]
    _source: String,
    about: String,
    payload: Vec<Member>,
}

type Written = Result<String, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalog.json");
    let catalog: Catalog =
        serde_json::from_str(&fs::read_to_string("catalog.json")?).map_err(|error| format!("catalog.json: {error}"))?;
    let tables = tables(catalog).map_err(|error| format!("catalog.json, {error}"))?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), tables)?;
    Ok(())
}

fn tables(mut catalog: Catalog) -> Written {
    let shapes: HashSet<String> = catalog.shapes.iter().map(|shape| shape.name.clone()).collect();
    let mut out = String::new();
    for Shape { name, part, open, members, .. } in &catalog.shapes {
        let part = variant(part);
        let members = list(members, &shapes).map_err(|error| format!("shape '{name}': {error}"))?;
        writeln!(
            out,
            "static {}: Shape = Shape {{ name: {name:?}, part: Part::{part}, open: {open}, members: &[{members}] }};",
            constant("SHAPE", name),
        )?;
    }
    for Answer { name, members } in &catalog.answers {
        let members = list(members, &shapes).map_err(|error| format!("answer '{name}': {error}"))?;
        writeln!(out, "static {}: &[Member] = &[{members}];", constant("ANSWER", name))?;
    }
    // `named` searches by bisection; of two variants the one that stands first stays first.
    catalog.types.sort_by(|a, b| a.r#type.cmp(&b.r#type));
    let mut names = HashSet::new();
    out.push_str("static TYPES: &[EventType] = &[\n");
    for entry in &catalog.types {
        let name = &entry.r#type;
        if !names.insert((name, &entry.variant)) {
            return Err(format!("type '{name}': it stands there twice").into());
        }
        let row = event_type(entry, &catalog.answers, &shapes).map_err(|error| format!("type '{name}': {error}"))?;
        writeln!(out, "    {row},")?;
    }
    out.push_str("];\n");
    catalog.undescribed.sort();
    writeln!(out, "static UNDESCRIBED: &[&str] = &{:?};", catalog.undescribed)?;
    Ok(out)
}

fn event_type(entry: &Type, answers: &[Answer], shapes: &HashSet<String>) -> Written {
    let answer = match &entry.answer {
        None => "None".to_owned(),
        Some(name) if answers.iter().any(|answer| answer.name == *name) => {
            format!("Some({})", constant("ANSWER", name))
        }
        Some(name) => return Err(format!("there is no answer '{name}'").into()),
    };
    if entry.answer.is_some() != (entry.kind == "blocking") {
        return Err("a blocking type, and no other, has an answer".into());
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

fn list(members: &[Member], shapes: &HashSet<String>) -> Written {
    let mut names = HashSet::new();
    let mut out = String::new();
    for member in members {
        if !names.insert(&member.name) {
            return Err(format!("'{}' stands there twice", member.name).into());
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

fn member_type(name: &str, shapes: &HashSet<String>) -> Written {
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
    Err(format!("there is no type or shape '{name}'").into())
}

/// `non_blocking` as `NonBlocking`. That there is such a variant is for the compiler to see.
fn variant(word: &str) -> String {
    word.split('_')
        .flat_map(|part| part[..1].to_uppercase().chars().chain(part[1..].chars()).collect::<Vec<_>>())
        .collect()
}

fn constant(kind: &str, name: &str) -> String {
    format!("{kind}_{}", name.to_uppercase())
}

//! Reads `catalog.json` and writes it as a sorted Rust table, so that a mistake in it is a build error.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalog.json");
    let entries: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string("catalog.json")?)?;
    let mut rows = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let text = |name: &str| {
            entry[name].as_str().ok_or_else(|| format!("catalog.json, entry {number}: '{name}' must be a string"))
        };
        let vendor = match text("vendor")? {
            "authgear" => "Authgear",
            "fastgen" => "Fastgen",
            other => return Err(format!("catalog.json, entry {number}: unknown vendor '{other}'").into()),
        };
        let kind = match text("kind")? {
            "blocking" => "Blocking",
            "non_blocking" => "NonBlocking",
            "system" => "System",
            other => return Err(format!("catalog.json, entry {number}: unknown kind '{other}'").into()),
        };
        let variant = entry.get("variant").and_then(serde_json::Value::as_str);
        let name = text("type")?;
        let row = format!(
            "EventType {{ name: {name:?}, variant: {variant:?}, vendor: Vendor::{vendor}, family: {:?}, \
             kind: Kind::{kind}, summary: {:?} }},",
            text("family")?,
            text("summary")?,
        );
        rows.push(((name.to_owned(), variant.map(str::to_owned)), row));
    }
    rows.sort();
    if let Some(twice) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("catalog.json: '{}' stands there twice", twice[0].0.0).into());
    }
    let mut table = String::from("static TYPES: &[EventType] = &[\n");
    for (_, row) in rows {
        writeln!(table, "    {row}")?;
    }
    table.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), table)?;
    Ok(())
}

//! JSON objects and arrays as indented text, one member or element per line.

/// An object with one member per line.
pub(crate) fn members_text(members: &[(&str, String)], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines: Vec<_> = members.iter().map(|(name, json)| format!("{space}  \"{name}\": {json}")).collect();
    format!("{{\n{}\n{space}}}", lines.join(",\n"))
}

/// An array with one element per line.
pub(crate) fn list_text(elements: &[String], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines: Vec<_> = elements.iter().map(|element| format!("{space}  {element}")).collect();
    format!("[\n{}\n{space}]", lines.join(",\n"))
}

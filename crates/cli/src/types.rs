//! `hookglass types`.

use hookglass_app::view::{Delivery, TypeView};
use hookglass_senders::envelope::Kind;
use std::process::ExitCode;

use crate::{
    args::Types,
    output::{Failure, json, line, note},
};

pub(crate) fn print(types: Vec<TypeView>, args: &Types) -> Result<ExitCode, Failure> {
    let filter = args.filter.trim().to_ascii_lowercase();
    let mut matching: Vec<_> =
        types.iter().filter(|view| matches_name(&filter, &view.name.to_ascii_lowercase())).collect();
    if matching.is_empty() {
        note(&format!("no event type matches '{}'", args.filter), Some("hookglass types"));
    }
    if args.json {
        matching.into_iter().try_for_each(json)?;
        return Ok(ExitCode::SUCCESS);
    }
    matching.sort_by_key(|view| (view.vendor, &view.family));
    let mut group = None;
    for view in matching {
        if group != Some((view.vendor, &view.family)) {
            let gap = if group.is_some() { "\n" } else { "" };
            line(format_args!("{gap}{}, {}", view.vendor.word(), view.family.replace('_', " ")))?;
            group = Some((view.vendor, &view.family));
        }
        line(format_args!(
            "  {:<50}  {:<12}  {:<9}  {}",
            view.name,
            kind(view.kind),
            delivery(view),
            view.description
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Blocking => "blocking",
        Kind::NonBlocking => "non-blocking",
        Kind::System => "system",
    }
}

fn delivery(view: &TypeView) -> &'static str {
    match view.delivery {
        Delivery::Webhook => "webhook",
        Delivery::Wildcard => "only *",
        Delivery::AuditLog => "audit log",
        Delivery::Workflow => "workflow",
    }
}

/// Whether the filter is a part of the name. A filter with `*` (any characters) must match the
/// whole name.
fn matches_name(filter: &str, name: &str) -> bool {
    let mut parts = filter.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return name.contains(filter) };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches_name;

    #[test]
    fn a_filter_is_a_part_of_a_name_or_a_pattern() {
        for filter in ["", "email", "identity.*", "*.updated", "identity.*.updated", "*", "*email*", "i*y*email*d"] {
            assert!(matches_name(filter, "identity.email.updated"), "{filter}");
        }
        for filter in ["phone", "email.*", "*.email", "identity.*.added", "identity.email.updated*d"] {
            assert!(!matches_name(filter, "identity.email.updated"), "{filter}");
        }
    }
}

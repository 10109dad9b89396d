//! Syntax errors of the command line.
//!
//! clap prints several paragraphs. This module turns them into one line, in the form of every other
//! error, and keeps clap's suggestions.

use clap::{
    CommandFactory as _,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{
    args::Args,
    output::{Failure, TRY, quoted},
};

/// The failure for an error of clap. `args` are the arguments without the program's name.
pub(crate) fn failure(error: &clap::Error, args: &[String]) -> Failure {
    let command = command_path(args);
    if error.kind() == ErrorKind::UnknownArgument
        && command == "hookglass list"
        && let Some(fixed) = with_quoted_filter(args)
    {
        return Failure::with_hint("`list` takes one filter; quote a filter that has spaces", fixed);
    }
    let message = match suggestion(error) {
        _ if error.kind() == ErrorKind::MissingSubcommand => format!("`{command}` needs a subcommand"),
        Some(suggestion) => format!("{}; {suggestion}", first_paragraph(error)),
        None => first_paragraph(error),
    };
    // The message of a value parser may include a hint.
    if message.contains(TRY) {
        return Failure::error(message);
    }
    Failure::with_hint(message, format!("{command} --help"))
}

/// The first paragraph of clap's text as one line, without its prefix.
fn first_paragraph(error: &clap::Error) -> String {
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or(&text);
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

/// What clap suggests: similar names, or else another way to write the argument.
fn suggestion(error: &clap::Error) -> Option<String> {
    let similar = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let similar = similar.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(name) => Some(format!("'{name}'")),
        // clap puts the most similar name last.
        ContextValue::Strings(names) if !names.is_empty() => {
            Some(names.iter().rev().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" or "))
        }
        _ => None,
    });
    if let Some(similar) = similar {
        return Some(format!("did you mean {similar}?"));
    }
    error.get(ContextKind::Suggested).map(ContextValue::to_string).filter(|tip| !tip.is_empty())
}

/// The command that the arguments name, such as `hookglass scenario run`.
fn command_path(args: &[String]) -> String {
    let root = Args::command();
    let (mut command, mut path) = (&root, root.get_name().to_owned());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == DATA_DIR {
            args.next();
        } else if let Some(subcommand) = command.find_subcommand(arg) {
            command = subcommand;
            path = format!("{path} {}", subcommand.get_name());
        } else if !arg.starts_with('-') {
            break;
        }
    }
    path
}

const DATA_DIR: &str = "--data-dir";
const LIMIT: &str = "--limit";

/// The `list` command with all words of its filter in one pair of quotes. `None` if the filter is
/// one word.
fn with_quoted_filter(args: &[String]) -> Option<String> {
    let (mut words, mut options) = (Vec::new(), Vec::new());
    let mut args = args.iter().map(String::as_str);
    while let Some(arg) = args.next() {
        match arg {
            "--" => words.extend(args.by_ref()),
            DATA_DIR | LIMIT => options.extend([Some(arg), args.next()].into_iter().flatten()),
            _ if arg.starts_with("--") => options.push(arg),
            _ => words.push(arg),
        }
    }
    let (command, filter) = words.split_first().filter(|(_, filter)| filter.len() > 1)?;
    let parts = ["hookglass".to_owned(), (*command).to_owned(), quoted(&filter.join(" "))];
    let options = options.into_iter().map(|option| if is_plain(option) { option.to_owned() } else { quoted(option) });
    Some(parts.into_iter().chain(options).collect::<Vec<_>>().join(" "))
}

/// Whether a shell passes the word on unchanged.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|one| one.is_alphanumeric() || "-_=./:,@+".contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    /// The line that the program prints for a command line with a syntax error.
    fn printed(line: &str) -> String {
        let args = words(line);
        let program = std::iter::once("hookglass").chain(args.iter().map(String::as_str));
        let Err(error) = Args::try_parse_from(program) else { panic!("{line} is a syntax error") };
        match failure(&error, &args) {
            Failure::Error { message, hint } => crate::output::sentence(&message, hint.as_deref()),
            _ => panic!("{line}: a syntax error is one line"),
        }
    }

    #[test]
    fn a_syntax_error_names_the_help_of_its_command() {
        let missing = printed("--data-dir list show");
        assert!(missing.starts_with("the following required arguments were not provided: <ID>. Try: "), "{missing}");
        assert!(missing.ends_with(" Try: hookglass show --help"), "{missing}");
        let nested = printed("scenario run a --to http://x --tomorrow now");
        assert!(nested.ends_with(" Try: hookglass scenario run --help"), "{nested}");
        let unknown = printed("launch");
        assert!(unknown.starts_with("unrecognized subcommand 'launch'"), "{unknown}");
        assert!(unknown.ends_with(" Try: hookglass --help"), "{unknown}");
        assert_eq!(printed("--data-dir d"), "`hookglass` needs a subcommand. Try: hookglass --help");
    }

    #[test]
    fn similar_names_are_suggested() {
        for (line, name) in [("lits", "'list'"), ("show 1 --jsno", "'--json'"), ("resend 1 --copy crul", "'curl'")] {
            let text = printed(line);
            assert!(text.contains(&format!("; did you mean {name}? Try: hookglass ")), "{text}");
        }
    }

    #[test]
    fn a_hint_of_a_value_parser_replaces_the_general_hint() {
        let text = printed("resend 1 --set /a");
        assert_eq!(text.matches(TRY).count(), 1, "there is one hint: {text}");
        assert!(text.contains("PTR=JSON"), "{text}");
        assert!(printed("show x").ends_with(" Try: hookglass show --help"), "clap's own parsers have no hint");
    }

    #[test]
    fn an_unquoted_filter_is_shown_in_quotes() {
        let text = printed("list type:user.* ada");
        assert_eq!(
            text,
            "`list` takes one filter; quote a filter that has spaces. Try: hookglass list 'type:user.* ada'"
        );
        for (line, fixed) in [
            ("list a b", "hookglass list 'a b'"),
            ("list a -b --json", "hookglass list 'a -b' --json"),
            ("--data-dir d list --limit 5 it's late", r"hookglass list 'it'\''s late' --data-dir d --limit 5"),
            ("list -- -a b", "hookglass list '-a b'"),
        ] {
            assert_eq!(with_quoted_filter(&words(line)).as_deref(), Some(fixed), "{line}");
        }
        assert_eq!(with_quoted_filter(&words("list a --json")), None);
    }
}

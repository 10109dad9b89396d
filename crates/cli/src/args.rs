//! The arguments, and the help that `--help` prints.

use clap::{
    ArgAction, ArgGroup, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use hookglass_app::view::SigningChoice;
use hookglass_json::{Document, edit::Edit, pointer::Pointer};
use hookglass_request::text::CopyFormat;
use hookglass_senders::signature::Scheme;
use std::{path::PathBuf, time::Duration};

mod bulk;
mod help;
mod rules;
mod scenario;
mod sending;
mod values;

use crate::output::sentence;
pub(crate) use bulk::{Bulk, Order};
pub(crate) use rules::Rules;
pub(crate) use scenario::{Record, RunScenario, Scenario};
pub(crate) use sending::Sending;
pub(crate) use values::generated;
use values::{GeneratedMember, duration, listen_address, signing};

/// Receive webhooks on this computer, then search, compare, edit and resend them.
#[derive(Debug, Parser)]
#[command(
    name = "hookglass",
    version,
    max_term_width = 100,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = help::HOOKGLASS
)]
pub(crate) struct Args {
    /// Data folder, also HOOKGLASS_DATA_DIR [default: the window's]
    #[arg(long, global = true, value_name = "DIR", help_heading = help::GLOBAL)]
    pub(crate) data_dir: Option<PathBuf>,
    // clap's own flags have no heading, and would be the first group of every help text.
    /// Print help
    #[arg(
        id = "help",
        short = 'h',
        long = "help",
        global = true,
        action = ArgAction::Help,
        help_heading = help::GLOBAL
    )]
    _help: (),
    /// Print version
    #[arg(id = "version", short = 'V', long = "version", action = ArgAction::Version, help_heading = help::GLOBAL)]
    _version: (),
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Receive and store events until Ctrl-C
    #[command(after_help = help::SERVE)]
    Serve(Serve),
    /// List stored events, newest first
    #[command(after_help = help::LIST)]
    List(List),
    /// Show one event
    #[command(after_help = help::SHOW)]
    Show(Show),
    /// Show what changed in an event, or between two events
    ///
    /// With one id, Hookglass compares old_identity with new_identity. If the event has neither, it
    /// compares the user's state with the state in the user's previous event. With two ids, it
    /// compares the bodies: as JSON, or as text or bytes if one of them is not JSON.
    ///
    /// A number or an instant with the same value but a different spelling is shown, and counts as
    /// a difference only with --spelling. Patches always reproduce the new spelling.
    #[command(verbatim_doc_comment, after_help = help::DIFF)]
    Diff(Diff),
    /// List the users in events, most recently active first
    #[command(after_help = help::USERS)]
    Users(Users),
    /// Show a user's events, newest first, and what each event changed
    #[command(after_help = help::HISTORY)]
    History(History),
    /// Resend an event, unchanged or edited
    ///
    /// Without edits, Hookglass sends the exact body with its original signature. With edits, it
    /// signs the body again with the scheme of the event's signature (Authgear, Standard Webhooks,
    /// GitHub or Stripe) if it has a secret: HOOKGLASS_AUTHGEAR_SECRET or one from `secret add`.
    ///
    /// The output includes the verdict: how the event's sender treats the answer. Hookglass asks
    /// for confirmation before it first sends to another computer.
    #[command(verbatim_doc_comment, after_help = help::RESEND)]
    Resend(Resend),
    /// Send samples of any event type, signed as their sender signs them
    ///
    /// The samples of one run are consistent: they have the same fictional user, ascending sequence
    /// numbers and times, and changes that build on each other.
    #[command(verbatim_doc_comment, after_help = help::TRIGGER)]
    Trigger(Trigger),
    /// Show the samples that were sent to a target, and the answers
    #[command(after_help = help::COVERAGE)]
    Coverage(Coverage),
    /// List the known event types
    #[command(after_help = help::TYPES)]
    Types(Types),
    /// Star events: `list is:starred` finds them, and `prune` keeps them
    #[command(after_help = help::STAR)]
    Star(Star),
    /// Remove the star from events
    #[command(after_help = help::UNSTAR)]
    Unstar(Star),
    /// Set, print or remove the note on an event
    #[command(after_help = help::NOTE)]
    Note(Note),
    /// Permanently delete events, including starred ones
    #[command(after_help = help::DELETE)]
    Delete(Delete),
    /// Delete the oldest events beyond a limit
    ///
    /// Without a limit here, the limits in the settings apply: by default 1,000,000 events and 8
    /// GiB. Starred events and those with a note stay and do not count. The window and `serve`
    /// prune automatically and keep the events of the last ten minutes; this command does not.
    #[command(verbatim_doc_comment, after_help = help::PRUNE)]
    Prune(Prune),
    /// Check the database, and move a damaged one aside
    ///
    /// Hookglass never overwrites a database.
    #[command(verbatim_doc_comment, after_help = help::REPAIR)]
    Repair(Repair),
    /// Resend many events, with a rate limit and injected faults if needed
    ///
    /// Hookglass sends the exact bodies in order of arrival. At the end, it prints what the answers
    /// show about the handler. The answers are not stored. Ctrl-C stops the run.
    #[command(verbatim_doc_comment, after_help = help::BULK)]
    Bulk(Bulk),
    /// Record requests, send them in order, and check the answers
    #[command(subcommand, after_help = help::SCENARIO)]
    Scenario(Scenario),
    /// List, import, export or test the rules that decide answers
    #[command(subcommand, after_help = help::RULES)]
    Rules(Rules),
    /// Add, list, remove or show signing secrets
    #[command(subcommand, after_help = help::SECRET)]
    Secret(Secret),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Secret {
    /// Store a signing secret, read from standard input
    ///
    /// The secret goes to the system's keychain, or to the database if there is no keychain.
    /// HOOKGLASS_KEYCHAIN=off disables the keychain. For Authgear, enter the key as the portal
    /// shows it, or the JWK of authgear.secrets.yaml.
    #[command(verbatim_doc_comment, after_help = help::SECRET_ADD)]
    Add(AddSecret),
    /// List the names and schemes of secrets, and where each secret is stored
    #[command(after_help = help::SECRET_LIST)]
    List {
        /// Print one JSON object per line
        #[arg(long, help_heading = help::OUTPUT)]
        json: bool,
    },
    /// Remove a secret
    #[command(after_help = help::SECRET_REMOVE)]
    Remove {
        /// Name of the secret
        name: String,
    },
    /// Print a secret
    #[command(after_help = help::SECRET_SHOW)]
    Show {
        /// Name of the secret
        name: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddSecret {
    /// Name of the secret
    pub(crate) name: String,
    /// How the sender signs
    #[arg(long, value_parser = schemes())]
    pub(crate) scheme: Scheme,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Address and port, or a port of 127.0.0.1 [default: from the settings, else 127.0.0.1:4665]
    #[arg(long, value_name = "ADDR|PORT", value_parser = listen_address, help_heading = help::RECEIVER)]
    pub(crate) listen: Option<String>,
    /// Trust requests to this host in this run, such as that of a tunnel; can be repeated
    ///
    /// Requests to other hosts than this computer, and requests from web pages, are stored. They
    /// are not forwarded, held or passed to rules that call a target.
    #[arg(long, verbatim_doc_comment, value_name = "HOST", help_heading = help::RECEIVER)]
    pub(crate) allow_host: Vec<String>,
    /// Use the rules in this file instead of the stored rules, for this run (docs/answer.md)
    #[arg(long, value_name = "FILE", help_heading = help::RECEIVER)]
    pub(crate) rules: Option<PathBuf>,
    /// How long the sender of a held event waits, such as 5s [default: from the settings, else 5s]
    ///
    /// Hookglass sends the automatic answer half a second earlier. Authgear waits 5 s for the
    /// answer to a blocking event, unless its configuration says otherwise.
    #[arg(
        long,
        verbatim_doc_comment,
        value_name = "TIME",
        value_parser = duration,
        help_heading = help::RECEIVER
    )]
    pub(crate) hold_deadline: Option<Duration>,
    /// Forward each new event to this URL, for this run; repeat the option for more targets
    ///
    /// The target gets the exact request. Hookglass uses the URL unchanged, and adds the event's
    /// query string if the URL has none. Targets that are set in the window get events too.
    #[arg(long, verbatim_doc_comment, value_name = "URL", help_heading = help::FORWARDING)]
    pub(crate) forward_to: Vec<String>,
    /// Forward only events that match this filter (same syntax as for `list`)
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "",
        hide_default_value = true,
        requires = "forward_to",
        help_heading = help::FORWARDING
    )]
    pub(crate) forward_filter: String,
    /// Answer the sender with the target's answer
    #[arg(long, requires = "forward_to", conflicts_with = "forward_retry", help_heading = help::FORWARDING)]
    pub(crate) forward_answer: bool,
    /// Retry an event until the target accepts it; later events wait
    #[arg(long, requires = "forward_to", help_heading = help::FORWARDING)]
    pub(crate) forward_retry: bool,
    /// Do not verify the targets' certificates
    #[arg(long, requires = "forward_to", help_heading = help::FORWARDING)]
    pub(crate) insecure: bool,
    /// Confirm all targets and rules of the database that forward, on this computer
    ///
    /// A database from another computer forwards nothing until its targets are confirmed here,
    /// with this option or in the window.
    #[arg(long, verbatim_doc_comment, help_heading = help::FORWARDING)]
    pub(crate) confirm_targets: bool,
    /// Forward to other computers without asking
    #[arg(long, requires = "forward_to", help_heading = help::FORWARDING)]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Words and tests, such as 'type:identity.* -status:2xx ada@example.com'
    ///
    /// Words and "phrases" match in bodies, header values, paths, types, subjects and user ids.
    /// Tests:
    ///
    ///   type:identity.*  vendor:authgear  family:user  kind:blocking  user:4fe0*  email:ada@example.com
    ///   app:shop  client:a1*  by:admin_api  subject:ada*  ip:192.0.2.*  id:0000bcf3  seq:>400
    ///   method:POST  path:/hook*  status:4xx  size:>10k  header:x-foo  header:x-foo=bar*  signature:invalid
    ///   after:10m  before:today  after:2026-03-01  is:duplicate,truncated,sample  has:warning,resends
    ///   /payload/user/id=4fe0*  /payload/amount>=10  /payload/user
    ///
    /// All tests must match. OR between two tests: one must match. Commas between values: one must
    /// match. A leading - negates a test, and parentheses group tests. Quote a filter that has
    /// spaces. docs/search.md describes the whole language.
    #[arg(
        verbatim_doc_comment,
        value_name = "FILTER",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    #[arg(value_parser = filter)]
    pub(crate) filter: String,
    /// List the newest requests that the receiver refused, with the reason and the first bytes
    #[arg(long, conflicts_with = "filter", help_heading = help::OUTPUT)]
    pub(crate) refused: bool,
    /// Print at most N events [default: 50; all with --json]
    #[arg(long, value_name = "N", help_heading = help::OUTPUT)]
    pub(crate) limit: Option<usize>,
    /// Print one JSON object per line
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Print everything as one JSON object
    #[arg(long, conflicts_with = "body", help_heading = help::OUTPUT)]
    pub(crate) json: bool,
    /// Print only the bytes of the body; they are exact if it has no secrets, or with --reveal
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) body: bool,
    /// Show credentials and tokens, which are redacted otherwise
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) reveal: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("format"))]
pub(crate) struct Diff {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Id of a second event, to compare its body with the first one
    pub(crate) other: Option<i64>,
    /// Compare the catalog's sample of this event type with the event
    #[arg(long, conflicts_with = "other", help_heading = help::COMPARISON)]
    pub(crate) sample: bool,
    /// Also compare the request lines and headers of two events
    #[arg(
        long,
        requires = "other",
        conflicts_with_all = ["json", "patch", "merge_patch"],
        help_heading = help::COMPARISON
    )]
    pub(crate) headers: bool,
    /// Count a different spelling of a number or an instant as a change
    #[arg(long, help_heading = help::COMPARISON)]
    pub(crate) spelling: bool,
    /// Print a list of {op, path, from, old, new, note}
    ///
    /// op is added, removed, changed, retyped, moved, or rewritten (only the spelling differs).
    #[arg(long, verbatim_doc_comment, group = "format", help_heading = help::OUTPUT)]
    pub(crate) json: bool,
    /// Print a JSON Patch (RFC 6902) that turns the old side into the new one
    #[arg(long, group = "format", help_heading = help::OUTPUT)]
    pub(crate) patch: bool,
    /// Print a merge patch (RFC 7386), if one can express the change
    #[arg(long, group = "format", help_heading = help::OUTPUT)]
    pub(crate) merge_patch: bool,
    /// Print a Markdown table for a bug report
    #[arg(long, group = "format", help_heading = help::OUTPUT)]
    pub(crate) markdown: bool,
    /// Show credentials and tokens, which are redacted otherwise; a redacted patch does not apply
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) reveal: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Users {
    /// Part of a user id, email address, phone number or name
    #[arg(value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub(crate) query: String,
    /// Print at most N users [default: 50; all with --json]
    #[arg(long, value_name = "N", help_heading = help::OUTPUT)]
    pub(crate) limit: Option<usize>,
    /// Print one JSON object per line
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct History {
    /// User id, or a part of an id, email address, phone number or name that only one user has
    pub(crate) user: String,
    /// Print at most N events [default: 50; all with --json]
    #[arg(long, value_name = "N", help_heading = help::OUTPUT)]
    pub(crate) limit: Option<usize>,
    /// Print one JSON object per line
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Resend {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Target URL [default: the target of the last resend]
    #[arg(long, value_name = "URL", help_heading = help::SENDING)]
    pub(crate) to: Option<String>,
    /// Set a JSON Pointer to a JSON value: /payload/user/id='"x"'
    #[arg(long, value_name = "PTR=JSON", value_parser = set, help_heading = help::EDITS)]
    pub(crate) set: Vec<Edit>,
    /// Remove the member at a JSON Pointer, after every --set
    #[arg(long, value_name = "PTR", value_parser = unset, help_heading = help::EDITS)]
    pub(crate) unset: Vec<Edit>,
    /// Add a header; it replaces received headers of that name
    #[arg(long, value_name = "K: V", value_parser = header, help_heading = help::EDITS)]
    pub(crate) header: Vec<(String, String)>,
    /// Send the bytes of this file as the body (- for standard input)
    #[arg(long, value_name = "FILE", help_heading = help::EDITS)]
    pub(crate) body: Option<PathBuf>,
    /// Members to generate; an id is the hexadecimal of its seq, so generate both together
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',', help_heading = help::EDITS)]
    pub(crate) fresh: Vec<GeneratedMember>,
    /// Sign with this secret, or send the original, no or a wrong signature [default: re-sign
    /// edits]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = signing, help_heading = help::EDITS)]
    pub(crate) sign: Option<SigningChoice>,
    /// Send the request of a cURL command from standard input instead of the event's request
    #[arg(long, help_heading = help::EDITS)]
    pub(crate) curl: bool,
    /// Print the request for another tool instead of sending it
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = copy_formats(),
        conflicts_with = "json",
        help_heading = help::OUTPUT
    )]
    pub(crate) copy: Option<CopyFormat>,
    /// Show credentials and tokens, which are redacted otherwise in what is printed
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) reveal: bool,
    /// Send the request N times, one after the other
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..),
        help_heading = help::SENDING
    )]
    pub(crate) repeat: u32,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub(crate) struct Trigger {
    /// Event types to send, in this order; `hookglass types` lists them
    #[arg(value_name = "TYPE", group = "what")]
    pub(crate) types: Vec<String>,
    /// Send one sample of every type
    #[arg(long, group = "what", help_heading = help::SAMPLES)]
    pub(crate) tour: bool,
    /// Target URL [default: the running receiver]
    #[arg(long, value_name = "URL", help_heading = help::SENDING)]
    pub(crate) to: Option<String>,
    /// Before signing, set a JSON Pointer of each sample to a JSON value: /payload/user/id='"x"'
    #[arg(long, value_name = "PTR=JSON", value_parser = set, help_heading = help::SAMPLES)]
    pub(crate) set: Vec<Edit>,
    /// Generate everything from this seed, including ids and times: the same seed gives the same
    /// bytes
    #[arg(long, value_name = "N", help_heading = help::SAMPLES)]
    pub(crate) seed: Option<u64>,
    /// How long to wait for each answer, such as 500ms or 10s [default: as long as the sender]
    #[arg(long, value_name = "TIME", value_parser = duration, help_heading = help::SENDING)]
    pub(crate) timeout: Option<Duration>,
    /// Print one JSON object per line for each sample, with the exact body and headers
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Coverage {
    /// Only this target; the same URL as for `trigger` [default: all targets]
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// Print one JSON object per line for each target
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Star {
    /// Ids of events, as `list` prints them
    #[arg(required = true)]
    pub(crate) ids: Vec<i64>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Note {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// The note; '' removes it [default: print the note]
    pub(crate) text: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Delete {
    /// Event ids, or one filter in quotes ('' for all); put -- before a leading hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// Delete without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Prune {
    /// Keep at most N events
    #[arg(long, value_name = "N", help_heading = help::LIMITS)]
    pub(crate) keep_events: Option<u64>,
    /// Keep only events of the last N days
    #[arg(long, value_name = "N", help_heading = help::LIMITS)]
    pub(crate) keep_days: Option<u64>,
    /// Keep the database below N bytes
    #[arg(long, value_name = "N", help_heading = help::LIMITS)]
    pub(crate) keep_bytes: Option<u64>,
    /// Print how many events would be deleted, and delete none
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Repair {
    /// Move a damaged database into a new folder, so that the next start creates a new one
    #[arg(long)]
    pub(crate) move_aside: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Types {
    /// Part of a name, or a pattern such as 'identity.*'
    #[arg(value_name = "FILTER", default_value = "", hide_default_value = true)]
    pub(crate) filter: String,
    /// Print one JSON object per line for each type
    #[arg(long, help_heading = help::OUTPUT)]
    pub(crate) json: bool,
}

fn copy_formats() -> impl TypedValueParser<Value = CopyFormat> {
    PossibleValuesParser::new(CopyFormat::ALL.map(CopyFormat::word))
        .try_map(|word| CopyFormat::from_word(&word).ok_or("unknown format"))
}

fn schemes() -> impl TypedValueParser<Value = Scheme> {
    PossibleValuesParser::new(Scheme::ALL.map(Scheme::word))
        .try_map(|word| Scheme::from_word(&word).ok_or("unknown scheme"))
}

/// A filter may start with one hyphen, which negates a test. Two hyphens are a mistyped option.
fn filter(text: &str) -> Result<String, String> {
    if text.starts_with("--") { Err("`list` has no such option".to_owned()) } else { Ok(text.to_owned()) }
}

/// `PTR=JSON`, split at the first `=`.
fn set(text: &str) -> Result<Edit, String> {
    let Some((at, json)) = text.split_once('=') else {
        return Err(sentence("there is no '='", Some("PTR=JSON, such as /payload/user/id='\"x\"'")));
    };
    let at = Pointer::parse(at).map_err(|error| error.to_string())?;
    match Document::parse(bytes::Bytes::copy_from_slice(json.as_bytes())) {
        Ok(_) => Ok(Edit::Set { at, json: json.to_owned() }),
        Err(error) => {
            let hint = "put a string in quotes, as in /a='\"text\"'";
            Err(sentence(&format!("'{json}' is not JSON ({error})"), Some(hint)))
        }
    }
}

fn unset(text: &str) -> Result<Edit, String> {
    Ok(Edit::Unset { at: Pointer::parse(text).map_err(|error| error.to_string())? })
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or_else(|| sentence("there is no ':'", Some("'Name: value'")))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }

    /// Calls `check` for each command, with its path.
    fn for_each_command(command: &clap::Command, path: &str, check: &impl Fn(&clap::Command, &str)) {
        check(command, path);
        for subcommand in command.get_subcommands() {
            for_each_command(subcommand, &format!("{path} {}", subcommand.get_name()), check);
        }
    }

    /// The lines of a section of the text after the options.
    fn section(command: &clap::Command, name: &str) -> Vec<String> {
        let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines = text.lines().skip_while(|line| *line != name).skip(1);
        lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn every_command_has_a_summary_examples_and_exit_codes() {
        for_each_command(&Args::command(), "hookglass", &|command, path| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !about.contains('\n'), "`{path}` needs a summary of one line: {about}");
            let examples = section(command, "Examples:");
            assert!((2..=3).contains(&examples.len()), "`{path}` needs two or three examples: {examples:?}");
            let codes = section(command, "Exit codes:");
            let numbers: Vec<_> = codes.iter().map(|line| &line[..5]).collect();
            assert_eq!(numbers, ["  0  ", "  1  ", "  2  "], "`{path}` explains each exit code");
        });
    }

    #[test]
    fn every_example_is_a_valid_call_of_its_command() {
        for_each_command(&Args::command(), "hookglass", &|command, path| {
            for example in section(command, "Examples:") {
                let line = example.trim();
                // A shell handles what follows these.
                let call = line.split(" < ").next().and_then(|line| line.split(" > ").next()).unwrap_or(line);
                assert!(call == path || call.starts_with(&format!("{path} ")), "`{line}` is not a call of `{path}`");
                let parsed = Args::try_parse_from(shell_words(call));
                assert!(parsed.is_ok(), "`{line}`: {}", parsed.unwrap_err());
            }
        });
    }

    /// Splits a line as a shell does; only single quotes occur.
    fn shell_words(line: &str) -> Vec<String> {
        let (mut words, mut is_quoted) = (vec![String::new()], false);
        for character in line.chars() {
            match character {
                '\'' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                other => words.last_mut().unwrap().push(other),
            }
        }
        words
    }

    #[test]
    fn every_option_is_in_a_group_of_the_help_text() {
        for_each_command(&Args::command(), "hookglass", &|command, path| {
            let own = command.get_arguments().filter(|arg| !arg.is_positional());
            let (grouped, loose): (Vec<_>, Vec<_>) = own.partition(|arg| arg.get_help_heading().is_some());
            let names: Vec<_> = loose.iter().map(|arg| arg.get_id().as_str()).collect();
            assert!(names.len() <= 1 || grouped.is_empty(), "`{path}` has ungrouped options beside groups: {names:?}");
        });
    }

    #[test]
    fn set_splits_at_the_first_equals_sign() {
        let parsed = |text: &str| match set(text).unwrap() {
            Edit::Set { at, json } => (at.to_string(), json),
            Edit::Unset { .. } => panic!("{text} is a set"),
        };
        assert_eq!(parsed("/a=1"), ("/a".into(), "1".into()));
        assert_eq!(parsed("/a=\"x=1\""), ("/a".into(), "\"x=1\"".into()));
        assert!(
            set("/name=a=1").unwrap_err().contains("quotes"),
            "a string without quotes must not become a longer pointer"
        );
        assert!(set("/a=text").unwrap_err().contains("quotes"));
        assert!(set("/a").unwrap_err().contains("PTR=JSON"));
        assert!(set("a=1").unwrap_err().contains("start with '/'"));
    }
}

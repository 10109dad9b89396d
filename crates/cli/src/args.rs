//! The arguments, as `--help` shows them.

use clap::{
    ArgGroup, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use hookglass_app::view::SigningChoice;
use hookglass_json::{Document, edit::Edit, pointer::Pointer};
use hookglass_request::text::CopyFormat;
use hookglass_senders::signature::Scheme;
use std::{path::PathBuf, time::Duration};

mod bulk;
mod rules;
mod scenario;
mod sending;
mod values;

pub(crate) use bulk::{Bulk, Order};
pub(crate) use rules::Rules;
pub(crate) use scenario::{Record, RunScenario, Scenario};
pub(crate) use sending::Sending;
pub(crate) use values::fresh;
use values::{FreshMember, duration, signing};

/// Receive webhooks on this computer, keep every byte, look at what changed, and send them again.
#[derive(Debug, Parser)]
#[command(name = "hookglass", version, max_term_width = 100)]
pub(crate) struct Args {
    /// Folder of the database (also HOOKGLASS_DATA_DIR) [default: the window's]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Receive and store events until Ctrl-C
    Serve(Serve),
    /// List stored events, newest first
    List(List),
    /// Show one event
    Show(Show),
    /// Show what changed in an event, or between two
    ///
    /// One id compares old_identity with new_identity, or else the user's state with the one that the last event before it
    /// told; two ids compare the bodies, as text or bytes where one is not JSON. Another spelling of a number or an instant
    /// is shown, but is no difference, unless --spelling is given; a patch brings it about. Exit code 0: the same, or an empty
    /// patch; 1: different; 2: there is nothing to compare.
    Diff(Diff),
    /// List the users that events are about, the one of the newest event first
    Users(Users),
    /// Show what happened to one user, newest first, and what each event changed
    History(History),
    /// Send an event again
    ///
    /// Without edits the body goes out byte for byte with its original signature. With edits it is signed anew as it came
    /// signed (Authgear, Standard Webhooks, GitHub, Stripe), if there is a secret for that: in HOOKGLASS_AUTHGEAR_SECRET,
    /// or added by `secret add`. What the event's sender would make of the answer is said with it. The first send to a host
    /// outside this computer asks. Exit code 0: a response came, whatever its status; 1: none came; 2: nothing was sent.
    Resend(Resend),
    /// Send made-up events of any type, signed as their sender signs them
    ///
    /// The samples of one run tell one story: one made-up person, with numbers and times that rise and changes that
    /// follow from each other. Exit code 0: all were answered 2xx; 1: some were not; 2: trouble, such
    /// as a target at which nobody listens.
    Trigger(Trigger),
    /// Show which types of sample a target was sent, and how it answered each
    Coverage(Coverage),
    /// List the types of events that are known
    Types(Types),
    /// Put a star on events; `list is:starred` finds them, and old ones among them stay
    Star(Star),
    /// Take the star off events
    Unstar(Star),
    /// Put a note on an event, or print the one it has
    Note(Note),
    /// Delete events for good, starred ones too
    Delete(Delete),
    /// Remove the oldest events, so that no more than so much is kept
    ///
    /// Without limits those of the settings count (1,000,000 events, 8 GiB). Events with a star or a note stay. The same is
    /// done by itself while the window or `serve` runs.
    Prune(Prune),
    /// Say whether the database is damaged, and move it aside if it is
    ///
    /// Exit code 0: it is in order, or was moved aside; 2: it is damaged. Nothing is ever overwritten.
    Repair(Repair),
    /// Send many events again, at a pace, and tampered with as an adversary would
    ///
    /// They go out as they came, in the order of their arrival. Ends with what the answers say of the handler. Ctrl-C stops
    /// it. Exit code 0: all were answered, whatever the status; 1: some were not, or it was stopped; 2: nothing was sent.
    /// The answers are not kept.
    Bulk(Bulk),
    /// Record events, send them again in order, and check what comes back
    #[command(subcommand)]
    Scenario(Scenario),
    /// List, import, export or try the rules that decide answers
    #[command(subcommand)]
    Rules(Rules),
    /// Add, list, remove or show the secrets that signatures are checked with
    #[command(subcommand)]
    Secret(Secret),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Secret {
    /// Keep a secret under a name; it is read from standard input
    ///
    /// It goes to the system's keychain, or to the database where there is none (HOOKGLASS_KEYCHAIN=off keeps away from
    /// the keychain). Authgear: the key as the portal shows it, or the JWK of authgear.secrets.yaml.
    Add(AddSecret),
    /// List the names, the schemes and where the secrets are kept
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Forget a secret
    Remove {
        /// What it is called
        name: String,
    },
    /// Print a secret
    Show {
        /// What it is called
        name: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddSecret {
    /// What to call it
    pub(crate) name: String,
    /// How its sender signs
    #[arg(long, value_parser = schemes())]
    pub(crate) scheme: Scheme,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Address and port to listen on [default: the settings', else 127.0.0.1:4665]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<String>,
    /// Apply the rules of this file in this run, and not those that are kept (docs/answer.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
    /// How long a sender waits for the answer to a held event, such as 5s [default: the settings', else 5s]
    ///
    /// The automatic answer goes out half a second before. Authgear's own limit for blocking events is 5 s unless its
    /// configuration says otherwise.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) hold_deadline: Option<Duration>,
    /// Pass events on to this URL as they arrive, for this run only; can be given several times
    ///
    /// The request is the event's own, byte for byte. The URL is used as it is given; it gets the event's query if it has none.
    /// The targets of the window are sent to as well.
    #[arg(long, value_name = "URL")]
    pub(crate) forward_to: Vec<String>,
    /// Pass on only events that pass this filter, as `list` takes it
    #[arg(long, value_name = "FILTER", default_value = "", hide_default_value = true, requires = "forward_to")]
    pub(crate) forward_filter: String,
    /// Tell the sender what the target answers
    #[arg(long, requires = "forward_to", conflicts_with = "forward_retry")]
    pub(crate) forward_answer: bool,
    /// Send an event again until the target takes it; the others wait
    #[arg(long, requires = "forward_to")]
    pub(crate) forward_retry: bool,
    /// Do not check the targets' certificates
    #[arg(long, requires = "forward_to")]
    pub(crate) insecure: bool,
    /// Do not ask before events go to a host outside this computer
    #[arg(long, requires = "forward_to")]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// What the events have to be: words and tests, as in 'type:identity.* -status:2xx ada@example.com'
    ///
    /// Words and "phrases" are looked for in bodies, header values, paths, types, subjects and user ids. Tests:
    ///
    ///   type:identity.*  vendor:authgear  family:user  kind:blocking  user:4fe0*  email:ada@example.com
    ///   app:shop  client:a1*  by:admin_api  subject:ada*  ip:192.0.2.*  id:0000bcf3  seq:>400
    ///   method:POST  path:/hook*  status:4xx  size:>10k  header:x-foo  header:x-foo=bar*  signature:invalid
    ///   after:10m  before:today  after:2026-03-01  is:duplicate,truncated,sample  has:warning,resends
    ///   /payload/user/id=4fe0*  /payload/amount>=10  /payload/user
    ///
    /// All of them must hold. OR between two: one is enough. Commas between values: one of them.
    /// - before one: not. ( ) keep together. The documentation (docs/search.md) has them all.
    #[arg(
        verbatim_doc_comment,
        value_name = "FILTER",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    #[arg(value_parser = filter)]
    pub(crate) filter: String,
    /// Events at most [default: 50; all with --json]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Everything as one JSON object
    #[arg(long, conflicts_with = "body")]
    pub(crate) json: bool,
    /// The body's exact bytes, and nothing else
    #[arg(long)]
    pub(crate) body: bool,
    /// Show tokens and links that are masked otherwise; --json and --body never mask
    #[arg(long)]
    pub(crate) reveal: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("form"))]
pub(crate) struct Diff {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Id of another event, to compare its body with the first one's
    pub(crate) other: Option<i64>,
    /// Compare the catalog's sample of the event's type with the event's body
    #[arg(long, conflicts_with = "other")]
    pub(crate) sample: bool,
    /// Compare the request lines and the headers of two events as well
    #[arg(long, requires = "other", conflicts_with_all = ["json", "patch", "merge_patch"])]
    pub(crate) headers: bool,
    /// Count another spelling of a number or an instant as a change
    #[arg(long)]
    pub(crate) spelling: bool,
    /// A list of {op, path, from, old, new, note}; op is added, removed, changed, retyped, moved, or rewritten (the same
    /// value, written differently)
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// A JSON Patch (RFC 6902) that turns the old side into the new one
    #[arg(long, group = "form")]
    pub(crate) patch: bool,
    /// A merge patch (RFC 7386) that does the same, where there can be one
    #[arg(long, group = "form")]
    pub(crate) merge_patch: bool,
    /// A table for a bug report
    #[arg(long, group = "form")]
    pub(crate) markdown: bool,
    /// Show tokens and links that are masked otherwise; --json and the patches never mask
    #[arg(long)]
    pub(crate) reveal: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Users {
    /// Part of an id, or of an address, number or name that events show
    #[arg(value_name = "QUERY", default_value = "", hide_default_value = true)]
    pub(crate) query: String,
    /// Users at most [default: 50; all with --json]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct History {
    /// Id of the user, or a part of the id, address, number or name that no other user has
    pub(crate) user: String,
    /// Events at most [default: 50; all with --json]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Resend {
    /// Id of the event, as `list` prints it
    pub(crate) id: i64,
    /// Where to send it [default: where the last resend went]
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// Put a JSON value at a JSON Pointer: /payload/user/id='"x"'
    #[arg(long, value_name = "PTR=JSON", value_parser = set)]
    pub(crate) set: Vec<Edit>,
    /// Take the member at a JSON Pointer away, after every --set
    #[arg(long, value_name = "PTR", value_parser = unset)]
    pub(crate) unset: Vec<Edit>,
    /// Send this header in the place of those of its name
    #[arg(long, value_name = "K: V", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// Send this file's bytes as the body (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) body: Option<PathBuf>,
    /// Members to make new: id, seq, timestamp; an id is the hexadecimal of its seq, so the two go together
    #[arg(long, value_name = "MEMBERS", value_delimiter = ',')]
    pub(crate) fresh: Vec<FreshMember>,
    /// Sign with the secret of that name, or send the original signature, none, or a wrong one [default: sign edits]
    #[arg(long, value_name = "NAME|original|none|wrong", value_parser = signing)]
    pub(crate) sign: Option<SigningChoice>,
    /// Send the request of a cURL command line from standard input instead of the event's
    #[arg(long)]
    pub(crate) curl: bool,
    /// Print the request as text for another tool instead of sending it
    #[arg(long, value_name = "FORM", value_parser = forms(), conflicts_with = "json")]
    pub(crate) copy: Option<CopyFormat>,
    /// Send it so often, one after the other
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: u32,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub(crate) struct Trigger {
    /// Types to send, in this order; `types` lists them
    #[arg(value_name = "TYPE", group = "what")]
    pub(crate) types: Vec<String>,
    /// Send one of every type
    #[arg(long, group = "what")]
    pub(crate) tour: bool,
    /// Where to send them [default: the running receiver]
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// Put a JSON value at a JSON Pointer of each, before it is signed: /payload/user/id='"x"'
    #[arg(long, value_name = "PTR=JSON", value_parser = set)]
    pub(crate) set: Vec<Edit>,
    /// Make everything follow from this number, ids and times included: the same bytes each time
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// How long to wait for each answer, such as 500ms or 10s [default: as long as the sender]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) timeout: Option<Duration>,
    /// One JSON object a line for each sample, with the exact body and headers
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Coverage {
    /// The target, as it was given to `trigger` [default: every target there is]
    #[arg(long, value_name = "URL")]
    pub(crate) to: Option<String>,
    /// One JSON object a line for each target
    #[arg(long)]
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
    /// The note; '' takes it off [default: print the note]
    pub(crate) text: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Delete {
    /// Ids of events, or a filter as for `list`; '' is every event, and -- goes before one that begins with a hyphen
    #[arg(value_name = "FILTER|ID", required = true)]
    pub(crate) what: Vec<String>,
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Prune {
    /// Events at most
    #[arg(long, value_name = "N")]
    pub(crate) keep_events: Option<u64>,
    /// Only what was received in the last N days
    #[arg(long, value_name = "N")]
    pub(crate) keep_days: Option<u64>,
    /// Bytes of the database at most
    #[arg(long, value_name = "N")]
    pub(crate) keep_bytes: Option<u64>,
    /// Only say how many events would go
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Repair {
    /// Give a damaged database another name, so that the next start makes a new one
    #[arg(long)]
    pub(crate) move_aside: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Types {
    /// Part of a name, or a pattern: identity.*
    #[arg(value_name = "FILTER", default_value = "", hide_default_value = true)]
    pub(crate) filter: String,
    /// One JSON object a line for each type
    #[arg(long)]
    pub(crate) json: bool,
}

fn forms() -> impl TypedValueParser<Value = CopyFormat> {
    PossibleValuesParser::new(CopyFormat::ALL.map(CopyFormat::word))
        .try_map(|word| CopyFormat::from_word(&word).ok_or("this is no form Hookglass knows"))
}

fn schemes() -> impl TypedValueParser<Value = Scheme> {
    PossibleValuesParser::new(Scheme::ALL.map(Scheme::word))
        .try_map(|word| Scheme::from_word(&word).ok_or("this is no scheme Hookglass knows"))
}

/// A filter may begin with one hyphen, which means not; two are an option that was mistyped.
fn filter(text: &str) -> Result<String, String> {
    if text.starts_with("--") {
        return Err("this is no option; --help names those there are".to_owned());
    }
    Ok(text.to_owned())
}

/// `PTR=JSON`, cut at the first `=`.
fn set(text: &str) -> Result<Edit, String> {
    let Some((at, json)) = text.split_once('=') else {
        return Err("there is no '='; write PTR=JSON, as in /payload/user/id='\"x\"'".to_owned());
    };
    let at = Pointer::parse(at).map_err(|error| error.to_string())?;
    match Document::parse(bytes::Bytes::copy_from_slice(json.as_bytes())) {
        Ok(_) => Ok(Edit::Set { at, json: json.to_owned() }),
        Err(error) => Err(format!("'{json}' is not JSON ({error}); a string needs its quotes, as in /a='\"text\"'")),
    }
}

fn unset(text: &str) -> Result<Edit, String> {
    Ok(Edit::Unset { at: Pointer::parse(text).map_err(|error| error.to_string())? })
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("there is no ':'; write 'Name: value'")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        <Args as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_set_is_cut_at_its_first_sign() {
        let placed = |text: &str| match set(text).unwrap() {
            Edit::Set { at, json } => (at.to_string(), json),
            Edit::Unset { .. } => panic!("{text} is a set"),
        };
        assert_eq!(placed("/a=1"), ("/a".into(), "1".into()));
        assert_eq!(placed("/a=\"x=1\""), ("/a".into(), "\"x=1\"".into()));
        assert!(
            set("/name=a=1").unwrap_err().contains("quotes"),
            "a string without its quotes is not a longer pointer"
        );
        assert!(set("/a=text").unwrap_err().contains("quotes"));
        assert!(set("/a").unwrap_err().contains("PTR=JSON"));
        assert!(set("a=1").unwrap_err().contains("start with '/'"));
    }
}

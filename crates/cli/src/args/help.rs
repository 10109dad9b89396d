//! The end of each help text, and the headings of options.
//!
//! A text has two or three examples, and the meaning of each exit code for that command. The tests
//! in `args` check this, and parse the examples.

pub(super) const RECEIVER: &str = "Receiver";
pub(super) const FORWARDING: &str = "Forwarding";
pub(super) const COMPARISON: &str = "Comparison";
pub(super) const SAMPLES: &str = "Samples";
pub(super) const SENDING: &str = "Sending";
pub(super) const EDITS: &str = "Edits";
pub(super) const FAULTS: &str = "Fault injection";
pub(super) const SCENARIO_OPTIONS: &str = "Scenario";
pub(super) const STEPS: &str = "Steps";
pub(super) const LIMITS: &str = "Limits";
pub(super) const OUTPUT: &str = "Output";
/// Options of every command.
pub(super) const GLOBAL: &str = "Global options";

/// Examples, and the meaning of the exit codes 0 (yes), 1 (no) and 2 (trouble).
macro_rules! help {
    ([$($example:literal),+ $(,)?], yes: $yes:literal, no: $no:literal, trouble: $trouble:literal $(,)?) => {
        concat!(
            "Examples:",
            $("\n  ", $example,)+
            "\n\nExit codes:\n  0  ", $yes,
            "\n  1  ", $no,
            "\n  2  ", $trouble,
        )
    };
}

pub(super) const HOOKGLASS: &str = help!(
    [
        "hookglass serve --listen 21099",
        "hookglass list 'type:user.* after:1h'",
        "hookglass resend 42 --to http://localhost:3000/hooks",
    ],
    yes: "yes: done, equal, or all passed",
    no: "no: a difference, no response, or a failed expectation",
    trouble: "error: stderr has one line with the cause and how to fix it",
);

pub(super) const SERVE: &str = help!(
    [
        "hookglass serve",
        "hookglass serve --listen 21099 --rules rules.json",
        "hookglass serve --forward-to http://localhost:3000/hooks --forward-filter 'type:user.*'",
    ],
    yes: "stopped by Ctrl-C or SIGTERM",
    no: "not used",
    trouble: "error, such as a port that is in use",
);

pub(super) const LIST: &str = help!(
    [
        "hookglass list 'type:identity.* -status:2xx'",
        "hookglass list is:starred --limit 10 --json",
        "hookglass list --refused",
    ],
    yes: "done, even if no event matches",
    no: "not used",
    trouble: "error, such as an invalid filter",
);

pub(super) const SHOW: &str = help!(
    ["hookglass show 42", "hookglass show 42 --json", "hookglass show 42 --body --reveal > body.bin"],
    yes: "done",
    no: "not used",
    trouble: "error, such as an unknown event",
);

pub(super) const DIFF: &str = help!(
    ["hookglass diff 42", "hookglass diff 41 42 --headers", "hookglass diff 42 --sample --markdown"],
    yes: "no difference, or an empty patch",
    no: "different",
    trouble: "error, such as an event with nothing to compare",
);

pub(super) const USERS: &str = help!(
    ["hookglass users", "hookglass users ada@example.com", "hookglass users --json"],
    yes: "done, even if no user matches",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const HISTORY: &str = help!(
    ["hookglass history ada@example.com", "hookglass history 4fe0 --limit 10", "hookglass history 4fe0 --json"],
    yes: "done",
    no: "not used",
    trouble: "error, such as a text that matches several users",
);

pub(super) const RESEND: &str = help!(
    [
        "hookglass resend 42 --to http://localhost:3000/hooks",
        "hookglass resend 42 --set '/payload/user/id=\"x\"' --sign staging",
        "hookglass resend 42 --copy curl",
    ],
    yes: "a response arrived, whatever its status",
    no: "no response arrived",
    trouble: "error: nothing was sent",
);

pub(super) const TRIGGER: &str = help!(
    [
        "hookglass trigger user.created",
        "hookglass trigger user.pre_create user.created --seed 7",
        "hookglass trigger --tour --to http://localhost:3000/hooks",
    ],
    yes: "every sample was answered with a 2xx status",
    no: "a sample got another status, or no answer in time",
    trouble: "error, such as a target that refuses connections",
);

pub(super) const COVERAGE: &str = help!(
    ["hookglass coverage", "hookglass coverage --to http://localhost:3000/hooks --json"],
    yes: "done, even if a sample failed",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const TYPES: &str = help!(
    ["hookglass types", "hookglass types 'identity.*'", "hookglass types user.pre_create --json"],
    yes: "done, even if no type matches",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const STAR: &str = help!(
    ["hookglass star 42", "hookglass star 42 43 44"],
    yes: "done",
    no: "not used",
    trouble: "error: no event was changed",
);

pub(super) const UNSTAR: &str = help!(
    ["hookglass unstar 42", "hookglass unstar 42 43 44"],
    yes: "done",
    no: "not used",
    trouble: "error: no event was changed",
);

pub(super) const NOTE: &str = help!(
    ["hookglass note 42 'Ask the billing team'", "hookglass note 42", "hookglass note 42 ''"],
    yes: "done, even if the event has no note to print",
    no: "not used",
    trouble: "error, such as an unknown event",
);

pub(super) const DELETE: &str = help!(
    [
        "hookglass delete 42 43",
        "hookglass delete 'type:user.* before:2026-01-01' --yes",
        "hookglass delete --yes -- '-status:2xx'",
    ],
    yes: "deleted",
    no: "no event matches",
    trouble: "error: nothing was deleted",
);

pub(super) const PRUNE: &str = help!(
    ["hookglass prune --dry-run", "hookglass prune --keep-events 10000", "hookglass prune --keep-days 30"],
    yes: "done, even if no event was beyond a limit",
    no: "not used",
    trouble: "error, such as a limit that is too small",
);

pub(super) const REPAIR: &str = help!(
    ["hookglass repair", "hookglass repair --move-aside"],
    yes: "the database is intact, or was moved aside",
    no: "not used",
    trouble: "the database is damaged, or cannot be moved",
);

pub(super) const BULK: &str = help!(
    [
        "hookglass bulk 'type:user.* after:1h' --to http://localhost:3000/hooks",
        "hookglass bulk '' --to http://localhost:3000/hooks --rate 50 --concurrency 16",
        "hookglass bulk 12 13 --to http://localhost:3000/hooks --adversary duplicate=0.1,shuffle=0.2,seed=1",
    ],
    yes: "every request got a response, whatever its status",
    no: "a request got no response, or the run was stopped",
    trouble: "error: nothing was sent",
);

pub(super) const SCENARIO: &str = help!(
    [
        "hookglass scenario record sign-up 'user:4fe0*' --expect 2xx",
        "hookglass scenario run sign-up --to http://localhost:3000",
        "hookglass scenario export sign-up sign-up.json",
    ],
    yes: "done; for `run`, every step passed",
    no: "for `run`: a step failed or was skipped",
    trouble: "error",
);

pub(super) const SCENARIO_RECORD: &str = help!(
    [
        "hookglass scenario record sign-up 'user:4fe0*' --expect 2xx",
        "hookglass scenario record two-events 12 15 --fresh id,seq",
    ],
    yes: "recorded",
    no: "not used",
    trouble: "error, such as a name that is taken",
);

pub(super) const SCENARIO_LIST: &str = help!(
    ["hookglass scenario list", "hookglass scenario list --json"],
    yes: "done, even if there are none",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const SCENARIO_EXPORT: &str = help!(
    ["hookglass scenario export sign-up", "hookglass scenario export sign-up sign-up.json"],
    yes: "written",
    no: "not used",
    trouble: "error, such as an unknown scenario",
);

pub(super) const SCENARIO_IMPORT: &str = help!(
    ["hookglass scenario import sign-up.json", "hookglass scenario import sign-up.json --replace"],
    yes: "imported",
    no: "not used",
    trouble: "error, such as an invalid file: nothing was stored",
);

pub(super) const SCENARIO_REMOVE: &str = help!(
    ["hookglass scenario remove sign-up", "hookglass scenario remove 'Two events'"],
    yes: "removed",
    no: "not used",
    trouble: "error, such as an unknown scenario",
);

pub(super) const SCENARIO_RUN: &str = help!(
    [
        "hookglass scenario run sign-up --to http://localhost:3000",
        "hookglass scenario run sign-up.json --to http://localhost:3000 --junit results.xml",
    ],
    yes: "every step passed",
    no: "a step failed, could not be sent, or was skipped",
    trouble: "error: nothing was sent",
);

pub(super) const RULES: &str = help!(
    ["hookglass rules list", "hookglass rules import rules.json --replace", "hookglass rules test 42"],
    yes: "done; for `test`, a rule matches",
    no: "for `test`: no rule matches",
    trouble: "error",
);

pub(super) const RULES_LIST: &str = help!(
    ["hookglass rules list", "hookglass rules list --json"],
    yes: "done, even if there are none",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const RULES_IMPORT: &str = help!(
    ["hookglass rules import rules.json", "hookglass rules import rules.json --replace"],
    yes: "imported",
    no: "not used",
    trouble: "error, such as an invalid rule: nothing was stored",
);

pub(super) const RULES_EXPORT: &str = help!(
    ["hookglass rules export", "hookglass rules export rules.json"],
    yes: "written",
    no: "not used",
    trouble: "error, such as a file that cannot be written",
);

pub(super) const RULES_TEST: &str = help!(
    ["hookglass rules test 42", "hookglass rules test 42 --rules rules.json --json"],
    yes: "a rule matches",
    no: "no rule matches, so the event gets the default answer",
    trouble: "error, such as an unknown event",
);

pub(super) const SECRET: &str = help!(
    [
        "hookglass secret add portal --scheme authgear < secret.txt",
        "hookglass secret list",
        "hookglass secret remove portal",
    ],
    yes: "done",
    no: "not used",
    trouble: "error, such as an unknown secret",
);

pub(super) const SECRET_ADD: &str = help!(
    [
        "hookglass secret add portal --scheme authgear < secret.txt",
        "hookglass secret add repository --scheme github",
    ],
    yes: "stored",
    no: "not used",
    trouble: "error, such as an invalid secret: nothing was stored",
);

pub(super) const SECRET_LIST: &str = help!(
    ["hookglass secret list", "hookglass secret list --json"],
    yes: "done, even if there are none",
    no: "not used",
    trouble: "error, such as a damaged database",
);

pub(super) const SECRET_REMOVE: &str = help!(
    ["hookglass secret remove portal", "hookglass secret remove 'My portal'"],
    yes: "removed",
    no: "not used",
    trouble: "error, such as an unknown secret",
);

pub(super) const SECRET_SHOW: &str = help!(
    ["hookglass secret show portal", "hookglass secret show 'My portal'"],
    yes: "done",
    no: "not used",
    trouble: "error, such as an unknown secret",
);

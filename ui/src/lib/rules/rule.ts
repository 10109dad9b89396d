// Describes rules in words, and creates new rules from templates. Pure.
import type { Rule, RuleAction, RuleCondition, RuleFailure } from "@/ipc/types";

const ANY: RuleCondition = {
  vendor: [],
  type: [],
  method: [],
  path: [],
  header: [],
  member: [],
  filter: "",
  every: 0,
};

export type ActionKind = "allow" | "deny" | "respond" | "forward" | "hold" | "fail";

export const KINDS: readonly { kind: ActionKind; title: string; about: string }[] = [
  { kind: "allow", title: "Allow", about: "Authgear continues the operation, with your changes if any." },
  { kind: "deny", title: "Deny", about: "Authgear stops the operation and shows your reason to the user." },
  { kind: "respond", title: "Respond", about: "Answer with any status, headers and body." },
  { kind: "forward", title: "Forward", about: "Send the event to a URL and return its answer." },
  { kind: "hold", title: "Hold", about: "Keep the sender waiting until you answer." },
  { kind: "fail", title: "Fail", about: "Simulate a receiver that fails." },
];

export const FAILURES: readonly { how: RuleFailure; title: string; about: string }[] = [
  {
    how: "no_answer",
    title: "No answer",
    about: "The connection stays open without an answer. The sender waits until its timeout.",
  },
  {
    how: "reset",
    title: "Reset",
    about: "The connection is reset. The sender gets a network error immediately.",
  },
  {
    how: "half_body",
    title: "Half a body",
    about: "The connection closes in the middle of the body. The sender gets an incomplete answer.",
  },
  {
    how: "invalid_json",
    title: "Invalid JSON",
    about: "Status 200 with a truncated body that is not valid JSON.",
  },
  { how: "status_500", title: "Status 500", about: "An answer that reports a failure of the receiver." },
  { how: "status_301", title: "Status 301", about: "A redirect to /. Most senders do not follow it." },
  {
    how: "status_204",
    title: "Status 204",
    about: "Success without a body. A sender that expects a body finds none.",
  },
  { how: "empty", title: "Empty 200", about: "Status 200 with an empty body." },
];

export const kindOf = (action: RuleAction): ActionKind =>
  action === "hold" ? "hold" : (Object.keys(action)[0] as ActionKind);

/** An action of a kind, with initial values. */
export function newAction(kind: ActionKind): RuleAction {
  switch (kind) {
    case "allow":
      return { allow: {} };
    case "deny":
      return { deny: { title: "", reason: "" } };
    case "respond":
      return { respond: { status: 200, headers: [], body: { form: "json", text: "{}" } } };
    case "forward":
      return { forward: { to: "" } };
    case "hold":
      return "hold";
    case "fail":
      return { fail: { how: "no_answer" } };
  }
}

/** The action in a few words: `Deny`, `Respond 503`, `Hold`. */
export function actionWord(action: RuleAction): string {
  if (action === "hold") return "Hold";
  if ("respond" in action) return `Respond ${action.respond.status}`;
  if ("fail" in action) return FAILURES.find(({ how }) => how === action.fail.how)?.title ?? "Fail";
  return KINDS.find(({ kind }) => kind === kindOf(action))?.title ?? "";
}

export function ordinal(n: number): string {
  const tens = n % 100;
  const end = ["th", "st", "nd", "rd"][n % 10];
  return `${n}${end === undefined || (tens > 10 && tens < 14) ? "th" : end}`;
}

/** The condition in a few words. */
export function conditionWords(when: RuleCondition): string {
  const parts = [
    when.type.join(", "),
    when.type.length > 0 ? "" : when.vendor.join(", "),
    when.method.join(", "),
    when.path.join(", "),
    when.header.join(", "),
    when.member.join(", "),
    when.filter.trim(),
  ].filter((part) => part !== "");
  const which = parts.length === 0 ? "Every event" : parts.join(" · ");
  return when.every > 1 ? `${which} · every ${ordinal(when.every)}` : which;
}

/** A name that no other rule has: `wanted`, or `wanted` with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let n = 2;
  while (taken.includes(`${wanted} ${n}`)) n += 1;
  return `${wanted} ${n}`;
}

export const rule = (name: string, when: Partial<RuleCondition>, action: RuleAction, delay = 0): Rule => ({
  name,
  on: true,
  when: { ...ANY, ...when },
  // biome-ignore lint/suspicious/noThenProperty: `then` belongs to the rule format, and no code awaits a rule.
  then: { delay_ms: delay, action },
});

/** The rule with changes to its `then` part. */
export const withThen = (rule: Rule, then: Partial<Rule["then"]>): Rule => ({
  ...rule,
  // biome-ignore lint/suspicious/noThenProperty: see above.
  then: { ...rule.then, ...then },
});

/** The templates in the menu of new rules. */
export const TEMPLATES: readonly { text: string; make: () => Rule }[] = [
  { text: "Empty rule", make: () => rule("New rule", {}, newAction("allow")) },
  {
    text: "Hold blocking events",
    make: () => rule("Hold blocking events", { filter: "kind:blocking" }, "hold"),
  },
  {
    text: "Deny sign-ups from a domain",
    make: () =>
      rule(
        "No sign-ups from example.org",
        {
          vendor: ["authgear"],
          type: ["user.pre_create"],
          member: ["/payload/user/standard_attributes/email=*@example.org"],
        },
        {
          deny: {
            title: "Sign-up is closed",
            reason: "{{/payload/user/standard_attributes/email | This address}} cannot sign up here.",
          },
        },
      ),
  },
  {
    text: "503 with Retry-After for every third event",
    make: () =>
      rule(
        "Every third event: 503",
        { every: 3 },
        {
          respond: {
            status: 503,
            headers: ["Retry-After: 1"],
            body: { form: "json", text: '{"error": "busy", "event": "{{/id}}"}' },
          },
        },
      ),
  },
  {
    text: "Answer too late",
    make: () => rule("Too late", { filter: "kind:blocking" }, newAction("allow"), 6000),
  },
  { text: "Reset the connection", make: () => rule("Reset", { path: ["/"] }, { fail: { how: "reset" } }) },
];

/** Headers that the receiver generates for each answer, so a rule does not copy them. */
const GENERATED_HEADERS = [
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "date",
];

export const isCopiedHeader = (name: string) => !GENERATED_HEADERS.includes(name.toLowerCase());

/** Escapes `{{`, which starts a placeholder, so that received text stays literal. */
export const escapePlaceholders = (text: string) => text.replaceAll("{{", "{{{{");

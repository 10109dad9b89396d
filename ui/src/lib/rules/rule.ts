// What rules are in words, and new ones to begin with. Pure.
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
  { kind: "allow", title: "Allow", about: "Authgear’s operation goes on, with changes if you like." },
  { kind: "deny", title: "Deny", about: "Authgear’s operation is forbidden; the person sees why." },
  { kind: "respond", title: "Respond", about: "Any status, headers and body." },
  { kind: "forward", title: "Forward", about: "Another URL answers; its answer goes back." },
  { kind: "hold", title: "Hold", about: "The sender waits until a person decides." },
  { kind: "fail", title: "Fail", about: "The sender gets nothing it can use." },
];

export const FAILURES: readonly { how: RuleFailure; title: string; about: string }[] = [
  {
    how: "no_answer",
    title: "No answer",
    about: "The connection stays open and nothing comes. The sender waits until it gives up.",
  },
  {
    how: "reset",
    title: "Reset",
    about: "The connection is reset. The sender sees a network error at once.",
  },
  {
    how: "half_body",
    title: "Half a body",
    about: "The answer begins and breaks off. The sender sees an unexpected end.",
  },
  {
    how: "invalid_json",
    title: "Invalid JSON",
    about: "Status 200 with a body that is cut off, so that it is no JSON.",
  },
  { how: "status_500", title: "Status 500", about: "An answer that says the receiver failed." },
  { how: "status_301", title: "Status 301", about: "A redirect to /. Most senders do not follow it." },
  {
    how: "status_204",
    title: "Status 204",
    about: "Success without a body. A sender that reads it finds none.",
  },
  { how: "empty", title: "Empty 200", about: "Status 200, and a body of no bytes." },
];

export const kindOf = (action: RuleAction): ActionKind =>
  action === "hold" ? "hold" : (Object.keys(action)[0] as ActionKind);

/** An action of a kind to begin with. */
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

/** What is done, in a few words: `Deny`, `503`, `Hold`. */
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

/** Which events it is for, in a few words. */
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

/** A name that no rule has yet. */
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
  // biome-ignore lint/suspicious/noThenProperty: it is the rule's own word, and nobody awaits a rule.
  then: { delay_ms: delay, action },
});

/** The same rule, with another end. */
export const withThen = (rule: Rule, then: Partial<Rule["then"]>): Rule => ({
  ...rule,
  // biome-ignore lint/suspicious/noThenProperty: see above.
  then: { ...rule.then, ...then },
});

/** Rules to begin with. */
export const TEMPLATES: readonly { text: string; make: () => Rule }[] = [
  { text: "Empty rule", make: () => rule("New rule", {}, newAction("allow")) },
  {
    text: "Hold blocking events",
    make: () => rule("Hold blocking events", { filter: "kind:blocking" }, "hold"),
  },
  {
    text: "Deny sign-ups of a domain",
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
    text: "503 with Retry-After, every third",
    make: () =>
      rule(
        "Every third is busy",
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
  { text: "Break the connection", make: () => rule("Reset", { path: ["/"] }, { fail: { how: "reset" } }) },
];

/** Texts that can be written as header lines of an answer, which the receiver does not make itself. */
const MADE_ANEW = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade", "date"];

export const keptHeader = (name: string) => !MADE_ANEW.includes(name.toLowerCase());

/** Two braces begin a place; in a text that was received they are meant as they are. */
export const literal = (text: string) => text.replaceAll("{{", "{{{{");

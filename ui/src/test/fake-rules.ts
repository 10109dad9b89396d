// Rules, hook chains and hook sections for the fake backend. Its decisions depend only on event
// types and handler names.
import type {
  ChainHandler,
  ChainStep,
  ChainView,
  EventRow,
  HooksView,
  Rule,
  RuleProblem,
  RuleRow,
  RuleTrial,
  VerdictView,
} from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

const verdict = (outcome: string, sentence: string): VerdictView => ({
  outcome,
  sentence,
  title: null,
  reason: null,
  remarks: [],
});

export class FakeRules {
  rows: RuleRow[] = [];
  /** Chains wait for this promise. */
  chainGate: Promise<void> | null = null;

  constructor(private readonly row: (id: number) => EventRow) {}

  readonly handlers = {
    rules: () => this.rows,
    save_rules: ({ rules }) => this.save(rules),
    check_rule: ({ rule }) => check(rule),
    import_rules: ({ text, replace }) => this.import(text, replace),
    export_rules: () => JSON.stringify({ version: 1, rules: this.rows.map(({ rule }) => rule.name) }),
    try_rules: ({ eventId, rules }) => this.try(eventId, rules),
    read_hooks: ({ yaml }) => hooks(yaml),
    start_chain: async ({ handlers, confirmed }) => {
      await this.chainGate;
      return chain(handlers, confirmed);
    },
    cancel_chain: () => null,
  } satisfies Partial<Handlers>;

  private save(rules: Rule[]): RuleRow[] | Promise<never> {
    const names = rules.map(({ name }) => name);
    const wrong = rules.find((rule, at) => check(rule) !== null || names.indexOf(rule.name) !== at);
    if (wrong !== undefined)
      return reject("invalid_input", `Rule ${rules.indexOf(wrong) + 1} ('${wrong.name}') is not valid.`);
    this.rows = rules.map((rule) => {
      const before = this.rows.find((row) => row.rule.name === rule.name);
      return { rule, uses: before?.uses ?? 0, last_used_at: before?.last_used_at ?? null };
    });
    return this.rows;
  }

  private import(text: string, replace: boolean): RuleRow[] | Promise<never> {
    if (!text.includes('"version"'))
      return reject(
        "invalid_input",
        "Line 1, column 1, rule 2 ('Late'), at /rules/1/then: 'then' needs 'do'; the file was not used.",
      );
    const imported: RuleRow = {
      rule: (JSON.parse(text) as { rules: Rule[] }).rules[0] as Rule,
      uses: 0,
      last_used_at: null,
    };
    this.rows = [...(replace ? [] : this.rows), imported];
    return this.rows;
  }

  private try(id: number, given: Rule[] | null): RuleTrial {
    const { type } = this.row(id);
    const rules = given ?? this.rows.map(({ rule }) => rule);
    const matches = ({ on, when }: Rule) => on && (when.type.length === 0 || when.type.includes(type ?? ""));
    const matching = rules.filter(matches);
    const first = matching[0];
    const base = { others: matching.slice(1).map(({ name }) => name), headers: [], missing: [] };
    if (first === undefined)
      return {
        ...base,
        rule: null,
        number: null,
        delay_ms: 0,
        sentence: `No rule matches event ${id}, so it gets the default answer.`,
        status: 200,
        body: "{}",
        verdict: verdict("delivered", "The sender counts this as delivered (200)."),
      };
    const denies = typeof first.then.action === "object" && "deny" in first.then.action;
    return {
      ...base,
      rule: first.name,
      number: rules.indexOf(first) + 1,
      delay_ms: first.then.delay_ms,
      sentence: `Rule ${rules.indexOf(first) + 1} would answer event ${id}.`,
      status: 200,
      body: JSON.stringify({ is_allowed: !denies }),
      verdict: denies
        ? verdict("denied", "Authgear forbids the operation.")
        : verdict("allowed", "Authgear continues the operation."),
    };
  }
}

function check(rule: Rule): RuleProblem | null {
  const { action } = rule.then;
  if (rule.name.trim() === "") return { pointer: "/name", what: "a rule needs a name" };
  if (rule.when.filter.endsWith(":"))
    return { pointer: "/when/filter", what: "filter, character 6: it needs a value after the colon" };
  const at = rule.when.path.findIndex((path) => !/^[/*]/.test(path));
  if (at >= 0) return { pointer: `/when/path/${at}`, what: "a path must start with '/' or '*'" };
  if (action === "hold") return null;
  if ("respond" in action && action.respond.status < 200)
    return {
      pointer: "/then/status",
      what: `${action.respond.status} is not a valid status; enter a number from 200 to 599`,
    };
  if ("forward" in action && action.forward.to === "")
    return { pointer: "/then/to", what: "enter an HTTP URL, such as http://localhost:3000/hooks" };
  return null;
}

function chain(handlers: ChainHandler[], confirmed: boolean): ChainView | Promise<never> {
  const external = handlers.find((handler) => handler.form === "url" && handler.url.includes("example"));
  if (external !== undefined && !confirmed)
    return reject("unconfirmed_host", "The host example.org is not this computer.");
  const links = handlers.map((handler, at): ChainStep => {
    const denied = at > 0;
    return {
      who: handler.form === "url" ? handler.url : handler.form === "rules" ? "Rules" : "Written answer",
      asked: at < 2,
      began_ms: at * 120,
      took_ms: at < 2 ? 120 : 0,
      status: at < 2 ? 200 : null,
      body: at < 2 ? '{"is_allowed":true}' : "",
      changed: at > 0,
      signed: handler.form === "url" ? (at > 0 ? "anew" : "original") : null,
      note: null,
      verdict: denied
        ? verdict("denied", "Authgear stops the operation.")
        : verdict("allowed", "Authgear continues the operation."),
      replaced: at === 0 ? ["/payload/user/standard_attributes"] : [],
      decided: [],
    };
  });
  return {
    links,
    verdict:
      handlers.length > 1
        ? verdict("denied", "Handler 2 denied the operation.")
        : verdict("allowed", "The handler allows it, with the mutations of handler 1."),
    mutated:
      handlers.length > 1
        ? null
        : { place: "/payload/user", vanishing: [{ pointer: "/standard_attributes/name", json: '"Ada"' }] },
    effects: [],
  };
}

function hooks(yaml: string): HooksView {
  const empty: HooksView = {
    error: null,
    handlers: [],
    each_ms: 5000,
    total_ms: 10_000,
    notes: [],
    twice: [],
    unheard: [],
    chains: [],
  };
  if (yaml.includes("\t"))
    return { ...empty, error: { place: { line: 2, column: 1 }, what: "a tab is not allowed here" } };
  const place = { line: 5, column: 7 };
  return {
    ...empty,
    handlers: [
      {
        handler: {
          kind: "blocking",
          number: 1,
          events: [{ name: "user.pre_create", place }],
          url: "http://localhost:3000/blocking",
          place,
        },
        reach: "webhook",
        gets: [{ event_type: "user.pre_create", events: 12 }],
        events: 12,
      },
    ],
    notes: [
      {
        severity: "warning",
        place,
        sentence: "Hookglass does not know the type 'user.x'; Authgear rejects unknown names.",
      },
    ],
    twice: [{ event_type: "user.created", url: "http://localhost:3000/all", handlers: [0], events: 4 }],
    unheard: [{ event_type: "user.deleted", why: "No handler subscribes to it.", events: 1 }],
    chains: [{ event_type: "user.pre_create", urls: ["http://localhost:3000/blocking"] }],
  };
}

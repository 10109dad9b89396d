// Comparisons for the fake backend: lists of changes, narrowed like real ones, and lines with
// folds.
import type {
  ChangeList,
  ChangeSelection,
  ChangeView,
  Compared,
  ComparisonTextFormat,
  Line,
  LinePair,
  LineRow,
  MemberView,
  OpenComparison,
  Sides,
} from "@/ipc/types";
import { change, identityComparison } from "./fake-identity";
import { type Handlers, reject } from "./handlers";

/** A comparison before narrowing. */
export interface FakeComparison
  extends Pick<
    OpenComparison,
    | "old_name"
    | "new_name"
    | "old_event"
    | "new_event"
    | "at"
    | "form"
    | "why"
    | "about"
    | "headers"
    | "notes"
    | "masked"
    | "masked_in_patch"
  > {
  changes: ChangeView[];
  /** Values that differ only in format. */
  rewritten: ChangeView[];
  unchanged: MemberView[];
  lines: LineRow[];
  /** The lines of each fold. */
  folded: Map<number, LinePair[]>;
}

export type FakeSides = (
  sides: Sides,
) => FakeComparison | string | Promise<FakeComparison | string> | undefined;

interface Open {
  comparison: FakeComparison;
  lists: Record<ChangeList, ChangeView[]>;
  lines: LineRow[];
}

const isTime = ({ path }: ChangeView) => path.endsWith("_at");
const isId = ({ path }: ChangeView) => /\/(?:\w+_)?(?:id|seq)$/.test(path);
const matches = (pattern: string, path: string) => {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]+");
  return new RegExp(`^${source}(?:/|$)`).test(path);
};

export class FakeComparisons {
  private readonly open = new Map<number, Open | null>();
  /** Tickets in the order they were closed. */
  readonly closed: number[] = [];

  constructor(
    private readonly comparable: (id: number) => boolean,
    private readonly override: FakeSides = () => undefined,
  ) {}

  /** Tickets of comparisons that are open or running. */
  get tickets(): number[] {
    return [...this.open.keys()];
  }

  readonly handlers = {
    open_comparison: ({ ticket, sides, narrowing }) => this.compare(ticket, sides, narrowing),
    close_comparison: ({ ticket }) => {
      this.open.delete(ticket);
      this.closed.push(ticket);
      return null;
    },
    filter_comparison: ({ ticket, narrowing }) => this.of(ticket, (open) => this.narrow(open, narrowing)),
    comparison_changes: ({ ticket, list, start, len }) =>
      this.of(ticket, ({ lists }) => lists[list].slice(start, start + len)),
    comparison_unchanged: ({ ticket, start, len }) =>
      this.of(ticket, ({ comparison }) => comparison.unchanged.slice(start, start + len)),
    comparison_rows: ({ ticket, start, len }) =>
      this.of(ticket, ({ lines }) => lines.slice(start, start + len)),
    expand_rows: ({ ticket, fold }) =>
      this.of(ticket, (open) => {
        open.lines = open.lines.flatMap((row): LineRow[] =>
          row.row === "fold" && (fold === null || row.fold === fold)
            ? (open.comparison.folded.get(row.fold) ?? []).map((pair) => ({ row: "line", ...pair }))
            : [row],
        );
        return open.lines.length;
      }),
    collapse_rows: ({ ticket }) =>
      this.of(ticket, (open) => {
        open.lines = open.comparison.lines;
        return open.lines.length;
      }),
    changed_line: ({ ticket, from, back }) =>
      this.of(ticket, ({ lines }) => {
        const differs = lines.flatMap((row, at) => (row.row === "line" && row.changed ? [at] : []));
        const found = back ? differs.filter((at) => at < from).at(-1) : differs.find((at) => at > from);
        return found ?? null;
      }),
    comparison_text: ({ ticket, form }) => this.of(ticket, ({ lists }) => textOf(form, lists.shown)),
  } satisfies Partial<Handlers>;

  private of<T>(ticket: number, read: (open: Open) => T): T | Promise<never> {
    const open = this.open.get(ticket);
    return open == null ? reject("not_found", "This comparison is closed.") : read(open);
  }

  private async compare(ticket: number, sides: Sides, narrowing: ChangeSelection): Promise<Compared> {
    this.open.set(ticket, null);
    const comparison = await (this.override(sides) ?? this.defaultComparison(sides));
    if (!this.open.has(ticket)) return { state: "cancelled" };
    if (typeof comparison === "string") {
      this.open.delete(ticket);
      return { state: "none", reason: comparison };
    }
    const open: Open = {
      comparison,
      lists: { shown: [], ignored: [], rewritten: [] },
      lines: comparison.lines,
    };
    this.open.set(ticket, open);
    return this.narrow(open, narrowing);
  }

  private narrow(open: Open, { filter, ignored, spelling_counts }: ChangeSelection): Compared {
    const { comparison } = open;
    const all = spelling_counts ? [...comparison.changes, ...comparison.rewritten] : comparison.changes;
    const isIgnored = (one: ChangeView) =>
      (ignored.times && isTime(one)) ||
      (ignored.ids && isId(one)) ||
      ignored.paths.some((path) => matches(path, one.path));
    const text = filter.toLowerCase();
    const isMatch = (one: ChangeView) => `${one.path}\n${one.label ?? ""}`.toLowerCase().includes(text);
    const remaining = all.filter((one) => !isIgnored(one));
    open.lists = {
      shown: remaining.filter(isMatch),
      ignored: all.filter(isIgnored),
      rewritten: spelling_counts ? [] : comparison.rewritten,
    };
    const {
      changes: _changes,
      rewritten: _rewritten,
      unchanged,
      lines: _lines,
      folded: _folded,
      ...rest
    } = comparison;
    return {
      state: "compared",
      ...rest,
      changes: open.lists.shown.length,
      filtered: remaining.length - open.lists.shown.length,
      ignored: open.lists.ignored.length,
      rewritten: open.lists.rewritten.length,
      unchanged: unchanged.length,
      rows: open.lines.length,
    };
  }

  private defaultComparison(sides: Sides): FakeComparison | string {
    switch (sides.what) {
      case "event":
        return this.comparable(sides.id)
          ? identityComparison(sides.id)
          : "Events of this type carry one state, not an old and a new state.";
      case "events":
        return {
          ...manyChanges(450),
          old_name: `event ${sides.old}`,
          new_name: `event ${sides.new}`,
          old_event: sides.old,
          new_event: sides.new,
          at: "",
          about: [
            {
              ...change("", "Path", null, [
                ["/", "/"],
                ["old", "new"],
              ]),
            },
          ],
          headers: {
            changes: [
              {
                op: "changed",
                name: "X-Authgear-Body-Signature",
                old: [{ text: "4b0de1", marked: true }],
                new: [{ text: "77aa01", marked: true }],
                note: null,
              },
            ],
            omitted: 0,
            unchanged: 5,
          },
        };
      case "chain":
        return { ...identityComparison(sides.event_id), old_name: "before", new_name: "after" };
      case "sample":
        return { ...identityComparison(sides.id), old_name: "the sample", new_name: `event ${sides.id}` };
      case "draft":
        return sides.request.body.form !== "text"
          ? { ...nothingDiffers(), old_name: "as received", new_name: "as edited" }
          : {
              ...nothingDiffers(),
              old_name: "as received",
              new_name: "as edited",
              changes: [change("/edited", null, null, [["", sides.request.body.text.slice(0, 40)]])],
            };
      case "responses":
        return {
          ...identityComparison(null),
          old_name: `response ${sides.old}`,
          new_name: `response ${sides.new}`,
        };
      case "user":
        return {
          ...identityComparison(null),
          old_name: `event ${sides.old}`,
          new_name: `event ${sides.new}`,
        };
      case "answer":
      case "mutation":
        return {
          ...identityComparison(null),
          old_name: "the user in the event",
          new_name: "the user after the answer",
        };
    }
  }
}

function textOf(form: ComparisonTextFormat, changes: readonly ChangeView[]): string {
  const values = changes.map(({ path, new: now }) => ({
    path,
    value: now?.map((part) => part.text).join(""),
  }));
  if (form === "markdown") return values.map(({ path, value }) => `| ${path} | ${value} |`).join("\n");
  return JSON.stringify(form === "patch" ? values.map((one) => ({ op: "replace", ...one })) : values);
}

export const nothingDiffers = (): FakeComparison => ({
  old_name: "old",
  new_name: "new",
  old_event: null,
  new_event: null,
  at: null,
  form: "json",
  why: null,
  about: [],
  headers: null,
  notes: [],
  masked: false,
  masked_in_patch: false,
  changes: [],
  rewritten: [],
  unchanged: [{ path: "/ok", label: null, value: "true" }],
  lines: [],
  folded: new Map(),
});

const textLine = (number: number, text: string, marked = false): Line => ({
  number,
  depth: 0,
  tokens: [{ kind: "string", text, marked }],
});

/** A comparison with `count` changes, each followed by a fold of five lines. */
export function manyChanges(count: number): FakeComparison {
  const changes: ChangeView[] = [];
  const lines: LineRow[] = [];
  const folded = new Map<number, LinePair[]>();
  let number = 1;
  for (let at = 0; at < count; at += 1) {
    changes.push(
      change(`/items/${at}/price`, null, null, [
        ["1", "1"],
        [`${at}`, `${at + 1}`],
      ]),
    );
    lines.push({
      row: "line",
      old: textLine(number, `price 1${at}`, true),
      new: textLine(number, `price 1${at + 1}`, true),
      changed: true,
    });
    number += 1;
    const same: LinePair[] = [];
    for (let more = 0; more < 5; more += 1) {
      same.push({
        old: textLine(number, `same ${number}`),
        new: textLine(number, `same ${number}`),
        changed: false,
      });
      number += 1;
    }
    folded.set(at, same);
    lines.push({ row: "fold", fold: at, count: 5 });
  }
  return {
    ...nothingDiffers(),
    changes,
    rewritten: [change("/total", null, null, [["1.0", "1"]])],
    unchanged: Array.from({ length: 300 }, (_, at) => ({ path: `/same/${at}`, label: null, value: `${at}` })),
    lines,
    folded,
  };
}

// Bulk resends for the fake backend. A run advances only when a test calls `goOn`, so that tests
// control its progress.
import { emit } from "@/ipc/mock";
import type {
  BulkPlan,
  BulkProgress,
  BulkReport,
  BulkRequest,
  BulkResult,
  BulkSelection,
  BulkSort,
  BulkView,
  BulkWindow,
} from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

export class FakeBulk {
  last: BulkView | null = null;
  readonly started: BulkRequest[] = [];
  readonly written = new Map<string, string>();
  readonly confirmed = new Set<string>();
  private results: BulkResult[] = [];
  private chosen: number[] = [];

  /** `idsMatching` returns the ids that match a filter, newest first. */
  constructor(private readonly idsMatching: (filter: string) => number[]) {}

  private ids(selection: BulkSelection): number[] {
    return "ids" in selection ? selection.ids : this.idsMatching(selection.filter);
  }

  readonly handlers = {
    plan_bulk: ({ request }) => this.plan(request),
    start_bulk: ({ request }) => this.start(request),
    bulk_progress: () => this.last,
    pause_bulk: () => this.update({ state: "paused" }),
    resume_bulk: () => this.update({ state: "running" }),
    cancel_bulk: () => this.update({ state: "cancelled", cancelled_in_ms: 3, left_ms: 0, given_up: 1 }),
    bulk_results: ({ sort, start, len }) => this.window(sort, start, len),
    bulk_report: () => this.report(),
    bulk_text: () => this.results.map(({ number, event_id }) => `${number},${event_id}`).join("\n"),
    export_bulk: ({ path, form, replace }) => this.write(path, form, replace),
    recent_targets: () => ["http://localhost:3000/hooks", "http://localhost:8787/"],
    default_export_path: ({ name }) => `/home/ada/Downloads/${name}`,
  } satisfies Partial<Handlers>;

  private report(): BulkReport | Promise<never> {
    if (this.last === null) return reject("not_found", "No bulk resend has started.");
    const { progress } = this.last;
    return {
      progress,
      conclusions: [
        {
          severity: "information",
          about: null,
          sentence: `Sent ${this.results.length} requests.`,
          examples: [],
        },
        {
          severity: "warning",
          about: "duplicate",
          sentence: "Some duplicates got a different answer than the first copy.",
          examples: [this.chosen[0] ?? 1],
        },
      ],
    };
  }

  write(path: string, text: string, replace: boolean): string | Promise<never> {
    if (this.written.has(path) && !replace) return reject("taken", `The file ${path} already exists.`);
    this.written.set(path, text);
    return path;
  }

  private plan({ selection, rounds, adversary }: BulkRequest): BulkPlan | Promise<never> {
    const ids = this.ids(selection);
    if (rounds > 10_000) return reject("invalid_input", `${rounds} is not a valid number of rounds`);
    const requests = ids.length * rounds;
    const part = (share: number) => Math.round(requests * share);
    return {
      events: ids.length,
      authgear: ids.length,
      planned: {
        requests: requests + part(adversary.duplicate),
        intact: requests,
        duplicates: part(adversary.duplicate),
        moved: part(adversary.shuffle),
        delayed: part(adversary.delay),
        dropped: part(adversary.drop),
        broken_signatures: part(adversary.break_signature),
        truncated: part(adversary.truncate),
        lasts_ms: 0,
      },
    };
  }

  private start(request: BulkRequest): BulkView | Promise<never> {
    const { to, selection, rounds } = request;
    if (this.last !== null && ["running", "paused"].includes(this.last.progress.state))
      return reject("invalid_input", `A bulk resend to ${this.last.to} is already running.`);
    const host = new URL(to).hostname;
    if (host !== "localhost" && !request.confirmed && !this.confirmed.has(host))
      return reject("unconfirmed_host", `The host ${host} is not this computer.`);
    this.confirmed.add(host);
    this.started.push(request);
    this.chosen = this.ids(selection);
    this.results = [];
    this.last = {
      bulk: (this.last?.bulk ?? 0) + 1,
      to,
      events: this.chosen.length,
      results: 0,
      forgotten: 0,
      progress: {
        state: "running",
        of: this.chosen.length * rounds,
        answered: 0,
        failed: 0,
        not_sent: 0,
        given_up: 0,
        dropped: 0,
        cancelled_in_ms: null,
        elapsed_ms: 0,
        per_second: 0,
        left_ms: null,
      },
    };
    return this.last;
  }

  /** Completes `by` more requests; every third request fails. */
  advance(by: number): void {
    if (this.last === null) return;
    const { progress } = this.last;
    for (let n = 0; n < by && this.results.length < progress.of; n += 1) {
      const number = this.results.length;
      const failed = number % 3 === 2;
      this.results.push({
        number,
        event_id: this.chosen[number % this.chosen.length] ?? 0,
        round: 0,
        tampering: number % 4 === 3 ? ["duplicate"] : ["intact"],
        status: failed ? 500 : 200,
        verdict: failed ? "refused" : "delivered",
        duration_us: 1000 + ((number * 37) % 11) * 100,
        why: null,
      });
    }
    const answered = this.results.length;
    const isDone = answered === progress.of;
    this.update({
      answered,
      state: isDone ? "done" : progress.state,
      elapsed_ms: answered * 10,
      per_second: 100,
      left_ms: (progress.of - answered) * 10,
    });
  }

  private update(part: Partial<BulkProgress>): null {
    if (this.last === null) return null;
    const progress = { ...this.last.progress, ...part };
    this.last = { ...this.last, progress, results: this.results.length };
    void emit("bulk", this.last);
    return null;
  }

  private window(sort: BulkSort, start: number, len: number): BulkWindow {
    const value = (row: BulkResult): number | string => {
      const values = {
        number: row.number,
        event: row.event_id,
        status: row.status ?? 0,
        verdict: row.verdict ?? "",
        time: row.duration_us,
      };
      return values[sort.by];
    };
    const rows = this.results.filter((row) => !sort.failed || row.verdict === "refused");
    rows.sort((one, other) => {
      const [a, b] = sort.descending ? [value(other), value(one)] : [value(one), value(other)];
      return a < b ? -1 : a > b ? 1 : one.number - other.number;
    });
    return {
      total: rows.length,
      rows: rows.slice(start, start + len).map((result) => ({
        result,
        event_type: "user.created",
        answer: result.status === 500 ? '{"error":"busy"}' : '{"ok":true}',
      })),
    };
  }
}

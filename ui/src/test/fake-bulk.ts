// A bulk send of the fake backend: it goes on by so many requests each time it is told to, so that tests decide how far it is.
import { emit } from "@/ipc/mock";
import type {
  BulkProgress,
  BulkRequest,
  BulkResult,
  BulkSelection,
  BulkSort,
  BulkView,
  Problem,
} from "@/ipc/types";

type Arguments = Record<string, unknown>;

const refused = (code: Problem["code"], detail: string) => Promise.reject({ code, detail } satisfies Problem);

export class FakeBulk {
  last: BulkView | null = null;
  readonly started: BulkRequest[] = [];
  readonly written = new Map<string, string>();
  readonly confirmed = new Set<string>();
  private results: BulkResult[] = [];
  private chosen: number[] = [];

  /** `fitting` are the ids that pass a filter, newest first. */
  constructor(private readonly fitting: (filter: string) => number[]) {}

  private ids(selection: BulkSelection): number[] {
    return "ids" in selection ? selection.ids : this.fitting(selection.filter);
  }

  answer(command: string, args: Arguments): unknown {
    switch (command) {
      case "plan_bulk":
        return this.plan(args.request as BulkRequest);
      case "start_bulk":
        return this.start(args.request as BulkRequest);
      case "bulk_progress":
        return this.last;
      case "pause_bulk":
        return this.become({ state: "paused" });
      case "resume_bulk":
        return this.become({ state: "running" });
      case "cancel_bulk":
        return this.become({ state: "cancelled", cancelled_in_ms: 3, left_ms: 0, given_up: 1 });
      case "bulk_results":
        return this.window(args.sort as BulkSort, Number(args.start), Number(args.len));
      case "bulk_report":
        return {
          progress: this.last?.progress,
          conclusions: [
            {
              severity: "information",
              about: null,
              sentence: `${this.results.length} requests were sent.`,
              examples: [],
            },
            {
              severity: "warning",
              about: "duplicate",
              sentence: "Some second copies were answered otherwise than the first.",
              examples: [this.chosen[0] ?? 1],
            },
          ],
        };
      case "bulk_text":
        return this.results.map(({ number, event_id }) => `${number},${event_id}`).join("\n");
      case "export_bulk":
        return this.write(String(args.path), String(args.form), args.replace === true);
      case "recent_targets":
        return ["http://localhost:3000/hooks", "http://localhost:8787/"];
      case "place_for":
        return `/home/ada/Downloads/${args.name}`;
      default:
        return undefined;
    }
  }

  write(path: string, text: string, replace: boolean): unknown {
    if (this.written.has(path) && !replace) return refused("taken", `There is a file ${path} already.`);
    this.written.set(path, text);
    return path;
  }

  private plan({ selection, rounds, adversary }: BulkRequest): unknown {
    const ids = this.ids(selection);
    if (rounds > 10_000) return refused("invalid_input", `${rounds} is no number of rounds.`);
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

  private start(request: BulkRequest): unknown {
    const { to, selection, rounds } = request;
    if (this.last !== null && ["running", "paused"].includes(this.last.progress.state))
      return refused("invalid_input", `A bulk send to ${this.last.to} is under way.`);
    const host = new URL(to).hostname;
    if (host !== "localhost" && !request.confirmed && !this.confirmed.has(host))
      return refused("unconfirmed_host", `The host ${host} is not this computer.`);
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

  /** So many requests more come to their end; every third fails. */
  goOn(by: number): void {
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
    const over = answered === progress.of;
    this.become({
      answered,
      state: over ? "done" : progress.state,
      elapsed_ms: answered * 10,
      per_second: 100,
      left_ms: (progress.of - answered) * 10,
    });
  }

  private become(part: Partial<BulkProgress>): null {
    if (this.last === null) return null;
    const progress = { ...this.last.progress, ...part };
    this.last = { ...this.last, progress, results: this.results.length };
    void emit("bulk", this.last);
    return null;
  }

  private window(sort: BulkSort, start: number, len: number): unknown {
    const value = (row: BulkResult): number | string => {
      const of = {
        number: row.number,
        event: row.event_id,
        status: row.status ?? 0,
        verdict: row.verdict ?? "",
        time: row.duration_us,
      };
      return of[sort.by];
    };
    const rows = this.results.filter((row) => !sort.failed || row.verdict === "refused");
    rows.sort((one, other) => {
      const [a, b] = sort.descending ? [value(other), value(one)] : [value(one), value(other)];
      return a < b ? -1 : a > b ? 1 : one.number - other.number;
    });
    return { total: rows.length, rows: rows.slice(start, start + len) };
  }
}

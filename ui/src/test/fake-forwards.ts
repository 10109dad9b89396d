// Forwarding targets for the fake backend.
import { emit } from "@/ipc/mock";
import type { ForwardRow, ForwardTarget } from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

export class FakeForwards {
  rows: ForwardRow[] = [];
  private next = 1;

  constructor(private readonly confirmedHosts: Set<string>) {}

  readonly handlers = {
    forwards: () => this.rows.map((row) => ({ ...row })),
    save_forward: ({ target, confirmed }) => this.save(target, confirmed),
    confirm_targets: ({ targets }) => {
      const confirmed = (row: ForwardRow) => targets.some(({ url }) => url === row.target.url);
      this.rows = this.rows.map((row) => (confirmed(row) ? { ...row, paused: false } : row));
      return null;
    },
    remove_forward: ({ id }) => {
      this.rows = this.rows.filter((row) => row.target.id !== id);
      return null;
    },
    skip_forward: ({ id }) => {
      this.setState(id, { retry_in_ms: null, trouble: false, state: "Delivering." });
      return null;
    },
  } satisfies Partial<Handlers>;

  /** Changes the state of a target and emits the signal. */
  setState(id: number, part: Partial<ForwardRow>): void {
    this.rows = this.rows.map((row) => (row.target.id === id ? { ...row, ...part } : row));
    void emit("forwards", null);
  }

  private save(target: ForwardTarget, confirmed: boolean): ForwardRow | Promise<never> {
    if (!URL.canParse(target.url)) return reject("invalid_input", "This is not an absolute URL.");
    const { hostname, port } = new URL(target.url);
    if (port === "4665")
      return reject(
        "invalid_input",
        `Hookglass itself receives at ${target.url}, so forwarding there would loop forever.`,
      );
    const isHere = hostname === "127.0.0.1" || hostname === "localhost";
    if (confirmed) this.confirmedHosts.add(hostname);
    if (!isHere && !this.confirmedHosts.has(hostname))
      return reject("unconfirmed_host", `The host ${hostname} is not this computer.`);
    const id = target.id === 0 ? this.next : target.id;
    if (target.id === 0) this.next += 1;
    const before = this.rows.find((row) => row.target.id === id);
    const row: ForwardRow = {
      ...(before ?? {
        delivered: 0,
        failed: 0,
        lost: 0,
        behind: 0,
        retry_in_ms: null,
        trouble: false,
        paused: false,
      }),
      target: { ...target, id },
      state: target.on ? "Waiting for the first event that matches its filter." : "Switched off.",
    };
    this.rows =
      before === undefined ? [...this.rows, row] : this.rows.map((one) => (one === before ? row : one));
    return row;
  }
}

// The lists of one open comparison, read in windows of rows. A narrowed comparison has other lists. Rendering a row asks
// for its window, and subscribers hear when rows have arrived.
import {
  comparedChanges,
  comparedLines,
  comparedUnchanged,
  foldLines,
  unfoldLines,
} from "@/ipc/bindings/commands";
import { MAX_COMPARISON_ROWS as WINDOW } from "@/ipc/bindings/limits";
import type { ChangeList, ChangeView, LineRow, MemberView, OpenComparison } from "@/ipc/types";

interface RowsOf {
  shown: ChangeView;
  ignored: ChangeView;
  rewritten: ChangeView;
  unchanged: MemberView;
  lines: LineRow;
}
export type ListName = ChangeList | "unchanged" | "lines";

/** How many windows of a list are kept; the oldest ones are dropped first. */
const KEPT = 40;

export class Lists {
  private pages: { [list in ListName]: Map<number, RowsOf[list][]> } = {
    shown: new Map(),
    ignored: new Map(),
    rewritten: new Map(),
    unchanged: new Map(),
    lines: new Map(),
  };
  private readonly under = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private lines: number;
  /** Grows with every change of the rows. */
  version = 0;
  error: unknown = null;

  /** `unfolded`: some folds were open before the comparison was narrowed. */
  constructor(
    readonly ticket: number,
    private readonly compared: OpenComparison,
    public unfolded = false,
  ) {
    this.lines = compared.rows;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  count(list: ListName): number {
    if (list === "lines") return this.lines;
    return list === "shown" ? this.compared.changes : this.compared[list];
  }

  row<L extends ListName>(list: L, index: number): RowsOf[L] | undefined {
    return this.pages[list].get(Math.floor(index / WINDOW))?.[index % WINDOW];
  }

  /** Fetches what is missing of some rows. */
  look(list: ListName, start: number, end: number): void {
    const last = Math.floor((Math.min(end, this.count(list)) - 1) / WINDOW);
    for (let page = Math.floor(start / WINDOW); page <= last; page += 1)
      if (!this.pages[list].has(page)) void this.page(list, page);
  }

  /** Fetches the first rows, so that the first render has them. */
  async first(list: ListName): Promise<void> {
    if (this.count(list) > 0) await this.page(list, 0);
  }

  /** A row, fetched unless it is loaded. */
  async rowAt<L extends ListName>(list: L, index: number): Promise<RowsOf[L] | undefined> {
    if (this.row(list, index) === undefined && index < this.count(list))
      await this.page(list, Math.floor(index / WINDOW));
    return this.row(list, index);
  }

  /** Opens the fold in a row, or all folds; resolves when the lines are loaded. */
  unfold(fold: number | null, at: number): Promise<void> {
    return this.refold(() => unfoldLines({ ticket: this.ticket, fold }), true, at);
  }

  /** Closes all open folds. */
  fold(): Promise<void> {
    return this.refold(() => foldLines({ ticket: this.ticket }), false, 0);
  }

  private async refold(ask: () => Promise<number>, unfolded: boolean, at: number): Promise<void> {
    try {
      const rows = await ask();
      const near = Math.floor(at / WINDOW);
      const pages = new Map<number, LineRow[]>();
      for (const page of [near, near + 1])
        if (page * WINDOW < rows)
          pages.set(page, await comparedLines({ ticket: this.ticket, start: page * WINDOW, len: WINDOW }));
      this.lines = rows;
      this.pages.lines = pages;
      this.unfolded = unfolded;
      this.tell();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private async page(list: ListName, page: number): Promise<void> {
    const key = `${list} ${page}`;
    if (this.under.has(key)) return;
    this.under.add(key);
    const into = this.pages[list] as Map<number, unknown[]>;
    try {
      const rows = await this.fetch(list, page * WINDOW);
      into.set(page, rows);
      for (const first of into.keys()) {
        if (into.size <= KEPT) break;
        into.delete(first);
      }
      this.tell();
    } catch (thrown) {
      this.fail(thrown);
    } finally {
      this.under.delete(key);
    }
  }

  private fetch(list: ListName, start: number): Promise<unknown[]> {
    if (list === "lines") return comparedLines({ ticket: this.ticket, start, len: WINDOW });
    if (list === "unchanged") return comparedUnchanged({ ticket: this.ticket, start, len: WINDOW });
    return comparedChanges({ ticket: this.ticket, list, start, len: WINDOW });
  }

  private fail(thrown: unknown): void {
    this.error = thrown;
    this.tell();
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

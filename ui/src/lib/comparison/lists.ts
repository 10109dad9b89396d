// Loads the lists of one open comparison in windows of rows. Each narrowing of a comparison has new
// lists. Rendering a row loads its window, and subscribers are notified when rows arrive.
import {
  collapseRows,
  comparisonChanges,
  comparisonRows,
  comparisonUnchanged,
  expandRows,
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

/** Per list. The oldest windows are dropped first. */
const MAX_WINDOWS = 40;

export class ComparisonLists {
  private pages: { [list in ListName]: Map<number, RowsOf[list][]> } = {
    shown: new Map(),
    ignored: new Map(),
    rewritten: new Map(),
    unchanged: new Map(),
    lines: new Map(),
  };
  private readonly pending = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private lines: number;
  /** Grows with each change of the rows. */
  version = 0;
  error: unknown = null;

  /** `unfolded`: whether folds were open before the comparison was narrowed. */
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

  /** Loads the missing windows of a range of rows. */
  load(list: ListName, start: number, end: number): void {
    const last = Math.floor((Math.min(end, this.count(list)) - 1) / WINDOW);
    for (let page = Math.floor(start / WINDOW); page <= last; page += 1)
      if (!this.pages[list].has(page)) void this.loadPage(list, page);
  }

  /** Loads the first rows, so that the first render has them. */
  async loadFirst(list: ListName): Promise<void> {
    if (this.count(list) > 0) await this.loadPage(list, 0);
  }

  /** Returns a row, and loads it first if necessary. */
  async loadRow<L extends ListName>(list: L, index: number): Promise<RowsOf[L] | undefined> {
    if (this.row(list, index) === undefined && index < this.count(list))
      await this.loadPage(list, Math.floor(index / WINDOW));
    return this.row(list, index);
  }

  /**
   * Opens the fold in row `at`, or all folds if `fold` is null. Resolves when the lines around `at`
   * are loaded.
   */
  unfold(fold: number | null, at: number): Promise<void> {
    return this.refold(() => expandRows({ ticket: this.ticket, fold }), true, at);
  }

  /** Closes all open folds. */
  fold(): Promise<void> {
    return this.refold(() => collapseRows({ ticket: this.ticket }), false, 0);
  }

  private async refold(request: () => Promise<number>, unfolded: boolean, at: number): Promise<void> {
    try {
      const rows = await request();
      const near = Math.floor(at / WINDOW);
      const pages = new Map<number, LineRow[]>();
      for (const page of [near, near + 1])
        if (page * WINDOW < rows)
          pages.set(page, await comparisonRows({ ticket: this.ticket, start: page * WINDOW, len: WINDOW }));
      this.lines = rows;
      this.pages.lines = pages;
      this.unfolded = unfolded;
      this.notify();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private async loadPage(list: ListName, page: number): Promise<void> {
    const key = `${list} ${page}`;
    if (this.pending.has(key)) return;
    this.pending.add(key);
    const into = this.pages[list] as Map<number, unknown[]>;
    try {
      const rows = await this.fetch(list, page * WINDOW);
      into.set(page, rows);
      for (const first of into.keys()) {
        if (into.size <= MAX_WINDOWS) break;
        into.delete(first);
      }
      this.notify();
    } catch (thrown) {
      this.fail(thrown);
    } finally {
      this.pending.delete(key);
    }
  }

  private fetch(list: ListName, start: number): Promise<unknown[]> {
    if (list === "lines") return comparisonRows({ ticket: this.ticket, start, len: WINDOW });
    if (list === "unchanged") return comparisonUnchanged({ ticket: this.ticket, start, len: WINDOW });
    return comparisonChanges({ ticket: this.ticket, list, start, len: WINDOW });
  }

  private fail(thrown: unknown): void {
    this.error = thrown;
    this.notify();
  }

  private notify(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

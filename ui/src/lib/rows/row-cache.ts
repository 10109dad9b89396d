// Caches the fetched rows of a listing by their distance from the oldest row. An index from the
// front shifts with every new event. The distance from the oldest row never changes, so cached rows
// stay valid.
import { MAX_LISTING_ROWS } from "@/ipc/bindings/limits";
import type { EventRow } from "@/ipc/types";

/** The cache evicts the least recently fetched rows first. */
const MAX_ROWS = 4000;

export const fromOldest = (total: number, index: number) => total - 1 - index;
export const fromNewest = (total: number, distance: number) => total - 1 - distance;

/** A range of rows of a list that grows only at the front. */
interface Window<T> {
  total: number;
  start: number;
  rows: readonly T[];
}

export class RowCache<T extends { id: number } = EventRow> {
  private readonly rows: Map<number, T>;

  constructor(rows?: ReadonlyMap<number, T>) {
    this.rows = new Map(rows);
  }

  copy(): RowCache<T> {
    return new RowCache<T>(this.rows);
  }

  get(total: number, index: number): T | undefined {
    return this.rows.get(fromOldest(total, index));
  }

  /** The row at a distance from the oldest row. */
  at(distance: number): T | undefined {
    return this.rows.get(distance);
  }

  /** Whether the cached rows have the same positions as in a window. */
  agrees(window: Window<T>): boolean {
    return window.rows.every((row, at) => {
      const known = this.rows.get(fromOldest(window.total, window.start + at));
      return known === undefined || known.id === row.id;
    });
  }

  /** Changes cached rows. */
  patch(ids: ReadonlySet<number>, change: Partial<T>): void {
    for (const [distance, row] of this.rows)
      if (ids.has(row.id)) this.rows.set(distance, { ...row, ...change });
  }

  store(window: Window<T>): void {
    window.rows.forEach((row, at) => {
      const distance = fromOldest(window.total, window.start + at);
      this.rows.delete(distance);
      this.rows.set(distance, row);
    });
    for (const distance of this.rows.keys()) {
      if (this.rows.size <= MAX_ROWS) break;
      this.rows.delete(distance);
    }
  }

  /** The distance of an event from the oldest row; null when its row is not cached. */
  find(id: number): number | null {
    for (const [distance, row] of this.rows) if (row.id === id) return distance;
    return null;
  }

  /** The window to fetch so that all of `start..end` is cached; null when no row is missing. */
  missing(total: number, start: number, end: number): { start: number; len: number } | null {
    let first = -1;
    let last = -1;
    for (let index = start; index < end; index += 1) {
      if (this.get(total, index) !== undefined) continue;
      if (first < 0) first = index;
      last = index;
    }
    if (first < 0) return null;
    const span = last - first + 1;
    const before = Math.max(0, first - Math.floor(Math.max(0, 100 - span) / 2));
    return { start: before, len: Math.min(Math.max(span + (first - before), 100), MAX_LISTING_ROWS) };
  }
}

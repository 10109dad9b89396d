// A cache of the entries of a user's history. It fetches entries to find an event or the next
// warning. `useHistory` fetches the visible entries.
import { userHistory } from "@/ipc/bindings/commands";
import { MAX_HISTORY_ENTRIES } from "@/ipc/bindings/limits";
import type { HistoryEntry } from "@/ipc/types";
import { fromNewest, fromOldest, RowCache } from "@/lib/rows/row-cache";

export class HistoryCache {
  /** The number of events of the user; null until the first response. */
  total: number | null = null;
  private entries = new RowCache<HistoryEntry>();

  constructor(private readonly user: string) {}

  entry(distance: number): HistoryEntry | undefined {
    return this.total === null ? undefined : this.entries.get(this.total, fromNewest(this.total, distance));
  }

  async read(start: number, len: number): Promise<void> {
    const window = await userHistory({ userId: this.user, start, len });
    // A smaller total means that events were deleted, so all known distances may be wrong.
    if (this.total !== null && window.total < this.total) this.entries = new RowCache<HistoryEntry>();
    this.total = window.total;
    this.entries.store({ total: window.total, start: window.start, rows: window.entries });
  }

  /** Fetches missing entries between two indexes; false if none are missing or none arrive. */
  async fill(start: number, end: number): Promise<boolean> {
    const total = this.total ?? 0;
    const missing = this.entries.missing(total, start, Math.min(end, total));
    if (missing === null) return false;
    const first = fromOldest(total, missing.start);
    await this.read(missing.start, missing.len);
    return this.entry(first) !== undefined;
  }

  /** Fetches a single entry. */
  async one(distance: number): Promise<HistoryEntry | undefined> {
    const known = this.entry(distance);
    if (known !== undefined || this.total === null) return known;
    await this.read(fromNewest(this.total, distance), 1);
    return this.entry(distance);
  }

  /** The distance of an event. Entries are sorted by event id, so a binary search reads few. */
  async find(event: number): Promise<number | null> {
    if (this.total === null) await this.read(0, MAX_HISTORY_ENTRIES);
    const known = this.entries.find(event);
    if (known !== null) return known;
    let [first, last] = [0, (this.total ?? 0) - 1];
    while (first <= last) {
      const middle = Math.floor((first + last) / 2);
      const entry = await this.one(middle);
      if (entry === undefined) return null;
      if (entry.id === event) return middle;
      if (entry.id < event) first = middle + 1;
      else last = middle - 1;
    }
    return null;
  }

  /** The next older event with a warning, continuing from the newest; null if there is none. */
  async nextBreak(from: number, isOver: () => boolean): Promise<number | null> {
    const total = this.total ?? 0;
    let read = 0;
    for (let step = 1; step <= total && !isOver(); step += 1) {
      const distance = (from - step + 2 * total) % total;
      if (this.entry(distance) === undefined) {
        // Read a full window, because the search continues with the older entries in it.
        const start = fromNewest(this.total ?? 0, distance);
        await this.read(start, MAX_HISTORY_ENTRIES);
        read += 1;
        // The entry no longer exists.
        if (this.entry(distance) === undefined || read > total) return null;
      }
      if ((this.entry(distance)?.breaks.length ?? 0) > 0) return distance;
    }
    return null;
  }
}

// What a person keeps, marks and takes away in the fake backend: stars, notes, deletions and their undoing, searches.
import type { Deleted, Deletion, EventDetail, EventRow, SavedSearch } from "@/ipc/types";

export class FakeKeeping {
  readonly starred = new Set<number>();
  readonly notes = new Map<number, string>();
  readonly deleted = new Set<number>();
  readonly recent: string[] = [];
  saved: Omit<SavedSearch, "count">[] = [];
  /** Grows with each deletion and undoing. */
  version = 0;
  private readonly undos = new Map<number, number[]>();

  constructor(
    /** The ids that fit a filter, the newest first. */
    private readonly fitting: (filter: string) => number[],
    private readonly changed: () => void,
  ) {}

  marked(row: EventRow): EventRow {
    return { ...row, starred: this.starred.has(row.id), noted: this.notes.has(row.id) };
  }

  detailed(detail: EventDetail): EventDetail {
    return { ...detail, row: this.marked(detail.row), note: this.notes.get(detail.row.id) ?? null };
  }

  searches(): SavedSearch[] {
    return this.saved.map((search) => ({ ...search, count: this.fitting(search.filter).length }));
  }

  answer(command: string, args: Record<string, unknown>): unknown {
    switch (command) {
      case "star":
        for (const id of args.ids as number[])
          if (args.starred === true) this.starred.add(id);
          else this.starred.delete(id);
        return null;
      case "set_note":
        if (args.note === "") this.notes.delete(Number(args.id));
        else this.notes.set(Number(args.id), String(args.note));
        return null;
      case "delete_events":
        return this.take(args.what as Deletion);
      case "undo_delete": {
        const ids = this.undos.get(Number(args.undo)) ?? [];
        for (const id of ids) this.deleted.delete(id);
        this.undos.delete(Number(args.undo));
        this.version += 1;
        this.changed();
        return ids.length;
      }
      case "save_search": {
        const search = { name: String(args.name), filter: String(args.filter) };
        this.saved = [...this.saved.filter(({ name }) => name !== search.name), search];
        return null;
      }
      case "remove_search":
        this.saved = this.saved.filter(({ name }) => name !== args.name);
        return null;
      case "recent_searches":
        return this.recent;
      case "remember_search": {
        const filter = String(args.filter);
        this.recent.splice(0, this.recent.length, filter, ...this.recent.filter((one) => one !== filter));
        return null;
      }
      default:
        return undefined;
    }
  }

  private take(what: Deletion): Deleted {
    const wanted = what.what === "ids" ? what.ids : this.fitting(what.what === "all" ? "" : what.filter);
    const ids = wanted.filter((id) => !this.deleted.has(id));
    for (const id of ids) this.deleted.add(id);
    const undo = this.undos.size + 1;
    this.undos.set(undo, ids);
    this.version += 1;
    this.changed();
    return { undo, count: ids.length };
  }
}

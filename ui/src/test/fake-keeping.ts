// What a person keeps, marks and takes away in the fake backend: stars, notes, deletions and their undoing, searches.
import type { Deleted, Deletion, EventDetail, EventRow, SavedSearch } from "@/ipc/types";
import type { Handlers } from "./handlers";

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

  readonly handlers = {
    star: ({ ids, starred }) => {
      for (const id of ids)
        if (starred) this.starred.add(id);
        else this.starred.delete(id);
      return null;
    },
    set_note: ({ id, note }) => {
      if (note === "") this.notes.delete(id);
      else this.notes.set(id, note);
      return null;
    },
    delete_events: ({ what }) => this.take(what),
    undo_delete: ({ undo }) => {
      const ids = this.undos.get(undo) ?? [];
      for (const id of ids) this.deleted.delete(id);
      this.undos.delete(undo);
      this.version += 1;
      this.changed();
      return ids.length;
    },
    save_search: (search) => {
      this.saved = [...this.saved.filter(({ name }) => name !== search.name), search];
      return null;
    },
    remove_search: ({ name }) => {
      this.saved = this.saved.filter((search) => search.name !== name);
      return null;
    },
    recent_searches: () => this.recent,
    remember_search: ({ filter }) => {
      this.recent.splice(0, this.recent.length, filter, ...this.recent.filter((one) => one !== filter));
      return null;
    },
  } satisfies Partial<Handlers>;

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

// Annotations, deletions and searches for the fake backend.
import type { Deleted, Deletion, EventDetail, EventRow, SavedSearch } from "@/ipc/types";
import type { Handlers } from "./handlers";

export class FakeAnnotations {
  readonly starred = new Set<number>();
  readonly notes = new Map<number, string>();
  readonly deleted = new Set<number>();
  readonly recent: string[] = [];
  saved: Omit<SavedSearch, "count">[] = [];
  /** Grows with each deletion and each undo. */
  version = 0;
  private readonly undos = new Map<number, number[]>();

  constructor(
    /** Returns the ids that match a filter, newest first. */
    private readonly idsMatching: (filter: string) => number[],
    private readonly changed: () => void,
  ) {}

  annotated(row: EventRow): EventRow {
    return { ...row, starred: this.starred.has(row.id), noted: this.notes.has(row.id) };
  }

  detailed(detail: EventDetail): EventDetail {
    return { ...detail, row: this.annotated(detail.row), note: this.notes.get(detail.row.id) ?? null };
  }

  searches(): SavedSearch[] {
    return this.saved.map((search) => ({ ...search, count: this.idsMatching(search.filter).length }));
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
    delete_events: ({ what }) => this.remove(what),
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

  private remove(what: Deletion): Deleted {
    const selected =
      what.what === "ids" ? what.ids : this.idsMatching(what.what === "all" ? "" : what.filter);
    const ids = selected.filter((id) => !this.deleted.has(id));
    for (const id of ids) this.deleted.add(id);
    const undo = this.undos.size + 1;
    this.undos.set(undo, ids);
    this.version += 1;
    this.changed();
    return { undo, count: ids.length };
  }
}

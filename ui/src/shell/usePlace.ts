// Where a person is in the window: what the list shows, which event is chosen or being edited, and which page lies over
// them.
import { useCallback, useState } from "react";
import { useAction } from "@/actions/Actions";
import { useBulkPlace } from "@/features/bulk/place";
import { AT_FIRST, type CatalogPlace } from "@/features/catalog/place";
import { useUsersPlace } from "@/features/people/users/place";
import type { Desks } from "@/features/scenarios/desk";
import type { BulkSelection } from "@/ipc/types";
import { useCompare } from "@/lib/comparison/Comparing";
import {
  type Copies,
  EVERYTHING,
  filterOf,
  type Scope,
  STARRED,
  WARNINGS,
  withWord,
} from "@/lib/scope/scope";

/** A page that lies over the events; the users have a place of their own. */
export type Page = "bulk" | "held" | "sent" | "scenarios" | "rules" | "forwards" | "catalog";

export function usePlace() {
  const [text, setText] = useState("");
  const [scope, setScope] = useState<Scope>(EVERYTHING);
  const [selection, setSelection] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  /** The resend that is shown first beside the draft; null for the newest. */
  const [shownFirst, setShownFirst] = useState<number | null>(null);
  /** A filter whose newest event is to be chosen as soon as it is listed. */
  const [led, setLed] = useState<string | null>(null);
  const [page, setPage] = useState<Page | null>(null);
  const [catalog, setCatalog] = useState<CatalogPlace>(AT_FIRST);
  /** Repeats are grouped, as long as the window is open. */
  const [grouping, setGrouping] = useState(false);
  const filter = filterOf(scope, text);
  const comparing = useCompare();
  const users = useUsersPlace();
  const bulk = useBulkPlace();
  const [desks] = useState<Desks>(() => new Map());
  const { openUsers, openHistory } = users;
  /** Takes away what lies over the events. */
  const leave = useCallback(() => {
    comparing.leave();
    users.leave();
  }, [comparing.leave, users.leave]);

  const toInbox = useCallback(() => {
    setPage(null);
    leave();
  }, [leave]);
  const choose = useCallback(
    (next: Scope) => {
      setScope(next);
      toInbox();
    },
    [toInbox],
  );
  const search = useCallback(
    (next: string) => {
      setText(next);
      if (next === "") return;
      setEditing(null);
      toInbox();
    },
    [toInbox],
  );
  const showAll = useCallback(() => {
    setScope(EVERYTHING);
    setText("");
    toInbox();
  }, [toInbox]);
  const showSearch = useCallback(
    (wanted: string) => {
      setScope(EVERYTHING);
      setText(wanted);
      setEditing(null);
      toInbox();
    },
    [toInbox],
  );
  /** Adds a word to what is searched for. */
  const narrow = useCallback(
    (word: string) => {
      setText((before) => withWord(before, word));
      toInbox();
    },
    [toInbox],
  );
  /** The copies of an event lie over the part they were found in. */
  const [left, setLeft] = useState<{ scope: Scope; text: string } | null>(null);
  const showCopies = useCallback(
    (copies: Copies) => {
      if (scope.copies === undefined) setLeft({ scope, text });
      setScope({ ...EVERYTHING, copies });
      setText("");
      toInbox();
    },
    [scope, text, toInbox],
  );
  const leaveCopies = useCallback(() => {
    setScope(left?.scope ?? EVERYTHING);
    setText(left?.text ?? "");
    toInbox();
  }, [left, toInbox]);
  const showEvents = useCallback(
    (wanted: string) => {
      setScope(EVERYTHING);
      setText(wanted);
      setLed(wanted);
      toInbox();
    },
    [toInbox],
  );
  const showEvent = useCallback(
    (id: number) => {
      setSelection(id);
      toInbox();
    },
    [toInbox],
  );
  const changeCatalog = useCallback(
    (change: Partial<CatalogPlace>) => setCatalog((before) => ({ ...before, ...change })),
    [],
  );
  const openPage = useCallback(
    (next: Page) => {
      setEditing(null);
      leave();
      setPage(next);
    },
    [leave],
  );
  const chooseBulk = bulk.choose;
  /** Opens the page on which many events are sent again. */
  const sendMany = useCallback(
    (selection: BulkSelection) => {
      chooseBulk(selection);
      openPage("bulk");
    },
    [chooseBulk, openPage],
  );
  const openCatalog = useCallback(
    (part?: CatalogPlace["part"]) => {
      if (part !== undefined) changeCatalog({ part });
      openPage("catalog");
    },
    [changeCatalog, openPage],
  );
  const edit = useCallback((event: number | null) => {
    setShownFirst(null);
    setEditing(event);
  }, []);
  /** Opens the draft of an event with one of its resends beside it. */
  const editAgain = useCallback((event: number, resend: number) => {
    setShownFirst(resend);
    setEditing(event);
  }, []);
  const allUsers = useCallback(() => {
    setEditing(null);
    openUsers();
  }, [openUsers]);
  const historyOf = useCallback(
    (user: string, event: number | null) => {
      setEditing(null);
      openHistory(user, event);
    },
    [openHistory],
  );
  useAction("clearFilter", filter === "" ? null : showAll);
  useAction("starred", () => choose(STARRED));
  useAction("warnings", () => choose(WARNINGS));
  /** Opens a page; null while it is what is seen. */
  const to = (next: Page) =>
    page === next && users.here === null && editing === null ? null : () => openPage(next);
  useAction("catalog", to("catalog"));
  useAction("users", users.here?.screen === "users" ? null : allUsers);
  useAction("held", to("held"));
  useAction("sent", to("sent"));
  useAction("bulk", to("bulk"));
  useAction("scenarios", to("scenarios"));
  useAction("rules", to("rules"));
  useAction("forwards", to("forwards"));
  useAction("sendOne", () => openCatalog("types"));
  useAction("coverage", () => openCatalog("coverage"));
  return {
    text,
    scope,
    filter,
    selection,
    editing,
    led,
    page,
    openPage,
    shownFirst,
    editAgain,
    catalog,
    users,
    bulk,
    desks,
    sendMany,
    comparing,
    choose,
    search,
    select: setSelection,
    edit,
    toInbox,
    showAll,
    grouping,
    setGrouping,
    showSearch,
    narrow,
    showCopies,
    leaveCopies,
    showEvents,
    showEvent,
    allUsers,
    historyOf,
    arrived: useCallback(() => setLed(null), []),
    changeCatalog,
    openCatalog,
  };
}

export type Place = ReturnType<typeof usePlace>;

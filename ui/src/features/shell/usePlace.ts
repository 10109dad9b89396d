// Where a person is in the window: what the list shows, which event is chosen or being edited, and whether the catalog
// lies over them.
import { useCallback, useState } from "react";
import { useAction } from "../../actions/Actions";
import { AT_FIRST, type CatalogPlace } from "../catalog/place";
import { useCompare } from "../compare/Comparing";
import { EVERYTHING, filterOf, type Scope, WARNINGS } from "../sidebar/scope";

export function usePlace() {
  const [text, setText] = useState("");
  const [scope, setScope] = useState<Scope>(EVERYTHING);
  const [selection, setSelection] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  /** A filter whose newest event is to be chosen as soon as it is listed. */
  const [led, setLed] = useState<string | null>(null);
  const [inCatalog, setInCatalog] = useState(false);
  const [catalog, setCatalog] = useState<CatalogPlace>(AT_FIRST);
  const filter = filterOf(scope, text);
  const comparing = useCompare();
  const { leave } = comparing;

  const toInbox = useCallback(() => setInCatalog(false), []);
  const choose = useCallback((next: Scope) => {
    setScope(next);
    setInCatalog(false);
  }, []);
  const search = useCallback(
    (next: string) => {
      setText(next);
      if (next === "") return;
      setEditing(null);
      setInCatalog(false);
      leave();
    },
    [leave],
  );
  const showAll = useCallback(() => {
    setScope(EVERYTHING);
    setText("");
    setInCatalog(false);
  }, []);
  const showEvents = useCallback((wanted: string) => {
    setScope(EVERYTHING);
    setText(wanted);
    setLed(wanted);
    setInCatalog(false);
  }, []);
  const changeCatalog = useCallback(
    (change: Partial<CatalogPlace>) => setCatalog((before) => ({ ...before, ...change })),
    [],
  );
  const openCatalog = useCallback(
    (part?: CatalogPlace["part"]) => {
      if (part !== undefined) changeCatalog({ part });
      setEditing(null);
      leave();
      setInCatalog(true);
    },
    [changeCatalog, leave],
  );
  useAction("clearFilter", filter === "" ? null : showAll);
  useAction("warnings", () => choose(WARNINGS));
  useAction("catalog", inCatalog ? null : () => openCatalog());
  useAction("sendOne", () => openCatalog("types"));
  useAction("coverage", () => openCatalog("coverage"));
  return {
    text,
    scope,
    filter,
    selection,
    editing,
    led,
    inCatalog,
    catalog,
    comparing,
    choose,
    search,
    select: setSelection,
    edit: setEditing,
    toInbox,
    showAll,
    showEvents,
    arrived: useCallback(() => setLed(null), []),
    changeCatalog,
    openCatalog,
  };
}

export type Place = ReturnType<typeof usePlace>;

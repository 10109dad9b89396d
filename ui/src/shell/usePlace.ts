// Where the window is, with the moves to other places, and the keys for them.
import { useCallback, useMemo, useState } from "react";
import { useAction } from "@/actions/Actions";
import { useBulkPlace } from "@/features/bulk/place";
import type { Desks } from "@/features/scenarios/desk";
import type { BulkSelection } from "@/ipc/types";
import type { Comparing } from "@/lib/comparison/Comparing";
import { STARRED, WARNINGS } from "@/lib/scope/scope";
import {
  AT_START,
  filterAt,
  isShown,
  type Moves,
  movesWith,
  type Page,
  type PlaceState,
  usersAt,
} from "./place";

function useComparingAt({ sides, against }: PlaceState, moves: Moves): Comparing {
  return useMemo(
    () => ({
      sides,
      against,
      begin: moves.beginComparing,
      open: moves.compare,
      leave: moves.leaveComparing,
    }),
    [sides, against, moves],
  );
}

/** The actions that move the window; one that leads nowhere new is not offered. */
function usePlaceActions(place: PlaceState, moves: Moves) {
  const to = (page: Page) => (isShown(place, page) ? null : () => moves.openPage(page));
  useAction("clearFilter", filterAt(place) === "" ? null : moves.showAll);
  useAction("starred", () => moves.choose(STARRED));
  useAction("warnings", () => moves.choose(WARNINGS));
  useAction("catalog", to("catalog"));
  useAction("users", usersAt(place)?.screen === "users" ? null : moves.allUsers);
  useAction("held", to("held"));
  useAction("sent", to("sent"));
  useAction("bulk", to("bulk"));
  useAction("scenarios", to("scenarios"));
  useAction("rules", to("rules"));
  useAction("forwards", to("forwards"));
  useAction("sendOne", () => moves.openCatalog("types"));
  useAction("coverage", () => moves.openCatalog("coverage"));
}

export function usePlace() {
  const [place, setPlace] = useState(AT_START);
  const [moves] = useState(() => movesWith(setPlace));
  const comparing = useComparingAt(place, moves);
  const bulk = useBulkPlace();
  const [desks] = useState<Desks>(() => new Map());
  usePlaceActions(place, moves);
  const chooseBulk = bulk.choose;
  /** Opens the page that sends many events again. */
  const sendMany = useCallback(
    (selection: BulkSelection) => {
      chooseBulk(selection);
      moves.openPage("bulk");
    },
    [chooseBulk, moves],
  );
  return {
    ...place,
    ...moves,
    filter: filterAt(place),
    users: usersAt(place),
    comparing,
    bulk,
    desks,
    sendMany,
  };
}

export type Place = ReturnType<typeof usePlace>;

// The navigation state of the window, its transitions, and their actions.
import { useCallback, useEffect, useMemo, useState } from "react";
import { useAction } from "@/actions/Actions";
import { useBulkDraft } from "@/features/bulk/useBulkDraft";
import type { ScenarioDrafts } from "@/features/scenarios/useScenarioDraft";
import type { BulkSelection } from "@/ipc/types";
import type { Comparing } from "@/lib/comparison/Comparing";
import { STARRED, WARNINGS } from "@/lib/scope/scope";
import {
  bindTransitions,
  filterAt,
  isPageShown,
  type NavState,
  type Page,
  pageName,
  stateAtPage,
  type Transitions,
  usersScreen,
} from "./navigation";

/** The stored name of the last page. */
const PAGE_KEY = "page";

function useComparingState({ sides, against }: NavState, transitions: Transitions): Comparing {
  return useMemo(
    () => ({
      sides,
      against,
      begin: transitions.beginComparing,
      open: transitions.compare,
      leave: transitions.leaveComparing,
    }),
    [sides, against, transitions],
  );
}

/**
 * Registers the navigation actions. An action is impossible while the window already shows its
 * target.
 */
function useNavigationActions(state: NavState, transitions: Transitions) {
  const to = (page: Page) => (isPageShown(state, page) ? null : () => transitions.openPage(page));
  useAction("clearFilter", filterAt(state) === "" ? null : transitions.showAll);
  useAction("starred", () => transitions.choose(STARRED));
  useAction("warnings", () => transitions.choose(WARNINGS));
  useAction("catalog", to("catalog"));
  useAction("users", usersScreen(state)?.screen === "users" ? null : transitions.openUsers);
  useAction("held", to("held"));
  useAction("sent", to("sent"));
  useAction("bulk", to("bulk"));
  useAction("scenarios", to("scenarios"));
  useAction("rules", to("rules"));
  useAction("forwards", to("forwards"));
  useAction("sendOne", () => transitions.openCatalog("types"));
  useAction("coverage", () => transitions.openCatalog("coverage"));
}

export function useNavigation() {
  const [state, setState] = useState(() => stateAtPage(localStorage.getItem(PAGE_KEY)));
  const name = pageName(state);
  useEffect(() => localStorage.setItem(PAGE_KEY, name), [name]);
  const [transitions] = useState(() => bindTransitions(setState));
  const comparing = useComparingState(state, transitions);
  const bulk = useBulkDraft();
  const [desks] = useState<ScenarioDrafts>(() => new Map());
  useNavigationActions(state, transitions);
  const chooseBulk = bulk.choose;
  /** Opens the page *Bulk resend* for these events. */
  const bulkResend = useCallback(
    (selection: BulkSelection) => {
      chooseBulk(selection);
      transitions.openPage("bulk");
    },
    [chooseBulk, transitions],
  );
  return {
    ...state,
    ...transitions,
    filter: filterAt(state),
    users: usersScreen(state),
    comparing,
    bulk,
    desks,
    bulkResend,
  };
}

export type Navigation = ReturnType<typeof useNavigation>;

// The tab of the event pane. A tab that the user chooses stays for the events opened after it.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { useWindowSlot, windowSlot } from "@/components/WindowState";
import { firstTab, type TabName, tabBeside } from "./tabs";

/** Null until the user chooses a tab. */
const CHOSEN_TAB = windowSlot<TabName | null>(null);

interface TabState {
  tab: TabName;
  choose: (tab: TabName) => void;
  /** Shows a tab for this event only. */
  visit: (tab: TabName) => void;
}

export function useTab(comparable: boolean, differ: boolean | null): TabState {
  const [chosen, setChosen] = useWindowSlot(CHOSEN_TAB);
  const [visited, setVisited] = useState<TabName | null>(null);
  const tab = visited ?? chosen ?? firstTab(comparable, differ);
  const choose = (next: TabName) => {
    setVisited(null);
    setChosen(next);
  };
  useAction("tab1", () => choose("changes"));
  useAction("tab2", () => choose("payload"));
  useAction("tab3", () => choose("headers"));
  useAction("tab4", () => choose("answer"));
  useAction("tab5", () => choose("resends"));
  useAction("tab6", () => choose("raw"));
  useAction("nextTab", () => choose(tabBeside(tab, 1)));
  useAction("previousTab", () => choose(tabBeside(tab, -1)));
  return { tab, choose, visit: setVisited };
}

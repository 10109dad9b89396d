// What a person has made of answers, by event, as long as the window is open: what was typed while an event was held is still
// there when its wait is over, also on the event itself.
import { createContext, useCallback, useContext, useReducer } from "react";
import { type Drafts, NO_DRAFTS } from "./drafts";

const Kept = createContext<Map<number, Drafts>>(new Map());
export const DraftsContext = Kept.Provider;

export function useDrafts(event: number): [Drafts, (part: Partial<Drafts>) => void] {
  const kept = useContext(Kept);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const change = useCallback(
    (part: Partial<Drafts>) => {
      kept.set(event, { ...(kept.get(event) ?? NO_DRAFTS), ...part });
      redraw();
    },
    [kept, event],
  );
  return [kept.get(event) ?? NO_DRAFTS, change];
}

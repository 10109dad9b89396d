// The drafts of answers, by event, for as long as the window is open. A draft for a held event is still there when its wait
// is over, and on the stored event.
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

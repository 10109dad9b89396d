// The drafts of answers by event, which exist as long as the window is open. The draft for a held
// event stays available after the event is answered, also on the stored event.
import { createContext, useCallback, useContext, useReducer } from "react";
import { type Drafts, NO_DRAFTS } from "./drafts";

const DraftsByEvent = createContext<Map<number, Drafts>>(new Map());
export const DraftsContext = DraftsByEvent.Provider;

export function useDrafts(event: number): [Drafts, (part: Partial<Drafts>) => void] {
  const drafts = useContext(DraftsByEvent);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const change = useCallback(
    (part: Partial<Drafts>) => {
      drafts.set(event, { ...(drafts.get(event) ?? NO_DRAFTS), ...part });
      redraw();
    },
    [drafts, event],
  );
  return [drafts.get(event) ?? NO_DRAFTS, change];
}

/** The drafts of all events. Changes to the map do not render the calling component. */
export const useAllDrafts = () => useContext(DraftsByEvent);

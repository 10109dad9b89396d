// Opens the note of an event whose detail is not shown yet.
import { useEffect } from "react";
import { useWindowSlot, useWindowState, windowSlot } from "@/components/WindowState";

const NOTE_REQUEST = windowSlot<number | null>(null);

/** Asks the detail of an event to open its note. */
export function useRequestNote(): (id: number) => void {
  const state = useWindowState();
  return (id) => state.set(NOTE_REQUEST, id);
}

/** Calls `open` once if the note of this event was asked for. */
export function useNoteRequest(id: number, open: () => void): void {
  const [requested, setRequested] = useWindowSlot(NOTE_REQUEST);
  useEffect(() => {
    if (requested !== id) return;
    setRequested(null);
    open();
  });
}

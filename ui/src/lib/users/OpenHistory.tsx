// A context that lets any part of the window open the history of a user.
import { createContext, useContext } from "react";

type Open = (user: string, event: number | null) => void;

const OpenHistory = createContext<Open | null>(null);

export const HistoryOpener = OpenHistory.Provider;

/** Opens the history of a user at an event; null where histories are not available. */
export const useOpenHistory = (): Open | null => useContext(OpenHistory);

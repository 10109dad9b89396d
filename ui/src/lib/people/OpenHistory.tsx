// Lets any part of the window lead to the history of a user.
import { createContext, useContext } from "react";

type Open = (user: string, event: number | null) => void;

const OpenHistory = createContext<Open | null>(null);

export const HistoryOpener = OpenHistory.Provider;

/** Opens the history of a user, at an event where one comes from one; null where there is no history to go to. */
export const useOpenHistory = (): Open | null => useContext(OpenHistory);

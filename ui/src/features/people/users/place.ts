// The place among the users: the list of all, or the history of one, and the way back.
import { useCallback, useMemo, useState } from "react";

export type UsersPlace =
  | { screen: "users" }
  | {
      screen: "history";
      user: string;
      /** The event that led there. */
      event: number | null;
    };

/** Which screen of the users lies over the events, and how to move among them. */
export function useUsersPlace() {
  const [trail, setTrail] = useState<readonly UsersPlace[]>([]);
  /** The search in the list of users; it stays while a history is open. */
  const [query, setQuery] = useState("");
  const openUsers = useCallback(() => setTrail([{ screen: "users" }]), []);
  const openHistory = useCallback(
    (user: string, event: number | null) =>
      setTrail((before) => {
        // From one history to another, the way back is that of the first.
        const way = before.filter((place) => place.screen !== "history");
        return [...way, { screen: "history", user, event }];
      }),
    [],
  );
  const back = useCallback(() => setTrail((before) => before.slice(0, -1)), []);
  const leave = useCallback(() => setTrail((before) => (before.length === 0 ? before : [])), []);
  const here = trail.at(-1) ?? null;
  const fromUsers = trail.length > 1;
  return useMemo(
    () => ({ here, fromUsers, query, search: setQuery, openUsers, openHistory, back, leave }),
    [here, fromUsers, query, openUsers, openHistory, back, leave],
  );
}

export type Users = ReturnType<typeof useUsersPlace>;

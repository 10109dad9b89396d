// The cursor of the user list. It stays on the same user when the list changes.
import { useEffect, useRef, useState } from "react";
import { listKey } from "@/components/list-keys";
import type { useVirtualRows } from "@/components/useVirtualRows";
import type { UserList } from "./useUsers";

export function useUserCursor(
  list: UserList,
  rows: ReturnType<typeof useVirtualRows>,
  drawn: readonly number[],
  total: number,
  rowHeight: number,
) {
  const [chosen, setChosen] = useState<string | null>(null);
  /** The last known index of the user. */
  const place = useRef(0);
  const here = drawn.find((index) => list.row(index)?.user_id === chosen);
  if (here !== undefined) place.current = here;
  // A row that is still loading is chosen when it arrives.
  const awaited = list.row(place.current)?.user_id ?? null;
  useEffect(() => {
    if (chosen === null && awaited !== null) setChosen(awaited);
  }, [chosen, awaited]);

  const goTo = (to: number) => {
    const index = Math.min(Math.max(to, 0), Math.max(0, total - 1));
    place.current = index;
    setChosen(list.row(index)?.user_id ?? null);
    rows.reveal(index);
  };
  return {
    /** The index of the chosen user; undefined if its row is not rendered. */
    here,
    user: () => list.row(place.current),
    goTo,
    step: (by: 1 | -1) => goTo(place.current + by),
    /** Returns whether the key moved the cursor. */
    onKey: (key: string, toIndex = listKey): boolean => {
      const page = Math.floor(rows.viewport / rowHeight) - 1;
      const to = toIndex(key, place.current, total, page);
      if (to !== null) goTo(to);
      return to !== null;
    },
  };
}

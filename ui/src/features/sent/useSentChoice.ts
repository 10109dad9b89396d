// The chosen resend and the rows in view; asks for more rows near the end of the loaded ones.
import { useEffect, useState } from "react";
import { useVirtualRows, type VirtualRows } from "@/components/useVirtualRows";
import type { SentRow } from "@/ipc/types";

/** The same as --row. */
export const ROW_HEIGHT = 28;
/** Rows from the end at which more are fetched. */
const NEAR = 60;

interface SentChoice {
  rows: VirtualRows<HTMLDivElement>;
  /** The index of the chosen row; -1 while there is none. */
  here: number;
  goTo: (index: number) => void;
}

export function useSentChoice(known: readonly SentRow[], more: () => void): SentChoice {
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useVirtualRows(known.length, ROW_HEIGHT);
  const nearEnd = known.length > 0 && rows.end >= known.length - NEAR;
  useEffect(() => {
    if (nearEnd) more();
  }, [nearEnd, more]);
  const found = known.findIndex((row) => row.id === chosen);
  return {
    rows,
    // Without a choice, or when the chosen one is gone, the newest is chosen.
    here: found < 0 && known.length > 0 ? 0 : found,
    goTo: (wanted) => {
      const index = Math.min(Math.max(wanted, 0), known.length - 1);
      setChosen(known[index]?.id ?? null);
      if (index >= 0) rows.reveal(index);
    },
  };
}

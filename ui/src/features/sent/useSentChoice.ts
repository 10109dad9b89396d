// The selected resend and the visible rows. Loads more rows near the end of the loaded rows.
import { useEffect, useState } from "react";
import { useVirtualRows, type VirtualRows } from "@/components/useVirtualRows";
import type { SentRow } from "@/ipc/types";

/** Must equal the CSS variable --row, in pixels. */
export const ROW_HEIGHT = 28;
/** Fetch more when fewer than this many loaded rows remain below. */
const PREFETCH_ROWS = 60;

interface SentChoice {
  rows: VirtualRows<HTMLDivElement>;
  /** The index of the selected row; -1 without one. */
  here: number;
  goTo: (index: number) => void;
  choose: (id: number) => void;
}

export function useSentChoice(loaded: readonly SentRow[], more: () => void): SentChoice {
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useVirtualRows(loaded.length, ROW_HEIGHT);
  const nearEnd = loaded.length > 0 && rows.end >= loaded.length - PREFETCH_ROWS;
  useEffect(() => {
    if (nearEnd) more();
  }, [nearEnd, more]);
  const choose = (id: number) => {
    setChosen(id);
    const index = loaded.findIndex((row) => row.id === id);
    if (index >= 0) rows.reveal(index);
  };
  const found = loaded.findIndex((row) => row.id === chosen);
  return {
    rows,
    // Without a selection, or when the selected resend is gone, the newest is selected.
    here: found < 0 && loaded.length > 0 ? 0 : found,
    goTo: (target) => {
      const row = loaded[Math.min(Math.max(target, 0), loaded.length - 1)];
      if (row !== undefined) choose(row.id);
    },
    choose,
  };
}

// Which events are to be sent again, and how: kept above the page, so that whoever leaves it finds it as it was.
import { useCallback, useMemo, useState } from "react";
import type { BulkSelection } from "@/ipc/types";
import { AT_FIRST, type BulkSetup } from "./setup";

export interface BulkPlace {
  /** Null until some were chosen. */
  selection: BulkSelection | null;
  setup: BulkSetup;
  choose: (selection: BulkSelection) => void;
  change: (part: Partial<BulkSetup>) => void;
}

export function useBulkPlace(): BulkPlace {
  const [selection, choose] = useState<BulkSelection | null>(null);
  const [setup, setSetup] = useState<BulkSetup>(AT_FIRST);
  const change = useCallback(
    (part: Partial<BulkSetup>) => setSetup((before) => ({ ...before, ...part })),
    [],
  );
  return useMemo(() => ({ selection, setup, choose, change }), [selection, setup, change]);
}

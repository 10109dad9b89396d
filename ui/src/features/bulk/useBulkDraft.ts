// The selected events and the settings of a bulk resend. They live above the page, so that they
// survive leaving it.
import { useCallback, useMemo, useState } from "react";
import type { BulkSelection } from "@/ipc/types";
import { type BulkSetup, DEFAULT_SETUP } from "./setup";

export interface BulkDraft {
  /** Null until events were selected. */
  selection: BulkSelection | null;
  setup: BulkSetup;
  choose: (selection: BulkSelection) => void;
  change: (part: Partial<BulkSetup>) => void;
}

export function useBulkDraft(): BulkDraft {
  const [selection, choose] = useState<BulkSelection | null>(null);
  const [setup, setSetup] = useState<BulkSetup>(DEFAULT_SETUP);
  const change = useCallback(
    (part: Partial<BulkSetup>) => setSetup((before) => ({ ...before, ...part })),
    [],
  );
  return useMemo(() => ({ selection, setup, choose, change }), [selection, setup, change]);
}

// The resends selected for a comparison. With one selected, the current row is the second.
import { useState } from "react";
import type { SentRow } from "@/ipc/types";
import { useComparing } from "@/lib/comparison/Comparing";
import { responsesOf, toggledPair } from "@/lib/resends/pair";

interface Picked {
  picked: readonly number[];
  pick: (row: SentRow | undefined) => void;
  /** Null without two responses. */
  compare: (() => void) | null;
}

const isAnswered = (row: SentRow | undefined) => row?.outcome.state === "response";

export function usePicked(chosen: SentRow | undefined): Picked {
  const [picked, setPicked] = useState<readonly number[]>([]);
  const comparing = useComparing();
  const pair = picked.length === 2 || !isAnswered(chosen) ? picked : [...picked, chosen?.id];
  const [one, other] = pair;
  return {
    picked,
    pick: (row) => {
      if (row !== undefined && isAnswered(row)) setPicked((before) => toggledPair(before, row.id));
    },
    compare:
      one === undefined || other === undefined || one === other
        ? null
        : () => comparing.open(responsesOf(one, other)),
  };
}

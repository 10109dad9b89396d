// Provides the held events and the drafts of their answers to the whole window. Drafts outlive the
// wait, so an answer from elsewhere discards nothing.
import { type ReactNode, useState } from "react";
import type { Drafts } from "@/lib/answering/drafts";
import { DraftsContext } from "@/lib/answering/useDrafts";
import { HeldContext, useHeldEvents } from "@/lib/held/useHeld";

export function HeldProvider({ children }: { children: ReactNode }) {
  const held = useHeldEvents();
  const [drafts] = useState(() => new Map<number, Drafts>());
  return (
    <HeldContext value={held}>
      <DraftsContext value={drafts}>{children}</DraftsContext>
    </HeldContext>
  );
}

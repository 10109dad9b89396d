// The comparisons that are possible for an event: with another event, with the previous event of
// its type, or with the sample of its type.
import { useState } from "react";
import { describeError } from "@/ipc/errors";
import type { EventRow } from "@/ipc/types";
import { eventsOf, useComparing } from "./Comparing";
import { previousOfSameType } from "./previous";

export function useOffers(event: EventRow) {
  const comparing = useComparing();
  const [message, setMessage] = useState("");
  const previous = async () => {
    setMessage("");
    try {
      const before = await previousOfSameType(event);
      if (before !== null) comparing.open(eventsOf(before, event.id));
      else
        setMessage(
          event.type === null ? "No earlier request to this path." : "No earlier event of this type.",
        );
    } catch (thrown) {
      setMessage(describeError(thrown).sentence);
    }
  };
  return {
    /** Why there is no previous event; empty otherwise. */
    message,
    previous: () => void previous(),
    previousTitle:
      event.type === null
        ? "Compare with the previous request to this path"
        : "Compare with the previous event of this type",
    /** Only known types have a sample. */
    sample: event.kind === null ? null : () => comparing.open({ what: "sample", id: event.id }),
    other: () => comparing.begin(event.id),
  };
}

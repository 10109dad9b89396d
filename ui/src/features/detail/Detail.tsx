// One event in full: its head, and its parts as tabs. The last event stays in place until the next one is loaded, so that
// moving through the list does not flicker.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useState } from "react";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import type { Sides } from "@/ipc/types";
import { useComparison } from "@/lib/comparison/useComparison";
import { eventQuery } from "@/lib/queries";
import styles from "./Detail.module.css";
import { Parts } from "./Parts";

interface DetailProps {
  id: number | null;
  onEdit: (id: number) => void;
  /** Opens another event. */
  onEvent: (id: number) => void;
  /** Takes the focus when the list hands it over. */
  focusRef: Ref<HTMLElement>;
  /** Escape hands it back. */
  onLeave: () => void;
}

export function Detail({ id, onEdit, onEvent, focusRef, onLeave }: DetailProps) {
  const query = useQuery({ ...eventQuery(id), placeholderData: keepPreviousData });
  const shown = query.data?.row.id ?? null;
  /** The event whose masked values are shown: showing them holds for one event. */
  const [revealed, setRevealed] = useState<number | null>(null);
  // When another event was open in between, they are masked again.
  if (revealed !== null && revealed !== shown) setRevealed(null);
  const reveal = shown !== null && revealed === shown;
  const sides = useMemo<Sides | null>(() => (shown === null ? null : { what: "event", id: shown }), [shown]);
  const changes = useComparison(sides, reveal);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  let inside: ReactNode;
  if (id === null) inside = <Empty title="No event chosen">Choose one in the list, or press J and K.</Empty>;
  else if (query.error !== null)
    inside = (
      <Stack pad="4">
        <TroubleNote error={query.error} retry={() => void query.refetch()} />
      </Stack>
    );
  else if (query.data === undefined) inside = <Skeleton lines={8} label="Loading the event" />;
  else
    inside = (
      <Parts
        key={query.data.row.id}
        event={query.data}
        changes={changes}
        masking={{ reveal, onReveal: (reveal) => setRevealed(reveal ? shown : null) }}
        onEdit={onEdit}
        onEvent={onEvent}
      />
    );
  return (
    <section
      ref={focusRef}
      tabIndex={-1}
      className={styles.detail}
      aria-label="Event"
      data-testid="detail"
      data-event-id={query.data?.row.id}
      onKeyDown={leave}
    >
      {inside}
    </section>
  );
}

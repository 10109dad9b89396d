// The event pane: a header, and the parts of the event as tabs. The previous event stays visible
// until the next one is loaded, so that moving through the list does not flicker.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useState } from "react";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import type { Sides } from "@/ipc/types";
import { useComparison } from "@/lib/comparison/useComparison";
import { eventQuery, revealedEventQuery } from "@/lib/queries";
import styles from "./Detail.module.css";
import { Parts } from "./Parts";

interface DetailProps {
  id: number | null;
  /** There is no event, because none matches the filter. */
  unmatched: boolean;
  onEdit: (id: number) => void;
  /** Opens another event. */
  onEvent: (id: number) => void;
  /** The element that takes the focus from the list. */
  focusRef: Ref<HTMLElement>;
  /** Escape moves the focus back to the list. */
  onLeave: () => void;
}

export function Detail({ id, unmatched, onEdit, onEvent, focusRef, onLeave }: DetailProps) {
  const query = useQuery({ ...eventQuery(id), placeholderData: keepPreviousData });
  const shown = query.data?.row.id ?? null;
  /** The event whose masked values are shown. Showing them applies to one event only. */
  const [revealed, setRevealed] = useState<number | null>(null);
  // Opening another event masks the values again.
  if (revealed !== null && revealed !== shown) setRevealed(null);
  const reveal = shown !== null && revealed === shown;
  const revealedEvent = useQuery(revealedEventQuery(reveal ? shown : null)).data;
  const sides = useMemo<Sides | null>(() => (shown === null ? null : { what: "event", id: shown }), [shown]);
  const changes = useComparison(sides, reveal);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  let content: ReactNode;
  if (id === null && unmatched)
    content = <EmptyState title="No event to show">The filter matches none.</EmptyState>;
  else if (id === null)
    content = (
      <EmptyState title="No event selected">Select an event in the list, or press J or K.</EmptyState>
    );
  else if (query.error !== null)
    content = (
      <Stack pad="4">
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      </Stack>
    );
  else if (query.data === undefined) content = <Skeleton lines={8} label="Loading the event" />;
  else
    content = (
      <Parts
        key={query.data.row.id}
        event={reveal ? (revealedEvent ?? query.data) : query.data}
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
      data-pane=""
      data-testid="detail"
      data-event-id={id === null ? undefined : query.data?.row.id}
      onKeyDown={leave}
    >
      {content}
    </section>
  );
}

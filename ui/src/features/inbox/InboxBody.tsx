// The event list, or the loading, empty or error state that replaces it.
import { type RefObject, useRef } from "react";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { UntrustedText } from "@/components/UntrustedText";
import { describeError } from "@/ipc/errors";
import { EventList } from "./EventList";
import styles from "./Inbox.module.css";
import type { InboxActions } from "./useInbox";
import type { ListingView } from "./useListing";

interface InboxBodyProps {
  state: ListingView;
  inbox: InboxActions;
  selection: number | null;
  onSelect: (id: number | null) => void;
  onClearFilter: () => void;
  /** Reports whether the newest row is visible, with a function that scrolls to it. */
  onTopChange: (atTop: boolean, toTop: () => void) => void;
}

export function InboxBody(props: InboxBodyProps) {
  const { state } = props;
  const focused = useRef(false);
  // The filter field shows filter errors; the list keeps its previous rows.
  const hasError =
    state.error !== null && (state.listing === null || describeError(state.error).code !== "invalid_input");
  return (
    <>
      {hasError && (
        <div className={styles.error}>
          <ErrorNote error={state.error} retry={state.retry} />
        </div>
      )}
      {state.listing === null ? (
        !hasError && <Skeleton lines={9} label="Loading events" />
      ) : (
        <ListOrEmpty {...props} focused={focused} />
      )}
    </>
  );
}

function ListOrEmpty(props: InboxBodyProps & { focused: RefObject<boolean> }) {
  const { state, inbox, selection, onSelect, onClearFilter, onTopChange, focused } = props;
  const { filter, total, counting } = state;
  if (total === 0 && counting) return <Skeleton lines={9} label="Searching events" />;
  if (total === 0) return <NoEvents filter={filter} onClearFilter={onClearFilter} />;
  return (
    <EventList
      key={`${state.grouped} ${filter}`}
      state={state}
      selection={selection}
      place={inbox.place}
      onSelect={onSelect}
      onChosen={inbox.complete}
      onOpen={inbox.open}
      onDelete={inbox.remove}
      onRowMenu={inbox.onRowMenu}
      picks={inbox.picks}
      landing={inbox.removal.landing}
      onTopChange={onTopChange}
      focused={focused}
    />
  );
}

function NoEvents({ filter, onClearFilter }: { filter: string; onClearFilter: () => void }) {
  if (filter === "") return <EmptyState title="No events yet">They appear here as they arrive.</EmptyState>;
  return (
    <EmptyState title="No events match" actions={<Button onClick={onClearFilter}>Show all events</Button>}>
      No stored event matches{" "}
      <code>
        <UntrustedText text={filter} />
      </code>
      . New events that match appear here.
    </EmptyState>
  );
}

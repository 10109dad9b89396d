// The list, or why there is none.
import { type RefObject, useRef } from "react";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { troubleOf } from "@/ipc/errors";
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
  /** Called with whether the newest row is in view, and with the way to it. */
  onPlace: (atTop: boolean, toTop: () => void) => void;
}

export function InboxBody(props: InboxBodyProps) {
  const { state } = props;
  const focused = useRef(false);
  // A filter that is not understood is explained under its field, and the list stays as it was.
  const isTroubled =
    state.error !== null && (state.listing === null || troubleOf(state.error).code !== "invalid_input");
  return (
    <>
      {isTroubled && (
        <div className={styles.trouble}>
          <TroubleNote error={state.error} retry={state.retry} />
        </div>
      )}
      {state.listing === null ? (
        !isTroubled && <Skeleton lines={9} label="Loading events" />
      ) : (
        <Listed {...props} focused={focused} />
      )}
    </>
  );
}

function Listed(props: InboxBodyProps & { focused: RefObject<boolean> }) {
  const { state, inbox, selection, onSelect, onClearFilter, onPlace, focused } = props;
  const { filter, total, counting } = state;
  if (total === 0 && counting) return <Skeleton lines={9} label="Looking for events" />;
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
      picks={inbox.picks}
      landing={inbox.removal.landing}
      onPlace={onPlace}
      focused={focused}
    />
  );
}

function NoEvents({ filter, onClearFilter }: { filter: string; onClearFilter: () => void }) {
  if (filter === "") return <Empty title="No events yet">They appear here as they arrive.</Empty>;
  return (
    <Empty title="No event matches" actions={<Button onClick={onClearFilter}>Show all events</Button>}>
      Nothing that is stored fits{" "}
      <code>
        <Visible text={filter} />
      </code>
      . New events that fit appear here by themselves.
    </Empty>
  );
}

// The list's pane: its head with the count and the pill for what is new, and below it the list or a calm word on why
// there is none.
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Icon } from "../../components/Icon";
import { Key } from "../../components/Key";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { Visible } from "../../components/Visible";
import { counted, countOf } from "../../format/size";
import { troubleOf } from "../../ipc/errors";
import { EventList } from "./EventList";
import styles from "./Inbox.module.css";
import type { ListingState } from "./useListing";

interface InboxProps {
  state: ListingState;
  title: string;
  /** Events stored, whatever the filter. */
  stored: number;
  selection: number | null;
  onSelect: (id: number) => void;
  onOpen: () => void;
  onClearFilter: () => void;
}

export function Inbox({ state, title, stored, selection, onSelect, onOpen, onClearFilter }: InboxProps) {
  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const toTop = useRef<() => void>(() => undefined);
  const { added, total, filter, listing } = state;
  const onPlace = useCallback((top: boolean, go: () => void) => {
    toTop.current = go;
    setAtTop(top);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(added);
  }, [atTop, added]);
  // A filter that is not understood is explained under its field, and the list stays as it was.
  const trouble =
    state.error !== null && (listing === null || troubleOf(state.error).code !== "invalid_input");
  const fresh = atTop ? 0 : Math.max(0, added - seen);

  return (
    <section className={styles.inbox} aria-label="List of events">
      <div className={styles.head}>
        <h2>
          <Visible text={title} />
        </h2>
        <span className={styles.count}>
          {filter === ""
            ? counted(total, "event")
            : `${countOf(total)} of ${countOf(Math.max(stored, total))} match`}
        </span>
        {fresh > 0 && (
          <button type="button" className={styles.newer} onClick={() => toTop.current()}>
            <Icon name="up" />
            {countOf(fresh)} new
            <Key>Home</Key>
          </button>
        )}
      </div>
      {trouble && (
        <div className={styles.trouble}>
          <TroubleNote error={state.error} retry={state.retry} />
        </div>
      )}
      {listing === null ? (
        !trouble && <Skeleton lines={9} label="Loading events" />
      ) : total === 0 ? (
        <Empty
          title={filter === "" ? "No events yet" : "No event matches"}
          actions={filter !== "" && <Button onClick={onClearFilter}>Show all events</Button>}
        >
          {filter === "" ? (
            "They appear here as they arrive."
          ) : (
            <>
              Nothing that is stored fits{" "}
              <code>
                <Visible text={filter} />
              </code>
              . New events that fit appear here by themselves.
            </>
          )}
        </Empty>
      ) : (
        <EventList
          key={listing}
          state={state}
          selection={selection}
          onSelect={onSelect}
          onOpen={onOpen}
          onPlace={onPlace}
        />
      )}
    </section>
  );
}

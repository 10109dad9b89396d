// The list's pane: its head with the count and the pill for what is new, and below it the list or a calm word on why
// there is none.
import { useCallback, useEffect, useRef, useState } from "react";
import { useAction } from "../../actions/Actions";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Icon } from "../../components/Icon";
import { Key } from "../../components/Key";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { Visible } from "../../components/Visible";
import { counted, countOf } from "../../format/size";
import { troubleOf } from "../../ipc/errors";
import { eventsOf, useComparing } from "../compare/Comparing";
import { EventList } from "./EventList";
import styles from "./Inbox.module.css";
import { PickBar } from "./PickBar";
import type { ListingState } from "./useListing";
import { usePicks } from "./usePicks";

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
  const picks = usePicks({ state, selection, onSelect });
  const { picked } = picks;
  const comparing = useComparing();
  const { against, begin, open } = comparing;
  const whole = useRef<HTMLElement>(null);
  /** The other side was chosen. */
  const complete = useCallback(
    (id: number) => {
      if (against !== null && id !== against) open(eventsOf(against, id));
    },
    [against, open],
  );
  const compare = () => {
    const [one, other] = picked;
    if (against !== null && selection !== null) complete(selection);
    else if (picked.size === 2 && one !== undefined && other !== undefined) open(eventsOf(one, other));
    else if (selection !== null) begin(selection);
  };
  // Whoever is to choose an event does so in the list.
  useEffect(() => {
    if (against !== null) whole.current?.querySelector<HTMLElement>('[data-testid="list"]')?.focus();
  }, [against]);
  const leave = () => (against !== null ? comparing.leave() : picks.clear());
  const leaves = against !== null || picked.size > 0;
  useAction("compare", selection !== null && (against !== null || picked.size <= 2) ? compare : null);
  useAction("clearPicks", picked.size > 0 ? picks.clear : null);
  useAction("back", leaves ? leave : null);
  // A filter that is not understood is explained under its field, and the list stays as it was.
  const trouble =
    state.error !== null && (listing === null || troubleOf(state.error).code !== "invalid_input");
  const fresh = atTop ? 0 : Math.max(0, added - seen);

  return (
    <section ref={whole} className={styles.inbox} aria-label="List of events">
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
      <PickBar against={against} picked={picked.size} onCompare={compare} onLeave={leave} />
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
          onChosen={complete}
          onOpen={against !== null && selection !== null ? () => complete(selection) : onOpen}
          picks={picks}
          onPlace={onPlace}
        />
      )}
    </section>
  );
}

// The list's pane: its head with the count and the pill for what is new, and below it the list or a calm word on why
// there is none.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { counted, countOf } from "@/format/size";
import { troubleOf } from "@/ipc/errors";
import type { BulkSelection } from "@/ipc/types";
import { eventsOf, useComparing } from "@/lib/comparison/Comparing";
import { useDeletion } from "@/lib/deletion/useDeletion";
import { useMarks } from "@/lib/marks/Marks";
import { RecordScenario } from "@/lib/scenarios/RecordScenario";
import type { Copies } from "@/lib/scope/scope";
import { copiesOf } from "./copies";
import { ClearAll } from "./deletion/ClearAll";
import { EventList } from "./EventList";
import styles from "./Inbox.module.css";
import { ListHead } from "./ListHead";
import { PickBar } from "./PickBar";
import { useChosenPlace } from "./useChosenPlace";
import type { ListingState } from "./useListing";
import { usePicks } from "./usePicks";
import { useRemoval } from "./useRemoval";

interface InboxProps {
  state: ListingState;
  title: string;
  /** Events stored, whatever the filter. */
  stored: number;
  selection: number | null;
  onSelect: (id: number | null) => void;
  onOpen: () => void;
  onClearFilter: () => void;
  /** Repeats are to be grouped. */
  grouped: boolean;
  onGroup: (grouped: boolean) => void;
  onCopies: (copies: Copies) => void;
  /** Sends many events again. */
  onSendMany: (selection: BulkSelection) => void;
  /** A scenario was recorded. */
  onRecorded: () => void;
  /** Back from copies to the list they were found in. */
  onBack: (() => void) | null;
}

export function Inbox(props: InboxProps) {
  const { state, title, stored, selection, onSelect, onClearFilter, grouped, onGroup, onBack } = props;
  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const [clearing, setClearing] = useState(false);
  const toTop = useRef<() => void>(() => undefined);
  const listFocused = useRef(false);
  const { added, total, counting, filter, listing, epoch } = state;
  const onPlace = useCallback((top: boolean, go: () => void) => {
    toTop.current = go;
    setAtTop(top);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(added);
    else setSeen((before) => Math.min(before, added));
  }, [atTop, added]);
  const place = useChosenPlace(state, selection);
  const picks = usePicks(state, place);
  const removal = useRemoval({ state, picks, chosen: place, selection });
  const deletion = useDeletion();
  const marks = useMarks();
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
  const idsPicked = async () => {
    const ids: number[] = [];
    await picks.each((row) => ids.push(row.id));
    return ids;
  };
  const comparePicked = async () => {
    const [one, other] = await idsPicked();
    if (one !== undefined && other !== undefined) open(eventsOf(one, other));
  };
  const compare = () => {
    if (against !== null && selection !== null) complete(selection);
    else if (picks.count === 2) void comparePicked().catch(state.retry);
    else if (selection !== null) begin(selection);
  };
  // Whoever is to choose an event does so in the list.
  useEffect(() => {
    if (against !== null) whole.current?.querySelector<HTMLElement>('[data-testid="list"]')?.focus();
  }, [against]);
  // Nothing that was chosen is left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch may be an empty one.
  useEffect(() => {
    if (deletion.changes > 0 && listing !== null && total === 0 && !counting) onSelect(null);
  }, [deletion.changes, epoch, total, counting, listing, onSelect]);
  const starPicked = async () => {
    let starred = 0;
    const ids: number[] = [];
    await picks.each((row) => {
      ids.push(row.id);
      if (row.starred) starred += 1;
    });
    marks.star(ids, starred < ids.length);
  };
  const selectionNow = async (): Promise<BulkSelection> => {
    const what = await removal.what();
    if (what.what === "ids") return { ids: what.ids };
    return { filter: what.what === "filter" ? what.filter : "" };
  };
  const chooses = (picks.count > 0 || selection !== null) && total > 0;
  const sendMany = () => void selectionNow().then(props.onSendMany, state.retry);
  useAction("bulkPicked", chooses ? sendMany : null);
  useAction("bulkListed", total > 0 ? () => props.onSendMany({ filter }) : null);
  const [recording, setRecording] = useState<BulkSelection | null>(null);
  const record = () => void selectionNow().then(setRecording, state.retry);
  useAction("record", chooses ? record : null);
  const openChosen = () => {
    const index = place();
    const row = index === null ? undefined : state.row(index);
    const copies = row === undefined ? null : copiesOf(row);
    if (against !== null && selection !== null) complete(selection);
    else if (copies !== null) props.onCopies(copies);
    else props.onOpen();
  };
  const pause = () => state.pause(!state.paused);
  const leave = () => {
    if (against !== null) comparing.leave();
    else if (picks.count > 0) picks.clear();
    else onBack?.();
  };
  const leaves = against !== null || picks.count > 0 || onBack !== null;
  useAction("compare", selection !== null && (against !== null || picks.count <= 2) ? compare : null);
  useAction("clearPicks", picks.count > 0 ? picks.clear : null);
  useAction("back", leaves ? leave : null);
  useAction("pause", pause);
  useAction("grouped", () => onGroup(!grouped));
  const deletes = (picks.count > 0 || selection !== null) && total > 0 && !removal.busy;
  useAction("delete", deletes ? removal.remove : null);
  const starChosen = () => {
    const index = place();
    const row = index === null ? undefined : state.row(index);
    if (row !== undefined) marks.star([row.id], !row.starred);
  };
  const starAny = () => (picks.count > 0 ? void starPicked().catch(state.retry) : starChosen());
  useAction("star", selection !== null && total > 0 ? starAny : null);
  const deleteListed = () => void deletion.remove({ what: "filter", filter });
  useAction("deleteListed", filter !== "" && total > 0 ? deleteListed : null);
  useAction("clearAll", stored > 0 ? () => setClearing(true) : null);
  // A filter that is not understood is explained under its field, and the list stays as it was.
  const trouble =
    state.error !== null && (listing === null || troubleOf(state.error).code !== "invalid_input");
  const more = [
    {
      key: "grouped",
      text: grouped ? "Show repeats one by one" : "Group repeats",
      onChoose: () => onGroup(!grouped),
    },
    ...(total > 0
      ? [
          {
            key: "many",
            text: "Send the events of this list again…",
            onChoose: () => props.onSendMany({ filter }),
          },
        ]
      : []),
    ...(filter !== "" && total > 0
      ? [{ key: "listed", text: `Delete the events of this list`, onChoose: deleteListed }]
      : []),
    ...(stored > 0 ? [{ key: "all", text: "Delete all events…", onChoose: () => setClearing(true) }] : []),
  ];
  const thing = state.grouped ? "row" : "event";
  const known = counting ? `${countOf(total)}+ …` : countOf(total);
  const everything = counting ? `${known} ${thing}s` : counted(total, thing);
  const count: ReactNode =
    filter === "" ? everything : `${known} of ${countOf(Math.max(stored, total))} match`;

  return (
    <section
      ref={whole}
      tabIndex={-1}
      className={styles.inbox}
      aria-label="List of events"
      data-filter={filter}
    >
      <ListHead
        title={title}
        count={count}
        slow={state.slow}
        fresh={atTop ? 0 : Math.max(0, added - seen)}
        paused={state.paused}
        waiting={state.waiting}
        grouped={state.grouped}
        onBack={onBack}
        onNewest={() => toTop.current()}
        onPause={pause}
        more={more}
      />
      <RecordScenario
        selection={recording}
        onRecorded={() => {
          setRecording(null);
          props.onRecorded();
        }}
        onClose={() => setRecording(null)}
      />
      <ClearAll open={clearing} stored={stored} onClose={() => setClearing(false)} />
      <PickBar
        against={against}
        picked={picks.count}
        busy={removal.busy}
        error={removal.error}
        onCompare={compare}
        onSendMany={sendMany}
        onRecord={record}
        onStar={starAny}
        onDelete={removal.remove}
        onLeave={leave}
      />
      {trouble && (
        <div className={styles.trouble}>
          <TroubleNote error={state.error} retry={state.retry} />
        </div>
      )}
      {listing === null ? (
        !trouble && <Skeleton lines={9} label="Loading events" />
      ) : total === 0 && counting ? (
        <Skeleton lines={9} label="Looking for events" />
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
          key={`${state.grouped} ${filter}`}
          state={state}
          selection={selection}
          place={place}
          onSelect={onSelect}
          onChosen={complete}
          onOpen={openChosen}
          onDelete={deletes ? removal.remove : null}
          picks={picks}
          landing={removal.landing}
          onPlace={onPlace}
          focused={listFocused}
        />
      )}
    </section>
  );
}

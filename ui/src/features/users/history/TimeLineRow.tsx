// One event of a user: time, type, changes, and whether it is A, B or between them.
import { type MouseEvent, memo } from "react";
import { Badge } from "@/components/Badge";
import { Breakable } from "@/components/Breakable";
import { useContextMenu } from "@/components/ContextMenu";
import { Icon } from "@/components/Icon";
import { Option } from "@/components/ListBox";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { familyLook } from "@/format/senders";
import { counted } from "@/format/size";
import { clockOf, dayLabel, fullInstant } from "@/format/time";
import type { HistoryEntry, LifecycleChangeView, Vendor } from "@/ipc/types";
import { useCopyEvent } from "@/lib/events/copy-event";
import tints from "@/styles/families.module.css";
import { entryName, THINGS, thingName, turnLabel } from "./entry-labels";
import styles from "./TimeLine.module.css";

export type Mark = "A" | "B" | "between" | null;

interface TimeLineRowProps {
  entry: HistoryEntry | undefined;
  vendor: Vendor;
  distance: number;
  total: number;
  top: number;
  mark: Mark;
  measure: (element: HTMLElement | null) => (() => void) | undefined;
  onPoint: (distance: number, putA: boolean) => void;
  /** Shows an event in the inbox. */
  onEvent: (id: number) => void;
}

/** The context menu of an event in the history. */
function useEntryMenu({ distance, onPoint, onEvent }: TimeLineRowProps) {
  const show = useContextMenu();
  const copy = useCopyEvent();
  return (event: MouseEvent, id: number) =>
    show(event, {
      label: `Event ${id}`,
      outlined: event.currentTarget,
      actions: [
        { key: "open", text: "Show event", onChoose: () => onEvent(id) },
        { key: "a", text: "Set as A", startsGroup: true, onChoose: () => onPoint(distance, true) },
        { key: "b", text: "Set as B", onChoose: () => onPoint(distance, false) },
        { key: "body", text: "Copy body", startsGroup: true, onChoose: () => copy.body(id) },
        { key: "curl", text: "Copy as cURL", onChoose: () => copy.asCurl(id) },
        { key: "number", text: "Copy event number", onChoose: () => copy.number(id) },
      ],
    });
}

export const entryDomId = (distance: number) => `entry-${distance}`;

export const TimeLineRow = memo(function TimeLineRow(props: TimeLineRowProps) {
  const { entry, vendor, distance, total, top, mark, measure, onPoint } = props;
  const onMenu = useEntryMenu(props);
  if (entry === undefined)
    return (
      <div className={styles.unknown} style={{ transform: `translateY(${top}px)` }} aria-hidden="true" />
    );
  const { time, millis } = clockOf(entry.received_at);
  return (
    <Option
      ref={measure}
      id={entryDomId(distance)}
      className={styles.row}
      selected={mark === "B"}
      index={total - 1 - distance}
      total={total}
      top={top}
      testId="history-entry"
      data-event-id={entry.id}
      data-distance={distance}
      data-mark={mark ?? undefined}
      onChoose={(event) => onPoint(distance, event.shiftKey)}
      onContextMenu={(event) => onMenu(event, entry.id)}
    >
      <time className={styles.time} dateTime={entry.received_at} title={fullInstant(entry.received_at)}>
        {time}
        <b>{millis}</b>
        <i>{dayLabel(entry.received_at, new Date())}</i>
      </time>
      <span className={styles.rail}>
        {mark === "A" || mark === "B" ? <b className={styles.point}>{mark}</b> : <i className={styles.dot} />}
      </span>
      <div className={styles.what}>
        <EntryHead entry={entry} vendor={vendor} />
        <EntryChanges entry={entry} />
        {entry.turns
          .filter((turn) => turn.turn !== "stays")
          .map((turn) => (
            <LifetimeChange key={`${turn.thing} ${turn.id} ${turn.turn}`} turn={turn} />
          ))}
      </div>
      {entry.breaks.length > 0 && (
        <div className={styles.break} data-testid="history-break">
          <Note tone="wait" title="Doesn’t match the last known state">
            {entry.breaks.map((sentence) => (
              <span key={sentence}>
                <UntrustedText text={sentence} />
              </span>
            ))}
          </Note>
        </div>
      )}
    </Option>
  );
});

function EntryHead({ entry, vendor }: { entry: HistoryEntry; vendor: Vendor }) {
  const name = entryName(entry);
  const look = familyLook(vendor, entry.type?.split(".")[0] ?? null);
  return (
    <div className={styles.head}>
      <Icon size="text" name={look.glyph} className={tints[look.tint]} />
      <span className={styles.type}>
        {name.stem !== "" && <Breakable text={name.stem} as="type" />}
        <wbr />
        <b>
          <UntrustedText text={name.last} />
        </b>{" "}
        {entry.kind === "blocking" && (
          <Badge title="The sender waited for an answer before it continued.">blocking</Badge>
        )}
        {entry.proposed && <Badge title="The state in this event is only proposed.">proposed</Badge>}
        {entry.repeat && <Badge title="An earlier event has the same id.">duplicate</Badge>}
      </span>
      {entry.seq !== null && (
        <span className={styles.seq}>
          seq <UntrustedText text={entry.seq} />
        </span>
      )}
    </div>
  );
}

function EntryChanges({ entry }: { entry: HistoryEntry }) {
  if (entry.labels.length === 0)
    return (
      <p className={styles.summary}>
        <UntrustedText text={entry.words} />
      </p>
    );
  return (
    <p className={styles.labels}>
      {entry.labels.map((label) => (
        <span key={label}>
          <i className={styles.sign} aria-hidden="true">
            ±
          </i>
          <span className="sr">changed: </span>
          <UntrustedText text={label} />
        </span>
      ))}
      {entry.changed > entry.labels.length && <Text tone="soft">{counted(entry.changed, "change")}</Text>}
    </p>
  );
}

function LifetimeChange({ turn }: { turn: LifecycleChangeView }) {
  return (
    <p className={styles.turn} data-turn={turn.turn}>
      <i className={`${styles.sign} ${turn.turn === "went" ? styles.went : styles.came}`} aria-hidden="true">
        {turn.turn === "went" ? "−" : "+"}
      </i>{" "}
      {THINGS[turn.thing]} <UntrustedText text={thingName(turn)} /> {turnLabel(turn)}
    </p>
  );
}

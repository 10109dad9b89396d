// Everything that was sent again, newest first, and beside it what came of the chosen one.
import { type KeyboardEvent, useEffect, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { Empty } from "@/components/Empty";
import { Page } from "@/components/Page";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useRested } from "@/components/useRested";
import { useVirtualRows } from "@/components/useVirtualRows";
import { counted } from "@/format/size";
import type { SentRow } from "@/ipc/types";
import { useComparing } from "@/lib/comparison/Comparing";
import { Result } from "@/lib/resends/Response";
import styles from "./Sent.module.css";
import { SentListRow, sentDomId } from "./SentListRow";
import { useResult, useSentList } from "./useSent";

/** The same as --row; positions are reckoned with it. */
const ROW_HEIGHT = 28;
/** Rows from the end at which more are asked for. */
const NEAR = 60;
const PAUSE = 80;

interface SentProps {
  /** Opens the event it was made from, to be edited, with its result beside. */
  onOpen: (row: SentRow) => void;
  /** Shows the event it was made from in the inbox. */
  onEvent: (id: number) => void;
  onBack: () => void;
}

export function Sent({ onOpen, onEvent, onBack }: SentProps) {
  const list = useSentList();
  const known = list.rows ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = useVirtualRows(known.length, ROW_HEIGHT);
  const found = known.findIndex((row) => row.id === chosen);
  const here = found >= 0 ? found : known.length > 0 ? 0 : -1;
  const row = known[here];
  const { more } = list;
  const nearEnd = known.length > 0 && rows.end >= known.length - NEAR;
  useEffect(() => {
    if (nearEnd) more();
  }, [nearEnd, more]);
  /** Those whose responses are to be compared, at most two. */
  const [picked, setPicked] = useState<readonly number[]>([]);
  const comparing = useComparing();
  const pick = (one: SentRow | undefined) => {
    if (one === undefined || one.outcome.state !== "response") return;
    setPicked((before) =>
      before.includes(one.id) ? before.filter((id) => id !== one.id) : [...before.slice(-1), one.id],
    );
  };
  // With one picked, the chosen row is the other.
  const isAnswer = row?.outcome.state === "response";
  const pair = picked.length === 2 ? picked : isAnswer ? [...picked, row.id] : [];
  const [one, other] = pair;
  const compare =
    one === undefined || other === undefined || one === other
      ? null
      : () => comparing.open({ what: "responses", old: Math.min(one, other), new: Math.max(one, other) });
  const drawsList = list.rows !== null && known.length > 0;
  useEffect(() => {
    if (drawsList) rows.ref.current?.focus();
  }, [rows.ref, drawsList]);
  const goTo = (wanted: number) => {
    const index = Math.min(Math.max(wanted, 0), known.length - 1);
    setChosen(known[index]?.id ?? null);
    if (index >= 0) rows.reveal(index);
  };
  const open = row === undefined ? null : () => onOpen(row);
  useAction("next", drawsList ? () => goTo(here + 1) : null);
  useAction("previous", drawsList ? () => goTo(here - 1) : null);
  useAction("edit", open);
  useAction("compare", compare);
  useAction("openEvent", row === undefined ? null : () => onEvent(row.event_id));
  const page = Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") goTo(here + 1);
    else if (event.key === "ArrowUp") goTo(here - 1);
    else if (event.key === "PageDown") goTo(here + page);
    else if (event.key === "PageUp") goTo(here - page);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(known.length - 1);
    else if (event.key === "Enter") open?.();
    else if (event.key === " ") pick(row);
    else return;
    event.preventDefault();
  };
  const drawn = known.slice(rows.start, rows.end);
  return (
    <Page
      title="Sent"
      about={list.rows !== null && counted(list.total, "resend")}
      testId="sent"
      onBack={onBack}
      actions={
        row !== undefined && (
          <>
            {picked.length > 0 && (
              <>
                <span role="status">
                  {compare === null ? "Choose another response to compare." : "2 responses to compare"}
                </span>
                <Button
                  icon="compare"
                  shortcut="D"
                  disabled={compare === null}
                  data-testid="sent-compare"
                  onClick={() => compare?.()}
                >
                  Compare the responses
                </Button>
              </>
            )}
            <Button icon="inbox" onClick={() => onEvent(row.event_id)}>
              Show the event
            </Button>
            <Button icon="pencil" shortcut="E" data-testid="sent-open" onClick={() => onOpen(row)}>
              Edit and resend
            </Button>
          </>
        )
      }
    >
      {list.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={list.error} retry={list.retry} />
        </div>
      )}
      {list.rows === null && list.error === null && <Skeleton lines={9} label="Loading what was sent" />}
      {list.rows !== null && known.length === 0 && (
        <Empty title="Nothing sent yet">
          Choose an event, press E, and send it again, as it is or edited. Everything that went out is listed
          here with what came back.
        </Empty>
      )}
      {drawsList && (
        <Group orientation="horizontal" className={styles.panes}>
          <Panel minSize="300px">
            <div
              ref={rows.ref}
              className={styles.list}
              role="listbox"
              tabIndex={0}
              aria-label="Resends, newest first"
              aria-activedescendant={row === undefined ? undefined : sentDomId(row.id)}
              onScroll={rows.onScroll}
              onKeyDown={onKeyDown}
            >
              <div className={styles.content} style={{ height: rows.height }} role="presentation">
                {drawn.map((one, at) => (
                  <SentListRow
                    key={one.id}
                    row={one}
                    index={rows.start + at}
                    total={list.total}
                    top={rows.top(rows.start + at)}
                    selected={one === row}
                    picked={picked.includes(one.id)}
                    onChoose={goTo}
                    onPick={pick}
                    onOpen={onOpen}
                  />
                ))}
              </div>
            </div>
          </Panel>
          <Divider />
          <Panel defaultSize="44%" minSize="260px">
            <Chosen id={row?.id ?? null} />
          </Panel>
        </Group>
      )}
    </Page>
  );
}

/** What came of the chosen one, once the choice has rested. */
function Chosen({ id }: { id: number | null }) {
  const { data, error } = useResult(useRested(id, PAUSE));
  if (error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={error} />
      </div>
    );
  if (data === undefined) return <Skeleton lines={5} label="Loading the result" />;
  return <Result key={data.id} resend={data} onBefore={null} />;
}

// The history of one user: their events on the left, and on the right what is different between two of them.

import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { MAIN_SENDER } from "@/format/senders";
import { counted, countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import { troubleOf } from "@/ipc/errors";
import { Initials } from "@/lib/people/Initials";
import { calledOf, shortId } from "@/lib/people/names";
import { userLifeQuery } from "@/lib/queries";
import styles from "./History.module.css";
import { onlyAt, type Points, putA, withA, withB } from "./points";
import { Span } from "./Span";
import { TimeLine } from "./TimeLine";
import { marksOf } from "./track";
import { useHistory } from "./useHistory";

interface HistoryProps {
  user: string;
  /** The event one came from; B stands there at first. */
  event: number | null;
  /** Opens an event in the inbox. */
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** Sizes in a window that is at least this wide; below it, the time line is narrower. */
const WIDE = 1240;

export function History({ user, event, onEvent, onBack }: HistoryProps) {
  const state = useHistory(user);
  const { total, book, want } = state;
  const [points, setPoints] = useState<Points | null>(null);
  const [told, setTold] = useState("");
  const life = useQuery(userLifeQuery(user));
  const asked = useRef(0);
  useAction("back", onBack);

  const pointAt = useCallback(
    async (id: number | null) => {
      asked.current += 1;
      const mine = asked.current;
      // A history that cannot be read says so itself.
      const found = id === null ? null : await book.find(id).catch(() => null);
      const newest = Math.max(0, (book.total ?? 0) - 1);
      if (mine === asked.current)
        setPoints((before) => (found === null ? (before ?? onlyAt(newest)) : onlyAt(found)));
    },
    [book],
  );
  const open = total !== null && total > 0;
  useEffect(() => {
    if (open) void pointAt(event);
  }, [open, event, pointAt]);
  useEffect(() => {
    if (points !== null && total !== null) want([points.b, points.a, ...marksOf(total)]);
  }, [points, total, want]);

  const change = (next: (before: Points, total: number) => Points) => {
    asked.current += 1;
    setTold("");
    setPoints((before) => (before === null ? null : next(before, book.total ?? 0)));
  };
  const onB = (to: number) => change((before, total) => withB(before, to, total));
  const onA = (to: number) => change((before, total) => withA(before, to, total));
  useAction("laterB", points && (() => onB(points.b + 1)));
  useAction("earlierB", points && (() => onB(points.b - 1)));
  useAction("laterA", points && (() => onA(points.a + 1)));
  useAction("earlierA", points && (() => onA(points.a - 1)));

  const nextBreak = async () => {
    if (points === null) return;
    asked.current += 1;
    const mine = asked.current;
    const isOver = () => mine !== asked.current;
    setTold("Looking for the next warning …");
    try {
      const found = await book.nextBreak(points.b, isOver);
      if (isOver()) return;
      setTold(found === null ? "Every event of this user follows from what was known before." : "");
      if (found !== null) setPoints((before) => before && withB(before, found, book.total ?? 0));
    } catch (thrown) {
      if (!isOver()) setTold(troubleOf(thrown).sentence);
    }
  };
  useEffect(
    () => () => {
      asked.current += 1;
    },
    [],
  );

  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const toTop = useRef<() => void>(() => undefined);
  const onPlace = useCallback((top: boolean, go: () => void) => {
    toTop.current = go;
    setAtTop(top);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(state.added);
  }, [atTop, state.added]);
  const fresh = atTop ? 0 : Math.max(0, state.added - seen);

  const who = life.data?.user;
  const name = who === undefined ? shortId(user) : calledOf(who);
  return (
    <section
      className={styles.history}
      aria-label={`History of ${visibleText(name)}`}
      data-testid="history"
      data-user={user}
    >
      <Group orientation="horizontal">
        <Panel
          id="pane-time"
          defaultSize={window.innerWidth >= WIDE ? "440px" : "312px"}
          minSize="260px"
          maxSize="720px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <div className={styles.left}>
            <div className={styles.head}>
              <Button icon="back" look="bare" label="Back" onClick={onBack} data-testid="history-back" />
              <Initials of={name} />
              <h1 title={visibleText(user)}>
                <b>
                  <Visible text={name} />
                </b>{" "}
                {name !== shortId(user) && (
                  <code>
                    <Visible text={shortId(user)} />
                  </code>
                )}
              </h1>
              {fresh > 0 ? (
                <Button icon="up" size="small" onClick={() => toTop.current()}>
                  {countOf(fresh)} new
                </Button>
              ) : (
                <span className={styles.soft} data-testid="history-count">
                  {total !== null && counted(total, "event")}
                </span>
              )}
            </div>
            {state.error !== null && (
              <div className={styles.trouble}>
                <TroubleNote error={state.error} retry={state.retry} />
              </div>
            )}
            {total === 0 && <Empty title="No events">Nothing that is stored is about this user.</Empty>}
            {points === null || total === null ? (
              state.error === null && total !== 0 && <Skeleton lines={9} label="Loading the history" />
            ) : (
              <TimeLine
                state={state}
                total={total}
                vendor={who?.vendor ?? MAIN_SENDER}
                points={points}
                onB={onB}
                onA={onA}
                onPutA={(to) => change((before, total) => putA(before, to, total))}
                onPlace={onPlace}
              />
            )}
          </div>
        </Panel>
        <Divider label="Width of the time line" />
        <Panel id="pane-span" minSize="320px">
          {points !== null && total !== null && (
            <Span
              user={user}
              state={state}
              total={total}
              points={points}
              life={life}
              told={told}
              onB={onB}
              onA={onA}
              onOnly={(only) => change((before) => (only ? onlyAt(before.b) : { ...before, only }))}
              onStep={(to) => change(() => onlyAt(to))}
              onNextBreak={() => void nextBreak()}
              onPoint={(id) => void pointAt(id)}
              onEvent={onEvent}
            />
          )}
        </Panel>
      </Group>
    </section>
  );
}

// What happened between two points of a history: how long and how many events, the points on their track, what differs,
// the whole state at the later one, and the identities and sessions of the user.
import { Tabs } from "@base-ui/react/tabs";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Note } from "@/components/Note";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useRested } from "@/components/useRested";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { elapsedOf } from "@/format/time";
import type { HistoryEntry, Sides, UserLife } from "@/ipc/types";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import { entryName } from "./entry-words";
import styles from "./History.module.css";
import { Life } from "./Life";
import { isSpan, type Points } from "./points";
import { StateAt } from "./StateAt";
import { Track } from "./Track";
import type { HistoryState } from "./useHistory";

const PARTS = ["changes", "state", "life"] as const;
type Part = (typeof PARTS)[number];
const PART_NAMES: Record<Part, string> = { changes: "Changes", state: "State at B", life: "Life" };
const isPart = (value: unknown): value is Part => PARTS.some((part) => part === value);
const beside = (part: Part, by: number): Part =>
  PARTS[(PARTS.indexOf(part) + by + PARTS.length) % PARTS.length] ?? part;

/** A drag passes many events: they are compared where it rests. */
const REST = 120;

interface SpanProps {
  user: string;
  state: HistoryState;
  total: number;
  points: Points;
  life: { data: UserLife | undefined; error: unknown; refetch: () => unknown };
  /** What the search for the next warning came to. */
  told: string;
  onB: (distance: number) => void;
  onA: (distance: number) => void;
  onOnly: (only: boolean) => void;
  onStep: (distance: number) => void;
  onNextBreak: () => void;
  /** Puts B on an event. */
  onPoint: (event: number) => void;
  /** Opens an event in the inbox. */
  onEvent: (id: number) => void;
}

export function Span(props: SpanProps) {
  const { user, state, total, points, life, onOnly, onEvent } = props;
  const [part, setPart] = useState<Part>("changes");
  const a = state.entry(points.a);
  const b = state.entry(points.b);
  const rested = useRested(points, REST);
  const sides = useLastKnown(user, state.entry(rested.a), state.entry(rested.b));
  useAction("onlyThis", () => onOnly(!points.only));
  useAction("openEvent", b === undefined ? null : () => onEvent(b.id));
  useAction("nextTab", () => setPart(beside(part, 1)));
  useAction("previousTab", () => setPart(beside(part, -1)));

  const inside: Record<Part, () => ReactNode> = {
    changes: () => {
      if (!isSpan(rested))
        return (
          <Empty title="Nothing before it">
            This is the first event that is known of this user. State at B shows what it tells.
          </Empty>
        );
      if (sides === null) return <Skeleton lines={4} label="Loading the events" />;
      return (
        <div className={styles.comparison}>
          <Between sides={sides} onEvent={onEvent} />
        </div>
      );
    },
    state: () =>
      sides === null ? <Skeleton lines={8} label="Loading" /> : <StateAt user={user} event={sides.new} />,
    life: () => {
      if (life.data !== undefined) return <Life life={life.data} onEvent={props.onPoint} />;
      if (life.error === null) return <Skeleton lines={4} label="Loading identities and sessions" />;
      return (
        <div className={styles.trouble}>
          <TroubleNote error={life.error} retry={() => void life.refetch()} />
        </div>
      );
    },
  };
  return (
    <div className={styles.right}>
      <div className={styles.head}>
        <h2>Between A and B</h2>
        <span className={styles.soft} data-testid="span">
          {a !== undefined && b !== undefined && isSpan(points)
            ? `${elapsedOf(a.received_at, b.received_at)} · ${counted(points.b - points.a, "event")}`
            : counted(isSpan(points) ? points.b - points.a : 1, "event")}
        </span>
        <span className={styles.grow} />
        <Button
          size="small"
          aria-pressed={points.only}
          data-testid="only-this"
          title="Compares the event at B with the one before it, also when B moves on"
          onClick={() => onOnly(!points.only)}
        >
          Only this event
        </Button>
        <Button
          size="small"
          shortcut={writtenKeys("Mod+o")}
          disabled={b === undefined}
          data-testid="open-event"
          title="Opens the event at B in the inbox"
          onClick={() => b !== undefined && onEvent(b.id)}
        >
          Open event
        </Button>
      </div>
      <Track state={state} total={total} points={points} onB={props.onB} onA={props.onA} />
      <Broken {...props} />
      <Tabs.Root
        className={styles.parts}
        value={part}
        onValueChange={(value: unknown) => isPart(value) && setPart(value)}
      >
        <Tabs.List className={styles.tabs} aria-label="What is shown of the history" activateOnFocus>
          {PARTS.map((name) => (
            <Tabs.Tab key={name} value={name} className={styles.tab} data-testid={`part-${name}`}>
              {PART_NAMES[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PARTS.map((name) => (
          <Tabs.Panel key={name} value={name} className={styles.panel}>
            {part === name && inside[name]()}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </div>
  );
}

type UserSides = Extract<Sides, { what: "user" }>;

/** The sides of the comparison. While an entry is on its way those before stay. */
function useLastKnown(user: string, a?: HistoryEntry, b?: HistoryEntry): UserSides | null {
  const kept = useRef<{ old: number; new: number } | null>(null);
  if (a !== undefined && b !== undefined) kept.current = { old: a.id, new: b.id };
  const [old, newer] = [kept.current?.old, kept.current?.new];
  return useMemo(
    () =>
      old === undefined || newer === undefined ? null : { what: "user", user_id: user, old, new: newer },
    [user, old, newer],
  );
}

/** Events looked at for a break, back from B. */
const LOOKED_BACK = 1000;

/** The break in continuity between A and B that is nearest to B, of those that are known. One step tells its own. */
function Broken({ state, points, told, onStep, onNextBreak }: SpanProps) {
  let found: { distance: number; entry: HistoryEntry } | null = null;
  const last = Math.max(points.a, points.b - LOOKED_BACK);
  for (let distance = points.b; distance > last && found === null; distance -= 1) {
    const entry = state.entry(distance);
    if (entry !== undefined && entry.breaks.length > 0) found = { distance, entry };
  }
  useAction("nextBreak", onNextBreak);
  return (
    <>
      <p className={told === "" ? "sr" : styles.told} role="status" data-testid="history-told">
        {told}
      </p>
      {found !== null && points.a < points.b - 1 && (
        <div className={styles.broken} data-testid="history-broken">
          <Note
            tone="wait"
            title="Not continuous"
            actions={
              <Button size="small" icon="right" onClick={() => found !== null && onStep(found.distance)}>
                Show the step
              </Button>
            }
          >
            <b>
              <Visible text={`${entryName(found.entry).stem}${entryName(found.entry).last}`} />
              {found.entry.seq !== null && (
                <>
                  {" (seq "}
                  <Visible text={found.entry.seq} />)
                </>
              )}
            </b>{" "}
            <Visible text={found.entry.breaks[0] ?? ""} />
          </Note>
        </div>
      )}
    </>
  );
}

function Between({ sides, onEvent }: { sides: Sides; onEvent: (id: number) => void }) {
  return <Comparison state={useComparison(sides, false)} beside={null} onEvent={onEvent} />;
}

// The right side of a history: the track with A and B, and tabs for the changes between them, the
// state at B, and the user's identities and sessions.
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Tabs } from "@/components/Tabs";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { HistoryEntry, Sides, UserLifetimes } from "@/ipc/types";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import { Lifetimes } from "./Lifetimes";
import { isSpan, type Points } from "./points";
import { SpanHead } from "./SpanHead";
import { StateAt } from "./StateAt";
import { StateMismatch } from "./StateMismatch";
import { Track } from "./Track";
import type { HistoryState } from "./useHistory";
import type { PointMoves } from "./useHistoryPoints";

const PARTS = ["changes", "state", "life"] as const;
type Part = (typeof PARTS)[number];
const PART_NAMES: Record<Part, string> = { changes: "Changes", state: "State at B", life: "Lifetimes" };
const beside = (part: Part, by: number): Part =>
  PARTS[(PARTS.indexOf(part) + by + PARTS.length) % PARTS.length] ?? part;

/** The debounce delay, in milliseconds. A drag compares only the events where it stops. */
const DEBOUNCE_DELAY = 120;

interface SpanProps {
  user: string;
  state: HistoryState;
  total: number;
  points: Points;
  life: { data: UserLifetimes | undefined; error: unknown; refetch: () => unknown };
  /** The result of the search for the next warning. */
  notice: string;
  moves: PointMoves;
  /** Opens an event in the inbox. */
  onEvent: (id: number) => void;
}

export function Span(props: SpanProps) {
  const { user, state, total, points, life, notice, moves, onEvent } = props;
  const [part, setPart] = useState<Part>("changes");
  const settled = useDebouncedValue(points, DEBOUNCE_DELAY);
  const sides = useLoadedSides(user, state.entry(settled.a), state.entry(settled.b));
  useAction("nextTab", () => setPart(beside(part, 1)));
  useAction("previousTab", () => setPart(beside(part, -1)));
  const panels: Record<Part, () => ReactNode> = {
    changes: () => (isSpan(settled) ? <Changes sides={sides} onEvent={onEvent} /> : <FirstEvent />),
    state: () =>
      sides === null ? <Skeleton lines={8} label="Loading" /> : <StateAt user={user} event={sides.new} />,
    life: () => <LifetimesPanel life={life} onPoint={moves.onPoint} />,
  };
  return (
    <Stack full container="span">
      <SpanHead state={state} points={points} onOnly={moves.onOnly} onEvent={onEvent} />
      <Track state={state} total={total} points={points} moves={moves} />
      <StateMismatch state={state} points={points} notice={notice} moves={moves} />
      <Tabs<Part>
        label="History views"
        value={part}
        tabs={PARTS.map((name) => ({
          value: name,
          title: PART_NAMES[name],
          panel: panels[name],
          testId: `part-${name}`,
        }))}
        onChange={setPart}
      />
    </Stack>
  );
}

type UserSides = Extract<Sides, { what: "user" }>;

/** The sides of the comparison. The previous sides stay while an entry loads. */
function useLoadedSides(user: string, a?: HistoryEntry, b?: HistoryEntry): UserSides | null {
  const loaded = useRef<{ old: number; new: number } | null>(null);
  if (a !== undefined && b !== undefined) loaded.current = { old: a.id, new: b.id };
  const [old, newer] = [loaded.current?.old, loaded.current?.new];
  return useMemo(
    () =>
      old === undefined || newer === undefined ? null : { what: "user", user_id: user, old, new: newer },
    [user, old, newer],
  );
}

const FirstEvent = () => (
  <EmptyState title="No earlier event">
    This is the first stored event of this user. The State at B tab shows the state after it.
  </EmptyState>
);

interface ChangesProps {
  sides: UserSides | null;
  onEvent: (id: number) => void;
}

function Changes({ sides, onEvent }: ChangesProps) {
  if (sides === null) return <Skeleton lines={4} label="Loading the events" />;
  return <UserComparison sides={sides} onEvent={onEvent} />;
}

function UserComparison({ sides, onEvent }: { sides: Sides; onEvent: (id: number) => void }) {
  return <Comparison state={useComparison(sides, false)} beside={null} onEvent={onEvent} />;
}

function LifetimesPanel({ life, onPoint }: { life: SpanProps["life"]; onPoint: PointMoves["onPoint"] }) {
  if (life.data !== undefined) return <Lifetimes life={life.data} onEvent={onPoint} />;
  if (life.error === null) return <Skeleton lines={4} label="Loading identities and sessions" />;
  return (
    <Stack pad="4">
      <ErrorNote error={life.error} retry={() => void life.refetch()} />
    </Stack>
  );
}

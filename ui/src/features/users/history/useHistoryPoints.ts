// The points A and B of a history, and the actions that move them: keys, clicks, links to events,
// and the search for the next warning.
import { useCallback, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { describeError } from "@/ipc/errors";
import { onlyAt, type Points, putA, withA, withB } from "./points";
import { labeledEvents } from "./track";
import type { HistoryState } from "./useHistory";

export interface PointMoves {
  onB: (distance: number) => void;
  onA: (distance: number) => void;
  onPutA: (distance: number) => void;
  /** Keeps A one event before B, or keeps A at its event. */
  onOnly: (only: boolean) => void;
  /** Moves B to the event at a distance, and A to the event before it. */
  onStep: (distance: number) => void;
  /** Moves B to the event with an id, and A to the event before it. */
  onPoint: (event: number | null) => void;
  onNextBreak: () => void;
}

export function useHistoryPoints({ cache, total, setRequired }: HistoryState, event: number | null) {
  const [points, setPoints] = useState<Points | null>(null);
  /** The result of the search for the next warning. */
  const [notice, setNotice] = useState("");
  /** Counts moves. A lookup has no effect if a later move started before it finished. */
  const moves = useRef(0);
  const begin = useCallback(() => {
    moves.current += 1;
    const current = moves.current;
    return () => current !== moves.current;
  }, []);

  const onPoint = useCallback(
    async (id: number | null) => {
      const isOver = begin();
      // The timeline shows the error of a history that cannot be read.
      const found = id === null ? null : await cache.find(id).catch(() => null);
      const newest = Math.max(0, (cache.total ?? 0) - 1);
      if (!isOver()) setPoints((before) => (found === null ? (before ?? onlyAt(newest)) : onlyAt(found)));
    },
    [cache, begin],
  );
  const open = total !== null && total > 0;
  useEffect(() => {
    if (open) void onPoint(event);
  }, [open, event, onPoint]);
  useEffect(() => {
    if (points !== null && total !== null) setRequired([points.b, points.a, ...labeledEvents(total)]);
  }, [points, total, setRequired]);
  useEffect(() => () => void begin(), [begin]);

  const change = (next: (before: Points, total: number) => Points) => {
    begin();
    setNotice("");
    setPoints((before) => (before === null ? null : next(before, cache.total ?? 0)));
  };
  const onNextBreak = async () => {
    if (points === null) return;
    const isOver = begin();
    setNotice("Searching for the next warning…");
    try {
      const found = await cache.nextBreak(points.b, isOver);
      if (isOver()) return;
      setNotice(found === null ? "Every event of this user matches the last known state." : "");
      if (found !== null) setPoints((before) => before && withB(before, found, cache.total ?? 0));
    } catch (thrown) {
      if (!isOver()) setNotice(describeError(thrown).sentence);
    }
  };
  const to: PointMoves = {
    onB: (distance) => change((before, total) => withB(before, distance, total)),
    onA: (distance) => change((before, total) => withA(before, distance, total)),
    onPutA: (distance) => change((before, total) => putA(before, distance, total)),
    onOnly: (only) => change((before) => (only ? onlyAt(before.b) : { ...before, only })),
    onStep: (distance) => change(() => onlyAt(distance)),
    onPoint: (id) => void onPoint(id),
    onNextBreak: () => void onNextBreak(),
  };
  useAction("laterB", points && (() => to.onB(points.b + 1)));
  useAction("earlierB", points && (() => to.onB(points.b - 1)));
  useAction("laterA", points && (() => to.onA(points.a + 1)));
  useAction("earlierA", points && (() => to.onA(points.a - 1)));
  return { points, notice, moves: to };
}

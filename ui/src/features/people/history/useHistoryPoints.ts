// The points A and B of a history, and everything that moves them: keys, clicks, events and the search for a warning.
import { useCallback, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { troubleOf } from "@/ipc/errors";
import { onlyAt, type Points, putA, withA, withB } from "./points";
import { marksOf } from "./track";
import type { HistoryState } from "./useHistory";

export interface PointMoves {
  onB: (distance: number) => void;
  onA: (distance: number) => void;
  onPutA: (distance: number) => void;
  /** Compares B with the event before it, or lets A stay where it is. */
  onOnly: (only: boolean) => void;
  /** Puts B on an event that is known by its distance, compared with the one before it. */
  onStep: (distance: number) => void;
  /** Puts B on an event that is known by its id. */
  onPoint: (event: number | null) => void;
  onNextBreak: () => void;
}

export function useHistoryPoints({ cache, total, want }: HistoryState, event: number | null) {
  const [points, setPoints] = useState<Points | null>(null);
  /** The result of the search for a warning. */
  const [notice, setNotice] = useState("");
  /** Counts moves: a lookup that a later move overtakes changes nothing. */
  const moves = useRef(0);
  const begin = useCallback(() => {
    moves.current += 1;
    const mine = moves.current;
    return () => mine !== moves.current;
  }, []);

  const onPoint = useCallback(
    async (id: number | null) => {
      const isOver = begin();
      // The time line reports a history that cannot be read.
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
    if (points !== null && total !== null) want([points.b, points.a, ...marksOf(total)]);
  }, [points, total, want]);
  useEffect(() => () => void begin(), [begin]);

  const change = (next: (before: Points, total: number) => Points) => {
    begin();
    setNotice("");
    setPoints((before) => (before === null ? null : next(before, cache.total ?? 0)));
  };
  const onNextBreak = async () => {
    if (points === null) return;
    const isOver = begin();
    setNotice("Looking for the next warning …");
    try {
      const found = await cache.nextBreak(points.b, isOver);
      if (isOver()) return;
      setNotice(found === null ? "Every event of this user follows from what was known before." : "");
      if (found !== null) setPoints((before) => before && withB(before, found, cache.total ?? 0));
    } catch (thrown) {
      if (!isOver()) setNotice(troubleOf(thrown).sentence);
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

// Drags A or B along the track. A press outside the handles moves the closer handle there.
import { type PointerEvent, useRef } from "react";
import type { Points } from "./points";
import { nearest } from "./track";
import type { PointMoves } from "./useHistoryPoints";

export type Handle = "A" | "B";

export function useTrackDrag(total: number, { a, b, only }: Points, { onA, onB }: PointMoves) {
  const line = useRef<HTMLDivElement>(null);
  const handles = useRef<Partial<Record<Handle, HTMLElement | null>>>({});
  const dragged = useRef<Handle | null>(null);
  const distanceAt = (event: PointerEvent): number | null => {
    const box = line.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return null;
    return nearest((event.clientX - box.left) / box.width, total);
  };
  const move = (handle: Handle, distance: number) => (handle === "A" ? onA(distance) : onB(distance));
  const drop = () => {
    dragged.current = null;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const to = distanceAt(event);
    if (event.button !== 0 || to === null) return;
    const on = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-point]") : null;
    const grabbed = on?.dataset.point;
    const closer: Handle = !only && Math.abs(to - a) < Math.abs(to - b) ? "A" : "B";
    const handle = grabbed === "A" || grabbed === "B" ? grabbed : closer;
    dragged.current = handle;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    handles.current[handle]?.focus({ preventScroll: true });
    if (grabbed === undefined) move(handle, to);
  };
  const onPointerMove = (event: PointerEvent) => {
    const to = distanceAt(event);
    if (dragged.current !== null && to !== null) move(dragged.current, to);
  };
  return {
    line,
    handles,
    pointer: { onPointerDown, onPointerMove, onPointerUp: drop, onPointerCancel: drop },
  };
}

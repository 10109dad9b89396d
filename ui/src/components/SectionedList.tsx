// A virtual list with sections and rows of any height. It renders only the rows in view and keeps
// them in place while other rows change their height (useVirtualRows.ts). The caller renders the
// content of the rows.
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo } from "react";
import { sectionHeights } from "./heights";
import styles from "./SectionedList.module.css";
import { useVirtualRows } from "./useVirtualRows";

export interface Section {
  /** Identifies the section. It stays the same while rows are added or removed. */
  name: string;
  count: number;
  /** The estimated height of a row in pixels. */
  height: number;
  /** Adjacent sections with the same frame share one outline. */
  frame?: string;
  row: (at: number) => ReactNode;
}

export interface TallListHandle {
  /** Scrolls a row fully into view. */
  reveal: (section: string, at: number) => void;
  focus: () => void;
}

interface TallListProps {
  label: string;
  sections: readonly Section[];
  ref?: Ref<TallListHandle>;
  /** Called with the rendered rows of a section. */
  onVisibleRows?: (section: string, start: number, end: number) => void;
}

export function SectionedList({ label, sections, ref, onVisibleRows: onLook }: TallListProps) {
  const starts: number[] = [];
  let total = 0;
  for (const section of sections) {
    starts.push(total);
    total += section.count;
  }
  const sectionOf = (index: number) => {
    let at = 0;
    while (at < sections.length - 1 && index >= (starts[at + 1] ?? 0)) at += 1;
    return at;
  };
  const shape = sections.map(({ name, count }) => `${name}:${count}`).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: sections with the same shape have the same estimated heights.
  const estimates = useMemo(() => sectionHeights(sections), [shape]);
  const rows = useVirtualRows<HTMLElement>(total, estimates, { over: 4 });
  const { start, end } = rows;

  useImperativeHandle(ref, () => ({
    reveal: (name, at) => {
      const position = sections.findIndex((section) => section.name === name);
      if (position >= 0) rows.reveal((starts[position] ?? 0) + at);
    },
    focus: () => rows.ref.current?.focus({ preventScroll: true }),
  }));

  useEffect(() => {
    sections.forEach(({ name, count }, position) => {
      const first = starts[position] ?? 0;
      const from = Math.max(0, start - first);
      const to = Math.min(count, end - first);
      if (from < to) onLook?.(name, from, to);
    });
  });

  const frameAt = (position: number) => sections[position]?.frame;
  const neighborHasFrame = (index: number, by: 1 | -1, frame: string) => {
    const neighbor = index + by;
    return neighbor >= 0 && neighbor < total && frameAt(sectionOf(neighbor)) === frame;
  };
  const rendered: ReactNode[] = [];
  for (let index = start; index < end; index += 1) {
    const position = sectionOf(index);
    const section = sections[position];
    if (section === undefined) continue;
    const { frame } = section;
    const at = index - (starts[position] ?? 0);
    rendered.push(
      <li
        key={`${section.name}:${at}`}
        ref={rows.row}
        aria-posinset={index + 1}
        aria-setsize={total}
        data-distance={total - 1 - index}
        className={frame === undefined ? undefined : styles.framed}
        data-first={frame !== undefined && !neighborHasFrame(index, -1, frame)}
        data-last={frame !== undefined && !neighborHasFrame(index, 1, frame)}
      >
        {section.row(at)}
      </li>,
    );
  }
  return (
    <section
      ref={rows.ref}
      className={styles.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      onScroll={rows.onScroll}
    >
      <div className={styles.content} style={{ height: rows.height }}>
        <ul className={styles.rendered} style={{ transform: `translateY(${rows.top(start)}px)` }}>
          {rendered}
        </ul>
      </div>
    </section>
  );
}

// A part that scrolls through sections of any number of rows, of which only those are drawn that can be seen. Rows may
// have any height: they are measured as they are drawn, and what a person reads stays where it is while rows above turn
// out taller or shorter. What the rows are is not its concern.
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import styles from "./TallList.module.css";
import { TallRows } from "./tall-rows";

export interface Section {
  /** Tells sections apart; stays the same while rows come and go. */
  name: string;
  count: number;
  /** Pixels a row has as a rule. */
  height: number;
  /** Sections of the same frame stand inside one outline. */
  frame?: string;
  row: (at: number) => ReactNode;
}

export interface TallListHandle {
  /** Brings a row wholly into view. */
  reveal: (section: string, at: number) => void;
  focus: () => void;
}

interface TallListProps {
  label: string;
  sections: readonly Section[];
  ref?: Ref<TallListHandle>;
  /** Told which rows of a section are drawn. */
  onLook?: (section: string, start: number, end: number) => void;
}

/** Used until the viewport is measured, and where nothing has a size. */
const UNMEASURED = 600;
/** Pixels that are drawn beyond what can be seen. */
const OVER = 300;

export function TallList({ label, sections, ref, onLook }: TallListProps) {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: UNMEASURED });
  const [offset, setOffset] = useState(0);
  const [, redraw] = useState(0);
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape tells all of the sections that counts; another width makes other heights.
  const rows = useMemo(
    () => new TallRows(total, (index) => sections[sectionOf(index)]?.height ?? 0),
    [shape, size.width],
  );

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () =>
      setSize((before) => {
        const now = { width: element.clientWidth, height: element.clientHeight || UNMEASURED };
        return before.width === now.width && before.height === now.height ? before : now;
      });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const drawnWith = useRef(rows);
  /** The row at the upper edge, and how far it has gone beyond it. */
  const anchor = useRef({ index: 0, into: 0 });
  /** The row that is to be in view; kept until all around it is measured. */
  const aim = useRef<number | null>(null);
  const anchorNow = (scrollTop: number) => {
    const index = rows.indexAt(scrollTop);
    anchor.current = { index, into: scrollTop - rows.topOf(index) };
  };
  const revealed = (index: number, scrollTop: number) => {
    const top = rows.topOf(index);
    const bottom = top + rows.heightOf(index);
    if (top < scrollTop) return top;
    return bottom > scrollTop + size.height ? Math.min(top, bottom - size.height) : scrollTop;
  };

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || content.current === null) return;
    if (drawnWith.current === rows) anchorNow(element.scrollTop);
    const rebuilt = drawnWith.current !== rows;
    drawnWith.current = rows;
    let changed = rebuilt;
    for (const child of content.current.children) {
      const height = child.getBoundingClientRect().height;
      if (height > 0 && rows.measure(Number((child as HTMLElement).dataset.index), height)) changed = true;
    }
    const { index, into } = anchor.current;
    const kept = rows.topOf(index) + Math.min(into, Math.max(0, rows.heightOf(index) - 1));
    const wanted = aim.current !== null ? revealed(aim.current, element.scrollTop) : kept;
    if (!changed) {
      aim.current = null;
      return;
    }
    if (Math.abs(element.scrollTop - wanted) > 0.5) element.scrollTop = wanted;
    setOffset(element.scrollTop);
    redraw((n) => n + 1);
  });

  useImperativeHandle(ref, () => ({
    reveal: (name, at) => {
      const place = sections.findIndex((section) => section.name === name);
      const element = box.current;
      if (place < 0 || element === null) return;
      const index = (starts[place] ?? 0) + at;
      aim.current = index;
      element.scrollTop = revealed(index, element.scrollTop);
      setOffset(element.scrollTop);
      redraw((n) => n + 1);
    },
    focus: () => box.current?.focus({ preventScroll: true }),
  }));

  const start = total === 0 ? 0 : rows.indexAt(offset - OVER);
  const end = total === 0 ? 0 : Math.min(total, rows.indexAt(offset + size.height + OVER) + 1);
  useEffect(() => {
    sections.forEach(({ name, count }, place) => {
      const first = starts[place] ?? 0;
      const from = Math.max(0, start - first);
      const to = Math.min(count, end - first);
      if (from < to) onLook?.(name, from, to);
    });
  });

  const frameAt = (place: number) => sections[place]?.frame;
  const besideFrame = (index: number, by: 1 | -1, frame: string) => {
    const beside = index + by;
    return beside >= 0 && beside < total && frameAt(sectionOf(beside)) === frame;
  };
  const drawn: ReactNode[] = [];
  for (let index = start; index < end; index += 1) {
    const place = sectionOf(index);
    const section = sections[place];
    if (section === undefined) continue;
    const { frame } = section;
    const at = index - (starts[place] ?? 0);
    drawn.push(
      <div
        key={`${section.name}:${at}`}
        data-index={index}
        className={frame === undefined ? undefined : styles.framed}
        data-first={frame !== undefined && !besideFrame(index, -1, frame)}
        data-last={frame !== undefined && !besideFrame(index, 1, frame)}
      >
        {section.row(at)}
      </div>,
    );
  }
  return (
    <section
      ref={box}
      className={styles.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      aria-label={label}
      onScroll={() => {
        const element = box.current;
        if (element !== null && element.scrollTop !== offset) setOffset(element.scrollTop);
      }}
      onWheel={() => {
        aim.current = null;
      }}
    >
      <div className={styles.content} style={{ height: rows.height }}>
        <div
          ref={content}
          className={styles.drawn}
          style={{ transform: `translateY(${rows.topOf(start)}px)` }}
        >
          {drawn}
        </div>
      </div>
    </section>
  );
}

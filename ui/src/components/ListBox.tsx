// A list box with one current option. The list has the focus and handles the keys.
// `aria-activedescendant` names the current option, so options have no focus and no key handlers.
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useRef,
} from "react";
import styles from "./ListBox.module.css";
import { listKey } from "./list-keys";
import { isOnControl, isWithoutPress, onRelease, type RowClick } from "./press";

/** The state of virtual rows, of which only those in view are rendered. */
interface VirtualRows {
  ref: RefObject<HTMLDivElement | null>;
  height: number;
  viewport: number;
  onScroll: () => void;
}

interface ListBoxProps {
  label: string;
  id?: string;
  /** The number of options, rendered or not. */
  count: number;
  /** The index of the current option, or -1. */
  current: number;
  /** The DOM id of the option at an index. */
  idOf: (index: number) => string;
  /**
   * Moves the current option. Without it, a field above the list does this, and the list cannot get
   * the focus.
   */
  onMove?: ((index: number) => void) | undefined;
  /** Called for Enter on the current option. */
  onOpen?: (() => void) | undefined;
  /** Handles additional keys. Returns whether it handled the key. */
  onKey?: ((event: KeyboardEvent) => boolean) | undefined;
  /** Also passes keys with Alt to `onKey`. */
  altKeys?: boolean;
  /** Set if only the options in view are rendered. */
  rows?: VirtualRows;
  /** The height of a row in pixels, for Page Up and Page Down. */
  rowHeight?: number;
  /** Focuses the list when it appears. */
  focusFirst?: boolean;
  /** Leaves the list out of the tab order, for pages with their own keys to reach it. */
  skipTab?: boolean;
  hidden?: boolean;
  testId?: string;
  /** The element that gets the focus. */
  boxRef?: RefObject<HTMLDivElement | null>;
  className?: string | undefined;
  children: ReactNode;
}

/** The number of options per page in a list without virtual rows. */
const DEFAULT_PAGE_SIZE = 10;

export function ListBox(props: ListBoxProps) {
  const { label, id, count, current, idOf, onMove, onOpen, onKey, rows, rowHeight = 1, focusFirst } = props;
  const own = useRef<HTMLDivElement>(null);
  const box = rows?.ref ?? props.boxRef ?? own;
  const virtual = rows !== undefined;
  const active = current >= 0 && current < count ? idOf(current) : undefined;
  useEffect(() => {
    if (focusFirst) box.current?.focus();
  }, [focusFirst, box]);
  // With virtual rows, the caller scrolls to the current option, which may not be rendered yet.
  useEffect(() => {
    if (!virtual && active !== undefined)
      document.getElementById(active)?.scrollIntoView?.({ block: "nearest" });
  }, [virtual, active]);
  const page = rows === undefined ? DEFAULT_PAGE_SIZE : Math.floor(rows.viewport / rowHeight) - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || (event.altKey && !props.altKeys)) return;
    const isOwn = onKey?.(event) === true;
    if (!isOwn && event.altKey) return;
    const to = isOwn ? "handled" : listKey(event.key, current, count, page);
    if (typeof to === "number") onMove?.(to);
    else if (to === null && event.key === "Enter" && onOpen !== undefined) onOpen();
    else if (to === null) return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      id={id}
      className={props.className === undefined ? styles.list : `${styles.list} ${props.className}`}
      hidden={props.hidden}
      role="listbox"
      tabIndex={onMove === undefined ? undefined : props.skipTab ? -1 : 0}
      aria-label={label}
      aria-activedescendant={active}
      data-testid={props.testId}
      onScroll={rows?.onScroll}
      onKeyDown={onMove === undefined ? undefined : onKeyDown}
    >
      {rows === undefined ? (
        props.children
      ) : (
        <div className={styles.content} style={{ height: rows.height }} role="presentation">
          {props.children}
        </div>
      )}
    </div>
  );
}

interface OptionProps extends Omit<HTMLAttributes<HTMLDivElement>, "id" | "role" | "onClick"> {
  id: string;
  selected: boolean;
  /**
   * The current option. The default is the selected one; set it if several options can be selected.
   */
  active?: boolean;
  /** The index of the option, if not all options are rendered. */
  index?: number;
  total?: number;
  /** The distance from the top of the list in pixels, if only the options in view are rendered. */
  top?: number;
  /**
   * Hides the selection mark at the edge, for lists below a field whose selection follows the
   * mouse.
   */
  unmarked?: boolean;
  /** One line of cells. `className` sets their columns. */
  line?: boolean;
  testId?: string | undefined;
  ref?: Ref<HTMLDivElement> | undefined;
  /**
   * Called for a click, which belongs to the pressed option even if options move before the release.
   * Without it, the element around the options handles clicks.
   */
  onChoose?: ((click: RowClick) => void) | undefined;
  [data: `data-${string}`]: unknown;
}

export function Option(props: OptionProps) {
  const {
    id,
    selected,
    active = selected,
    index,
    total,
    top,
    unmarked,
    line,
    testId,
    className,
    onChoose,
    onMouseDown,
    ...rest
  } = props;
  const look = [
    styles.row,
    top !== undefined && styles.placed,
    unmarked && styles.unmarked,
    line && styles.line,
    className,
  ]
    .filter(Boolean)
    .join(" ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names this option as active.
    <div
      {...rest}
      id={id}
      className={look}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={selected}
      data-active={active}
      aria-setsize={total}
      aria-posinset={index === undefined ? undefined : index + 1}
      data-testid={testId}
      onMouseDown={(press) => {
        onMouseDown?.(press);
        if (onChoose !== undefined && !isOnControl(press.target)) onRelease(press, onChoose);
      }}
      onClick={(click) => {
        if (isWithoutPress(click)) onChoose?.(click);
      }}
    />
  );
}

interface OptionGapProps {
  top: number;
  className?: string | undefined;
  children?: ReactNode;
}

/** A placeholder for an option that is not loaded yet. */
export const OptionGap = ({ top, className, children }: OptionGapProps) => (
  <div
    className={[styles.placed, className].filter(Boolean).join(" ")}
    style={{ transform: `translateY(${top}px)` }}
    aria-hidden="true"
  >
    {children}
  </div>
);

interface OptionGroupProps {
  label: string;
  /** Stays visible while the options of the group scroll. */
  heading: ReactNode;
  children: ReactNode;
}

/** A group of options with a heading. */
export function OptionGroup({ label, heading, children }: OptionGroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is not allowed inside a listbox.
    <div role="group" aria-label={label}>
      <div className={styles.heading} role="presentation">
        {heading}
      </div>
      {children}
    </div>
  );
}

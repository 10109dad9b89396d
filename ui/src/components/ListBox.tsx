// A list with one current option. The list has the focus; its keys move the current option, which it names in
// `aria-activedescendant`, so options need no focus and no key handlers of their own.
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useRef,
} from "react";
import styles from "./ListBox.module.css";
import { listKey } from "./list-keys";

/** What a list needs to know of rows of which only those in view are rendered. */
interface VirtualRows {
  ref: RefObject<HTMLDivElement | null>;
  height: number;
  viewport: number;
  onScroll: () => void;
}

interface ListBoxProps {
  label: string;
  id?: string;
  /** Options there are, rendered or not. */
  count: number;
  /** The index of the current option; -1 while there is none. */
  current: number;
  /** The DOM id of the option at an index. */
  idOf: (index: number) => string;
  /** Without it, a field above the list moves the current option, and the list takes no focus. */
  onMove?: ((index: number) => void) | undefined;
  /** Enter on the current option. */
  onOpen?: (() => void) | undefined;
  /** Keys of the list's own; returns whether it handled the key. */
  onKey?: ((event: KeyboardEvent) => boolean) | undefined;
  /** `onKey` gets keys that are pressed with Alt, too. */
  altKeys?: boolean;
  /** Set where only the options in view are rendered; without it, all are. */
  rows?: VirtualRows;
  /** Height of a row, which page keys need. */
  rowHeight?: number;
  /** Takes the focus when it appears. */
  focusFirst?: boolean;
  /** Reached by the page's own keys instead of Tab. */
  skipTab?: boolean;
  hidden?: boolean;
  testId?: string;
  /** The focus, for what leads here. */
  boxRef?: RefObject<HTMLDivElement | null>;
  className?: string | undefined;
  children: ReactNode;
}

const SHORT_PAGE = 10;

export function ListBox(props: ListBoxProps) {
  const { label, id, count, current, idOf, onMove, onOpen, onKey, rows, rowHeight = 1, focusFirst } = props;
  const own = useRef<HTMLDivElement>(null);
  const box = rows?.ref ?? props.boxRef ?? own;
  const virtual = rows !== undefined;
  const active = current >= 0 && current < count ? idOf(current) : undefined;
  useEffect(() => {
    if (focusFirst) box.current?.focus();
  }, [focusFirst, box]);
  // Virtual rows bring the current one into view themselves: it may not be rendered yet.
  useEffect(() => {
    if (!virtual && active !== undefined)
      document.getElementById(active)?.scrollIntoView?.({ block: "nearest" });
  }, [virtual, active]);
  const page = rows === undefined ? SHORT_PAGE : Math.floor(rows.viewport / rowHeight) - 1;
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
  /** The keys move from it. Set where several options can be selected; otherwise it is the selected one. */
  active?: boolean;
  /** Its place, where not all options are rendered. */
  index?: number;
  total?: number;
  /** Pixels from the top of the list, where only the options in view are rendered. */
  top?: number;
  /** Without the mark at its edge, for lists below a field, where the selection follows the mouse. */
  unmarked?: boolean;
  testId?: string | undefined;
  ref?: Ref<HTMLDivElement> | undefined;
  onChoose: (event: MouseEvent) => void;
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
    testId,
    className,
    onChoose,
    ...rest
  } = props;
  const look = [styles.row, top !== undefined && styles.placed, unmarked && styles.unmarked, className]
    .filter(Boolean)
    .join(" ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the current option by keys.
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
      onClick={onChoose}
    />
  );
}

/** The place of an option that is not loaded yet. */
export const OptionGap = ({ top, className }: { top: number; className?: string | undefined }) => (
  <div
    className={[styles.placed, className].filter(Boolean).join(" ")}
    style={{ transform: `translateY(${top}px)` }}
    aria-hidden="true"
  />
);

interface OptionGroupProps {
  label: string;
  /** Stays in view while the options below it scroll. */
  heading: ReactNode;
  children: ReactNode;
}

/** Options that belong together, under a heading. */
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

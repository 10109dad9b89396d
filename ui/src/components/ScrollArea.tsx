// A scroll area. It must be usable with the keyboard, so it can get the focus and has an accessible
// name.
import type { ReactNode, Ref } from "react";
import styles from "./ScrollArea.module.css";

interface ScrollProps {
  label: string;
  id?: string;
  ref?: Ref<HTMLElement>;
  onScroll?: () => void;
  /** Replaces the default style of a pane. */
  className?: string | undefined;
  testId?: string;
  children: ReactNode;
}

export function ScrollArea({
  label,
  id,
  ref,
  onScroll,
  className = styles.pane,
  testId,
  children,
}: ScrollProps) {
  return (
    <section
      ref={ref}
      id={id}
      className={`${styles.scroll} ${className}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      data-testid={testId}
      onScroll={onScroll}
    >
      {children}
    </section>
  );
}

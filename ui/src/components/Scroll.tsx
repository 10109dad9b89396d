// A part that scrolls by itself. What scrolls must be reachable by keys, so it takes the focus and has a name.
import type { ReactNode, Ref } from "react";
import styles from "./Scroll.module.css";

interface ScrollProps {
  label: string;
  id?: string;
  ref?: Ref<HTMLElement>;
  onScroll?: () => void;
  /** A look and a size of its own, in place of those of a pane. */
  className?: string | undefined;
  testId?: string;
  children: ReactNode;
}

export function Scroll({ label, id, ref, onScroll, className = styles.pane, testId, children }: ScrollProps) {
  return (
    <section
      ref={ref}
      id={id}
      className={`${styles.scroll} ${className}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      aria-label={label}
      data-testid={testId}
      onScroll={onScroll}
    >
      {children}
    </section>
  );
}

// A part that scrolls by itself. What scrolls must be reachable by keys, so it takes the focus and has a name.
import type { ReactNode, Ref } from "react";
import styles from "./Scroll.module.css";

interface ScrollProps {
  label: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

export function Scroll({ label, ref, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section ref={ref} className={styles.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

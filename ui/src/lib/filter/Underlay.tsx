// The colored text behind a filter field, whose own letters are transparent. Both layers use the
// same font and position, so styles here must not change the width of a letter. Screen readers read
// the field.
import type { RefObject } from "react";
import styles from "./FilterInput.module.css";
import { piecesOf } from "./spans";
import { useTokens } from "./useTokens";

export function Underlay({ text, ref }: { text: string; ref: RefObject<HTMLDivElement | null> }) {
  let at = 0;
  return (
    <div ref={ref} className={styles.underlay} aria-hidden="true" data-testid="filter-underlay">
      {piecesOf(text, useTokens(text)).map(({ text, kind }) => {
        const key = at;
        at += text.length;
        return (
          <span key={key} data-kind={kind ?? undefined}>
            {text}
          </span>
        );
      })}
    </div>
  );
}

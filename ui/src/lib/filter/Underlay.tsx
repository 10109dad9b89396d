// The filter as it is coloured. It lies under the field, whose own letters cannot be seen, in the same face and at the
// same place; nothing in it may change how wide a letter is. What is read out is the field.
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

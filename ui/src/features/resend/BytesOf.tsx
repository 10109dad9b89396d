// A text that came whole, as the bytes it came as.
import { useMemo } from "react";
import { useRows } from "../../components/useRows";
import { BYTES_A_LINE, hexLine, hexOffset } from "../raw/hex";
import styles from "../raw/Raw.module.css";

/** The same as --row-hex. */
const ROW_HEIGHT = 20;

export function BytesOf({ text }: { text: string }) {
  const bytes = useMemo(() => new TextEncoder().encode(text), [text]);
  const rows = useRows<HTMLElement>(Math.ceil(bytes.length / BYTES_A_LINE), ROW_HEIGHT);
  const lines: number[] = [];
  for (let line = rows.start; line < rows.end; line += 1) lines.push(line);
  return (
    <section
      ref={rows.ref}
      className={styles.hex}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys.
      tabIndex={0}
      aria-label="Bytes of the response"
      data-testid="response-bytes"
      onScroll={rows.onScroll}
    >
      <div className={styles.content} style={{ height: rows.height }}>
        {lines.map((line) => {
          const shown = hexLine(bytes.subarray(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE));
          return (
            <div key={line} className={styles.line} style={{ transform: `translateY(${rows.top(line)}px)` }}>
              <span className={styles.offset}>{hexOffset(line, bytes.length)}</span>
              <span>{shown.hex}</span>
              <span className={styles.ascii}>{shown.ascii}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

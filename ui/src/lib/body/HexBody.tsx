// A hex dump that fetches and renders only the lines in view.
import { useEffect } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { useVirtualRows } from "@/components/useVirtualRows";
import styles from "./HexBody.module.css";
import { BYTES_PER_LINE, hexLine, hexOffset } from "./hex";
import { type FetchBytes, useBytes } from "./useBytes";

/** Pixels; equal to the CSS variable --row-hex. */
const ROW_HEIGHT = 20;

interface HexBodyProps {
  fetchBytes: FetchBytes;
  size: number;
  label: string;
}

export function HexBody({ fetchBytes, size, label }: HexBodyProps) {
  const rows = useVirtualRows<HTMLElement>(Math.ceil(size / BYTES_PER_LINE), ROW_HEIGHT);
  const { load, slice, error, retry } = useBytes(fetchBytes, size);
  const { start, end } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after an error, the bytes in view are fetched again.
  useEffect(() => load(start * BYTES_PER_LINE, end * BYTES_PER_LINE), [load, start, end, error]);
  const lines: number[] = [];
  for (let line = start; line < end; line += 1) lines.push(line);
  return (
    <>
      {error !== null && (
        <Stack pad="4">
          <ErrorNote error={error} retry={retry} />
        </Stack>
      )}
      <ScrollArea ref={rows.ref} className={styles.hex} label={label} onScroll={rows.onScroll}>
        <div className={styles.content} style={{ height: rows.height }}>
          {lines.map((line) => {
            const bytes = slice(line * BYTES_PER_LINE, Math.min((line + 1) * BYTES_PER_LINE, size));
            const cells = bytes === undefined ? { hex: "", ascii: "" } : hexLine(bytes);
            return (
              <div
                key={line}
                className={styles.line}
                style={{ transform: `translateY(${rows.top(line)}px)` }}
              >
                <Text tone="soft">{hexOffset(line, size)}</Text>
                <span>{cells.hex}</span>
                <span className={styles.ascii}>{cells.ascii}</span>
              </div>
            );
          })}
        </div>
      </ScrollArea>
    </>
  );
}

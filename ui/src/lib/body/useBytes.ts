// The exact bytes of a body or of a response, fetched in chunks as they come into view.
import { useCallback, useRef, useState } from "react";

const CHUNK = 64 * 1024;

/** How many chunks are kept; the oldest ones are dropped first. */
const KEPT = 256;

export interface Bytes {
  /** The bytes between two offsets of one chunk, once they are loaded. */
  slice: (from: number, to: number) => Uint8Array | undefined;
  look: (from: number, to: number) => void;
  error: unknown;
  retry: () => void;
}

/** Fetches bytes from an offset on. Keep the function stable: another one means other bytes. */
export type FetchBytes = (start: number, len: number) => Promise<ArrayBuffer>;

export function useBytes(fetchBytes: FetchBytes, size: number): Bytes {
  const chunks = useRef(new Map<number, Uint8Array | "asked">());
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const look = useCallback(
    (from: number, to: number) => {
      for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < Math.min(to, size); chunk += 1) {
        if (chunks.current.has(chunk)) continue;
        chunks.current.set(chunk, "asked");
        fetchBytes(chunk * CHUNK, CHUNK)
          .then((bytes) => {
            chunks.current.delete(chunk);
            chunks.current.set(chunk, new Uint8Array(bytes));
            for (const oldest of chunks.current.keys()) {
              if (chunks.current.size <= KEPT) break;
              chunks.current.delete(oldest);
            }
            setError(null);
            redraw((n) => n + 1);
          })
          .catch((thrown: unknown) => {
            chunks.current.delete(chunk);
            setError(thrown);
          });
      }
    },
    [fetchBytes, size],
  );
  const slice = useCallback((from: number, to: number) => {
    const chunk = chunks.current.get(Math.floor(from / CHUNK));
    if (chunk === undefined || chunk === "asked") return undefined;
    const base = Math.floor(from / CHUNK) * CHUNK;
    return chunk.subarray(from - base, to - base);
  }, []);
  const retry = useCallback(() => setError(null), []);
  return { slice, look, error, retry };
}

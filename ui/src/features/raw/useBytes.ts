// The exact bytes of a body, fetched in chunks as they are looked at.
import { useCallback, useRef, useState } from "react";
import { bodyBytes } from "../../ipc/commands";

export const CHUNK = 64 * 1024;

/** Chunks that are kept; those fetched first go first. */
const KEPT = 256;

export interface Bytes {
  /** The bytes from one offset up to another, when they are here; they must lie in one chunk. */
  slice: (from: number, to: number) => Uint8Array | undefined;
  look: (from: number, to: number) => void;
  error: unknown;
  retry: () => void;
}

export function useBytes(id: number, size: number, reveal: boolean): Bytes {
  const chunks = useRef(new Map<number, Uint8Array | "asked">());
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const look = useCallback(
    (from: number, to: number) => {
      for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < Math.min(to, size); chunk += 1) {
        if (chunks.current.has(chunk)) continue;
        chunks.current.set(chunk, "asked");
        bodyBytes(id, chunk * CHUNK, CHUNK, reveal)
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
    [id, size, reveal],
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

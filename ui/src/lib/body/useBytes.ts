// Fetches the exact bytes of a body or of a response, in chunks, when they scroll into view.
import { useCallback, useRef, useState } from "react";

const CHUNK_BYTES = 64 * 1024;

/** The cache drops the oldest chunks first. */
const MAX_CHUNKS = 256;

export interface Bytes {
  /** The bytes between two offsets of the same chunk; undefined until they are loaded. */
  slice: (from: number, to: number) => Uint8Array | undefined;
  /** Fetches the missing chunks of a range. */
  load: (from: number, to: number) => void;
  error: unknown;
  retry: () => void;
}

/**
 * Fetches bytes that start at an offset. The function must be stable: a new function means
 * different bytes.
 */
export type FetchBytes = (start: number, len: number) => Promise<ArrayBuffer>;

export function useBytes(fetchBytes: FetchBytes, size: number): Bytes {
  const chunks = useRef(new Map<number, Uint8Array | "pending">());
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(
    (from: number, to: number) => {
      for (let chunk = Math.floor(from / CHUNK_BYTES); chunk * CHUNK_BYTES < Math.min(to, size); chunk += 1) {
        if (chunks.current.has(chunk)) continue;
        chunks.current.set(chunk, "pending");
        fetchBytes(chunk * CHUNK_BYTES, CHUNK_BYTES)
          .then((bytes) => {
            chunks.current.delete(chunk);
            chunks.current.set(chunk, new Uint8Array(bytes));
            for (const oldest of chunks.current.keys()) {
              if (chunks.current.size <= MAX_CHUNKS) break;
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
    const chunk = chunks.current.get(Math.floor(from / CHUNK_BYTES));
    if (chunk === undefined || chunk === "pending") return undefined;
    const base = Math.floor(from / CHUNK_BYTES) * CHUNK_BYTES;
    return chunk.subarray(from - base, to - base);
  }, []);
  const retry = useCallback(() => setError(null), []);
  return { slice, load, error, retry };
}

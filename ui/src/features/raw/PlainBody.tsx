// The exact bytes as text, for bodies that are UTF-8: nothing decoded, nothing indented.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "../../components/Button";
import { CodeView } from "../../components/CodeView";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { sizeOf } from "../../format/size";
import { bodyBytes } from "../../ipc/commands";
import { STEP } from "../payload/body-text";
import styles from "./Raw.module.css";

export function PlainBody({ id, size, reveal }: { id: number; size: number; reveal: boolean }) {
  const query = useInfiniteQuery({
    queryKey: ["bytes", id, reveal],
    queryFn: ({ pageParam }) => bodyBytes(id, pageParam, STEP, reveal),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => (pages.length * STEP < size ? pages.length * STEP : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    ...(reveal ? { gcTime: 0 } : {}),
  });
  const text = useMemo(() => {
    // One decoder for all parts: a character may lie across two of them. The byte order mark is a character, too.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return query.data?.pages.map((page) => decoder.decode(new Uint8Array(page), { stream: true })).join("");
  }, [query.data]);
  if (query.error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  if (text === undefined) return <Skeleton lines={8} label="Loading the bytes" />;
  return (
    <>
      {query.hasNextPage && (
        <p className={styles.more}>
          First {sizeOf((query.data?.pages.length ?? 0) * STEP)} of {sizeOf(size)}
          <Button size="small" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </p>
      )}
      <CodeView text={text} json={false} label="Body as received" findable testId="raw-text" />
    </>
  );
}

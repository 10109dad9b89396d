// The exact bytes as text, for bodies that are UTF-8: nothing decoded, nothing indented.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { BODY_PART_MAX } from "@/ipc/commands";
import { STEP } from "@/lib/body/body-text";
import { PartNote } from "@/lib/body/PartNote";
import { useParts } from "@/lib/body/useParts";
import { bodyBytesQuery, lengthOfParts } from "@/lib/queries";
import styles from "./Raw.module.css";

export function PlainBody({ id, size, reveal }: { id: number; size: number; reveal: boolean }) {
  const wide = useRef(false);
  const [finding, setFinding] = useState(false);
  const query = useInfiniteQuery(
    bodyBytesQuery(id, size, reveal, () => (wide.current ? BODY_PART_MAX : STEP)),
  );
  const loaded = lengthOfParts(query.data?.pages ?? []);
  const parts = useParts(query.data?.pages, loaded, query, wide);
  const text = useMemo(() => {
    // One decoder for all parts: a character may lie across two of them. The byte order mark is a character, too.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return parts.pages?.map((page) => decoder.decode(new Uint8Array(page), { stream: true })).join("");
  }, [parts.pages]);
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
          <PartNote
            loaded={loaded}
            total={size}
            finding={finding}
            busy={parts.busy}
            onMore={parts.more}
            onAll={parts.all}
          />
        </p>
      )}
      <CodeView
        text={text}
        json={false}
        label="Body as received"
        findable
        testId="raw-text"
        onFinding={setFinding}
        onNearEnd={parts.more}
      />
    </>
  );
}

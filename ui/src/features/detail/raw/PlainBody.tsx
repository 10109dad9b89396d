// The exact bytes of a UTF-8 body as text, without decoding or indentation.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { MAX_BODY_PART_BYTES } from "@/ipc/bindings/limits";
import { STEP } from "@/lib/body/body-text";
import { PartNote } from "@/lib/body/PartNote";
import { useParts } from "@/lib/body/useParts";
import { useFilterHits } from "@/lib/filter/FilterHits";
import { bodyBytesQuery, lengthOfParts } from "@/lib/queries";

export function PlainBody({ id, size, reveal }: { id: number; size: number; reveal: boolean }) {
  const wide = useRef(false);
  const hits = useFilterHits();
  const [finding, setFinding] = useState(false);
  const query = useInfiniteQuery(
    bodyBytesQuery(id, size, reveal, () => (wide.current ? MAX_BODY_PART_BYTES : STEP)),
  );
  const loaded = lengthOfParts(query.data?.pages ?? []);
  const parts = useParts(query.data?.pages, loaded, query, wide);
  const text = useMemo(() => {
    // All parts share one decoder, because a character can span two parts. The byte order mark is
    // kept as a character.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return parts.pages?.map((page) => decoder.decode(new Uint8Array(page), { stream: true })).join("");
  }, [parts.pages]);
  if (query.error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      </Stack>
    );
  if (text === undefined) return <Skeleton lines={8} label="Loading the bytes" />;
  return (
    <>
      {query.hasNextPage && (
        <Stack as="p" row gap="2" padX="4" padBottom="2" tone="soft">
          <PartNote
            loaded={loaded}
            total={size}
            finding={finding}
            busy={parts.busy}
            onMore={parts.more}
            onAll={parts.all}
          />
        </Stack>
      )}
      <CodeView
        text={text}
        json={false}
        label="Body as received"
        findable
        hits={hits}
        testId="raw-text"
        onFinding={setFinding}
        onNearEnd={parts.more}
      />
    </>
  );
}

// The body as text. A long one is shown in steps; indenting is only a view and copies every token as it is.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { CodeView } from "../../components/CodeView";
import { Segments } from "../../components/Segments";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { isCompact, reindent } from "../../format/reindent";
import { sizeOf } from "../../format/size";
import { bodyText } from "../../ipc/commands";
import { STEP } from "./body-text";
import styles from "./Payload.module.css";

interface TextBodyProps {
  id: number;
  json: boolean;
  /** Values that are masked are shown. */
  reveal: boolean;
  switcher: ReactNode;
  onMember: ((pointer: string | null) => void) | undefined;
}

type Layout = "pretty" | "received";
const LAYOUTS = [
  { value: "pretty", text: "Pretty" },
  { value: "received", text: "As received" },
] as const;

export function TextBody({ id, json, reveal, switcher, onMember }: TextBodyProps) {
  const query = useInfiniteQuery({
    queryKey: ["body", id, reveal],
    queryFn: ({ pageParam }) => bodyText(id, pageParam, STEP, reveal),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.end < last.total && last.end > last.start ? last.end : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    // What is masked is not kept once it is out of sight.
    ...(reveal ? { gcTime: 0 } : {}),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<Layout | null>(null);
  const text = useMemo(() => query.data?.pages.map((page) => page.text).join(""), [query.data]);
  const compact = useMemo(() => json && text !== undefined && isCompact(text), [json, text]);
  const layout: Layout = !json ? "received" : (chosen ?? (compact ? "pretty" : "received"));
  const shown = useMemo(() => (layout === "pretty" && text ? reindent(text) : (text ?? "")), [layout, text]);
  const last = query.data?.pages.at(-1);
  if (query.error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  if (last === undefined) return <Skeleton lines={10} label="Loading the body" />;
  return (
    <>
      <div className={styles.tools}>
        {json && <Segments<Layout> label="Layout" value={layout} options={LAYOUTS} onChange={setChosen} />}
        {query.hasNextPage && (
          <>
            <span>
              First {sizeOf(last.end)} of {sizeOf(last.total)}
            </span>
            <Button size="small" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </>
        )}
        <span className={styles.grow} />
        {switcher}
      </div>
      <CodeView text={shown} json={json} label="Body" findable testId="body-text" onMember={onMember} />
    </>
  );
}

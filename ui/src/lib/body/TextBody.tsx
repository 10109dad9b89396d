// The body as text. A long body loads in steps. Indentation changes only the view: every token
// stays unchanged.
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { ErrorNote } from "@/components/ErrorNote";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Skeleton } from "@/components/Skeleton";
import { Spacer, Stack } from "@/components/Stack";
import type { MemberActions } from "@/components/useCodeMenu";
import { isCompact, reindent } from "@/format/reindent";
import { MAX_BODY_PART_BYTES } from "@/ipc/bindings/limits";
import { useFilterHits } from "@/lib/filter/FilterHits";
import { bodyTextQuery } from "@/lib/queries";
import { STEP } from "./body-text";
import { type BodyLayout, LAYOUTS } from "./layout";
import { PartNote } from "./PartNote";
import { useParts } from "./useParts";

interface TextBodyProps {
  id: number;
  json: boolean;
  /** Whether masked values are shown. */
  reveal: boolean;
  switcher: ReactNode;
  onMember: ((pointer: string | null) => void) | undefined;
  /** More actions on a member, for its context menu. */
  memberActions?: MemberActions;
}

export function TextBody({ id, json, reveal, switcher, onMember, memberActions }: TextBodyProps) {
  const wide = useRef(false);
  const hits = useFilterHits();
  const [finding, setFinding] = useState(false);
  const query = useInfiniteQuery(
    bodyTextQuery(id, reveal, () => (wide.current ? MAX_BODY_PART_BYTES : STEP)),
  );
  const [chosen, setChosen] = useState<BodyLayout | null>(null);
  const last = query.data?.pages.at(-1);
  const parts = useParts(query.data?.pages, last?.end ?? 0, query, wide);
  const text = useMemo(() => parts.pages?.map((page) => page.text).join(""), [parts.pages]);
  const compact = useMemo(() => json && text !== undefined && isCompact(text), [json, text]);
  const layout: BodyLayout = !json ? "original" : (chosen ?? (compact ? "formatted" : "original"));
  const shown = useMemo(
    () => (layout === "formatted" && text ? reindent(text) : (text ?? "")),
    [layout, text],
  );
  if (query.error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      </Stack>
    );
  if (last === undefined) return <Skeleton lines={10} label="Loading the body" />;
  return (
    <>
      <Stack row gap="3" band="section" padX="4" tone="soft">
        {json && (
          <SegmentedControl<BodyLayout>
            label="Layout"
            value={layout}
            options={LAYOUTS}
            onChange={setChosen}
          />
        )}
        {query.hasNextPage && (
          <PartNote
            loaded={last.end}
            total={last.total}
            finding={finding}
            busy={parts.busy}
            onMore={parts.more}
            onAll={parts.all}
          />
        )}
        <Spacer />
        {switcher}
      </Stack>
      <CodeView
        text={shown}
        json={json}
        label="Body"
        findable
        hits={hits}
        onMember={onMember}
        memberActions={memberActions}
        onFinding={setFinding}
        onNearEnd={parts.more}
      />
    </>
  );
}

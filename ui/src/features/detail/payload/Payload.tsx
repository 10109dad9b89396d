// The Payload tab: the body as highlighted text, indented by default, or as a tree.

import { useState } from "react";
import { EmptyState } from "@/components/EmptyState";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { isKnownSender } from "@/format/senders";
import { sizeOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { EventDetail } from "@/ipc/types";
import { TextBody } from "@/lib/body/TextBody";
import { eventsOf, useComparing } from "@/lib/comparison/Comparing";
import { Explained } from "@/lib/explain/Explained";
import { useMemberFilters } from "@/lib/filter-by-value/filter-terms";
import { MaskedNote } from "@/lib/masking/MaskedNote";
import type { Masking } from "@/lib/masking/masking";
import { Findings } from "../findings/Findings";
import { BodyFactsLine } from "./BodyFactsLine";
import { TreeBody } from "./TreeBody";
import type { Goal } from "./useTreeCursor";

type View = "text" | "tree";
const VIEWS = [
  { value: "text", text: "Text" },
  { value: "tree", text: "Tree" },
] as const;

interface PayloadProps {
  event: EventDetail;
  masking: Masking;
  /** Opens another event. */
  onEvent: (id: number) => void;
}

/** `Binary body (image/png, 7.7 KB)` */
function binaryTitle({ headers, body }: EventDetail): string {
  const type = headers.find(({ name }) => name.toLowerCase() === "content-type")?.value;
  const size = sizeOf(body.size);
  return `Binary body (${type === undefined ? size : `${visibleText(type)}, ${size}`})`;
}

export function Payload({ event, masking, onEvent }: PayloadProps) {
  const [view, setView] = useState<View>("text");
  const [goal, setGoal] = useState<Goal | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const { body, row, findings } = event;
  const comparing = useComparing();
  const memberFilters = useMemberFilters(event.masked);
  const compare = (other: number) => comparing.open(eventsOf(row.id, other));
  if (body.form === "empty")
    return (
      <>
        <Findings findings={findings} onMember={null} onEvent={onEvent} onCompare={compare} />
        <EmptyState title="Empty body">The request has no body.</EmptyState>
      </>
    );
  if (body.form === "binary")
    return (
      <>
        <BodyFactsLine event={event} />
        <Findings findings={findings} onMember={null} onEvent={onEvent} onCompare={compare} />
        <EmptyState title={binaryTitle(event)}>Open the Raw tab to see its bytes.</EmptyState>
      </>
    );
  const json = body.form === "json";
  const goTo = (pointer: string) => {
    setView("tree");
    setGoal({ pointer });
  };
  const choose = (next: View) => {
    setGoal(null);
    setMember(null);
    setView(next);
  };
  const switcher = json && (
    <SegmentedControl<View> label="View" value={view} options={VIEWS} onChange={choose} />
  );
  const explains = json && isKnownSender(row.vendor);
  return (
    <Stack fill>
      <BodyFactsLine event={event} />
      <Findings findings={findings} onMember={json ? goTo : null} onEvent={onEvent} onCompare={compare} />
      <MaskedNote masked={event.masked} masking={masking} />
      {view === "tree" ? (
        <>
          <Stack row justify="end" band="section" padX="4">
            {switcher}
          </Stack>
          <TreeBody id={row.id} reveal={masking.reveal} goal={goal} masked={event.masked} />
        </>
      ) : (
        <>
          <TextBody
            id={row.id}
            json={json}
            reveal={masking.reveal}
            switcher={switcher}
            onMember={explains ? setMember : undefined}
            memberActions={memberFilters}
          />
          {explains && <Explained event={row.id} member={member} />}
        </>
      )}
    </Stack>
  );
}

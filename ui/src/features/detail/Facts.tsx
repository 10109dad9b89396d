// The line of facts below an event's title, with its signature and its findings.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { fullInstant, happenedAt, instantOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { EventDetail } from "@/ipc/types";
import { columnTerm } from "@/lib/filter-by-value/filter-terms";
import { ValueMenu } from "@/lib/filter-by-value/ValueMenu";
import styles from "./Facts.module.css";
import { FindingsChip } from "./findings/FindingsChip";
import { SignatureFact } from "./signature/SignatureFact";
import { SignatureSentence } from "./signature/SignatureSentence";
import { UserFact } from "./UserFact";

interface FactProps {
  name: string;
  value: string;
  title?: string;
  /** The filter field for this fact; undefined if the filter has none. */
  column?: string;
}

function Fact({ name, value, title, column }: FactProps) {
  return (
    <span className={styles.fact} title={title}>
      <i>{name}</i>
      <UntrustedText text={value} />
      {column !== undefined && <ValueMenu name={name} test={columnTerm(column, value)} />}
    </span>
  );
}

/** The event time by the sender's clock, with the day only if it is not the day of arrival. */
function Happened({ timestamp, received }: { timestamp: string; received: string }) {
  const instant = instantOf(timestamp);
  if (instant === null) return <Fact name="happened" value={timestamp} />;
  return (
    <Fact
      name="happened"
      value={happenedAt(instant, received)}
      title={`Sender’s clock: ${visibleText(timestamp)}\n${fullInstant(instant)}`}
    />
  );
}

export function Facts({ event, onAllFindings }: { event: EventDetail; onAllFindings: () => void }) {
  const { row, envelope, signature } = event;
  const [expanded, setExpanded] = useState<boolean | null>(null);
  const shown = expanded ?? signature.verdict === "invalid";
  useAction("signature", () => setExpanded(!shown));
  return (
    <>
      <Stack as="p" row wrap gap="none" gapX="4" align="stretch" padTop="1" tone="dim">
        {(row.subject !== null || row.user_id !== null) && (
          <span className={styles.fact}>
            <Icon name={row.user_id === null ? "table" : "user"} size="text" />
            {row.subject !== null && <UntrustedText text={row.subject} />}
            {row.user_id !== null && <UserFact user={row.user_id} event={row.id} />}
            {row.user_id !== null ? (
              <ValueMenu name="user" test={columnTerm("user", row.user_id)} isUser />
            ) : (
              row.subject !== null && <ValueMenu name="subject" test={columnTerm("subject", row.subject)} />
            )}
          </span>
        )}
        <Fact name="number" value={String(row.id)} title="Assigned by Hookglass on arrival" column="id" />
        {row.seq !== null && <Fact name="seq" value={row.seq} column="seq" />}
        {envelope.triggered_by !== null && (
          <Fact name="triggered by" value={envelope.triggered_by} column="by" />
        )}
        <SignatureFact signature={signature} shown={shown} onToggle={() => setExpanded(!shown)} />
        {row.app_id !== null && <Fact name="app" value={row.app_id} column="app" />}
        {envelope.ip !== null && <Fact name="IP" value={envelope.ip} column="ip" />}
        {envelope.timestamp !== null && (
          <Happened timestamp={envelope.timestamp} received={row.received_at} />
        )}
        <FindingsChip findings={event.findings} onShow={onAllFindings} />
      </Stack>
      <SignatureSentence signature={signature} shown={shown} />
    </>
  );
}

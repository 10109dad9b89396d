// The line of facts below an event's title, with its signature and its findings. It has the facts for
// which the pane has room; *Details* shows all of them. Below is what the type means.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Icon, type IconName } from "@/components/Icon";
import { Prose } from "@/components/Prose";
import { UntrustedText } from "@/components/UntrustedText";
import { useWindowSlot, windowSlot } from "@/components/WindowState";
import { KIND_NAMES } from "@/format/event";
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

/** Whether all facts are shown. It stays for the events opened after it. */
const DETAILS_OPEN = windowSlot(false);

interface FactProps {
  name: string;
  value: string;
  title?: string;
  /** The filter field for this fact; undefined if the filter has none. */
  column?: string;
  /** From which width of the pane the line of facts has room for it. */
  from: "medium" | "wide";
}

function Fact({ name, value, title, column, from }: FactProps) {
  return (
    <span className={styles.fact} title={title} data-from={from}>
      <i>{name}</i>
      <UntrustedText text={value} />
      {column !== undefined && <ValueMenu name={name} test={columnTerm(column, value)} />}
    </span>
  );
}

/** The event time by the sender's clock, with the day only if it is not the day of arrival. */
function Happened({ timestamp, received }: { timestamp: string; received: string }) {
  const instant = instantOf(timestamp);
  if (instant === null) return <Fact name="happened" value={timestamp} from="wide" />;
  return (
    <Fact
      name="happened"
      from="wide"
      value={happenedAt(instant, received)}
      title={`Sender’s clock: ${visibleText(timestamp)}\n${fullInstant(instant)}`}
    />
  );
}

interface SentenceProps {
  /** All lines of the sentence; otherwise one line. */
  open: boolean;
  text: string;
  icon?: IconName;
}

const Sentence = ({ open, text, icon }: SentenceProps) => (
  <p className={styles.sentence} data-open={open} title={open ? undefined : text.replaceAll("`", "")}>
    {icon !== undefined && <Icon name={icon} size="line" tone="soft" />}
    <span className={styles.cut}>
      <Prose text={text} />
    </span>
  </p>
);

export function Facts({ event, onAllFindings }: { event: EventDetail; onAllFindings: () => void }) {
  const { row, envelope, signature } = event;
  const [expanded, setExpanded] = useState<boolean | null>(null);
  const [open, setOpen] = useWindowSlot(DETAILS_OPEN);
  const shown = expanded ?? signature.verdict === "invalid";
  useAction("signature", () => setExpanded(!shown));
  return (
    <>
      <div className={styles.line} data-open={open}>
        <div className={styles.facts}>
          {(row.subject !== null || row.user_id !== null) && (
            <span className={`${styles.fact} ${styles.subject}`}>
              <Icon name={row.user_id === null ? "table" : "user"} size="text" />
              {row.subject !== null && (
                <span className={styles.cut} title={visibleText(row.subject)}>
                  <UntrustedText text={row.subject} />
                </span>
              )}
              {row.user_id !== null && <UserFact user={row.user_id} event={row.id} />}
              {row.user_id !== null ? (
                <ValueMenu name="user" test={columnTerm("user", row.user_id)} isUser />
              ) : (
                row.subject !== null && <ValueMenu name="subject" test={columnTerm("subject", row.subject)} />
              )}
            </span>
          )}
          <span className={styles.signature}>
            <SignatureFact signature={signature} shown={shown} onToggle={() => setExpanded(!shown)} />
          </span>
          <FindingsChip findings={event.findings} onShow={onAllFindings} />
          {row.kind !== null && open && <Fact name="kind" value={KIND_NAMES[row.kind]} from="wide" />}
          <Fact
            name="number"
            value={String(row.id)}
            title="Assigned by Hookglass on arrival"
            column="id"
            from="medium"
          />
          {row.seq !== null && <Fact name="seq" value={row.seq} column="seq" from="medium" />}
          {envelope.triggered_by !== null && (
            <Fact name="triggered by" value={envelope.triggered_by} column="by" from="medium" />
          )}
          {row.app_id !== null && <Fact name="app" value={row.app_id} column="app" from="wide" />}
          {envelope.ip !== null && <Fact name="IP" value={envelope.ip} column="ip" from="wide" />}
          {envelope.timestamp !== null && (
            <Happened timestamp={envelope.timestamp} received={row.received_at} />
          )}
        </div>
        <button
          type="button"
          className={styles.details}
          aria-expanded={open}
          data-testid="details"
          onClick={() => setOpen(!open)}
        >
          Details
          <Icon name={open ? "up" : "down"} size="small" />
        </button>
      </div>
      {event.description !== null && <Sentence open={open} text={event.description} />}
      {event.delivery_note !== null && <Sentence open={open} text={event.delivery_note} icon="help" />}
      <SignatureSentence signature={signature} shown={shown} />
    </>
  );
}

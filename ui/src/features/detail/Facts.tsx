// The line of facts under an event's title, and the weightiest thing that stands out.
import { Button } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import { SIGNATURE_WORDS } from "../../format/event";
import { counted } from "../../format/size";
import { visibleText } from "../../format/visible";
import type { EventDetail, Signature } from "../../ipc/types";
import { FindingLine } from "../payload/Findings";
import styles from "./Facts.module.css";

const SHIELDS: Record<Signature, { icon: IconName; tone: "ok" | "bad" | "soft" }> = {
  valid: { icon: "shield", tone: "ok" },
  invalid: { icon: "shieldCross", tone: "bad" },
  unsigned: { icon: "shieldOpen", tone: "soft" },
  no_secret: { icon: "shieldOpen", tone: "soft" },
};

const WHY: Record<Signature, string> = {
  valid: "The signature fits the body and the key.",
  invalid: "The signature does not fit the body and the key: another key, or another body.",
  unsigned: "The request carries no signature.",
  no_secret: "There is a signature but no key to check it with. Settings has a place for the key.",
};

function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <span className={styles.fact} title={title}>
      <i>{name}</i>
      <Visible text={value} />
    </span>
  );
}

export function Facts({ event, onAllFindings }: { event: EventDetail; onAllFindings: () => void }) {
  const { row, envelope } = event;
  const [first] = event.findings;
  const rest = event.findings.length - 1;
  const shield = SHIELDS[row.signature];
  return (
    <>
      <p className={styles.facts}>
        {(row.subject !== null || row.user_id !== null) && (
          <span className={styles.fact}>
            <Icon name={row.user_id === null ? "table" : "user"} />
            {row.subject !== null && <Visible text={row.subject} />}
            {row.user_id !== null && (
              <code title={visibleText(row.user_id)}>
                <Visible text={row.user_id.slice(0, 8)} />
              </code>
            )}
          </span>
        )}
        {row.seq !== null && <Fact name="seq" value={row.seq} />}
        {envelope.triggered_by !== null && <Fact name="triggered by" value={envelope.triggered_by} />}
        <span className={`${styles.fact} ${styles[shield.tone]}`} title={WHY[row.signature]}>
          <Icon name={shield.icon} />
          {SIGNATURE_WORDS[row.signature]}
        </span>
        {row.app_id !== null && <Fact name="app" value={row.app_id} />}
        {envelope.ip !== null && <Fact name="IP" value={envelope.ip} />}
      </p>
      {first !== undefined && (
        <p className={styles.found}>
          <FindingLine finding={first} />
          {rest > 0 && (
            <Button look="bare" size="small" onClick={onAllFindings}>
              {counted(rest, "more finding")}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

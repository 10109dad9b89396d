// The line under the address: which event the draft is made from, and what will become of its signature.
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import { typeName } from "../../format/event";
import { clockOf, fullInstant } from "../../format/time";
import type { DraftView, EventDetail, Signing } from "../../ipc/types";
import styles from "./From.module.css";

const SIGNING: Record<Signing, string> = {
  unsigned: "Not signed: the event came without a signature.",
  signs_edits: "An edited body is signed anew with its secret; an unchanged one keeps its signature.",
  no_secret:
    "No secret is set for its scheme: an edited body goes out with the original signature, which will not verify.",
};

interface FromProps {
  event: EventDetail;
  view: DraftView;
  onSettings: () => void;
}

export function From({ event, view, onSettings }: FromProps) {
  const { row } = event;
  const name = typeName(row);
  const { time, millis } = clockOf(row.received_at);
  const wrong = view.signing === "no_secret";
  return (
    <div className={styles.from}>
      <span className={wrong ? styles.wait : styles.signing}>
        <Icon name={view.signing === "signs_edits" ? "shield" : "shieldOpen"} />
        {SIGNING[view.signing]}
      </span>
      {wrong && (
        <Button size="small" icon="key" onClick={onSettings}>
          Add the secret
        </Button>
      )}
      <span className={styles.event}>
        From{" "}
        <b>
          <Visible text={`${name.stem}${name.last}`} />
        </b>{" "}
        {row.seq !== null && (
          <>
            seq <Visible text={row.seq} /> ·{" "}
          </>
        )}
        <time dateTime={row.received_at} title={fullInstant(row.received_at)}>
          {time}
          {millis}
        </time>
      </span>
    </div>
  );
}

// The head of a type: its name, its sender, its delivery, its cause and its lifetime.
import { Badge } from "@/components/Badge";
import { Breakable } from "@/components/Breakable";
import { Note } from "@/components/Note";
import { Text } from "@/components/Text";
import { KIND_NAMES } from "@/format/event";
import { listed } from "@/format/phrase";
import { VENDOR_NAMES } from "@/format/senders";
import { spanOf } from "@/format/time";
import type { Delivery, TypeView } from "@/ipc/types";
import styles from "./TypeDetail.module.css";

const DELIVERIES: Record<Delivery, string> = {
  webhook: "to hooks that name it or match it",
  wildcard: "only to hooks that subscribe to everything",
  audit_log: "never; it stands in the audit log only",
  workflow: "by a workflow a developer makes",
};

export function TypeHead({ type }: { type: TypeView }) {
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Text as="h2" size="title" breakable selectable>
          <Breakable text={type.type} as="type" />
        </Text>
        <Badge>{VENDOR_NAMES[type.vendor]}</Badge>
        <Badge>{KIND_NAMES[type.kind]}</Badge>
        {type.variant !== null && <Badge>{type.variant}</Badge>}
        {!type.documented && (
          <Badge title="The sender’s public documents do not list it yet.">not in the documents</Badge>
        )}
      </div>
      <p className={styles.description}>{type.description}</p>
      {type.delivery_note !== null && (
        <div className={styles.note}>
          <Note tone={type.delivery === "audit_log" ? "wait" : "plain"}>{type.delivery_note}</Note>
        </div>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>Delivered</dt>
          <dd>{DELIVERIES[type.delivery]}</dd>
        </div>
        {type.triggered_by.length > 0 && (
          <div>
            <dt>Caused by</dt>
            <dd>{listed(type.triggered_by)}</dd>
          </div>
        )}
        {type.lifetime !== null && (
          <div>
            <dt>Can be used</dt>
            <dd>for {spanOf(type.lifetime)} after receipt, at the latest</dd>
          </div>
        )}
      </dl>
    </header>
  );
}

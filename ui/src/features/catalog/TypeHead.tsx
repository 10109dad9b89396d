// The header of a type: name, sender, delivery, triggers and lifetime.

import { Badge } from "@/components/Badge";
import { Breakable } from "@/components/Breakable";
import { Note } from "@/components/Note";
import { Prose } from "@/components/Prose";
import { Text } from "@/components/Text";
import { KIND_NAMES } from "@/format/event";
import { listed } from "@/format/phrase";
import { VENDOR_NAMES } from "@/format/senders";
import { spanOf } from "@/format/time";
import type { Delivery, TypeView } from "@/ipc/types";
import styles from "./TypeDetail.module.css";

const DELIVERIES: Record<Delivery, string> = {
  webhook: "to hooks that subscribe to this type, by name or pattern",
  wildcard: "only to hooks that subscribe to all events",
  audit_log: "audit log only, never delivered",
  workflow: "by a workflow that a developer creates",
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
          <Badge title="The sender’s public documentation does not list this type yet.">undocumented</Badge>
        )}
      </div>
      <p className={styles.description}>
        <Prose text={type.description} />
      </p>
      {type.delivery_note !== null && (
        <div className={styles.note}>
          <Note tone={type.delivery === "audit_log" ? "wait" : "plain"}>{type.delivery_note}</Note>
        </div>
      )}
      <dl className={styles.facts}>
        <div>
          <dt>Delivery</dt>
          <dd>{DELIVERIES[type.delivery]}</dd>
        </div>
        {type.triggered_by.length > 0 && (
          <div>
            <dt>SentSample by</dt>
            <dd>{listed(type.triggered_by)}</dd>
          </div>
        )}
        {type.lifetime !== null && (
          <div>
            <dt>Masked values expire</dt>
            <dd>at most {spanOf(type.lifetime)} after receipt</dd>
          </div>
        )}
      </dl>
    </header>
  );
}

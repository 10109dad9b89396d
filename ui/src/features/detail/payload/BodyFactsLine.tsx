// What the body's bytes are: size, hash, and how they were sent.
import { countOf, sizeOf } from "@/format/size";
import type { EventDetail } from "@/ipc/types";
import styles from "./Payload.module.css";

export function BodyFactsLine({ event }: { event: EventDetail }) {
  const { body } = event;
  return (
    <p className={styles.facts}>
      <span title={`${countOf(body.size)} bytes`}>{sizeOf(body.size)}</span>
      <span title={body.sha256}>
        SHA-256 <code>{body.sha256.slice(0, 12)}…</code>
      </span>
      {body.decoded_from !== null && (
        <span>
          decoded from {body.decoded_from}: {sizeOf(body.decoded_size)}
        </span>
      )}
    </p>
  );
}

// The values that an answer would remove, because it does not repeat them.
import { Icon } from "@/components/Icon";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { dotted } from "@/format/pointer";
import { counted } from "@/format/size";
import type { MutationEffect } from "@/ipc/types";
import styles from "./Answering.module.css";

/** Further values are only counted. */
const MAX_LISTED = 6;

export function RemovedAttributes({ mutated: { place, vanishing } }: { mutated: MutationEffect }) {
  const isToken = place !== "/payload/user";
  if (vanishing.length === 0) return null;
  const more = vanishing.length - MAX_LISTED;
  return (
    <section
      className={styles.removed}
      aria-label={isToken ? "Missing claims" : "Removed values"}
      data-testid="vanishing"
    >
      <p>
        <Icon name="warn" size="text" />
        <b>
          {isToken
            ? `${counted(vanishing.length, "original claim is", "original claims are")} missing`
            : `${counted(vanishing.length, "value")} would be removed`}
        </b>
        <span>
          {isToken
            ? "Repeat every original claim unchanged; otherwise Authgear issues no token."
            : "Mutations replace values and do not merge them. Repeat the values to keep."}
        </span>
      </p>
      <ul>
        {vanishing.slice(0, MAX_LISTED).map(({ pointer, json }) => (
          <li key={pointer}>
            <Icon name="cross" size="text" />
            <Text tone="bad">{isToken ? "missing" : "removed"}</Text>
            <code>
              <UntrustedText text={dotted(pointer)} />
            </code>
            <Text as="code" tone="dim">
              <UntrustedText text={json} />
            </Text>
          </li>
        ))}
        {more > 0 && <li className={styles.more}>and {counted(more, "more", "more")}</li>}
      </ul>
    </section>
  );
}

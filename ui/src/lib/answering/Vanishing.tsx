// The values that an answer does not repeat and that would therefore be lost.
import { Icon } from "@/components/Icon";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { dotted } from "@/format/pointer";
import { counted } from "@/format/size";
import type { Mutated } from "@/ipc/types";
import styles from "./Answering.module.css";

/** Values that are listed; the rest is counted. */
const LISTED = 6;

export function Vanishing({ mutated: { place, vanishing } }: { mutated: Mutated }) {
  const token = place !== "/payload/user";
  if (vanishing.length === 0) return null;
  const more = vanishing.length - LISTED;
  return (
    <div className={styles.gone} data-testid="vanishing">
      <p>
        <Icon name="warn" size="text" />
        <b>
          {token
            ? `${counted(vanishing.length, "original claim is", "original claims are")} missing`
            : `${counted(vanishing.length, "value")} would be gone`}
        </b>
        <span>
          {token
            ? "Every original claim must be repeated unchanged, or no token is issued."
            : "Mutations replace, they do not merge: repeat what is to stay."}
        </span>
      </p>
      <ul>
        {vanishing.slice(0, LISTED).map(({ pointer, json }) => (
          <li key={pointer}>
            <Icon name="cross" size="text" />
            <Text tone="bad">{token ? "missing" : "gone"}</Text>
            <code>
              <Visible text={dotted(pointer)} />
            </code>
            <Text as="code" tone="dim">
              <Visible text={json} />
            </Text>
          </li>
        ))}
        {more > 0 && <li className={styles.more}>and {counted(more, "more", "more")}</li>}
      </ul>
    </div>
  );
}

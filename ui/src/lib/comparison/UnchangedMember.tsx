// A member that both sides have, with the same value.
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import type { MemberView } from "@/ipc/types";
import { scalarOf } from "@/lib/filter-by-value/filter-terms";
import styles from "./Comparison.module.css";
import { isShortened } from "./change-actions";

/** `base` is the pointer of the compared value; null if it is not a part of a body. */
export function UnchangedMember({ member, base }: { member: MemberView; base: string | null }) {
  const { label, path, value } = member;
  const showMenu = useContextMenu();
  const copy = useCopy();
  const start = isShortened(value) ? "start of the " : "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the text can also be selected and copied with keys.
    <div
      className={styles.member}
      onContextMenu={(event) =>
        showMenu(event, {
          label: `Member ${visibleText(label ?? path)}`,
          outlined: event.currentTarget,
          actions: [
            { key: "value", text: `Copy ${start}value`, onChoose: () => copy("Value", scalarOf(value)) },
            { key: "pointer", text: "Copy pointer", onChoose: () => copy("Pointer", `${base ?? ""}${path}`) },
          ],
        })
      }
    >
      <span>
        {label !== null && (
          <b>
            <UntrustedText text={label} />
          </b>
        )}
        <code>
          <UntrustedText text={path} />
        </code>
      </span>
      <span>
        <UntrustedText text={value} />
      </span>
    </div>
  );
}

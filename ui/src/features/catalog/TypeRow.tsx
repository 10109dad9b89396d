// One type of the list: what it is called, how it is delivered, how often it was seen.
import { Icon } from "@/components/Icon";
import { KIND_NAMES, typeName } from "@/format/event";
import { familyLook } from "@/format/senders";
import { counted } from "@/format/size";
import type { TypeView } from "@/ipc/types";
import tints from "@/styles/families.module.css";
import styles from "./TypeList.module.css";

export const typeDomId = (name: string) => `type-${name}`;

interface TypeRowProps {
  type: TypeView;
  selected: boolean;
  onChoose: () => void;
}

export const seenWord = (seen: number) => (seen === 0 ? "not seen yet" : `seen ${counted(seen, "time")}`);

export function TypeRow({ type, selected, onChoose }: TypeRowProps) {
  const look = familyLook(type.vendor, type.family);
  const { stem, last } = typeName({ type: type.name, method: "", path: "" });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
    <div
      id={typeDomId(type.name)}
      className={styles.row}
      role="option"
      aria-selected={selected}
      data-active={selected}
      data-testid="catalog-type"
      data-name={type.name}
      title={type.name}
      onClick={onChoose}
    >
      <Icon name={look.glyph} className={tints[look.tint]} />
      <span className={styles.name}>
        <bdi dir="ltr">
          {stem}
          <b>{last}</b>
        </bdi>
      </span>
      <span className={styles.about}>
        <span className={type.kind === "blocking" ? styles.blocking : undefined}>
          {KIND_NAMES[type.kind]}
        </span>
        <span className={type.seen === 0 ? styles.unseen : undefined}>{seenWord(type.seen)}</span>
      </span>
    </div>
  );
}

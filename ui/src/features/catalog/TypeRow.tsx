// One row of the type list: name, delivery, and the number of received events.
import { Icon } from "@/components/Icon";
import { Option } from "@/components/ListBox";
import { Text } from "@/components/Text";
import { TypeName } from "@/components/TypeName";
import { KIND_NAMES, typeNameByIcon } from "@/format/event";
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

const seenText = (seen: number) => (seen === 0 ? "not seen yet" : `seen ${counted(seen, "time")}`);

export function TypeRow({ type, selected, onChoose }: TypeRowProps) {
  const look = familyLook(type.vendor, type.family);
  const name = typeNameByIcon({ type: type.name, method: "", path: "", vendor: type.vendor });
  return (
    <Option
      id={typeDomId(type.name)}
      className={styles.row}
      selected={selected}
      testId="catalog-type"
      data-name={type.name}
      title={type.name}
      onChoose={onChoose}
    >
      <Icon size="text" name={look.glyph} className={tints[look.tint]} />
      <TypeName {...name} />
      <span className={styles.about}>
        <span data-strong={type.kind === "blocking"}>{KIND_NAMES[type.kind]}</span>
        <Text tone={type.seen === 0 ? "soft" : "dim"}>{seenText(type.seen)}</Text>
      </span>
    </Option>
  );
}

// The types, grouped by sender and family. Arrow keys move the selection from the list and from the
// search field.
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { ListBox, OptionGroup } from "@/components/ListBox";
import { fieldKey } from "@/components/list-keys";
import { SearchField } from "@/components/SearchField";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { VENDOR_NAMES } from "@/format/senders";
import type { TypeView } from "@/ipc/types";
import styles from "./TypeList.module.css";
import { TypeRow, typeDomId } from "./TypeRow";
import { groupsOf, typesMatching } from "./types";

interface TypeListProps {
  types: readonly TypeView[];
  text: string;
  chosen: string | null;
  onText: (text: string) => void;
  onChoose: (name: string) => void;
}

const PAGE = 10;
const LIST_ID = "catalog-types";

export function TypeList({ types, text, chosen, onText, onChoose }: TypeListProps) {
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupsOf(typesMatching(types, text)), [types, text]);
  const shown = useMemo(() => groups.flatMap((group) => group.types), [groups]);
  const at = shown.findIndex((type) => type.name === chosen);
  const goTo = (index: number) => {
    const type = shown[Math.min(Math.max(index, 0), shown.length - 1)];
    if (type !== undefined) onChoose(type.name);
  };
  useAction("next", shown.length > 0 ? () => goTo(at + 1) : null);
  useAction("previous", shown.length > 0 ? () => goTo(at - 1) : null);
  const inField = ({ key }: KeyboardEvent): boolean => {
    const to = fieldKey(key, at, shown.length, PAGE);
    if (to !== null) goTo(to);
    else if (key === "Enter") {
      if (at < 0) goTo(0);
      list.current?.focus();
    } else return false;
    return true;
  };
  return (
    <Stack full>
      <Stack rigid padX="3" padTop="2" padBottom="2">
        <SearchField
          label="Search types"
          placeholder="Search types"
          size="tall"
          value={text}
          controls={LIST_ID}
          testId="catalog-search"
          onChange={onText}
          onKey={inField}
        />
      </Stack>
      <ListBox
        id={LIST_ID}
        label="Event types"
        className={styles.list}
        boxRef={list}
        count={shown.length}
        current={at}
        idOf={(index) => typeDomId(shown[index]?.name ?? "")}
        focusFirst
        onMove={goTo}
      >
        {groups.map((group) => (
          <OptionGroup
            key={`${group.vendor} ${group.family}`}
            label={`${VENDOR_NAMES[group.vendor]}, ${group.family}`}
            heading={
              <>
                {VENDOR_NAMES[group.vendor]}{" "}
                <Text tone="dim" strong>
                  {group.family}
                </Text>
              </>
            }
          >
            {group.types.map((type) => (
              <TypeRow
                key={type.name}
                type={type}
                selected={type.name === chosen}
                onChoose={() => onChoose(type.name)}
              />
            ))}
          </OptionGroup>
        ))}
      </ListBox>
      {shown.length === 0 && (
        <Stack as="p" pad="2" padX="4" tone="dim" role="status">
          No types match “{text}”.
        </Stack>
      )}
    </Stack>
  );
}

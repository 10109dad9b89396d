// The types under their vendors and families. Arrows move the choice, from the list and from the search field alike.
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
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

export function TypeList({ types, text, chosen, onText, onChoose }: TypeListProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupsOf(typesMatching(types, text)), [types, text]);
  const shown = useMemo(() => groups.flatMap((group) => group.types), [groups]);
  const at = shown.findIndex((type) => type.name === chosen);
  useAction("filter", () => {
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => list.current?.focus(), []);
  useEffect(() => {
    if (chosen !== null) document.getElementById(typeDomId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const goTo = (index: number) => {
    const type = shown[Math.min(Math.max(index, 0), shown.length - 1)];
    if (type !== undefined) onChoose(type.name);
  };
  const moved = (key: string): boolean => {
    if (key === "ArrowDown") goTo(at + 1);
    else if (key === "ArrowUp") goTo(at - 1);
    else if (key === "PageDown") goTo(at + PAGE);
    else if (key === "PageUp") goTo(at - PAGE);
    else return false;
    return true;
  };
  useAction("next", shown.length > 0 ? () => goTo(at + 1) : null);
  useAction("previous", shown.length > 0 ? () => goTo(at - 1) : null);
  const inList = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(shown.length - 1);
    else if (!moved(event.key)) return;
    event.preventDefault();
  };
  const inField = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      if (at < 0) goTo(0);
      list.current?.focus();
    } else if (event.key === "Escape" && text !== "") onText("");
    else if (!moved(event.key)) return;
    event.preventDefault();
  };

  return (
    <div className={styles.pane}>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          value={text}
          placeholder="Search types"
          aria-label="Search types"
          aria-controls="catalog-types"
          spellCheck={false}
          autoComplete="off"
          data-testid="catalog-search"
          onChange={(event) => onText(event.target.value)}
          onKeyDown={inField}
        />
        {text === "" && <Key>/</Key>}
      </div>
      <div
        ref={list}
        id="catalog-types"
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-label="Types of events"
        aria-activedescendant={at < 0 || chosen === null ? undefined : typeDomId(chosen)}
        onKeyDown={inList}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a listbox.
          <div
            key={`${group.vendor} ${group.family}`}
            role="group"
            aria-label={`${VENDOR_NAMES[group.vendor]}, ${group.family}`}
          >
            <div className={styles.heading} role="presentation">
              {VENDOR_NAMES[group.vendor]} <b>{group.family}</b>
            </div>
            {group.types.map((type) => (
              <TypeRow
                key={type.name}
                type={type}
                selected={type.name === chosen}
                onChoose={() => onChoose(type.name)}
              />
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 && (
        <p className={styles.none} role="status">
          No type fits “{text}”.
        </p>
      )}
    </div>
  );
}

// The scenarios that are kept.
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Visible } from "@/components/Visible";
import type { ScenarioRow } from "@/ipc/types";
import type { Desks } from "./desk";
import styles from "./Scenarios.module.css";
import { stepsWord } from "./words";

interface ScenarioListProps {
  rows: readonly ScenarioRow[];
  chosen: string;
  edited: Desks;
  onChoose: (name: string) => void;
}

export function ScenarioList({ rows, chosen, edited, onChoose }: ScenarioListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const at = rows.findIndex(({ name }) => name === chosen);
  const goTo = (index: number) => {
    const next = rows[Math.min(Math.max(0, index), rows.length - 1)];
    if (next !== undefined) onChoose(next.name);
  };
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: "nearest" });
  }, [at]);
  useAction("next", () => goTo(at + 1));
  useAction("previous", () => goTo(at - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") goTo(at + 1);
    else if (event.key === "ArrowUp") goTo(at - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(rows.length - 1);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label="Scenarios"
      aria-activedescendant={at < 0 ? undefined : `scenario-${at}`}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
        // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
        <div
          key={row.name}
          id={`scenario-${index}`}
          role="option"
          aria-selected={index === at}
          data-active={index === at}
          data-testid="scenario-row"
          className={styles.row}
          onClick={() => onChoose(row.name)}
        >
          <b>
            <Visible text={row.name} />
          </b>
          <span>
            {stepsWord(row.steps)}
            {edited.has(row.name) && " · not saved"}
          </span>
          {row.about !== "" && (
            <span>
              <Visible text={row.about} />
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

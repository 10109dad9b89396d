// The list of saved scenarios.
import type { MouseEvent } from "react";
import { useAction } from "@/actions/Actions";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { ListBox, Option } from "@/components/ListBox";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import type { ScenarioRow } from "@/ipc/types";
import { stepCount } from "./labels";
import styles from "./Scenarios.module.css";
import type { ScenarioDrafts } from "./useScenarioDraft";

interface ScenarioListProps {
  rows: readonly ScenarioRow[];
  chosen: string;
  edited: ScenarioDrafts;
  onChoose: (name: string) => void;
  onDuplicate: (name: string) => void;
  onRemove: (name: string) => void;
}

/** The context menu of a scenario. */
function useScenarioMenu({ onChoose, onDuplicate, onRemove }: ScenarioListProps) {
  const show = useContextMenu();
  const copy = useCopy();
  return (event: MouseEvent, name: string) =>
    show(event, {
      label: `Scenario ${visibleText(name)}`,
      outlined: event.currentTarget,
      actions: [
        { key: "open", text: "Open", onChoose: () => onChoose(name) },
        { key: "duplicate", text: "Duplicate", onChoose: () => onDuplicate(name) },
        { key: "name", text: "Copy name", onChoose: () => copy("Name", name) },
        { key: "remove", text: "Remove", startsGroup: true, onChoose: () => onRemove(name) },
      ],
    });
}

const idOf = (index: number) => `scenario-${index}`;

export function ScenarioList(props: ScenarioListProps) {
  const { rows, chosen, edited, onChoose } = props;
  const onMenu = useScenarioMenu(props);
  const at = rows.findIndex(({ name }) => name === chosen);
  const goTo = (index: number) => {
    const next = rows[Math.min(Math.max(0, index), rows.length - 1)];
    if (next !== undefined) onChoose(next.name);
  };
  useAction("next", () => goTo(at + 1));
  useAction("previous", () => goTo(at - 1));
  return (
    <Stack full>
      <ListBox label="Scenarios" count={rows.length} current={at} idOf={idOf} focusFirst onMove={goTo}>
        {rows.map((row, index) => (
          <Option
            key={row.name}
            id={idOf(index)}
            selected={index === at}
            className={styles.row}
            onChoose={() => onChoose(row.name)}
            onContextMenu={(event) => onMenu(event, row.name)}
          >
            <b>
              <UntrustedText text={row.name} />
            </b>
            <span>
              {stepCount(row.steps)}
              {edited.has(row.name) && " · not saved"}
            </span>
            {row.about !== "" && (
              <span>
                <UntrustedText text={row.about} />
              </span>
            )}
          </Option>
        ))}
      </ListBox>
    </Stack>
  );
}

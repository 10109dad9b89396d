// The header of a scenario: its name, the switch between its views, and its actions.
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { ScenarioView } from "./useScenarioDraft";

interface ScenarioHeaderProps {
  title: string;
  edited: boolean;
  view: ScenarioView;
  onView: (view: ScenarioView) => void;
  /** Null while it cannot be saved. */
  onSave: (() => void) | null;
  onDuplicate: () => void;
  onExport: () => void;
  onRemove: () => void;
}

const VIEWS = [
  { value: "steps", text: "Steps" },
  { value: "text", text: "File" },
  { value: "run", text: "Run" },
] as const;

export function ScenarioHeader(props: ScenarioHeaderProps) {
  const { title, edited, view, onView, onSave, onDuplicate, onExport, onRemove } = props;
  return (
    <Bar line>
      <Text as="h2" size="lead" truncate>
        <UntrustedText text={title} />
      </Text>
      {edited && <Text tone="soft">not saved</Text>}
      <Spacer />
      <SegmentedControl label="Scenario view" value={view} options={VIEWS} onChange={onView} />
      <Button
        icon="check"
        look={edited ? "primary" : "plain"}
        action="saveScenario"
        disabled={onSave === null}
        onClick={() => onSave?.()}
      >
        Save
      </Button>
      <Menu
        icon="dots"
        label="More actions"
        actions={[
          { key: "duplicate", text: "Duplicate", onChoose: onDuplicate },
          { key: "export", text: "Export to file…", onChoose: onExport },
          { key: "remove", text: "Remove", onChoose: onRemove },
        ]}
      />
    </Bar>
  );
}

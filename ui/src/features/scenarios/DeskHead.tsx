// The title of a scenario, the choice between its faces, and what can be done with it.
import { writtenKeys } from "@/actions/catalog";
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { Segments } from "@/components/Segments";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import type { Face } from "./desk";

interface DeskHeadProps {
  title: string;
  edited: boolean;
  face: Face;
  onFace: (face: Face) => void;
  /** Null while it cannot be saved. */
  onSave: (() => void) | null;
  onDuplicate: () => void;
  onExport: () => void;
  onRemove: () => void;
}

const FACES = [
  { value: "steps", text: "Steps" },
  { value: "text", text: "File" },
  { value: "run", text: "Run" },
] as const;

export function DeskHead(props: DeskHeadProps) {
  const { title, edited, face, onFace, onSave, onDuplicate, onExport, onRemove } = props;
  return (
    <Bar line>
      <Text as="h2" size="lead" truncate>
        <Visible text={title} />
      </Text>
      {edited && <Text tone="soft">not saved</Text>}
      <Spacer />
      <Segments label="Shown" value={face} options={FACES} onChange={onFace} />
      <Button
        icon="check"
        look={edited ? "primary" : "plain"}
        shortcut={writtenKeys("Mod+s")}
        disabled={onSave === null}
        data-testid="scenario-save"
        onClick={() => onSave?.()}
      >
        Save
      </Button>
      <Menu
        icon="dots"
        label="More about this scenario"
        actions={[
          { key: "duplicate", text: "Duplicate", onChoose: onDuplicate },
          { key: "export", text: "Export to a file…", onChoose: onExport },
          { key: "remove", text: "Remove", onChoose: onRemove },
        ]}
      />
    </Bar>
  );
}

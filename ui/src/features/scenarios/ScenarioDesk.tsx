// One scenario: its steps, its text, and its run.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { CodeEditor } from "@/components/CodeEditor";
import { Icon } from "@/components/Icon";
import { Menu } from "@/components/Menu";
import { Segments } from "@/components/Segments";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { exportScenario, writeScenario } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { SaveAs } from "@/lib/files/SaveAs";
import { type Desk, type Face, useDesk } from "./desk";
import { ScenarioRun } from "./ScenarioRun";
import styles from "./Scenarios.module.css";
import { Steps } from "./Steps";
import { useSaveScenario } from "./useScenarios";

interface ScenarioDeskProps {
  /** The name it is kept under. */
  name: string;
  first: Desk;
  runs: boolean;
  onKeep: (desk: Desk) => void;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

const FACES = [
  { value: "steps", text: "Steps" },
  { value: "text", text: "File" },
  { value: "run", text: "Run" },
] as const;

export function ScenarioDesk(props: ScenarioDeskProps) {
  const { name, first, runs, onKeep, onRenamed, onDuplicate, onRemove } = props;
  const desk = useDesk(first, onKeep);
  const [face, setFace] = useState<Face>(runs ? "run" : first.by === "text" ? "text" : "steps");
  const [opened, setOpened] = useState(0);
  const [exporting, setExporting] = useState(false);
  const saving = useSaveScenario();
  const [wrong, setWrong] = useState<unknown>(null);
  const { mistake } = desk;
  const save = async (replace = false): Promise<boolean> => {
    setWrong(null);
    try {
      // What was typed a moment ago is saved, too.
      const read = desk.by === "form" && desk.form !== null ? await writeScenario(desk.form) : null;
      const text = read === null ? desk.text : read.text;
      if (text === null) return false;
      const row = await saving.mutateAsync({ text, was: name, replace });
      desk.saved();
      if (row.name !== name) onRenamed(row.name);
      return true;
    } catch (thrown) {
      setWrong(thrown);
      return false;
    }
  };
  const savable = desk.edited && mistake === null && !saving.isPending;
  useAction("saveScenario", savable ? () => void save() : null);
  const show = (next: Face) => {
    // A text that is no scenario has no steps, and wrong steps no text.
    if (mistake !== null && next !== "run" && next !== (desk.by === "form" ? "steps" : "text")) return;
    setFace(next);
    setOpened((before) => before + 1);
  };
  useAction("runScenario", face === "run" ? null : () => show("run"));
  const taken = wrong !== null && troubleOf(wrong).code === "taken";
  return (
    <div className={styles.desk} data-testid="scenario-desk">
      <div className={styles.head}>
        <h2>
          <Visible text={desk.form?.name ?? name} />
        </h2>
        {desk.edited && <span className={styles.soft}>not saved</span>}
        <span className={styles.grow} />
        <Segments label="Shown" value={face} options={FACES} onChange={show} />
        <Button
          icon="check"
          look={desk.edited ? "primary" : "plain"}
          shortcut={writtenKeys("Mod+s")}
          disabled={!savable}
          data-testid="scenario-save"
          onClick={() => void save()}
        >
          Save
        </Button>
        <Menu
          icon="dots"
          label="More about this scenario"
          actions={[
            { key: "duplicate", text: "Duplicate", onChoose: onDuplicate },
            { key: "export", text: "Export to a file…", onChoose: () => setExporting(true) },
            { key: "remove", text: "Remove", onChoose: onRemove },
          ]}
        />
      </div>
      {mistake !== null && (
        <p className={styles.mistake} role="alert" data-testid="scenario-mistake">
          <Icon name="warn" />
          <span>
            {mistake.step !== null && `Step ${mistake.step}: `}
            {mistake.line !== null && `line ${mistake.line}, column ${mistake.column}: `}
            <Visible text={mistake.what} />
          </span>
        </p>
      )}
      {(wrong ?? desk.problem) !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={wrong ?? desk.problem} />
          {taken && (
            <Button look="danger" onClick={() => void save(true)}>
              Replace it
            </Button>
          )}
        </div>
      )}
      {face === "steps" && desk.form !== null && (
        <Steps form={desk.form} mistake={mistake} onChange={desk.changeForm} />
      )}
      {face === "text" && (
        <div className={styles.text}>
          <CodeEditor
            start={desk.text}
            open={`${name} ${opened} ${desk.by === "form" && desk.settled}`}
            json
            label="The scenario's file"
            testId="scenario-text"
            mistake={
              mistake === null || mistake.line === null
                ? null
                : { line: mistake.line, column: mistake.column ?? 1, what: mistake.what }
            }
            onChange={desk.changeText}
          />
        </div>
      )}
      {face === "run" && (
        <ScenarioRun name={name} save={desk.edited ? save : null} savable={savable || !desk.edited} />
      )}
      <SaveAs
        title="Export the scenario"
        open={exporting}
        name={`${name}.json`}
        save={(path, replace) => exportScenario(name, path, replace)}
        onClose={() => setExporting(false)}
      />
    </div>
  );
}

// One scenario: its steps, its file and its run.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { CodeEditor } from "@/components/CodeEditor";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { exportScenario } from "@/ipc/bindings/commands";
import type { ScenarioMistake } from "@/ipc/types";
import { SaveAs } from "@/lib/files/SaveAs";
import { DeskHead } from "./DeskHead";
import { type Desk, type Face, useDesk } from "./desk";
import { ScenarioRun } from "./ScenarioRun";
import styles from "./Scenarios.module.css";
import { Steps } from "./Steps";
import { useDeskSaving } from "./useDeskSaving";

interface ScenarioDeskProps {
  /** The saved name. */
  name: string;
  first: Desk;
  running: boolean;
  onKeep: (desk: Desk) => void;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function ScenarioDesk(props: ScenarioDeskProps) {
  const { name, first, running, onKeep, onRenamed, onDuplicate, onRemove } = props;
  const desk = useDesk(first, onKeep);
  const [face, setFace] = useState<Face>(running ? "run" : first.by === "text" ? "text" : "steps");
  /** Grows with each face shown, so that the file's editor starts with the text as it is then. */
  const [opened, setOpened] = useState(0);
  const [exporting, setExporting] = useState(false);
  const saving = useDeskSaving(name, desk, onRenamed);
  const { mistake } = desk;
  const show = (next: Face) => {
    // A text that is no scenario has no steps, and wrong steps have no text.
    if (mistake !== null && next !== "run" && next !== (desk.by === "form" ? "steps" : "text")) return;
    setFace(next);
    setOpened((before) => before + 1);
  };
  useAction("runScenario", face === "run" ? null : () => show("run"));
  const problem = saving.problem ?? desk.problem;
  return (
    <Stack full data-testid="scenario-desk">
      <DeskHead
        title={desk.form?.name ?? name}
        edited={desk.edited}
        face={face}
        onFace={show}
        onSave={saving.isPossible ? () => void saving.save() : null}
        onDuplicate={onDuplicate}
        onExport={() => setExporting(true)}
        onRemove={onRemove}
      />
      {mistake !== null && <Mistake mistake={mistake} />}
      {problem !== null && (
        <Stack padX="4" padY="3" gap="2" align="start">
          <TroubleNote error={problem} />
          {saving.isTaken && (
            <Button look="danger" onClick={() => void saving.save(true)}>
              Replace it
            </Button>
          )}
        </Stack>
      )}
      {face === "steps" && desk.form !== null && (
        <Steps form={desk.form} mistake={mistake} onChange={desk.changeForm} />
      )}
      {face === "text" && (
        <Stack fill>
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
        </Stack>
      )}
      {face === "run" && (
        <ScenarioRun
          name={name}
          save={desk.edited ? saving.save : null}
          savable={saving.isPossible || !desk.edited}
        />
      )}
      <SaveAs
        title="Export the scenario"
        open={exporting}
        name={`${name}.json`}
        save={(path, replace) => exportScenario({ name, path, replace })}
        onClose={() => setExporting(false)}
      />
    </Stack>
  );
}

function Mistake({ mistake }: { mistake: ScenarioMistake }) {
  return (
    <div className={styles.mistake} role="alert" data-testid="scenario-mistake">
      <IconText icon="warn" tone="bad">
        {mistake.step !== null && `Step ${mistake.step}: `}
        {mistake.line !== null && `line ${mistake.line}, column ${mistake.column}: `}
        <Visible text={mistake.what} />
      </IconText>
    </div>
  );
}

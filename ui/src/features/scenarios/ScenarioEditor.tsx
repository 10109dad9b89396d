// One scenario in three views: its steps, its file, and its run.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { CodeEditor } from "@/components/CodeEditor";
import { ErrorNote } from "@/components/ErrorNote";
import { ErrorStrip } from "@/components/ErrorStrip";
import { IconText } from "@/components/IconText";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { exportScenario } from "@/ipc/bindings/commands";
import type { ScenarioFormError } from "@/ipc/types";
import { SaveAs } from "@/lib/files/SaveAs";
import { ConfirmBroken } from "@/lib/sending/ConfirmBroken";
import { ScenarioHeader } from "./ScenarioHeader";
import { ScenarioRun } from "./ScenarioRun";
import { Steps } from "./Steps";
import { type ScenarioDraft, type ScenarioView, useScenarioDraft } from "./useScenarioDraft";
import { useScenarioSaving } from "./useScenarioSaving";

interface ScenarioEditorProps {
  /** The saved name. */
  name: string;
  first: ScenarioDraft;
  running: boolean;
  onKeep: (draft: ScenarioDraft) => void;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

export function ScenarioEditor(props: ScenarioEditorProps) {
  const { name, first, running, onKeep, onRenamed, onDuplicate, onRemove } = props;
  const draft = useScenarioDraft(first, onKeep);
  const [view, setView] = useState<ScenarioView>(running ? "run" : first.by === "text" ? "text" : "steps");
  /** Counts view changes. Each one reopens the file editor with the current text. */
  const [opened, setOpened] = useState(0);
  const [exporting, setExporting] = useState(false);
  const saving = useScenarioSaving(name, draft, onRenamed);
  const { mistake } = draft;
  const show = (next: ScenarioView) => {
    // With a mistake, steps and file cannot be converted into each other, so that switch is
    // blocked.
    if (mistake !== null && next !== "run" && next !== (draft.by === "form" ? "steps" : "text")) return;
    setView(next);
    setOpened((before) => before + 1);
  };
  useAction("runScenario", view === "run" ? null : () => show("run"));
  const problem = saving.problem ?? draft.problem;
  return (
    <Stack full data-testid="scenario-desk">
      <ScenarioHeader
        title={draft.form?.name ?? name}
        edited={draft.edited}
        view={view}
        onView={show}
        onSave={saving.isPossible ? () => void saving.save() : null}
        onDuplicate={onDuplicate}
        onExport={() => setExporting(true)}
        onRemove={onRemove}
      />
      {mistake !== null && <Mistake mistake={mistake} />}
      {problem !== null && (
        <Stack padX="4" padY="3" gap="2" align="start">
          <ErrorNote error={problem} />
          {saving.isTaken && (
            <Button look="danger" onClick={() => void saving.save(true)}>
              Replace
            </Button>
          )}
        </Stack>
      )}
      {view === "steps" && draft.form !== null && (
        <Steps form={draft.form} mistake={mistake} onChange={draft.changeForm} />
      )}
      {view === "text" && (
        <Stack fill>
          <CodeEditor
            start={draft.text}
            open={`${name} ${opened} ${draft.by === "form" && draft.settled}`}
            json
            label="Scenario file"
            testId="scenario-text"
            mistake={
              mistake === null || mistake.line === null
                ? null
                : { line: mistake.line, column: mistake.column ?? 1, what: mistake.what }
            }
            onChange={draft.changeText}
          />
        </Stack>
      )}
      {view === "run" && (
        <ScenarioRun
          name={name}
          save={draft.edited ? saving.save : null}
          savable={saving.isPossible || !draft.edited}
        />
      )}
      <ConfirmBroken
        open={saving.question !== null}
        title="Save broken JSON?"
        sentence={saving.question?.sentence ?? ""}
        confirm="Save anyway"
        onConfirm={() => saving.question?.answer(true)}
        onClose={() => saving.question?.answer(false)}
      />
      <SaveAs
        title="Export scenario"
        open={exporting}
        name={`${name}.json`}
        save={(path, replace) => exportScenario({ name, path, replace })}
        onClose={() => setExporting(false)}
      />
    </Stack>
  );
}

function Mistake({ mistake }: { mistake: ScenarioFormError }) {
  return (
    <ErrorStrip as="div" testId="scenario-mistake">
      <IconText icon="warn" tone="bad">
        {mistake.step !== null && `Step ${mistake.step}: `}
        {mistake.line !== null && `line ${mistake.line}, column ${mistake.column}: `}
        <UntrustedText text={mistake.what} />
      </IconText>
    </ErrorStrip>
  );
}

// The page Scenarios: the saved scenarios on the left; the selected scenario on the right, to edit
// and run.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Page } from "@/components/Page";
import { SidePane } from "@/components/SidePane";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { counted } from "@/format/size";
import { useScenarios } from "@/lib/scenarios/useScenarioList";
import { ImportScenario } from "./ImportScenario";
import { RemovedScenario } from "./RemovedScenario";
import { ScenarioEditor } from "./ScenarioEditor";
import { ScenarioList } from "./ScenarioList";
import { useRemoval } from "./useRemoval";
import type { ScenarioDrafts } from "./useScenarioDraft";
import { useDuplicateScenario, useScenario, useScenarioRun } from "./useScenarios";

interface ScenariosProps {
  scenarioDrafts: ScenarioDrafts;
  onBack: () => void;
}

export function Scenarios({ scenarioDrafts: desks, onBack }: ScenariosProps) {
  const list = useScenarios();
  const { data: run } = useScenarioRun();
  const rows = list.data ?? [];
  // The page opens with the running scenario selected.
  const [selectedName, setSelectedName] = useState<string | null>(run?.state === "running" ? run.name : null);
  const chosen = rows.find(({ name }) => name === selectedName)?.name ?? rows.at(-1)?.name ?? null;
  const [importing, setImporting] = useState(false);
  const removal = useRemoval(setSelectedName);
  const duplicate = useDuplicateScenario();
  useAction("importScenario", () => setImporting(true));
  const onDuplicate = (name: string) =>
    duplicate.mutate(name, { onSuccess: (row) => setSelectedName(row.name) });
  const onRemove = (name: string) => {
    desks.delete(name);
    removal.remove(name);
  };
  const error = list.error ?? removal.error ?? duplicate.error;
  return (
    <Page
      title="Scenarios"
      about={list.data !== undefined && rows.length > 0 && counted(rows.length, "scenario")}
      onBack={onBack}
      actions={
        <Button icon="import" onClick={() => setImporting(true)}>
          Import…
        </Button>
      }
    >
      {error !== null && (
        <Stack padX="4" padY="3" align="start">
          <ErrorNote error={error} retry={list.error === null ? undefined : () => void list.refetch()} />
        </Stack>
      )}
      <RemovedScenario removal={removal} />
      {list.isPending && <Skeleton lines={6} label="Loading the scenarios" />}
      {list.data !== undefined && rows.length === 0 && (
        <EmptyState
          title="No scenarios"
          actions={<Button onClick={() => setImporting(true)}>Import from file…</Button>}
        >
          A scenario is a sequence of requests with expected answers. To record one, select events in the list
          and choose “Record scenario…”.
        </EmptyState>
      )}
      {chosen !== null && (
        <SidePane
          name="scenarios"
          width={{ wide: 212, narrow: 150 }}
          min={150}
          max={420}
          divider="Width of the scenario list"
          mainMin={420}
          side={
            <ScenarioList
              rows={rows}
              chosen={chosen}
              edited={desks}
              onChoose={setSelectedName}
              onDuplicate={onDuplicate}
              onRemove={onRemove}
            />
          }
        >
          <LoadedScenario
            key={chosen}
            name={chosen}
            desks={desks}
            running={run?.name === chosen && run.state === "running"}
            onRenamed={setSelectedName}
            onDuplicate={() => onDuplicate(chosen)}
            onRemove={() => onRemove(chosen)}
          />
        </SidePane>
      )}
      <ImportScenario
        open={importing}
        onImported={(name) => {
          desks.delete(name);
          setImporting(false);
          setSelectedName(name);
        }}
        onClose={() => setImporting(false)}
      />
    </Page>
  );
}

interface LoadedScenarioProps {
  name: string;
  desks: ScenarioDrafts;
  running: boolean;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

function LoadedScenario({ name, desks, ...props }: LoadedScenarioProps) {
  const unsaved = desks.get(name);
  const { data, error, refetch } = useScenario(name);
  if (error !== null)
    return (
      <Stack padX="4" padY="3" align="start">
        <ErrorNote error={error} retry={() => void refetch()} />
      </Stack>
    );
  if (data === undefined) return <Skeleton lines={6} label="Loading the scenario" />;
  const draft = unsaved ?? { by: "form" as const, form: data.form, text: data.text ?? "", edited: false };
  return (
    <ScenarioEditor
      name={name}
      first={draft}
      onKeep={(left) => {
        if (left.edited) desks.set(name, left);
        else desks.delete(name);
      }}
      {...props}
    />
  );
}

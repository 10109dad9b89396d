// The page of scenarios: the saved ones on the left; the chosen one on the right, to edit and to run.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Page } from "@/components/Page";
import { SidePane } from "@/components/SidePane";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { counted } from "@/format/size";
import { useScenarios } from "@/lib/scenarios/useScenarioList";
import type { Desks } from "./desk";
import { ImportScenario } from "./ImportScenario";
import { RemovedScenario } from "./RemovedScenario";
import { ScenarioDesk } from "./ScenarioDesk";
import { ScenarioList } from "./ScenarioList";
import { useRemoval } from "./useRemoval";
import { useDuplicateScenario, useScenario, useScenarioRun } from "./useScenarios";

interface ScenariosProps {
  desks: Desks;
  onBack: () => void;
}

export function Scenarios({ desks, onBack }: ScenariosProps) {
  const list = useScenarios();
  const { data: run } = useScenarioRun();
  const rows = list.data ?? [];
  // The page opens at the scenario that runs.
  const [wanted, setWanted] = useState<string | null>(run?.state === "running" ? run.name : null);
  const chosen = rows.find(({ name }) => name === wanted)?.name ?? rows.at(-1)?.name ?? null;
  const [importing, setImporting] = useState(false);
  const removal = useRemoval(setWanted);
  const duplicate = useDuplicateScenario();
  useAction("importScenario", () => setImporting(true));
  const error = list.error ?? removal.error ?? duplicate.error;
  return (
    <Page
      title="Scenarios"
      about={list.data !== undefined && rows.length > 0 && counted(rows.length, "scenario")}
      testId="scenarios"
      onBack={onBack}
      actions={
        <Button icon="import" onClick={() => setImporting(true)}>
          Import…
        </Button>
      }
    >
      {error !== null && (
        <Stack padX="4" padY="3" align="start">
          <TroubleNote error={error} retry={list.error === null ? undefined : () => void list.refetch()} />
        </Stack>
      )}
      <RemovedScenario removal={removal} />
      {list.isPending && <Skeleton lines={6} label="Loading the scenarios" />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty
          title="No scenarios"
          actions={<Button onClick={() => setImporting(true)}>Import from a file…</Button>}
        >
          A scenario is requests in order, and what is expected to come back. Select events in the list and
          choose “Record scenario…”, or import one.
        </Empty>
      )}
      {chosen !== null && (
        <SidePane
          width={{ wide: 212, narrow: 150 }}
          min={150}
          max={420}
          divider="Width of the scenarios"
          mainMin={420}
          side={<ScenarioList rows={rows} chosen={chosen} edited={desks} onChoose={setWanted} />}
        >
          <Opened
            key={chosen}
            name={chosen}
            desks={desks}
            running={run?.name === chosen && run.state === "running"}
            onRenamed={setWanted}
            onDuplicate={() => duplicate.mutate(chosen, { onSuccess: (row) => setWanted(row.name) })}
            onRemove={() => {
              desks.delete(chosen);
              removal.remove(chosen);
            }}
          />
        </SidePane>
      )}
      <ImportScenario
        open={importing}
        onImported={(name) => {
          desks.delete(name);
          setImporting(false);
          setWanted(name);
        }}
        onClose={() => setImporting(false)}
      />
    </Page>
  );
}

interface OpenedProps {
  name: string;
  desks: Desks;
  running: boolean;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

function Opened({ name, desks, ...props }: OpenedProps) {
  const kept = desks.get(name);
  const { data, error, refetch } = useScenario(name);
  if (error !== null)
    return (
      <Stack padX="4" padY="3" align="start">
        <TroubleNote error={error} retry={() => void refetch()} />
      </Stack>
    );
  if (data === undefined) return <Skeleton lines={6} label="Loading the scenario" />;
  const desk = kept ?? { by: "form" as const, form: data.form, text: data.text ?? "", edited: false };
  return (
    <ScenarioDesk
      name={name}
      first={desk}
      onKeep={(left) => {
        if (left.edited) desks.set(name, left);
        else desks.delete(name);
      }}
      {...props}
    />
  );
}

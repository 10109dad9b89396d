// Scenarios: the ones that are kept on the left; the chosen one, to be edited and run, on the right.
import { useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { Empty } from "@/components/Empty";
import { Page } from "@/components/Page";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { useScenarios } from "@/lib/scenarios/useScenarioList";
import type { Desks } from "./desk";
import { ImportScenario } from "./ImportScenario";
import { ScenarioDesk } from "./ScenarioDesk";
import { ScenarioList } from "./ScenarioList";
import styles from "./Scenarios.module.css";
import { WIDE } from "./Steps";
import {
  useDuplicateScenario,
  useRemoveScenario,
  useSaveScenario,
  useScenario,
  useScenarioRun,
} from "./useScenarios";

interface ScenariosProps {
  desks: Desks;
  onBack: () => void;
}

export function Scenarios({ desks, onBack }: ScenariosProps) {
  const list = useScenarios();
  const { data: run } = useScenarioRun();
  const rows = list.data ?? [];
  // Whoever comes back to one that is being carried out wants to see that one.
  const [wanted, setWanted] = useState<string | null>(run?.state === "running" ? run.name : null);
  const chosen = rows.find(({ name }) => name === wanted)?.name ?? rows.at(-1)?.name ?? null;
  const [importing, setImporting] = useState(false);
  const remove = useRemoveScenario();
  const restore = useSaveScenario();
  const duplicate = useDuplicateScenario();
  useAction("importScenario", () => setImporting(true));
  const removed = remove.isSuccess && !restore.isSuccess ? remove.data : null;
  const undo = () => {
    if (removed !== null)
      restore.mutate(
        { text: removed.text, was: null, replace: false },
        { onSuccess: (row) => setWanted(row.name) },
      );
  };
  useAction("undoDelete", removed === null ? null : undo);
  const error = list.error ?? remove.error ?? restore.error ?? duplicate.error;
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
        <div className={styles.trouble}>
          <TroubleNote error={error} retry={list.error === null ? undefined : () => void list.refetch()} />
        </div>
      )}
      <div role="status">
        {removed !== null && (
          <p className={styles.removed} data-testid="scenario-removed">
            <span>
              “<Visible text={removed.name} />” was removed.
            </span>
            <Button size="small" onClick={undo} disabled={restore.isPending}>
              Undo
            </Button>
            <Button
              size="small"
              look="bare"
              icon="cross"
              label="Close"
              onClick={() => {
                remove.reset();
                restore.reset();
              }}
            />
          </p>
        )}
      </div>
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
        <Group orientation="horizontal" className={styles.panes}>
          <Panel
            defaultSize={window.innerWidth >= WIDE ? "212px" : "150px"}
            minSize="150px"
            maxSize="420px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <ScenarioList rows={rows} chosen={chosen} edited={desks} onChoose={setWanted} />
          </Panel>
          <Divider label="Width of the scenarios" />
          <Panel minSize="420px">
            <Opened
              key={chosen}
              name={chosen}
              desks={desks}
              runs={run?.name === chosen && run.state === "running"}
              onRenamed={setWanted}
              onDuplicate={() => duplicate.mutate(chosen, { onSuccess: (row) => setWanted(row.name) })}
              onRemove={() => {
                desks.delete(chosen);
                restore.reset();
                remove.mutate(chosen);
              }}
            />
          </Panel>
        </Group>
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
  /** It is being carried out. */
  runs: boolean;
  onRenamed: (name: string) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

function Opened({ name, desks, ...props }: OpenedProps) {
  const kept = desks.get(name);
  const { data, error, refetch } = useScenario(name);
  if (error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={error} retry={() => void refetch()} />
      </div>
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

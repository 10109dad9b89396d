// The run view of a scenario: the target, the progress, and each step with its checks.
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { UrlField } from "@/components/UrlField";
import { exportJunit } from "@/ipc/bindings/commands";
import { SaveAs } from "@/lib/files/SaveAs";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { RunSteps } from "./RunSteps";
import { RunSummary } from "./RunSummary";
import styles from "./ScenarioRun.module.css";
import { type ScenarioToRun, useScenarioStart } from "./useScenarioStart";

export function ScenarioRun(scenario: ScenarioToRun) {
  const start = useScenarioStart(scenario);
  const { run, otherRunning, asking } = start;
  const [saving, setSaving] = useState(false);
  return (
    <Stack as="section" fill aria-label="Run" data-testid="scenario-run" data-state={run?.state ?? "none"}>
      <StartForm start={start} saves={scenario.save !== null} />
      {otherRunning !== null && (
        <div className={styles.under}>
          <Text as="p" tone="soft">
            “<UntrustedText text={otherRunning} />” is running. Wait for it to finish, or cancel it there.
          </Text>
        </div>
      )}
      {start.error !== null && (
        <div className={styles.under}>
          <ErrorNote error={start.error} />
        </div>
      )}
      {run === null ? (
        <EmptyState title="Not run yet">
          A run sends the steps in order and checks each answer. Enter a target and choose Run.
        </EmptyState>
      ) : (
        <>
          <RunSummary run={run} onSave={() => setSaving(true)} />
          <RunSteps key={run.run} run={run} />
        </>
      )}
      <ConfirmHost
        open={asking !== null}
        sentence={asking ?? ""}
        url={start.to}
        onConfirm={() => void start.go(true)}
        onClose={start.stopAsking}
      />
      {run !== null && (
        <SaveAs
          title="Save results as JUnit XML"
          open={saving}
          name={`${scenario.name}.xml`}
          save={(path, replace) => exportJunit({ run: run.run, path, replace })}
          onClose={() => setSaving(false)}
        />
      )}
    </Stack>
  );
}

interface StartFormProps {
  start: ReturnType<typeof useScenarioStart>;
  /** Unsaved edits are saved first. */
  saves: boolean;
}

function StartForm({ start, saves }: StartFormProps) {
  const id = useId();
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => url.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void start.go(false);
  };
  return (
    <Stack as="form" row gap="2" padX="4" padY="3" onSubmit={submit}>
      <Text as="label" htmlFor={id} tone="soft">
        Target
      </Text>
      <UrlField
        ref={url}
        id={id}
        size="large"
        width="target"
        placeholder="http://localhost:3000"
        value={start.to}
        recent={start.recent}
        testId="scenario-to"
        onChange={start.changeTarget}
      />
      {start.run?.state === "running" ? (
        <Button size="large" icon="cross" look="danger" onClick={start.cancel}>
          Cancel
        </Button>
      ) : (
        <Button
          type="submit"
          look="primary"
          size="large"
          icon="play"
          action="send"
          disabled={!start.isPossible}
          data-testid="scenario-start"
        >
          {saves ? "Save and run" : "Run"}
        </Button>
      )}
    </Stack>
  );
}

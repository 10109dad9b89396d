// The progress of a run, and its result.
import { Button } from "@/components/Button";
import { IconText } from "@/components/IconText";
import { Progress } from "@/components/Progress";
import { Spacer } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { countOf } from "@/format/size";
import { durationOf } from "@/format/time";
import type { ScenarioRunView } from "@/ipc/types";
import { runText, stepsDone } from "./labels";
import styles from "./ScenarioRun.module.css";

export function RunSummary({ run, onSave }: { run: ScenarioRunView; onSave: () => void }) {
  const isOver = run.state !== "running";
  const isGood = isOver && run.passed === run.steps;
  const done = stepsDone(run);
  const words = `${countOf(done)} of ${countOf(run.steps)}`;
  const state =
    run.problem !== null ? "Stopped" : { running: "Running", cancelled: "Canceled", done: "Done" }[run.state];
  const result = (
    <b data-testid="scenario-result">
      {state}: {isOver ? runText(run) : words}
    </b>
  );
  return (
    <div className={styles.summary}>
      <Progress label="Completed steps" value={done} max={run.steps} words={words} />
      <p className={styles.numbers} role="status">
        {isOver ? (
          <IconText as="span" icon={isGood ? "check" : "cross"} tone={isGood ? "ok" : "bad"}>
            {result}
          </IconText>
        ) : (
          <Text tone="soft">{result}</Text>
        )}
        <Text tone="soft">
          <UntrustedText text={run.to} /> · {durationOf(run.elapsed_ms * 1000)}
        </Text>
        <Spacer />
        {isOver && (
          <Button size="small" icon="forward" data-testid="scenario-junit" onClick={onSave}>
            Save as JUnit…
          </Button>
        )}
      </p>
      {run.problem !== null && (
        <Text as="p" tone="bad" breakable>
          <UntrustedText text={run.problem} />
        </Text>
      )}
    </div>
  );
}

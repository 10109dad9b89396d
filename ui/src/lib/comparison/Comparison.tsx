// A comparison as it is shown everywhere: what it came to, what of it is left out, and one of three faces of it.
import type { ReactNode } from "react";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import styles from "./Comparison.module.css";
import { ComparisonFace } from "./ComparisonFace";
import type { ComparisonState } from "./useComparison";

interface ComparisonProps {
  state: ComparisonState;
  /** The event beside which this is shown: there is no need to lead to it. */
  beside: number | null;
  onEvent: ((id: number) => void) | null;
  /** What else can be compared, where there is nothing. */
  instead?: ReactNode;
  onSwap?: (() => void) | undefined;
}

export function Comparison({ state, beside, onEvent, instead, onSwap }: ComparisonProps) {
  const { shown, nothing, stopped, busy, error, retry, stop } = state;
  if (shown !== null && error === null)
    return (
      <div className={styles.comparison} data-testid="comparison" aria-busy={busy}>
        <ComparisonFace state={state} shown={shown} beside={beside} onEvent={onEvent} onSwap={onSwap} />
      </div>
    );
  let inside: ReactNode;
  if (error !== null)
    inside = (
      <div className={styles.trouble}>
        <TroubleNote error={error} retry={retry} />
      </div>
    );
  else if (stopped)
    inside = (
      <Empty title="Stopped" actions={<Button onClick={retry}>Compare again</Button>}>
        The comparison was given up before it was done.
      </Empty>
    );
  else if (nothing !== null)
    inside = (
      <Empty title="Nothing to compare" actions={instead}>
        <Visible text={nothing} />
      </Empty>
    );
  else
    inside = (
      <>
        <Skeleton lines={6} label="Comparing" />
        <p className={styles.stop}>
          Comparing…{" "}
          <Button size="small" onClick={stop}>
            Stop
          </Button>
        </p>
      </>
    );
  return (
    <div className={styles.comparison} data-testid="comparison" aria-busy={busy}>
      {inside}
    </div>
  );
}

// A comparison: its result in one of three views, or the reason why there is no result.
import type { ReactNode } from "react";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import styles from "./Comparison.module.css";
import { ComparisonView } from "./ComparisonView";
import type { ComparisonState } from "./useComparison";

interface ComparisonProps {
  state: ComparisonState;
  /** The event that is open beside the comparison, which needs no link. */
  beside: number | null;
  onEvent: ((id: number) => void) | null;
  /** Other comparisons to offer when this comparison is not possible. */
  instead?: ReactNode;
  onSwap?: (() => void) | undefined;
}

export function Comparison({ state, beside, onEvent, instead, onSwap }: ComparisonProps) {
  const { shown, nothing, stopped, busy, error, retry, stop } = state;
  if (shown !== null && error === null)
    return (
      <section
        className={styles.comparison}
        aria-label="Comparison"
        aria-busy={busy}
        data-testid="comparison"
      >
        <ComparisonView state={state} shown={shown} beside={beside} onEvent={onEvent} onSwap={onSwap} />
      </section>
    );
  let inside: ReactNode;
  if (error !== null)
    inside = (
      <Stack pad="4">
        <ErrorNote error={error} retry={retry} />
      </Stack>
    );
  else if (stopped)
    inside = (
      <EmptyState title="Stopped" actions={<Button onClick={retry}>Compare again</Button>}>
        The comparison was stopped before it finished.
      </EmptyState>
    );
  else if (nothing !== null)
    inside = (
      <EmptyState title="Nothing to compare" actions={instead}>
        <UntrustedText text={nothing} />
      </EmptyState>
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
    <section className={styles.comparison} aria-label="Comparison" aria-busy={busy} data-testid="comparison">
      {inside}
    </section>
  );
}

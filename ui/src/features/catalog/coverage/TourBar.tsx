// The target of the samples, the buttons that start and stop the tour, and its progress.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { countOf } from "@/format/size";
import type { TourProgress } from "@/ipc/types";
import { ActOnSamples } from "@/lib/targets/ActOnSamples";
import { TargetField } from "@/lib/targets/TargetField";
import { urlOf } from "@/lib/targets/target";
import styles from "./Coverage.module.css";
import { useTour } from "./useCoverage";

interface TourBarProps {
  to: string;
  receiver: string | null;
  /** The progress of the running tour; null if none is running. */
  progress: TourProgress | null;
  act: boolean;
  onTo: (to: string) => void;
  onAct: (act: boolean) => void;
}

function Progress({ of: { done, total } }: { of: TourProgress }) {
  const text = `${countOf(done)} of ${countOf(total)}`;
  return (
    <>
      <progress
        className={styles.progress}
        value={done}
        max={total}
        aria-label="Samples sent"
        aria-valuetext={text}
      />
      <span>{text}</span>
    </>
  );
}

export function TourBar({ to, receiver, progress, act, onTo, onAct }: TourBarProps) {
  const url = urlOf(to);
  const tour = useTour(url, act);
  const running = progress !== null;
  const possible = !running && !tour.starting && (url !== null || receiver !== null);
  useAction("startTour", possible ? tour.start : null);
  useAction("cancelTour", running ? tour.cancel : null);
  return (
    <Stack rigid gap="2" pad="3" padX="4" line="below">
      <Stack
        as="form"
        row
        gap="3"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) tour.start();
        }}
      >
        <TargetField
          value={to}
          receiver={receiver}
          onChange={(next) => {
            tour.reset();
            onTo(next);
          }}
        />
        {running ? (
          <Button size="large" icon="cross" disabled={tour.canceling} onClick={tour.cancel}>
            Stop tour
          </Button>
        ) : (
          <Button
            type="submit"
            look="primary"
            size="large"
            icon="bolt"
            disabled={!possible}
            data-testid="start-tour"
          >
            Start tour
          </Button>
        )}
        {running && <Progress of={progress} />}
      </Stack>
      <ActOnSamples checked={act} onChange={onAct} />
      {tour.error !== null && <ErrorNote error={tour.error} />}
    </Stack>
  );
}

// Where samples go, the button that sends one of each, and how far that is.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { TroubleNote } from "@/components/TroubleNote";
import { countOf } from "@/format/size";
import type { TourProgress } from "@/ipc/types";
import { TargetField } from "@/lib/targets/TargetField";
import { urlOf } from "@/lib/targets/target";
import styles from "./Coverage.module.css";
import { useTour } from "./useCoverage";

interface TourBarProps {
  to: string;
  receiver: string | null;
  /** How far the tour is; null when none is under way. */
  progress: TourProgress | null;
  onTo: (to: string) => void;
}

function Progress({ of: { done, total } }: { of: TourProgress }) {
  const words = `${countOf(done)} of ${countOf(total)}`;
  return (
    <>
      <progress
        className={styles.progress}
        value={done}
        max={total}
        aria-label="Samples sent"
        aria-valuetext={words}
      />
      <span data-testid="tour-progress">{words}</span>
    </>
  );
}

export function TourBar({ to, receiver, progress, onTo }: TourBarProps) {
  const url = urlOf(to);
  const tour = useTour(url);
  const under = progress !== null;
  const possible = !under && !tour.starting && (url !== null || receiver !== null);
  useAction("startTour", possible ? tour.start : null);
  useAction("cancelTour", under ? tour.cancel : null);
  return (
    <div className={styles.tour}>
      <form
        className={styles.bar}
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
        {under ? (
          <Button size="large" icon="cross" disabled={tour.cancelling} onClick={tour.cancel}>
            Cancel
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
            Send one of each
          </Button>
        )}
        {under && <Progress of={progress} />}
      </form>
      {tour.error !== null && <TroubleNote error={tour.error} />}
    </div>
  );
}

// In the bar at the bottom: a bulk send that is under way, and the way to it.
import { Icon } from "@/components/Icon";
import { countOf } from "@/format/size";
import { isUnderWay } from "@/lib/runs/further";
import styles from "@/lib/runs/RunStatus.module.css";
import { useBulk } from "./useBulk";
import { doneOf, stateWords } from "./words";

export function BulkStatus({ onOpen }: { onOpen: () => void }) {
  const { data } = useBulk();
  if (data == null || !isUnderWay(data.progress)) return null;
  const { progress } = data;
  return (
    <button type="button" className={styles.status} data-testid="bulk-status" onClick={onOpen}>
      <Icon name="send" />
      {`Sending many: ${countOf(doneOf(progress))} of ${countOf(progress.of)} · ${stateWords(progress)}`}
    </button>
  );
}

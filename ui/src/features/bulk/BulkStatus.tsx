// A button in the status bar while a bulk resend is running. It opens the page.
import { Icon } from "@/components/Icon";
import { countOf } from "@/format/size";
import { isUnfinished } from "@/lib/runs/newer";
import styles from "@/lib/runs/RunStatus.module.css";
import { doneOf, stateText } from "./labels";
import { useBulk } from "./useBulk";

export function BulkStatus({ onOpen }: { onOpen: () => void }) {
  const { data } = useBulk();
  if (data == null || !isUnfinished(data.progress)) return null;
  const { progress } = data;
  return (
    <button type="button" className={styles.status} data-testid="bulk-status" onClick={onOpen}>
      <Icon name="send" />
      {`Bulk resend: ${countOf(doneOf(progress))} of ${countOf(progress.of)} · ${stateText(progress)}`}
    </button>
  );
}

// Grey lines in place of what is on its way. They appear only when it takes longer than a person notices.
import styles from "./Skeleton.module.css";

export function Skeleton({ lines = 4, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <i key={line} />
      ))}
    </div>
  );
}

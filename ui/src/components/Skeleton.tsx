// Gray lines as a placeholder for loading content. They appear after a short delay, so that fast
// loads do not flicker.
import styles from "./Skeleton.module.css";

export function Skeleton({ lines = 4, label = "Loading" }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are identical and never move.
        <i key={line} />
      ))}
    </div>
  );
}

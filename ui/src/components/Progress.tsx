// A progress bar as wide as its container.
import styles from "./Progress.module.css";

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** The progress as text, such as `3 of 10`. */
  words: string;
}

export const Progress = ({ label, value, max, words }: ProgressProps) => (
  <progress
    className={styles.bar}
    value={value}
    max={Math.max(1, max)}
    aria-label={label}
    aria-valuetext={words}
  />
);

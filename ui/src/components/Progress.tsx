// How far something is, as a bar across its place.
import styles from "./Progress.module.css";

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** The same in words, such as `3 of 10`. */
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

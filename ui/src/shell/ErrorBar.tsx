// A line below the top bar with the error of an action that can start anywhere in the window.
import { describeError } from "@/ipc/errors";
import styles from "./Window.module.css";

export function ErrorBar({ what, error }: { what: string; error: unknown }) {
  if (error === null) return null;
  return (
    <p className={styles.error} role="alert">
      {what} {describeError(error).sentence}
    </p>
  );
}

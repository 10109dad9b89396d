// A line under the top bar: something that was asked for from anywhere in the window did not come about.
import { troubleOf } from "@/ipc/errors";
import styles from "./Window.module.css";

export function Failed({ what, error }: { what: string; error: unknown }) {
  if (error === null) return null;
  return (
    <p className={styles.wrong} role="alert">
      {what} {troubleOf(error).sentence}
    </p>
  );
}

// The initials of a user, shown beside the name.
import styles from "./Initials.module.css";
import { initialsOf } from "./names";

export function Initials({ of }: { of: string }) {
  return (
    <span className={styles.initials} aria-hidden="true">
      {initialsOf(of)}
    </span>
  );
}

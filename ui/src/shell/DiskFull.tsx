// Shown while the disk is full, so that events cannot be stored.
import { Icon } from "@/components/Icon";
import styles from "./Banner.module.css";

export function DiskFull({ sentence }: { sentence: string }) {
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warn" />
      <p>
        <b>Disk full.</b> {sentence}
      </p>
    </div>
  );
}

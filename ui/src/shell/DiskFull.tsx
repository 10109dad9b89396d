// Shown while nothing can be stored because the disk is full.
import { Icon } from "@/components/Icon";
import styles from "./Banner.module.css";

export function DiskFull({ sentence }: { sentence: string }) {
  return (
    <div className={styles.banner} role="alert" data-testid="disk-full">
      <Icon name="warn" />
      <p>
        <b>No space left.</b> {sentence}
      </p>
    </div>
  );
}

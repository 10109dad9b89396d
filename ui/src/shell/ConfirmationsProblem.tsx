// Shown when the file with the confirmations of this computer cannot be read.
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import styles from "./Banner.module.css";

export function ConfirmationsProblem({ sentence }: { sentence: string }) {
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warn" />
      <p>
        <UntrustedText text={sentence} />
      </p>
    </div>
  );
}

// The type of an event on one line, with its last word in bold.
import styles from "./TypeName.module.css";
import { UntrustedText } from "./UntrustedText";

interface TypeNameProps {
  /** Everything before the last word; may be empty. */
  stem: string;
  last: string;
  testId?: string;
}

export const TypeName = ({ stem, last, testId }: TypeNameProps) => (
  <span className={styles.name} data-testid={testId}>
    <bdi dir="ltr">
      {stem !== "" && <UntrustedText text={stem} />}
      <b>
        <UntrustedText text={last} />
      </b>
    </bdi>
  </span>
);

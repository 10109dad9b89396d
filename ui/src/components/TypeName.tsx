// The type of an event on one line, with its last word in bold. A long type is cut in the middle,
// because its end is the most specific part. The tooltip has the whole type.
import { type TypeName as Name, tailOf } from "@/format/event";
import { visibleText } from "@/format/visible";
import styles from "./TypeName.module.css";
import { UntrustedText } from "./UntrustedText";

interface TypeNameProps extends Name {
  testId?: string;
}

export function TypeName({ said = "", stem, last, testId }: TypeNameProps) {
  const tail = tailOf(last);
  const start = last.slice(0, last.length - tail.length);
  return (
    <span className={styles.name} title={visibleText(`${said}${stem}${last}`)} data-testid={testId}>
      {said !== "" && <span className="sr">{said}</span>}
      {stem + start !== "" && (
        <span className={styles.start}>
          {stem !== "" && <UntrustedText text={stem} />}
          {start !== "" && (
            <b>
              <UntrustedText text={start} />
            </b>
          )}
        </span>
      )}
      <b className={styles.tail}>
        <UntrustedText text={tail} />
      </b>
    </span>
  );
}

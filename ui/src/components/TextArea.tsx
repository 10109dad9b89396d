// A field for several lines of text. Its height can be changed by dragging its corner.
import type { TextareaHTMLAttributes } from "react";
import styles from "./TextArea.module.css";

interface TextAreaProps
  extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "onChange" | "value"> {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean | undefined;
  invalid?: boolean | undefined;
  /** As high as a pasted file needs, instead of its number of rows. */
  tall?: boolean | undefined;
  testId?: string | undefined;
}

export function TextArea({ onChange, mono, invalid, tall, testId, ...native }: TextAreaProps) {
  const classes = [styles.area, mono && styles.mono, tall && styles.tall].filter(Boolean);
  return (
    <textarea
      spellCheck={false}
      {...native}
      className={classes.join(" ")}
      data-testid={testId}
      aria-invalid={invalid || undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

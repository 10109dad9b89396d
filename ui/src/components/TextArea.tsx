// A field for several lines of text.
import type { Ref, TextareaHTMLAttributes } from "react";
import styles from "./TextArea.module.css";

type Native = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "onChange" | "value">;

export interface TextAreaProps extends Native {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean | undefined;
  /** High enough for a pasted command or file. */
  tall?: boolean | undefined;
  testId?: string | undefined;
  ref?: Ref<HTMLTextAreaElement> | undefined;
}

/** It needs an `aria-label`. */
export function TextArea({ mono, tall, testId, onChange, ...native }: TextAreaProps) {
  const classes = [styles.area, mono && styles.mono, tall && styles.tall].filter(Boolean);
  return (
    <textarea
      spellCheck={mono ? false : undefined}
      {...native}
      className={classes.join(" ")}
      data-testid={testId}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

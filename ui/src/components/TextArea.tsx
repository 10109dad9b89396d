// A text field for several lines, with a label. Dragging its corner changes its height.
import { type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from "react";
import fields from "./Field.module.css";
import styles from "./TextArea.module.css";

interface TextAreaProps
  extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "onChange" | "value"> {
  value: string;
  onChange: (value: string) => void;
  /** Shown above the field. Without it, the field needs an `aria-label`. */
  label?: ReactNode;
  mono?: boolean | undefined;
  invalid?: boolean | undefined;
  /** High enough for a pasted file, instead of the number of rows. */
  tall?: boolean | undefined;
  testId?: string | undefined;
  ref?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea({ label, onChange, mono, invalid, tall, testId, ...native }: TextAreaProps) {
  const own = useId();
  const id = native.id ?? own;
  const classes = [styles.area, mono && styles.mono, tall && styles.tall].filter(Boolean);
  const area = (
    <textarea
      spellCheck={false}
      {...native}
      id={id}
      className={classes.join(" ")}
      data-testid={testId}
      aria-invalid={invalid || undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  if (label === undefined) return area;
  return (
    <div className={fields.field}>
      <label className={fields.label} htmlFor={id}>
        {label}
      </label>
      {area}
    </div>
  );
}

// A field for several lines of text, with its label.
import { type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from "react";
import styles from "./TextArea.module.css";
import fields from "./TextField.module.css";

interface TextAreaProps
  extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "onChange" | "value"> {
  value: string;
  onChange: (value: string) => void;
  /** Shown above the field. Without it, the field needs an `aria-label`. */
  label?: ReactNode;
  mono?: boolean | undefined;
  testId?: string | undefined;
  ref?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea({ label, onChange, mono, testId, ...native }: TextAreaProps) {
  const own = useId();
  const id = native.id ?? own;
  const area = (
    <textarea
      {...native}
      id={id}
      className={mono ? `${styles.area} ${styles.mono}` : styles.area}
      data-testid={testId}
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

// Where samples go: this receiver, or a URL; the ones that were sent to before are at hand.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { FieldMenu } from "@/components/Menu";
import { coverageTargetsQuery } from "@/lib/queries";
import styles from "./TargetField.module.css";

interface TargetFieldProps {
  /** The URL; empty for this receiver. */
  value: string;
  /** The address of this receiver, when it listens. */
  receiver: string | null;
  onChange: (value: string) => void;
}

export function TargetField({ value, receiver, onChange }: TargetFieldProps) {
  const id = useId();
  const { data } = useQuery(coverageTargetsQuery());
  const here = `This receiver${receiver === null ? "" : `, ${receiver}`}`;
  const others = (data ?? []).filter((target) => target !== receiver);
  return (
    <div className={styles.target}>
      <label htmlFor={id}>To</label>
      <div className={styles.field}>
        <input
          id={id}
          type="text"
          inputMode="url"
          placeholder={here}
          value={value}
          spellCheck={false}
          autoComplete="off"
          data-testid="target"
          onChange={(event) => onChange(event.target.value)}
        />
        <FieldMenu
          label="Where to send"
          items={[{ text: here, value: "" }, ...others.map((target) => ({ text: target, value: target }))]}
          onChoose={onChange}
        />
      </div>
    </div>
  );
}

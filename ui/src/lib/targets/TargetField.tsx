// The target of samples: this receiver or a URL, with the URLs used before in a menu.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { FieldMenu } from "@/components/Menu";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
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
      <Text as="label" htmlFor={id} tone="soft">
        To
      </Text>
      <TextField
        id={id}
        size="large"
        width="rest"
        mono
        inputMode="url"
        placeholder={here}
        value={value}
        testId="target"
        after={
          <FieldMenu
            label="Where to send"
            items={[{ text: here, value: "" }, ...others.map((target) => ({ text: target, value: target }))]}
            onChoose={onChange}
          />
        }
        onChange={onChange}
      />
    </div>
  );
}

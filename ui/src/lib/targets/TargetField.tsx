// A field for the target of samples: this receiver or a URL. A menu offers the URLs that were used
// before.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Text } from "@/components/Text";
import { UrlField } from "@/components/UrlField";
import { coverageTargetsQuery } from "@/lib/queries";
import styles from "./TargetField.module.css";

interface TargetFieldProps {
  /** A URL; empty for this receiver. */
  value: string;
  /** The address of this receiver; null when it is not listening. */
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
        Target
      </Text>
      <UrlField
        id={id}
        size="large"
        width="rest"
        placeholder={here}
        value={value}
        testId="target"
        emptyText={here}
        recent={others}
        onChange={onChange}
      />
    </div>
  );
}

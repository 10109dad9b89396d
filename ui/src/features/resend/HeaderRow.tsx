// One header of a draft: enabled or not, its name, its value, and its origin.
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { visiblePieces, visibleText } from "@/format/visible";
import styles from "./DraftHeaders.module.css";
import type { HeaderField } from "./draft";
import { FieldInput } from "./FieldInput";

interface HeaderRowProps {
  field: HeaderField;
  /** Its position among the headers, from 1. */
  place: number;
  /** A short label of its origin, such as `as received`. */
  state: string;
  onToggle: () => void;
  onEdit: (change: { name?: string; value?: string }) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/**
 * The text has characters that an input hides or reorders. Such text is shown again below, with the
 * names of these characters.
 */
const hasHidden = (text: string) => visiblePieces(text).some((piece) => piece.code !== null);

export function HeaderRow({ field, place, state, onToggle, onEdit, onMove, onRemove }: HeaderRowProps) {
  const { name, value, on, original } = field;
  return (
    <li
      className={styles.field}
      data-off={!on}
      onKeyDown={(event) => {
        const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (!event.altKey || by === 0) return;
        event.preventDefault();
        onMove(by);
      }}
    >
      <Checkbox
        aria-label={`Send header ${visibleText(name) || place}`}
        checked={on}
        onChange={() => onToggle()}
      />
      <FieldInput
        isName
        label={`Name of header ${place}`}
        placeholder="Name"
        value={name}
        onChange={(next) => onEdit({ name: next })}
      />
      <FieldInput
        label={`Value of header ${place}`}
        placeholder="Value"
        value={value}
        onChange={(next) => onEdit({ value: next })}
      />
      {hasHidden(value) && (
        <span className={styles.hidden}>
          <UntrustedText text={value} />
        </span>
      )}
      <Text size="small" tone={original === null && on ? "accent" : "soft"}>
        {state}
      </Text>
      <Button
        icon="cross"
        look="bare"
        size="small"
        label={`Remove header ${visibleText(name) || place}`}
        data-remove=""
        onClick={onRemove}
      />
    </li>
  );
}

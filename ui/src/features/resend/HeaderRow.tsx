// One header that goes out: on or off, its name and value, and how it came about.
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { visiblePieces, visibleText } from "@/format/visible";
import styles from "./DraftHeaders.module.css";
import type { HeaderField } from "./draft";
import { FieldInput } from "./FieldInput";

interface HeaderRowProps {
  field: HeaderField;
  /** Its place among the headers, counted from one. */
  place: number;
  /** How it came about, in a word. */
  state: string;
  onFlip: () => void;
  onEdit: (change: { name?: string; value?: string }) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** A field shows such text reordered or without some characters, so it is shown once more, with their names. */
const hasHidden = (text: string) => visiblePieces(text).some((piece) => piece.code !== null);

export function HeaderRow({ field, place, state, onFlip, onEdit, onMove, onRemove }: HeaderRowProps) {
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
        onChange={() => onFlip()}
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
          <Visible text={value} />
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

// The actions of an event.
import { useRef } from "react";
import { useAction, useActionBoard } from "@/actions/Actions";
import { ActionRow, type RowAction } from "@/components/ActionRow";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Text } from "@/components/Text";
import type { EventDetail } from "@/ipc/types";
import { useAnnotations } from "@/lib/annotations/Annotations";
import { readWholeText } from "@/lib/body/body-text";
import { useOffers } from "@/lib/comparison/useOffers";
import { useCopyEvent } from "@/lib/events/copy-event";
import { MakeRule } from "@/lib/rules/MakeRule";
import { useMakeRule } from "@/lib/rules/make-rule";
import styles from "./DetailHead.module.css";

interface DetailActionsProps {
  event: EventDetail;
  /** Masked values are shown, so the copied body includes them. */
  reveal: boolean;
  onEdit: () => void;
  /** Null while the note is open. */
  onNote: (() => void) | null;
}

export function DetailActions({ event, reveal, onEdit, onNote }: DetailActionsProps) {
  const { row, body } = event;
  const hidden = event.masked.length > 0 && !reveal;
  const board = useActionBoard();
  const offers = useOffers(row);
  useAction("comparePrevious", offers.previous);
  useAction("compareSample", offers.sample);
  const marks = useAnnotations();
  const toggleStar = () => marks.star([row.id], !row.starred);
  const copy = useRef<HTMLButtonElement>(null);
  const copyable = body.form === "json" || body.form === "text";
  const onCopy = () => copy.current?.click();
  useAction("copyBody", copyable ? onCopy : null);
  const copyEvent = useCopyEvent();
  const copyAsCurl = () => copyEvent.asCurl(row.id);
  useAction("copyEventAsCurl", copyAsCurl);
  const canMakeRule = useMakeRule() !== null;
  const star = row.starred ? "Starred" : "Star";
  const actions: (RowAction | false)[] = [
    {
      key: "edit",
      text: "Edit and resend",
      onChoose: onEdit,
      button: (
        <Button look="primary" icon="pencil" shortcut="E" onClick={onEdit} data-testid="edit-and-resend">
          Edit and resend
        </Button>
      ),
    },
    copyable && {
      key: "copy",
      text: "Copy body",
      onChoose: onCopy,
      button: (
        <CopyButton
          ref={copy}
          text={() => readWholeText(row.id, reveal)}
          action="copyBody"
          title={hidden ? "Masked values are copied masked. Show them first to copy them." : undefined}
        >
          Copy body
        </CopyButton>
      ),
    },
    {
      key: "star",
      text: row.starred ? "Remove star" : "Star",
      onChoose: toggleStar,
      button: (
        <Button
          icon="star"
          action="star"
          aria-pressed={row.starred}
          data-testid="star"
          data-starred={row.starred}
          onClick={toggleStar}
        >
          {star}
        </Button>
      ),
    },
    onNote !== null && {
      key: "note",
      text: "Add note",
      onChoose: onNote,
      button: (
        <Button icon="note" data-testid="add-note" onClick={onNote}>
          Add note
        </Button>
      ),
    },
    {
      key: "compare",
      text: "Compare with…",
      onChoose: offers.other,
      button: (
        <Button icon="compare" shortcut="D" onClick={offers.other} data-testid="compare-with">
          Compare with…
        </Button>
      ),
    },
    canMakeRule && {
      key: "rule",
      text: "Rule…",
      onChoose: () => board.run("makeRule"),
      button: <MakeRule row={row} />,
    },
    { key: "curl", text: "Copy as cURL", onChoose: copyAsCurl, button: null },
  ];
  return (
    <div className={styles.actions}>
      <ActionRow label="More event actions" actions={actions.filter((action) => action !== false)} />
      <Text tone="dim" role="status">
        {offers.message}
      </Text>
    </div>
  );
}

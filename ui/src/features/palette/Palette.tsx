// The command palette: all actions that are available now, with their shortcuts and a search field.
import { type KeyboardEvent, useRef, useState } from "react";
import { possibleActions, useActionBoard } from "@/actions/Actions";
import { type Action, type ActionId, writtenKeys } from "@/actions/catalog";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { ListBox, Option } from "@/components/ListBox";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { matching } from "./matching";
import styles from "./Palette.module.css";

interface PaletteProps {
  open: boolean;
  onClose: () => void;
}

export function Palette({ open, onClose }: PaletteProps) {
  const board = useActionBoard();
  /** The action to run after the dialog closes and the focus returns to its previous element. */
  const next = useRef<ActionId | null>(null);
  return (
    <Dialog
      open={open}
      title="All actions"
      hideTitle
      look="bare"
      testId="palette"
      onClose={onClose}
      onClosed={() => {
        const id = next.current;
        next.current = null;
        if (id !== null) board.run(id);
      }}
    >
      <Finder
        actions={possibleActions(board).filter((action) => action.id !== "palette")}
        onRun={({ id, atOnce }) => {
          if (atOnce === true) board.run(id);
          else next.current = id;
          onClose();
        }}
      />
    </Dialog>
  );
}

const LIST_ID = "palette-actions";

function Finder({ actions, onRun }: { actions: Action[]; onRun: (action: Action) => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = matching(actions, typed);
  const here = Math.min(at, Math.max(0, found.length - 1));
  const domId = (index: number) => `action-${found[index]?.id}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[here];
    if (event.key === "ArrowDown") setAt((here + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setAt((here - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter" && chosen !== undefined) onRun(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={LIST_ID}
          aria-activedescendant={found.length > 0 ? domId(here) : undefined}
          aria-label="Find an action"
          placeholder="Find an action"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ListBox
        id={LIST_ID}
        label="Actions"
        className={styles.list}
        count={found.length}
        current={here}
        idOf={domId}
      >
        {found.map((action, index) => (
          <Option
            key={action.id}
            id={domId(index)}
            className={styles.action}
            selected={index === here}
            unmarked
            onMouseMove={() => index !== here && setAt(index)}
            onChoose={() => onRun(action)}
          >
            {action.title}
            <Spacer />
            <Text tone="soft" size="small">
              {action.group}
            </Text>
            {action.keys[0] !== undefined && <Key>{writtenKeys(action.keys[0])}</Key>}
          </Option>
        ))}
      </ListBox>
      {found.length === 0 && (
        <Stack as="p" tone="dim" padX="4" padTop="3" padBottom="3">
          No matching action
        </Stack>
      )}
    </>
  );
}

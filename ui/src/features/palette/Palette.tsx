// The command palette: lists the actions that are possible now, with their keys, and searches them.
import { type KeyboardEvent, useRef, useState } from "react";
import { useActionBoard, usePossibleActions } from "@/actions/Actions";
import { type Action, type ActionId, writtenKeys } from "@/actions/catalog";
import { matching } from "@/actions/matching";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { ListBox, Option } from "@/components/ListBox";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import styles from "./Palette.module.css";

interface PaletteProps {
  open: boolean;
  onClose: () => void;
}

export function Palette({ open, onClose }: PaletteProps) {
  const board = useActionBoard();
  const actions = usePossibleActions();
  /**
   * The action to run once the dialog is closed and the focus is restored. The window then has the
   * same state as before the palette opened.
   */
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
      <ActionSearch
        actions={actions}
        onRun={({ id, needsUserGesture }) => {
          if (needsUserGesture === true) board.run(id);
          else next.current = id;
          onClose();
        }}
      />
    </Dialog>
  );
}

const LIST_ID = "palette-actions";

/**
 * The matching actions. The action that shows all actions is listed only when it is searched for.
 */
const listed = (actions: readonly Action[], typed: string) =>
  matching(actions, typed).filter(({ id }) => id !== "palette" || typed.trim() !== "");

function ActionSearch({ actions, onRun }: { actions: Action[]; onRun: (action: Action) => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = listed(actions, typed);
  const current = Math.min(at, Math.max(0, found.length - 1));
  const domId = (index: number) => `action-${found[index]?.id}`;
  const search = (text: string) => {
    setTyped(text);
    setAt(0);
  };
  // The palette is open already: its own action shows all actions.
  const run = (action: Action) => (action.id === "palette" ? search("") : onRun(action));
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[current];
    if (event.key === "ArrowDown") setAt((current + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setAt((current - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter" && chosen !== undefined) run(chosen);
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
          aria-activedescendant={found.length > 0 ? domId(current) : undefined}
          aria-label="Find an action"
          placeholder="Find an action"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ListBox
        id={LIST_ID}
        label="Actions"
        className={styles.list}
        count={found.length}
        current={current}
        idOf={domId}
      >
        {found.map((action, index) => (
          <Option
            key={action.id}
            id={domId(index)}
            className={styles.action}
            selected={index === current}
            unmarked
            onMouseMove={() => index !== current && setAt(index)}
            onChoose={() => run(action)}
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
          No matching action.
        </Stack>
      )}
    </>
  );
}

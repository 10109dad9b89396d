// Every action that is possible now, with its key, found by typing a few letters.
import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { possibleActions, useActionBoard } from "@/actions/Actions";
import { type Action, type ActionId, writtenKeys } from "@/actions/catalog";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import dialog from "@/styles/dialog.module.css";
import { matching } from "./matching";
import styles from "./Palette.module.css";

interface PaletteProps {
  open: boolean;
  onClose: () => void;
}

export function Palette({ open, onClose }: PaletteProps) {
  const board = useActionBoard();
  /** Runs after the dialog is gone and the focus is back, so that the action finds the window as it was. */
  const next = useRef<ActionId | null>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(shown) => !shown && onClose()}
      onOpenChangeComplete={(shown) => {
        const id = next.current;
        next.current = null;
        if (!shown && id !== null) board.run(id);
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={styles.palette} data-testid="palette">
          <Dialog.Title className="sr">All actions</Dialog.Title>
          <Finder
            actions={possibleActions(board).filter((action) => action.id !== "palette")}
            onRun={({ id, atOnce }) => {
              if (atOnce === true) board.run(id);
              else next.current = id;
              onClose();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ actions, onRun }: { actions: Action[]; onRun: (action: Action) => void }) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = matching(actions, typed);
  const here = Math.min(at, Math.max(0, found.length - 1));
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[here]?.scrollIntoView?.({ block: "nearest" });
  }, [here]);
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
          aria-controls="palette-actions"
          aria-activedescendant={found[here] ? `action-${found[here].id}` : undefined}
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
      <div ref={list} id="palette-actions" className={styles.list} role="listbox" aria-label="Actions">
        {found.map((action, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves and runs by keys.
          // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
          <div
            key={action.id}
            id={`action-${action.id}`}
            role="option"
            aria-selected={index === here}
            className={styles.action}
            onMouseMove={() => index !== here && setAt(index)}
            onClick={() => onRun(action)}
          >
            <span className={styles.name}>{action.title}</span>
            <span className={styles.group}>{action.group}</span>
            {action.keys[0] !== undefined && <Key>{writtenKeys(action.keys[0])}</Key>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>No action is called that.</p>}
    </>
  );
}

// Keys of the keyboard.
import type { ReactNode } from "react";
import type { ActionId } from "@/actions/catalog";
import { useKeys } from "@/actions/Shortcuts";
import styles from "./Key.module.css";

export function Key({ children }: { children: ReactNode }) {
  return (
    <span className={styles.key} data-key="" aria-hidden="true">
      {children}
    </span>
  );
}

/** The first keys of an action. It is empty for an action without keys. */
export function KeysOf({ action }: { action: ActionId }) {
  const keys = useKeys(action);
  return keys === undefined ? null : <Key>{keys}</Key>;
}

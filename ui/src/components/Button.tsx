// A button. A view has at most one filled button. A button that shows only an icon needs a label.
import type { ButtonHTMLAttributes, Ref } from "react";
import type { ActionId } from "@/actions/catalog";
import { useKeysOf } from "@/actions/Shortcuts";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Key } from "./Key";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  icon?: IconName | undefined;
  /** The action that the button runs, whose keys it shows. */
  action?: ActionId | undefined;
  /** A key with its name on the keyboard, for a button without an action. */
  shortcut?: string | undefined;
  /** `destroy` is a filled button for an action that cannot be undone. */
  look?: "plain" | "primary" | "bare" | "danger" | "destroy";
  size?: "normal" | "large" | "small";
  /** Shows only the icon, with `label` as the accessible name and the tooltip. */
  label?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button(props: ButtonProps) {
  const { icon, action, shortcut, look = "plain", size = "normal", label, children, ...rest } = props;
  const keysOf = useKeysOf();
  const keys = action === undefined ? shortcut : keysOf(action);
  const classes = [styles.button, styles[look], styles[size], label === undefined ? "" : styles.icon];
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes.join(" ")}>
      {icon && <Icon name={icon} />}
      {children}
      {keys && <Key>{keys}</Key>}
    </button>
  );
}

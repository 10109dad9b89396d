// What one presses. One filled button a view; a button that is only a glyph must have a label.
import type { ButtonHTMLAttributes, Ref } from "react";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Key } from "./Key";

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  icon?: IconName | undefined;
  /** The key that does the same, as it is written on the keyboard. */
  shortcut?: string | undefined;
  /** `destroy` is the filled button of what cannot be taken back. */
  look?: "plain" | "primary" | "bare" | "danger" | "destroy";
  size?: "normal" | "large" | "small";
  /** Shows the icon alone; `label` is then what the button is called. */
  label?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button(props: ButtonProps) {
  const { icon, shortcut, look = "plain", size = "normal", label, children, ...rest } = props;
  const classes = [styles.button, styles[look], styles[size], label === undefined ? "" : styles.icon];
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={classes.join(" ")}>
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <Key>{shortcut}</Key>}
    </button>
  );
}

// Buttons on one line. Actions without a button, and those that do not fit, are in a menu at the end
// of the line. Their buttons stay mounted, so that their keys and refs keep working.
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import styles from "./ActionRow.module.css";
import { fittingCount } from "./fitting";
import { Menu, type MenuAction } from "./Menu";

export interface RowAction extends MenuAction {
  /** Null for an action that is always in the menu. */
  button: ReactNode | null;
}

/** The widths before the first measurement, and in tests without layout: everything fits. */
const UNMEASURED = { shown: Number.POSITIVE_INFINITY };

export function ActionRow({ actions, label }: { actions: readonly RowAction[]; label: string }) {
  const row = useRef<HTMLDivElement>(null);
  const [{ shown }, setFit] = useState(UNMEASURED);
  const buttons = actions.filter(({ button }) => button !== null);
  const menuOnly = actions.filter(({ button }) => button === null);
  const hasMenu = menuOnly.length > 0;
  const keys = buttons.map(({ key }) => key).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: other actions have other elements to observe.
  useLayoutEffect(() => {
    const box = row.current;
    if (box === null) return;
    const items = [...box.children].filter((child) => child instanceof HTMLElement);
    const measure = () => {
      if (box.clientWidth === 0) return;
      const gap = Number.parseFloat(getComputedStyle(box).columnGap) || 0;
      const widths = items.map((item) => item.offsetWidth);
      const menu = widths.pop() ?? 0;
      setFit({ shown: fittingCount(widths, menu, gap, box.clientWidth, hasMenu) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const element of [box, ...items]) observer.observe(element);
    return () => observer.disconnect();
  }, [keys, hasMenu]);
  const inMenu = [...buttons.slice(shown), ...menuOnly];
  return (
    <div ref={row} className={styles.row}>
      {buttons.map(({ key, button }, index) => (
        <span key={key} className={styles.item} data-fits={index < shown}>
          {button}
        </span>
      ))}
      <span className={styles.item} data-fits={inMenu.length > 0}>
        <Menu icon="dots" label={label} actions={inMenu} />
      </span>
    </div>
  );
}

// Lays children out in a column or a row, with the steps of the spacing scale between and around them.
import type { ElementType, HTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Stack.module.css";

/** Steps of the spacing scale: `half` is 2 px, `1h` is 6 px, a number n is 4n px. */
export type Space = "none" | "half" | "1" | "1h" | "2" | "3" | "4" | "5" | "6";

export interface StackProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: ElementType;
  /** Side by side instead of one below the other. */
  row?: boolean | undefined;
  gap?: Space | undefined;
  /** Between the lines of a row that wraps, where that differs from `gap`. */
  gapY?: Space | undefined;
  /** Space around the children. */
  pad?: Space | undefined;
  /** Space at the start and the end of the lines only; takes the place of that part of `pad`. */
  padX?: Space | undefined;
  /** Space above and below only; takes the place of that part of `pad`. */
  padY?: Space | undefined;
  /** Across the direction; rows center their children unless they say otherwise. */
  align?: "start" | "center" | "end" | "baseline" | "stretch" | undefined;
  justify?: "start" | "end" | "between" | undefined;
  wrap?: boolean | undefined;
  /** Takes the room that is left, and lets its content scroll. */
  fill?: boolean | undefined;
  /** As high as the pane it fills, which need not be a flex container. */
  full?: boolean | undefined;
  /** In line with text, as wide as its content. */
  inline?: boolean | undefined;
  /** Its own scroll container. */
  scroll?: boolean | undefined;
  htmlFor?: string | undefined;
  ref?: Ref<HTMLElement> | undefined;
  children?: ReactNode;
}

export function Stack(props: StackProps) {
  const {
    as: As = "div",
    row,
    gap,
    gapY,
    pad,
    padX,
    padY,
    align,
    justify,
    wrap,
    fill,
    full,
    inline,
    scroll,
    ...rest
  } = props;
  const classes = [
    inline ? styles.inline : styles.stack,
    row ? styles.row : styles.column,
    gap !== undefined && gap !== "none" && styles[`gap${gap}`],
    gapY !== undefined && styles[`gapY${gapY}`],
    pad !== undefined && pad !== "none" && styles[`pad${pad}`],
    padX !== undefined && styles[`padX${padX}`],
    padY !== undefined && styles[`padY${padY}`],
    align !== undefined && styles[`${align}Across`],
    justify !== undefined && styles[`${justify}Along`],
    wrap && styles.wrap,
    fill && styles.fill,
    full && styles.full,
    scroll && styles.scroll,
  ].filter(Boolean);
  return <As className={classes.join(" ")} {...rest} />;
}

/** Pushes what follows it to the end of a row. */
export const Spacer = () => <span className={styles.spacer} />;

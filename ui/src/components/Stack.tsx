// Lays out its children in a column or a row. Gaps and padding use the spacing scale.
import type { CSSProperties, ElementType, HTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Stack.module.css";
import { TONES, type Tone } from "./tones";

/** Steps of the spacing scale: `half` is 2 px, `1h` is 6 px, a number n is 4n px. */
type Space = "none" | "half" | "1" | "1h" | "2" | "3" | "4" | "5" | "6";

export interface StackProps extends Omit<HTMLAttributes<HTMLElement>, "className"> {
  as?: ElementType;
  /** A row instead of a column. */
  row?: boolean | undefined;
  gap?: Space | undefined;
  /** The horizontal gap, if it differs from `gap`. */
  gapX?: Space | undefined;
  /** The vertical gap, if it differs from `gap`. */
  gapY?: Space | undefined;
  /** The padding on all sides. The properties below override it for their sides. */
  pad?: Space | undefined;
  padX?: Space | undefined;
  padY?: Space | undefined;
  padTop?: Space | undefined;
  padBottom?: Space | undefined;
  /** The alignment on the cross axis. Rows center their children by default. */
  align?: "start" | "center" | "end" | "baseline" | "stretch" | undefined;
  justify?: "start" | "end" | "between" | undefined;
  wrap?: boolean | undefined;
  /** Takes the remaining space, and lets its content scroll. */
  fill?: boolean | undefined;
  /** As high as its container, which need not be a flex container. */
  full?: boolean | undefined;
  /** An inline box, as wide as its content. */
  inline?: boolean | undefined;
  /** Makes it a scroll container. */
  scroll?: boolean | undefined;
  /** A named container for the width queries of its content. */
  container?: string | undefined;
  /** Does not shrink if space is short. */
  rigid?: boolean | undefined;
  /** A rigid strip across a pane, with the minimum height of this kind of strip. */
  band?: keyof typeof BANDS | undefined;
  /** A hairline above or below it. */
  line?: "above" | "below" | undefined;
  ground?: keyof typeof GROUNDS | undefined;
  tone?: Tone | undefined;
  htmlFor?: string | undefined;
  /** For `as="time"`. */
  dateTime?: string | undefined;
  ref?: Ref<HTMLElement> | undefined;
  children?: ReactNode;
}

const BANDS = {
  bar: "var(--bar-head)",
  section: "var(--section)",
  control: "var(--control-large)",
  header: "var(--row-header)",
} as const;

const GROUNDS = {
  floor: "var(--bg-floor)",
  pane: "var(--bg-pane)",
  raised: "var(--bg-raised)",
  code: "var(--bg-code)",
  accent: "var(--accent-soft)",
  wait: "var(--wait-soft)",
  bad: "var(--bad-soft)",
} as const;

const spaceOf = (space: Space) => (space === "none" ? "0" : `var(--space-${space})`);

function styleOf({
  gap,
  gapX,
  gapY,
  pad,
  padX,
  padY,
  padTop,
  padBottom,
  band,
  ground,
  tone,
  container,
  style,
}: StackProps): CSSProperties {
  const own: CSSProperties = {};
  if (gap !== undefined) own.gap = spaceOf(gap);
  if (gapX !== undefined) own.columnGap = spaceOf(gapX);
  if (gapY !== undefined) own.rowGap = spaceOf(gapY);
  if (pad !== undefined) own.padding = spaceOf(pad);
  if (padX !== undefined) own.paddingInline = spaceOf(padX);
  if (padY !== undefined) own.paddingBlock = spaceOf(padY);
  if (padTop !== undefined) own.paddingTop = spaceOf(padTop);
  if (padBottom !== undefined) own.paddingBottom = spaceOf(padBottom);
  if (band !== undefined) own.minHeight = BANDS[band];
  if (ground !== undefined) own.background = GROUNDS[ground];
  if (tone !== undefined) own.color = TONES[tone];
  if (container !== undefined) own.container = `${container} / inline-size`;
  return { ...own, ...style };
}

export function Stack(props: StackProps) {
  const {
    as: As = "div",
    row,
    gap,
    pad,
    align,
    justify,
    wrap,
    fill,
    full,
    inline,
    scroll,
    ...others
  } = props;
  const {
    gapX,
    gapY,
    padX,
    padY,
    padTop,
    padBottom,
    rigid,
    band,
    container,
    line,
    ground,
    tone,
    style,
    ...rest
  } = others;
  const classes = [
    inline ? styles.inline : styles.stack,
    row ? styles.row : styles.column,
    align !== undefined && styles[`${align}Across`],
    justify !== undefined && styles[`${justify}Along`],
    wrap && styles.wrap,
    fill && styles.fill,
    full && styles.full,
    scroll && styles.scroll,
    (rigid || band !== undefined) && styles.rigid,
    line !== undefined && styles[line],
  ].filter(Boolean);
  return <As className={classes.join(" ")} style={styleOf(props)} {...rest} />;
}

/** Pushes the following children to the end of a row. */
export const Spacer = () => <span className={styles.spacer} />;

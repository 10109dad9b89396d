// The days of the event list. Dividers lie between the lines of two rows and take no space, so that
// rows never move when a day begins or its events are deleted.
import { dayName } from "@/format/time";
import styles from "./Days.module.css";

interface DayDividerProps {
  /** When the first event below the divider was received. */
  instant: string;
  /** The distance of that event from the top of the list in pixels. */
  top: number;
  today: Date;
}

export const DayDivider = ({ instant, top, today }: DayDividerProps) => (
  <div className={styles.divider} style={{ transform: `translateY(${top}px)` }} role="presentation">
    <span>{dayName(instant, today)}</span>
  </div>
);

interface DayLineProps {
  /** When the first event in view was received; undefined until it is loaded. */
  instant: string | undefined;
  today: Date;
}

/** Shows the day of the first event in view above the list. */
export const DayLine = ({ instant, today }: DayLineProps) => (
  <div className={styles.line} data-testid="day">
    {instant !== undefined && dayName(instant, today)}
  </div>
);

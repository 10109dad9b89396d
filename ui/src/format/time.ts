// Formats instants: local time with milliseconds in lists, the full instant with its time zone on
// hover. Instants arrive as RFC 3339 in UTC with microseconds. The milliseconds are cut from the
// text instead of rounded, so that formatted times keep their order.

const two = (n: number) => String(n).padStart(2, "0");

function fraction(instant: string): string {
  const digits = /\.(\d+)/.exec(instant)?.[1] ?? "";
  return digits.padEnd(3, "0").slice(0, 3);
}

export interface Clock {
  /** `09:49:05` */
  time: string;
  /** `.131` */
  millis: string;
}

export function clockOf(instant: string): Clock {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return { time: instant, millis: "" };
  return {
    time: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
    millis: `.${fraction(instant)}`,
  };
}

const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/**
 * `today 09:49:05.131`, or the date instead of `today`. `now` is a parameter so that tests are
 * exact.
 */
export function momentOf(instant: string, now: Date): string {
  const { time, millis } = clockOf(instant);
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = dayOf(date);
  return `${day === dayOf(now) ? "today" : day} ${time}${millis}`;
}

/** `today`, or the date. */
export function dayLabel(instant: string, now: Date): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = dayOf(date);
  return day === dayOf(now) ? "today" : day;
}

/** The start of a day in local time, as a number to compare. */
const localDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Whether two instants are on the same day in local time. */
export const isSameDay = (a: string, b: string): boolean => localDay(new Date(a)) === localDay(new Date(b));

/** `Today`, `Yesterday`, `Monday, November 30`, or with the year if it is not the current one. */
export function dayName(instant: string, now: Date): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const day = localDay(date);
  if (day === localDay(now)) return "Today";
  if (day === new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime()) return "Yesterday";
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return date.toLocaleDateString("en-US", { weekday: "long", month: "long", day: "numeric", ...year });
}

/** The full instant: local date, time and time zone, then the exact UTC text on a second line. */
export function fullInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "−" : "+";
  const zone = `UTC${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const { time, millis } = clockOf(instant);
  return `${dayOf(date)} ${time}${millis} ${zone}\n${instant}`;
}

/** A duration in microseconds: `380 µs`, `38.2 ms`, `1.24 s`, `2 min 5 s`. */
export function durationOf(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`;
  const millis = micros / 1000;
  if (millis < 1000) return millis < 10 ? `${millis.toFixed(1)} ms` : `${Math.round(millis)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Parses a sender's timestamp: Unix seconds or RFC 3339. Null for other formats. */
export function instantOf(timestamp: string): string | null {
  const unix = /^\d+$/.test(timestamp);
  if (!unix && !/^\d{4}-\d\d-\d\d[T ]/i.test(timestamp)) return null;
  const date = unix ? new Date(Number(timestamp) * 1000) : new Date(timestamp);
  if (Number.isNaN(date.getTime())) return null;
  return unix ? date.toISOString() : timestamp;
}

/** The remaining time in its two largest units: `59 min 12 s`, `2 h 5 min`, `8 s`. */
export function remainingOf(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const [days, hours, minutes] = [Math.floor(left / 86_400), Math.floor(left / 3600), Math.floor(left / 60)];
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  if (minutes > 0) return `${minutes} min ${left % 60} s`;
  return `${left} s`;
}

/**
 * `09:49:05`. The day comes first if it is not the day of arrival. Milliseconds follow unless they
 * are zero.
 */
export function happenedAt(instant: string, received: string): string {
  const date = new Date(instant);
  const { time, millis } = clockOf(instant);
  const exact = millis === ".000" ? time : `${time}${millis}`;
  const day = dayOf(date);
  return day === dayOf(new Date(received)) ? exact : `${day} ${exact}`;
}

/** A duration without zero units: `1 h`, `1 h 30 min`, `2 d`. */
export const spanOf = (seconds: number): string => remainingOf(seconds).replace(/ 0 \w+$/, "");

/** The time between two instants in any order: `380 ms`, `4.2 s`, `1 h 50 min`. */
export function elapsedOf(a: string, b: string): string {
  const millis = Math.abs(new Date(b).getTime() - new Date(a).getTime());
  if (Number.isNaN(millis)) return "";
  return millis < 60_000 ? durationOf(millis * 1000) : spanOf(Math.floor(millis / 1000));
}

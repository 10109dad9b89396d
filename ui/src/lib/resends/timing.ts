// Lays out the steps of a resend on a timeline, without the steps that did not happen. Pure.
import type { Timing } from "@/ipc/types";

export interface Phase {
  name: string;
  /** The start, as a fraction of the total. */
  from: number;
  /** The duration, as a fraction of the total. */
  share: number;
  /** Microseconds. */
  took: number;
}

const STEPS: readonly [keyof Timing, string][] = [
  ["resolve_us", "DNS lookup"],
  ["connect_us", "Connect"],
  ["tls_us", "TLS"],
  ["first_byte_us", "First byte"],
];

export function phasesOf(timing: Timing): Phase[] {
  const total = Math.max(1, timing.total_us);
  const phases: Phase[] = [];
  let from = 0;
  const put = (name: string, took: number) => {
    const at = Math.min(from, total);
    phases.push({ name, from: at / total, share: Math.min(took, total - at) / total, took });
    from += took;
  };
  for (const [step, name] of STEPS) {
    const took = timing[step];
    if (took !== null) put(name, took);
  }
  const rest = timing.total_us - from;
  if (rest > 0 && phases.length > 0) put(timing.first_byte_us === null ? "Until failure" : "Body", rest);
  phases.push({ name: "Total", from: 0, share: 1, took: timing.total_us });
  return phases;
}

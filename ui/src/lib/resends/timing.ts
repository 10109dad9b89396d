// The steps of a resend, laid one after the other. Those that did not happen are left out. Pure.
import type { Timing } from "@/ipc/types";

export interface Phase {
  name: string;
  /** Where it begins, as a part of the whole. */
  from: number;
  /** How long it took, as a part of the whole. */
  share: number;
  /** Microseconds. */
  took: number;
}

const STEPS: readonly [keyof Timing, string][] = [
  ["resolve_us", "Name"],
  ["connect_us", "Connect"],
  ["tls_us", "TLS"],
  ["first_byte_us", "First byte"],
];

export function phasesOf(timing: Timing): Phase[] {
  const whole = Math.max(1, timing.total_us);
  const phases: Phase[] = [];
  let from = 0;
  const put = (name: string, took: number) => {
    const at = Math.min(from, whole);
    phases.push({ name, from: at / whole, share: Math.min(took, whole - at) / whole, took });
    from += took;
  };
  for (const [step, name] of STEPS) {
    const took = timing[step];
    if (took !== null) put(name, took);
  }
  const rest = timing.total_us - from;
  if (rest > 0 && phases.length > 0)
    put(timing.first_byte_us === null ? "Until it failed" : "The rest", rest);
  phases.push({ name: "Total", from: 0, share: 1, took: timing.total_us });
  return phases;
}

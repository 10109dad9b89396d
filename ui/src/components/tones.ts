// The colors that text and icons take, by what they mean. `dim` recedes one step, `soft` two.
export const TONES = {
  dim: "var(--text-2)",
  soft: "var(--text-3)",
  ok: "var(--ok)",
  wait: "var(--wait)",
  bad: "var(--bad)",
  accent: "var(--accent)",
} as const;

export type Tone = keyof typeof TONES;

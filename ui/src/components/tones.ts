// Colors of text and icons by meaning. `dim` is less prominent than normal text, `soft` even less.
export const TONES = {
  dim: "var(--text-2)",
  soft: "var(--text-3)",
  ok: "var(--ok)",
  wait: "var(--wait)",
  bad: "var(--bad)",
  accent: "var(--accent)",
} as const;

export type Tone = keyof typeof TONES;

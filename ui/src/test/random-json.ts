// Random JSON texts for property tests. A fixed seed makes each run test the same texts.

/** A small random number generator. */
export function rng(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export const pick = <T>(next: () => number, from: readonly T[]): T =>
  from[Math.floor(next() * from.length)] as T;

const NUMBERS = [
  "0",
  "-0",
  "1e400",
  "9007199254740993",
  "9223372036854775807",
  "0.10000000000000000001",
  "1E-7",
  "10.500",
];
const STRINGS = [
  '""',
  '"a"',
  '"\\u0000\\ud800"',
  '"\\\\\\""',
  '"{[,:]}"',
  '"  two  spaces "',
  '"\u202e\ufeff"',
  '"é"',
];

export function randomJson(next: () => number, depth = 0): string {
  const space = () => pick(next, ["", " ", "\n", "\t\r\n", "  "]);
  const kind = depth > 4 ? next() * 0.5 : next();
  if (kind < 0.2) return pick(next, NUMBERS);
  if (kind < 0.4) return pick(next, STRINGS);
  if (kind < 0.5) return pick(next, ["true", "false", "null"]);
  const count = Math.floor(next() * 4);
  const items = Array.from({ length: count }, () => {
    const value = `${space()}${randomJson(next, depth + 1)}${space()}`;
    return kind < 0.75 ? value : `${space()}${pick(next, STRINGS)}${space()}:${value}`;
  });
  return kind < 0.75 ? `[${items.join(",") || space()}]` : `{${items.join(",") || space()}}`;
}

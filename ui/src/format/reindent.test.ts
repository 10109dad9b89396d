import { describe, expect, it } from "vitest";
import { isCompact, reindent, tokens } from "./reindent";

/** A small random number generator with a fixed seed, so that each run has the same texts. */
function rng(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

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

function randomJson(next: () => number, depth: number): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const space = () => pick(["", " ", "\n", "\t\r\n", "  "]);
  const kind = depth > 4 ? next() * 0.5 : next();
  if (kind < 0.2) return pick(NUMBERS);
  if (kind < 0.4) return pick(STRINGS);
  if (kind < 0.5) return pick(["true", "false", "null"]);
  const count = Math.floor(next() * 4);
  const items = Array.from({ length: count }, () => {
    const value = `${space()}${randomJson(next, depth + 1)}${space()}`;
    return kind < 0.75 ? value : `${space()}${pick(STRINGS)}${space()}:${value}`;
  });
  return kind < 0.75 ? `[${items.join(",") || space()}]` : `{${items.join(",") || space()}}`;
}

describe("indenting JSON", () => {
  it("keeps every token and their order", () => {
    const next = rng(7);
    for (let run = 0; run < 400; run += 1) {
      const text = randomJson(next, 0);
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });

  it("changes nothing when repeated", () => {
    const next = rng(11);
    for (let run = 0; run < 200; run += 1) {
      const once = reindent(randomJson(next, 0));
      expect(reindent(once)).toBe(once);
    }
  });

  it("keeps the digits of numbers that exceed JavaScript's precision", () => {
    const digits = "1234567890123456789012345678901234567890";
    expect(reindent(`{"seq":${digits},"far":1e400,"cents":10.500}`)).toBe(
      `{\n  "seq": ${digits},\n  "far": 1e400,\n  "cents": 10.500\n}`,
    );
  });

  it("keeps members with duplicate names", () => {
    expect(reindent('{"a":1,"a":2}')).toBe('{\n  "a": 1,\n  "a": 2\n}');
  });

  it("leaves empty objects and arrays on one line", () => {
    expect(reindent('{"a":{},"b":[ ]}')).toBe('{\n  "a": {},\n  "b": []\n}');
  });

  it("handles a hundred thousand levels", () => {
    const depth = 100_000;
    const text = "[".repeat(depth) + "]".repeat(depth);
    expect(reindent(text).replace(/\s/g, "")).toBe(text);
  });

  it("copies invalid and truncated text instead of failing", () => {
    for (const text of ['{"a": "unfinish', '{"a":1,}', "]]", '{"a" "b" 1 2}', '"\\', ""]) {
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });
});

describe("isCompact", () => {
  it("is true for one long line and false for short lines", () => {
    const items = Array.from({ length: 60 }, (_, at) => `"item ${at}"`);
    expect(isCompact(`[${items.join(",")}]`)).toBe(true);
    expect(isCompact(`[\n  ${items.join(",\n  ")}\n]`)).toBe(false);
    expect(isCompact("{}")).toBe(false);
  });
});

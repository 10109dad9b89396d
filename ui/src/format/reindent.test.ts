import { describe, expect, it } from "vitest";
import { isCompact, reindent, tokens } from "./reindent";

/** A small generator with a fixed seed: the same texts in every run. */
function random(seed: number): () => number {
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

function someJson(next: () => number, depth: number): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const space = () => pick(["", " ", "\n", "\t\r\n", "  "]);
  const kind = depth > 4 ? next() * 0.5 : next();
  if (kind < 0.2) return pick(NUMBERS);
  if (kind < 0.4) return pick(STRINGS);
  if (kind < 0.5) return pick(["true", "false", "null"]);
  const count = Math.floor(next() * 4);
  const items = Array.from({ length: count }, () => {
    const value = `${space()}${someJson(next, depth + 1)}${space()}`;
    return kind < 0.75 ? value : `${space()}${pick(STRINGS)}${space()}:${value}`;
  });
  return kind < 0.75 ? `[${items.join(",") || space()}]` : `{${items.join(",") || space()}}`;
}

describe("indenting JSON", () => {
  it("keeps every token as it is and in its order", () => {
    const next = random(7);
    for (let run = 0; run < 400; run += 1) {
      const text = someJson(next, 0);
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });

  it("changes nothing a second time", () => {
    const next = random(11);
    for (let run = 0; run < 200; run += 1) {
      const once = reindent(someJson(next, 0));
      expect(reindent(once)).toBe(once);
    }
  });

  it("keeps the digits of numbers no JavaScript number can hold", () => {
    const digits = "1234567890123456789012345678901234567890";
    expect(reindent(`{"seq":${digits},"far":1e400,"cents":10.500}`)).toBe(
      `{\n  "seq": ${digits},\n  "far": 1e400,\n  "cents": 10.500\n}`,
    );
  });

  it("keeps members that are named twice", () => {
    expect(reindent('{"a":1,"a":2}')).toBe('{\n  "a": 1,\n  "a": 2\n}');
  });

  it("leaves empty objects and arrays on one line", () => {
    expect(reindent('{"a":{},"b":[ ]}')).toBe('{\n  "a": {},\n  "b": []\n}');
  });

  it("goes a hundred thousand levels deep", () => {
    const depth = 100_000;
    const text = "[".repeat(depth) + "]".repeat(depth);
    expect(reindent(text).replace(/\s/g, "")).toBe(text);
  });

  it("copies what is broken or cut instead of refusing it", () => {
    for (const text of ['{"a": "unfinish', '{"a":1,}', "]]", '{"a" "b" 1 2}', '"\\', ""]) {
      expect([...tokens(reindent(text))], text).toEqual([...tokens(text)]);
    }
  });
});

describe("telling whether indenting helps", () => {
  it("says so of one long line and not of a text in short lines", () => {
    const items = Array.from({ length: 60 }, (_, at) => `"item ${at}"`);
    expect(isCompact(`[${items.join(",")}]`)).toBe(true);
    expect(isCompact(`[\n  ${items.join(",\n  ")}\n]`)).toBe(false);
    expect(isCompact("{}")).toBe(false);
  });
});

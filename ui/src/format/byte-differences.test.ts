import { expect, it } from "vitest";
import { pick, randomJson, rng } from "@/test/random-json";
import { byteDifferences, differencesText } from "./byte-differences";

const textOf = (before: string, after: string) => differencesText(byteDifferences(before, after));

it("names the bytes that differ", () => {
  expect(textOf('{"a":1,"b":2}', '{"a":1,"b":2}')).toBe("");
  expect(textOf('{"a":12,"b":2}', '{"a":13,"b":2}')).toBe("byte 6 replaced by 1 byte");
  expect(textOf('{"a":1}', '{"a":1,"b":2}')).toBe("6 bytes added at offset 6");
  expect(textOf('{"a":1,"b":2}', '{"a":1}')).toBe("bytes 6–11 removed");
  expect(textOf('{"a":1,"b":2,"c":3}', '{"a":7,"b":2,"c":8}')).toBe(
    "byte 5 replaced by 1 byte, and 1 more place",
  );
});

it("counts bytes of UTF-8 and never splits a character", () => {
  expect(textOf('["é","😀"]', '["é","😁"]')).toBe("bytes 7–10 replaced by 4 bytes");
  expect(textOf('["é😀"]', '["😀"]')).toBe("bytes 2–3 removed");
});

it("includes changes of white space", () => {
  expect(textOf("[1]", "[ 1 ]\n")).toBe("bytes 1–2 replaced by 5 bytes");
});

it("describes exactly how the bytes change", () => {
  const next = rng(13);
  const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
  for (let run = 0; run < 300; run += 1) {
    const before = randomJson(next);
    const after = pick(next, [randomJson(next), before.replace("a", "bé"), before.replaceAll(",", " , ")]);
    const [old, wanted] = [bytesOf(before), bytesOf(after)];
    const made: number[] = [];
    let at = 0;
    for (const { from, to, added } of byteDifferences(before, after)) {
      made.push(...old.slice(at, from));
      made.push(...wanted.slice(made.length, made.length + added));
      at = to;
    }
    made.push(...old.slice(at));
    expect(made, `${before} → ${after}`).toEqual(wanted);
  }
});

import { expect, it } from "vitest";
import { bodyWord } from "./body-word";

const FACTS = {
  source: "text",
  size: 1183,
  cut: false,
  edited: false,
  differences: null,
  generated: 0,
} as const;

it("says that an unedited body is sent as received, except generated members", () => {
  expect(bodyWord(FACTS).text).toMatch(/, exactly as received$/);
  expect(bodyWord({ ...FACTS, cut: true }).text).toMatch(/, truncated$/);
  expect(bodyWord({ ...FACTS, generated: 2 }).text).toMatch(/, as received except 2 generated members$/);
  expect(bodyWord({ ...FACTS, source: "file", edited: true }).text).toBe("from a file");
});

it("says which bytes of an edited body differ", () => {
  const differences = Array.from({ length: 25 }, (_, at) => ({ from: at * 10, to: at * 10 + 2, added: 3 }));
  expect(bodyWord({ ...FACTS, edited: true }).text).toBe("edited");
  expect(bodyWord({ ...FACTS, edited: true, differences: differences.slice(0, 1), generated: 1 }).text).toBe(
    "edited: bytes 0–1 replaced by 3 bytes; also 1 generated member",
  );
  const { text, title } = bodyWord({ ...FACTS, edited: true, differences });
  expect(text).toBe("edited: bytes 0–1 replaced by 3 bytes, and 24 more places");
  expect(title.split("\n")).toHaveLength(21);
  expect(title).toMatch(/bytes 190–191 replaced by 3 bytes\nand 5 more places$/);
});

import { expect, it } from "vitest";
import { hexLine, hexOffset } from "./hex";

it("shows sixteen bytes per line and their printable characters", () => {
  const bytes = new Uint8Array([0x7b, 0x22, 0x00, 0x7f, 0x80, 0xff, 0x20, 0x7e, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(hexLine(bytes)).toEqual({
    hex: "7b 22 00 7f 80 ff 20 7e  01 02 03 04 05 06 07 08",
    ascii: '{".... ~........',
  });
});

it("pads a short last line to the full width", () => {
  expect(hexLine(new Uint8Array([0x41])).hex).toHaveLength(hexLine(new Uint8Array(16)).hex.length);
  expect(hexLine(new Uint8Array([0x41])).ascii).toBe("A");
});

it("uses the same offset width on every line", () => {
  expect(hexOffset(1, 100)).toBe("00000010");
  expect(hexOffset(0, 16 ** 9)).toHaveLength(10);
});

import { expect, it } from "vitest";
import { bytesOf, mibOf } from "./body-limit";

it("accepts only plain decimal numbers of MiB", () => {
  expect(bytesOf("16")).toBe(16 * 1024 * 1024);
  expect(bytesOf(" 0,5 ")).toBe(512 * 1024);
  expect(mibOf(512 * 1024)).toBe("0.5");
  for (const wrong of ["", "0", "0x10", "1e3", "-1", "901", "ten", ".", "Infinity"])
    expect(bytesOf(wrong), wrong).toBeNull();
});

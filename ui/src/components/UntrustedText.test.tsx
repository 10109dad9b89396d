import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { visiblePieces } from "@/format/visible";
import { UntrustedText } from "./UntrustedText";

const codes = (text: string) => visiblePieces(text).flatMap((piece) => piece.code ?? []);

describe("invisible characters", () => {
  it.each([
    ["a\u0000b", "U+0000"],
    ["a\u001b[31m", "U+001B"],
    ["a\u0085b", "U+0085"],
    ["a\u200bb", "U+200B"],
    ["a\u202eb", "U+202E"],
    ["a\u2066b", "U+2066"],
    ["\ufeffa", "U+FEFF"],
    ["a\u00adb", "U+00AD"],
    ["a\u2028b", "U+2028"],
    ["a\u{e0041}b", "U+E0041"],
    ["a\ud800b", "U+D800"],
  ])("in %j are shown by their code point", (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it("are split off without losing the text around them", () => {
    const text = "x\u202ey\u0000\u0000z";
    expect(
      visiblePieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("do not include normal text in any script", () => {
    for (const text of ["José Ñandú", "漢字", "שלום", "👩‍👩‍👧 ❤️", "a b", ""])
      expect(codes(text), text).toEqual([]);
  });

  it("do not include newlines and tabs in text with several lines", () => {
    expect(visiblePieces("a\n\tb", { lines: true }).every((piece) => piece.code === null)).toBe(true);
    expect(visiblePieces("a\r\nb", { lines: true }).some((piece) => piece.code === "U+000D")).toBe(true);
  });
});

describe("untrusted text", () => {
  it("is isolated and never rendered as HTML", () => {
    const { container } = render(<UntrustedText text={'<img src=x onerror="alert(1)">\u202e'} />);
    expect(container.querySelector("img")).toBeNull();
    expect(container.querySelector("bdi")?.textContent).toBe('<img src=x onerror="alert(1)">U+202E');
  });
});

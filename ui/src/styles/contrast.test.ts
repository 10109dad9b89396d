// The contrast of colors that axe does not check, because they are not the text and background of
// one element.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const TOKENS = readFileSync("src/styles/tokens.css", "utf8");
const THEMES = ["light", "dark"] as const;

function colorOf(token: string, theme: (typeof THEMES)[number]): string {
  const found = new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS);
  const color = theme === "light" ? found?.[1] : found?.[2];
  if (color === undefined) throw new Error(`no color --${token}`);
  return color;
}

/** The relative luminance of WCAG 2. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)("in the %s theme", (theme) => {
  it.each(["text", "json-key", "json-string", "json-number", "json-word", "json-mark"])(
    "selected text in --%s is readable",
    (token) => {
      expect(contrast(colorOf(token, theme), colorOf("bg-selected-text", theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(["floor", "pane", "raised", "float", "field", "hover", "selected", "code"])(
    "the outline of a control is visible on --bg-%s",
    (background) => {
      expect(
        contrast(colorOf("line-strong", theme), colorOf(`bg-${background}`, theme)),
      ).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(["text", "json-key", "json-string", "json-number", "json-word", "json-mark"])(
    "a hit of the filter in --%s is readable",
    (token) => {
      expect(contrast(colorOf(token, theme), colorOf("hit-ground", theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("the line with the cursor does not hide the selection", () => {
    const [, light = "", dark = ""] =
      /--bg-line: light-dark\(rgb\([^/]*\/ (\d+)%\), rgb\([^/]*\/ (\d+)%\)\)/.exec(TOKENS) ?? [];
    expect(Number(theme === "light" ? light : dark)).toBeLessThanOrEqual(10);
    expect(light).not.toBe("");
  });
});

import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Prose } from "./Prose";

const shown = (text: string) => {
  const { container } = render(<Prose text={text} />);
  return {
    text: container.textContent,
    code: [...container.querySelectorAll("code")].map((one) => one.textContent),
  };
};

describe("a sentence of the backend", () => {
  it("shows parts between backticks as code", () => {
    expect(shown("Try `hookglass repair`, or `serve`.")).toEqual({
      text: "Try hookglass repair, or serve.",
      code: ["hookglass repair", "serve"],
    });
    expect(shown("plain")).toEqual({ text: "plain", code: [] });
  });

  it("keeps a backtick without a second one", () => {
    expect(shown("a `b")).toEqual({ text: "a `b", code: [] });
  });
});

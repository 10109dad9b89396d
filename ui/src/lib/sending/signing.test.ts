import { describe, expect, it } from "vitest";
import type { SigningChoice } from "@/ipc/types";
import { choiceOf, optionValueOf, signingSentence } from "./signing";

describe("the signing choice", () => {
  it("round-trips through the value of a list option, whatever the name of the secret", () => {
    const choices: SigningChoice[] = [
      { how: "as_received" },
      { how: "original" },
      { how: "none" },
      { how: "wrong" },
      { how: "with", secret: "none" },
      { how: "with", secret: "with: a colon" },
    ];
    for (const choice of choices) expect(choiceOf(optionValueOf(choice))).toEqual(choice);
  });

  it("has a sentence for each outcome, even when the signature headers were removed", () => {
    const asReceived: SigningChoice = { how: "as_received" };
    expect(signingSentence(asReceived, "signs_edits", null)).toContain("re-signs");
    expect(signingSentence(asReceived, "signs_edits", "none")).toContain("no header carries one");
    expect(signingSentence(asReceived, "unsigned", "none")).toContain("arrived without");
    expect(signingSentence({ how: "with", secret: "Second" }, "unsigned", "anew")).toContain("“Second”");
  });
});

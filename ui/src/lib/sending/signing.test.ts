import { describe, expect, it } from "vitest";
import type { SigningChoice } from "@/ipc/types";
import { choiceOf, signingSentence, writtenChoice } from "./signing";

describe("the choice of a signature", () => {
  it("is the same after it was a value of a list, whatever the secret is called", () => {
    const choices: SigningChoice[] = [
      { how: "as_received" },
      { how: "original" },
      { how: "none" },
      { how: "wrong" },
      { how: "with", secret: "none" },
      { how: "with", secret: "with: a colon" },
    ];
    for (const choice of choices) expect(choiceOf(writtenChoice(choice))).toEqual(choice);
  });

  it("says what will be done, also where the headers of a signature are gone", () => {
    const asReceived: SigningChoice = { how: "as_received" };
    expect(signingSentence(asReceived, "signs_edits", null)).toContain("signed anew");
    expect(signingSentence(asReceived, "signs_edits", "none")).toContain("without a signature");
    expect(signingSentence(asReceived, "unsigned", "none")).toContain("came without");
    expect(signingSentence({ how: "with", secret: "Second" }, "unsigned", "anew")).toContain("“Second”");
  });
});

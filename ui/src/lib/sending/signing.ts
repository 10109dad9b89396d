// The choice of a signature, as a value of a list and in words.
import type { Signing, SigningChoice } from "@/ipc/types";

const WITH = "with:";

export const writtenChoice = (choice: SigningChoice): string =>
  choice.how === "with" ? `${WITH}${choice.secret}` : choice.how;

export function choiceOf(value: string): SigningChoice {
  if (value.startsWith(WITH)) return { how: "with", secret: value.slice(WITH.length) };
  if (value === "original" || value === "none" || value === "wrong") return { how: value };
  return { how: "as_received" };
}

const AS_RECEIVED: Record<Signing, string> = {
  unsigned: "Not signed: the event came without a signature.",
  signs_edits: "An edited body is signed anew; an unchanged one keeps its signature.",
  no_secret: "No secret is set for its scheme: once edited, the original signature will not verify.",
};

/** What becomes of the signature, in a sentence; `signed` is what the preview says of it, once it is there. */
export function signingSentence(choice: SigningChoice, received: Signing, signed: string | null): string {
  switch (choice.how) {
    case "as_received":
      if (signed === "none" && received !== "unsigned")
        return "Goes out without a signature: none of its headers carries one.";
      return AS_RECEIVED[received];
    case "original":
      return "The signature received goes out as it is; it will not fit an edited body.";
    case "none":
      return "Goes out without a signature.";
    case "wrong":
      return "Goes out with a signature that does not verify, to see it refused.";
    case "with":
      return `Signed anew with “${choice.secret}”.`;
  }
}

// Converts a signing choice to the value of a list option and back, and describes it in a sentence.
import type { Signing, SigningChoice } from "@/ipc/types";

const WITH = "with:";

export const optionValueOf = (choice: SigningChoice): string =>
  choice.how === "with" ? `${WITH}${choice.secret}` : choice.how;

export function choiceOf(value: string): SigningChoice {
  if (value.startsWith(WITH)) return { how: "with", secret: value.slice(WITH.length) };
  if (value === "original" || value === "none" || value === "wrong") return { how: value };
  return { how: "as_received" };
}

const AS_RECEIVED: Record<Signing, string> = {
  unsigned: "Sends no signature: the event arrived without one.",
  signs_edits: "Hookglass re-signs an edited body. An unchanged body keeps its signature.",
  no_secret:
    "No signing secret is set for this scheme, so the original signature does not match an edited body.",
};

/**
 * Describes the signature of the request. `signed` is the result from the preview; null until it is
 * loaded.
 */
export function signingSentence(choice: SigningChoice, received: Signing, signed: string | null): string {
  switch (choice.how) {
    case "as_received":
      if (signed === "none" && received !== "unsigned") return "Sends no signature: no header carries one.";
      return AS_RECEIVED[received];
    case "original":
      return "Sends the original signature, which does not match an edited body.";
    case "none":
      return "Sends no signature.";
    case "wrong":
      return "Sends an invalid signature, to test that the target rejects it.";
    case "with":
      return `Re-signed with “${choice.secret}”.`;
  }
}

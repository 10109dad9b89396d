// Turns the error of a rejected command into a title and a sentence. The sentence comes from the
// code that detected the problem. This module only chooses the title, by error code and never by
// matching text.
import { PROBLEM_CODES } from "./bindings/problem-codes";
import type { Problem, ProblemCode } from "./types";

export interface ErrorDescription {
  code: ProblemCode;
  title: string;
  sentence: string;
}

const TITLES: Record<ProblemCode, string> = {
  database: "Cannot use the database",
  not_found: "Not found",
  invalid_input: "Invalid input",
  taken: "Already exists",
  address_in_use: "Address already in use",
  unconfirmed_host: "Host not confirmed",
  refused_answer: "The sender would reject this answer",
  internal: "Internal error in Hookglass",
};

const CODES: ReadonlySet<string> = new Set(PROBLEM_CODES);

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    CODES.has(value.code) &&
    "detail" in value &&
    typeof value.detail === "string"
  );
}

/**
 * The title and the sentence for a thrown value. A value of unknown shape is shown as text, not
 * hidden.
 */
export function describeError(thrown: unknown): ErrorDescription {
  if (isProblem(thrown)) return { code: thrown.code, title: TITLES[thrown.code], sentence: thrown.detail };
  const sentence = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", title: TITLES.internal, sentence };
}

// Turns what a command rejected with into a title and a sentence for a person. The sentence comes from the place
// that knows what happened; only the title is chosen here, by code and never by matching words.
import { PROBLEM_CODES } from "./bindings/problem-codes";
import type { Problem, ProblemCode } from "./types";

export interface Trouble {
  code: ProblemCode;
  title: string;
  sentence: string;
}

const TITLES: Record<ProblemCode, string> = {
  database: "The database cannot be used",
  not_found: "This is not here any more",
  invalid_input: "This cannot be used as it is",
  taken: "There is one already",
  address_in_use: "The address is taken",
  unconfirmed_host: "This leaves your computer",
  refused_answer: "The sender would refuse this answer",
  internal: "Something went wrong inside Hookglass",
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

/** The words for whatever was thrown; an unknown shape is told as it is, not hidden. */
export function troubleOf(thrown: unknown): Trouble {
  if (isProblem(thrown)) return { code: thrown.code, title: TITLES[thrown.code], sentence: thrown.detail };
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", title: TITLES.internal, sentence: said };
}

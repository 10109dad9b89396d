import { describe, expect, it } from "vitest";
import type { AnswerMember } from "@/ipc/types";
import { numberOf, tokensOf, withMember, wordsOf } from "./constraints";

const member = (pointer: string, json_type: string): AnswerMember => ({
  pointer,
  json_type,
  about: "",
  values: [],
});
const AMR = "/constraints/amr";
const GENERAL = "/rate_limits/authentication.general/weight";
const MEMBERS = [
  member(AMR, "string[]"),
  member("/bot_protection/mode", "string"),
  member(GENERAL, "number"),
];

describe("members of an answer", () => {
  it("are set at their pointer, and removed together with empty parents", () => {
    const once = withMember('{"is_allowed":true}', MEMBERS, GENERAL, "2.50");
    expect(JSON.parse(once)).toEqual({
      is_allowed: true,
      rate_limits: { "authentication.general": { weight: 2.5 } },
    });
    expect(tokensOf(once, MEMBERS).get(GENERAL)).toBe("2.50");
    const twice = withMember(once, MEMBERS, AMR, '["otp"]');
    expect(wordsOf(tokensOf(twice, MEMBERS).get(AMR))).toEqual(["otp"]);
    expect(tokensOf(twice, MEMBERS).get(GENERAL)).toBe("2.50");
    expect(JSON.parse(withMember(twice, MEMBERS, GENERAL, null))).toEqual({
      is_allowed: true,
      constraints: { amr: ["otp"] },
    });
  });

  it("accept only numbers in JSON syntax", () => {
    expect([numberOf(" 2 "), numberOf("0.5"), numberOf("-1"), numberOf("2."), numberOf("x")]).toEqual([
      "2",
      "0.5",
      null,
      null,
      null,
    ]);
  });
});

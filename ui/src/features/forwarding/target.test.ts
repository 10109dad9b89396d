import { describe, expect, it } from "vitest";
import { draftOf, modeWords, NEW_TARGET, targetOf } from "./target";

describe("the draft of a target", () => {
  it("converts back to the same target when nothing is changed", () => {
    const target = {
      ...NEW_TARGET,
      id: 3,
      url: "https://a.test/x",
      mode: "answer",
      deadline_ms: 900,
    } as const;
    expect(targetOf(draftOf(target))).toEqual(target);
    expect(targetOf(draftOf(NEW_TARGET))).toEqual(NEW_TARGET);
  });

  it("keeps only the options of its mode", () => {
    const draft = { ...draftOf(NEW_TARGET), retry: true, deadline: "900", verify_tls: false };
    expect(targetOf({ ...draft, mode: "answer" })).toMatchObject({ retry: false, deadline_ms: 900 });
    expect(targetOf({ ...draft, mode: "background" })).toMatchObject({ retry: true, deadline_ms: null });
    expect(targetOf(draft)?.verify_tls).toBe(true);
    expect(targetOf({ ...draft, url: " https://a.test " })).toMatchObject({
      verify_tls: false,
      url: "https://a.test",
    });
  });

  it("has a time limit in whole milliseconds, or none", () => {
    const draft = { ...draftOf(NEW_TARGET), mode: "answer" as const };
    for (const deadline of ["x", "1.5", "-1", "99999999"])
      expect(targetOf({ ...draft, deadline })).toBeNull();
    expect(targetOf({ ...draft, deadline: " " })?.deadline_ms).toBeNull();
  });

  it("is described in a few words", () => {
    expect(modeWords(NEW_TARGET)).toBe("in the background, without retries");
    expect(modeWords({ ...NEW_TARGET, retry: true })).toContain("with retries");
    expect(modeWords({ ...NEW_TARGET, mode: "answer", deadline_ms: 900 })).toContain("within 900 ms");
  });
});

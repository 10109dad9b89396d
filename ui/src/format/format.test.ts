import { describe, expect, it } from "vitest";
import { badgesOf, familyLook, subjectOf, typeName } from "./event";
import { counted, countOf, sizeOf } from "./size";
import { clockOf, durationOf, fullInstant, momentOf } from "./time";

const row = { type: "identity.email.updated", method: "POST", path: "/authgear" };

describe("the name of an event", () => {
  it("is cut before its last word", () => {
    expect(typeName(row)).toEqual({ stem: "identity.email.", last: "updated" });
    expect(typeName({ ...row, type: "ping" })).toEqual({ stem: "", last: "ping" });
    expect(typeName({ ...row, type: "odd." })).toEqual({ stem: "", last: "odd." });
  });

  it("is method and path where there is no type", () => {
    expect(typeName({ ...row, type: null })).toEqual({ stem: "", last: "POST /authgear" });
  });
});

describe("what a person recognises an event by", () => {
  it("falls back from the subject to the user and to the size", () => {
    expect(subjectOf({ subject: "ada@example.com", user_id: "4fe0aa", size: 9 })).toBe("ada@example.com");
    expect(subjectOf({ subject: null, user_id: "a25a0545-2bf1", size: 9 })).toBe("a25a0545");
    expect(subjectOf({ subject: null, user_id: null, size: 2150 })).toBe("2.1 KB");
    expect(subjectOf({ subject: null, user_id: null, size: 0 })).toBe("empty body");
  });
});

describe("badges", () => {
  const fine = {
    signature: "valid",
    status: 200,
    truncated: null,
    resends: 0,
    vendor: "authgear",
    type: "user.created",
  } as const;

  it("are absent from an event that is as it should be", () => {
    expect(badgesOf(fine)).toEqual([]);
    expect(badgesOf({ ...fine, vendor: "generic", type: null, signature: "unsigned" })).toEqual([]);
  });

  it("name what is not, the gravest first", () => {
    const odd = badgesOf({ ...fine, signature: "invalid", status: 503, truncated: "over_limit", resends: 2 });
    expect(odd.map((badge) => badge.text)).toEqual(["invalid signature", "503", "cut", "↗2"]);
  });
});

describe("families", () => {
  it("that are not known look generic", () => {
    expect(familyLook("authgear", "brand_new")).toEqual({ tint: "generic", glyph: "braces" });
    expect(familyLook("fastgen", "api")).toEqual({ tint: "fastgen", glyph: "table" });
  });
});

describe("instants", () => {
  const instant = "2026-03-11T09:49:05.131999Z";

  it("have milliseconds that are cut and not rounded", () => {
    expect(clockOf(instant).millis).toBe(".131");
    expect(clockOf("2026-03-11T09:49:05Z").millis).toBe(".000");
  });

  it("of today say so", () => {
    const time = clockOf(instant).time;
    expect(momentOf(instant, new Date(instant))).toBe(`today ${time}.131`);
    expect(momentOf(instant, new Date("2027-01-01T12:00:00Z"))).toMatch(/^2026-03-1\d .*\.131$/);
  });

  it("are told exactly on hover", () => {
    expect(fullInstant(instant).split("\n")[1]).toBe(instant);
  });
});

describe("figures", () => {
  it("set thousands apart", () => {
    expect(countOf(1204)).toBe("1\u202f204");
    expect(counted(1, "event")).toBe("1 event");
    expect(counted(1_000_000, "event")).toBe("1\u202f000\u202f000 events");
  });

  it("tell sizes and durations shortly", () => {
    expect([0, 1023, 1024, 3_250_586, 1024 ** 3].map(sizeOf)).toEqual([
      "0 B",
      "1023 B",
      "1.0 KB",
      "3.1 MB",
      "1.0 GB",
    ]);
    expect([380, 5400, 38_214, 1_240_000, 125_000_000].map(durationOf)).toEqual([
      "380 µs",
      "5.4 ms",
      "38 ms",
      "1.24 s",
      "2 min 5 s",
    ]);
  });
});

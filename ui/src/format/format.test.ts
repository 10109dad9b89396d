import { describe, expect, it } from "vitest";
import { badgesOf, subjectOf, tailOf, typeName, typeNameByIcon } from "./event";
import { areOrIs, listed } from "./phrase";
import { dotted, pointerOf, segmentsOf } from "./pointer";
import { familyLook } from "./senders";
import { counted, countOf, sizeOf } from "./size";
import {
  clockOf,
  dayName,
  durationOf,
  fullInstant,
  happenedAt,
  instantOf,
  momentOf,
  remainingOf,
  spanOf,
} from "./time";

const row = { type: "identity.email.updated", method: "POST", path: "/authgear" };

describe("the name of an event", () => {
  it("is split before its last word", () => {
    expect(typeName(row)).toEqual({ stem: "identity.email.", last: "updated" });
    expect(typeName({ ...row, type: "ping" })).toEqual({ stem: "", last: "ping" });
    expect(typeName({ ...row, type: "odd." })).toEqual({ stem: "", last: "odd." });
  });

  it("is the method and the path if there is no type", () => {
    expect(typeName({ ...row, type: null })).toEqual({ stem: "", last: "POST /authgear" });
  });

  it("leaves out what the icon beside it says, and nothing else", () => {
    const authgear = (type: string | null) => typeNameByIcon({ ...row, type, vendor: "authgear" });
    expect(authgear("identity.email.updated")).toEqual({
      said: "identity.",
      stem: "email.",
      last: "updated",
    });
    expect(authgear("user.created")).toEqual({ said: "user.", stem: "", last: "created" });
    // These families share their icon with another one.
    expect(authgear("bot_protection.verification.failed").said).toBe("");
    expect(authgear("sms.sent").said).toBe("");
    expect(authgear("user").last).toBe("user");
    expect(authgear(null)).toEqual({ said: "", stem: "", last: "POST /authgear" });
    expect(typeNameByIcon({ ...row, type: "user.created", vendor: "fastgen" }).said).toBe("");
  });

  it("keeps its last parts when it is cut", () => {
    expect(tailOf("updated")).toBe("updated");
    expect(tailOf("deletion_unscheduled")).toBe("_unscheduled");
    expect(tailOf("email_verificationRequested")).toBe("Requested");
    expect(tailOf("POST /webhooks/orders")).toBe("/orders");
    expect(tailOf("abcdefghijklmnopqrstuvwxyz")).toBe("mnopqrstuvwxyz");
    expect(tailOf("")).toBe("");
  });

  it("is never cut inside a character", () => {
    const family = "👩‍👩‍👧";
    const tail = tailOf(family.repeat(20));
    expect(tail.length).toBeGreaterThan(0);
    expect(tail.replaceAll(family, "")).toBe("");
  });
});

describe("the subject of an event", () => {
  it("falls back to the user id, then to the size", () => {
    expect(subjectOf({ subject: "ada@example.com", user_id: "4fe0aa", size: 9 })).toBe("ada@example.com");
    expect(subjectOf({ subject: null, user_id: "a25a0545-2bf1", size: 9 })).toBe("a25a0545");
    expect(subjectOf({ subject: null, user_id: null, size: 2150 })).toBe("2.1 KB");
    expect(subjectOf({ subject: null, user_id: null, size: 0 })).toBe("empty body");
  });
});

describe("badges", () => {
  const NONE: ReadonlySet<never> = new Set();
  const fine = {
    signature: "valid",
    status: 200,
    truncated: null,
    vendor: "authgear",
    type: "user.created",
    untrusted: null,
  } as const;

  it("are absent from a normal event", () => {
    expect(badgesOf(fine, NONE)).toEqual([]);
    expect(badgesOf({ ...fine, vendor: "generic", type: null, signature: "unsigned" }, NONE)).toEqual([]);
  });

  it("report a missing signature only if a secret shows that signatures are expected", () => {
    const unsigned = { ...fine, signature: "unsigned" } as const;
    expect(badgesOf(unsigned, NONE)).toEqual([]);
    expect(badgesOf(unsigned, new Set(["stripe"] as const))).toEqual([]);
    expect(badgesOf(unsigned, new Set(["authgear"] as const)).map(({ text }) => text)).toEqual(["unsigned"]);
  });

  it("name problems, most severe first", () => {
    const odd = badgesOf({ ...fine, signature: "invalid", status: 503, truncated: "over_limit" }, NONE);
    expect(odd.map((badge) => badge.text)).toEqual(["invalid signature", "503", "truncated"]);
  });

  it("say why an event is not forwarded", () => {
    expect(badgesOf({ ...fine, untrusted: "sample" }, NONE).map(({ text }) => text)).toEqual(["Sample"]);
    expect(badgesOf({ ...fine, untrusted: "web_page" }, NONE).map(({ text }) => text)).toEqual([
      "from a web page",
    ]);
    expect(badgesOf({ ...fine, untrusted: "unknown_host" }, NONE).map(({ text }) => text)).toEqual([
      "unknown host",
    ]);
  });
});

describe("families", () => {
  it("without an entry look generic", () => {
    expect(familyLook("authgear", "brand_new")).toEqual({ tint: "generic", glyph: "braces" });
    expect(familyLook("github", "push")).toEqual({ tint: "github", glyph: "branch" });
    expect(familyLook("fastgen", "datahub")).toEqual({ tint: "fastgen", glyph: "table" });
  });
});

describe("instants", () => {
  const instant = "2026-03-11T09:49:05.131999Z";

  it("have their milliseconds cut, not rounded", () => {
    expect(clockOf(instant).millis).toBe(".131");
    expect(clockOf("2026-03-11T09:49:05Z").millis).toBe(".000");
  });

  it("of the current day show `today` instead of the date", () => {
    const time = clockOf(instant).time;
    expect(momentOf(instant, new Date(instant))).toBe(`today ${time}.131`);
    expect(momentOf(instant, new Date("2027-01-01T12:00:00Z"))).toMatch(/^2026-03-1\d .*\.131$/);
  });

  it("have a day with a name", () => {
    const now = new Date(2026, 2, 11, 0, 0, 1);
    const nameOf = (...date: [year: number, month: number, day: number, hour: number]) =>
      dayName(new Date(...date).toISOString(), now);
    expect(nameOf(2026, 2, 11, 23)).toBe("Today");
    expect(nameOf(2026, 2, 10, 0)).toBe("Yesterday");
    expect(nameOf(2026, 2, 9, 23)).toBe("Monday, March 9");
    expect(nameOf(2025, 11, 31, 12)).toBe("Wednesday, December 31, 2025");
    expect(dayName("soon", now)).toBe("soon");
  });

  it("of a sender are Unix seconds or RFC 3339", () => {
    expect(instantOf("1773222545")).toBe("2026-03-11T09:49:05.000Z");
    expect(instantOf("2026-03-11T09:49:05.5+01:00")).toBe("2026-03-11T09:49:05.5+01:00");
    expect(instantOf("soon")).toBeNull();
    expect(instantOf("9".repeat(30))).toBeNull();
  });

  it("of a sender show the day only if it is not the day of arrival", () => {
    const time = clockOf(instant).time;
    expect(happenedAt("2026-03-11T09:49:05Z", instant)).toBe(time);
    expect(happenedAt(instant, instant)).toBe(`${time}.131`);
    expect(happenedAt("2026-02-01T09:49:05Z", instant)).toMatch(/^2026-0[12]-\d\d \d\d:49:05$/);
  });

  it("show the remaining time in two units", () => {
    expect([3552, 60, 8, 0.2, -5, 7500, 200_000].map(remainingOf)).toEqual([
      "59 min 12 s",
      "1 min 0 s",
      "8 s",
      "1 s",
      "0 s",
      "2 h 5 min",
      "2 d 7 h",
    ]);
  });

  it("show durations without zero units", () => {
    expect([3600, 5400, 172_800, 30].map(spanOf)).toEqual(["1 h", "1 h 30 min", "2 d", "30 s"]);
  });

  it("show the exact UTC text on hover", () => {
    expect(fullInstant(instant).split("\n")[1]).toBe(instant);
  });
});

describe("numbers", () => {
  it("have a separator between thousands", () => {
    expect(countOf(1204)).toBe("1\u202f204");
    expect(counted(1, "event")).toBe("1 event");
    expect(counted(1_000_000, "event")).toBe("1\u202f000\u202f000 events");
  });

  it("show sizes and durations in short units", () => {
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

it("joins words with commas and `and`", () => {
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
  expect(areOrIs(["token"])).toBe("token is");
  expect(areOrIs(["token", "link"])).toBe("token and link are");
});

describe("a JSON Pointer", () => {
  it("survives parsing and formatting unchanged", () => {
    const pointer = "/claims/https:~1~1authgear.com~1x/a~0b/0";
    expect(segmentsOf(pointer)).toEqual(["claims", "https://authgear.com/x", "a~b", "0"]);
    expect(pointerOf(segmentsOf(pointer))).toBe(pointer);
    expect(segmentsOf("")).toEqual([]);
  });

  it("has no leading `payload` in dot notation", () => {
    expect(dotted("/payload/user/roles/0")).toBe("user.roles.0");
    expect(dotted("/payload")).toBe("payload");
    expect(dotted("/seq")).toBe("seq");
  });
});

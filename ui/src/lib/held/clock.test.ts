import { describe, expect, it } from "vitest";
import type { HeldRow } from "@/ipc/types";
import { automaticAfter, durationLabel, secondsLeft, withDeadlines } from "./clock";

const row = (answers_in_ms: number): HeldRow => ({
  event_id: 7,
  type: "user.pre_create",
  kind: "blocking",
  vendor: "authgear",
  subject: null,
  user_id: null,
  method: "POST",
  path: "/",
  received_at: "2026-01-01T00:00:00.000000Z",
  signature: "valid",
  rule: null,
  answers_in_ms,
  sender_gives_up_in_ms: answers_in_ms + 500,
  total_ms: 5000,
  automatic: "Allow",
  gone: false,
});

describe("the deadlines of a held event", () => {
  it("do not jitter when the backend sends an update", () => {
    const [first] = withDeadlines([row(4000)], [], 1000);
    expect([first?.answersAt, first?.givesUpAt]).toEqual([5000, 5500]);
    const [updated] = withDeadlines([row(2990)], first ? [first] : [], 2100);
    expect(updated?.answersAt).toBe(5000);
    const [moved] = withDeadlines([row(2990)], first ? [first] : [], 4000);
    expect(moved?.answersAt).toBe(6990);
    expect(first && automaticAfter(first)).toBe(4500);
  });

  it("show the time left in tenths of a second, rounded down", () => {
    expect([
      secondsLeft(3899, 0),
      secondsLeft(0, 50),
      secondsLeft(59_999, 0),
      secondsLeft(61_000, 0),
    ]).toEqual(["3.8 s", "0.0 s", "59.9 s", "1:01"]);
    expect([durationLabel(5000), durationLabel(4500)]).toEqual(["5 s", "4.5 s"]);
  });
});

import { describe, expect, it } from "vitest";
import { phasesOf } from "./timing";

describe("the steps of a resend", () => {
  it("follow each other and add up to the total", () => {
    const phases = phasesOf({
      resolve_us: 100,
      connect_us: 200,
      tls_us: null,
      first_byte_us: 600,
      total_us: 1000,
    });
    expect(phases.map(({ name, from, share, took }) => [name, from, share, took])).toEqual([
      ["DNS lookup", 0, 0.1, 100],
      ["Connect", 0.1, 0.2, 200],
      ["First byte", 0.3, 0.6, 600],
      ["Body", 0.9, 0.1, 100],
      ["Total", 0, 1, 1000],
    ]);
  });

  it("show the time until a failure", () => {
    const names = phasesOf({
      resolve_us: 5,
      connect_us: null,
      tls_us: null,
      first_byte_us: null,
      total_us: 9,
    });
    expect(names.map(({ name }) => name)).toEqual(["DNS lookup", "Until failure", "Total"]);
  });

  it("stay within the timeline for inconsistent measurements", () => {
    for (const { from, share } of phasesOf({
      resolve_us: 50,
      connect_us: 5000,
      tls_us: 0,
      first_byte_us: 10,
      total_us: 40,
    }))
      expect(from + share).toBeLessThanOrEqual(1);
  });
});

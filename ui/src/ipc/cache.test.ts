import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeListing, deleteEvents, retryListen, send, star } from "./bindings/commands";
import { connect, invalidateOn, keyOf } from "./cache";
import { mockIPC } from "./mock";

const isStale = (client: QueryClient, ...key: readonly unknown[]) =>
  client.getQueryState(key)?.isInvalidated ?? null;

describe("cache tags as query keys", () => {
  let client: QueryClient;
  let disconnect: () => void;
  afterEach(() => disconnect());
  beforeEach(() => {
    client = new QueryClient();
    disconnect = connect(client);
    mockIPC(() => null);
    for (const key of [
      keyOf("Sidebar"),
      keyOf("Status"),
      keyOf("Event", 1),
      keyOf("Event", 2),
      keyOf("Event", 3),
      keyOf("Users", "recent"),
      keyOf("Users", "list", "", 0),
      keyOf("Resends", 1),
      keyOf("Resends", 2),
      keyOf("Sent", "list"),
    ])
      client.setQueryData(key, "before");
  });

  it("invalidates the whole tag with all of its parts", async () => {
    await deleteEvents({ what: { what: "ids", ids: [1] } });
    expect(isStale(client, "Users", "recent")).toBe(true);
    expect(isStale(client, "Users", "list", "", 0)).toBe(true);
    expect(isStale(client, "Event", 1)).toBe(false);
  });

  it("invalidates one part for each element of a list argument", async () => {
    await star({ ids: [1, 3], starred: true });
    expect(isStale(client, "Sidebar")).toBe(true);
    expect([1, 2, 3].map((id) => isStale(client, "Event", id))).toEqual([true, false, true]);
  });

  it("invalidates the part named by a field of an argument", async () => {
    await send({ request: { event_id: 2 } } as never);
    expect([1, 2].map((id) => isStale(client, "Resends", id))).toEqual([false, true]);
    expect(isStale(client, "Sent", "list")).toBe(true);
  });

  it("invalidates nothing after a command without tags", async () => {
    await closeListing({ listing: 1 });
    const stale = client
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated);
    expect(stale).toEqual([]);
  });

  it("invalidates the tags of a signal, and only the part that the signal names", async () => {
    await invalidateOn(client, "inbox", { events: 1, per_second: 1, newest_resend: 0, held: 0 });
    expect(isStale(client, "Users", "recent")).toBe(true);
    expect(isStale(client, "Users", "list", "", 0)).toBe(false);
    expect(isStale(client, "Event", 2)).toBe(true);
  });

  it("stores the value that a change returns, and then invalidates the other tags", async () => {
    const status = { index: null } as never;
    mockIPC((command) => (command === "retry_listen" ? status : undefined));
    client.setQueryData(keyOf("Settings"), "before");
    await retryListen({ address: null });
    expect(client.getQueryData(keyOf("Status"))).toBe(status);
    expect(isStale(client, "Settings")).toBe(true);
    expect(isStale(client, "Status")).toBe(false);
  });

  it("also invalidates after a failure, which may have changed something", async () => {
    mockIPC(() => Promise.reject(new Error("the disk is full")));
    await expect(star({ ids: [1], starred: true })).rejects.toThrow("the disk is full");
    expect(isStale(client, "Event", 1)).toBe(true);
  });
});

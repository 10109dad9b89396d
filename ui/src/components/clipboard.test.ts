import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "./clipboard";

afterEach(() => vi.unstubAllGlobals());

it("a text that takes a moment is handed to the clipboard in the same turn, while the click still counts", async () => {
  const written: Record<string, Promise<Blob>>[] = [];
  class Item {
    constructor(readonly parts: Record<string, Promise<Blob>>) {}
  }
  const write = vi.fn(async ([item]: Item[]) => {
    if (item !== undefined) written.push(item.parts);
  });
  vi.stubGlobal("ClipboardItem", Item);
  vi.stubGlobal("navigator", { clipboard: { write } });
  const done = copyText(new Promise((resolve) => setTimeout(() => resolve("late"), 5)));
  expect(write, "after a pause a webview refuses").toHaveBeenCalledOnce();
  expect(await done).toBe(true);
  const blob = await written[0]?.["text/plain"];
  expect(blob?.size).toBe(4);
});

it("a text that cannot be had is an error, not an empty copy", async () => {
  await expect(copyText(Promise.reject(new Error("gone")))).rejects.toThrow("gone");
});

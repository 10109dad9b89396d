import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "./clipboard";

afterEach(() => vi.unstubAllGlobals());

it("passes a loading text to the clipboard during the click", async () => {
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
  expect(write, "a webview rejects a later write").toHaveBeenCalledOnce();
  expect(await done).toBe(true);
  const blob = await written[0]?.["text/plain"];
  expect(blob?.size).toBe(4);
});

it("rejects if the text fails to load, instead of copying an empty text", async () => {
  await expect(copyText(Promise.reject(new Error("gone")))).rejects.toThrow("gone");
});

// What jsdom lacks, for all tests: sizes, observers and layout are never what a test here is about.
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= NoObserver as unknown as typeof ResizeObserver;
globalThis.IntersectionObserver ??= NoObserver as unknown as typeof IntersectionObserver;
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.getAnimations ??= () => [];
Range.prototype.getClientRects ??= () => ({
  length: 0,
  item: () => null,
  [Symbol.iterator]: [][Symbol.iterator],
});
Range.prototype.getBoundingClientRect ??= () => document.body.getBoundingClientRect();
// A busy machine is slow, which is not what a test here is about.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);

// Stubs for browser APIs that jsdom lacks: observers and layout. No test depends on their results.
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
// A busy machine must not make tests fail.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);

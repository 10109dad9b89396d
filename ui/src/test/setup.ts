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
configure({
  asyncUtilTimeout: 30_000,
  // The default prints the whole document into each error, also into the errors of a query that
  // `waitFor` repeats until it succeeds. That takes a fifth of the time of all tests.
  getElementError: (message) => new Error(message ?? "No element was found"),
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

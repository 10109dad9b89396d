// Build, development server and tests of the window's UI.

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  // All supported webviews have these features. Compiling light-dark() for older ones would break
  // the tokens.
  build: { target: ["safari18", "chrome123"], chunkSizeWarningLimit: 1200 },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: "100%",
    // Long enough for a machine that also runs other builds. A hanging test still fails.
    testTimeout: 180_000,
  },
});

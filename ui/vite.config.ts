// How the window's files are built, served while developing, and tested.

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  // The webviews that are supported know all of this; down-levelling light-dark() would undo the tokens.
  build: { target: ["safari18", "chrome123"], chunkSizeWarningLimit: 1200 },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    // Generous, for machines that build something else at the same time: what hangs is found all the same.
    testTimeout: 180_000,
  },
});

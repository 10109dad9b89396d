// Starts the UI. During development in a browser, a fake backend replaces Tauri. Builds do not
// contain it.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "@/ipc/cache";
import { isInWindow } from "@/ipc/inside";
import { App } from "@/shell/App";
import "@/styles/tokens.css";
import "@/styles/base.css";

const client = new QueryClient({
  defaultOptions: {
    // The backend is in the same process: retrying a failed call fails again, and signals announce
    // changes.
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always", staleTime: 500 },
    mutations: { networkMode: "always" },
  },
});

connect(client);

async function start(): Promise<void> {
  if (import.meta.env.DEV && !isInWindow()) {
    const { installFakeBackend } = await import("@/test/browser-backend");
    installFakeBackend(new URLSearchParams(window.location.search));
  }
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();

// Renders the whole window over a fake backend.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App } from "@/shell/App";
import { FakeBackend, type FakeOptions } from "./fake-backend";

export function openWindow(options: FakeOptions): FakeBackend {
  const backend = new FakeBackend(options).install();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" } } });
  render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return backend;
}

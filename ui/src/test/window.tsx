// Renders the whole window with a fake backend.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { connect } from "@/ipc/cache";
import { App } from "@/shell/App";
import { FakeBackend, type FakeOptions } from "./fake-backend";

/** Disconnects the cache of the previous window. */
let disconnect = () => {};

export function openWindow(options: FakeOptions): FakeBackend {
  const backend = new FakeBackend(options).install();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" } } });
  disconnect();
  disconnect = connect(client);
  render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return backend;
}

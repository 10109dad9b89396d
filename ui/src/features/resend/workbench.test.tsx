import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SendRequest } from "@/ipc/types";
import type { FakeBackend, FakeOptions } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openDraft(more: Partial<FakeOptions> = {}, before?: (backend: FakeBackend) => void) {
  const backend = openWindow({
    events: 1204,
    secrets: [{ id: 1, name: "Second key", scheme: "authgear", place: "database" }] as never,
    ...more,
  });
  before?.(backend);
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("e");
  await screen.findByTestId("draft-editor");
  return backend;
}

const sendAndGet = async (backend: FakeBackend): Promise<SendRequest> => {
  const before = backend.sent.length;
  fireEvent.click(screen.getByTestId("send"));
  await waitFor(() => expect(backend.sent.length).toBe(before + 1));
  return backend.sent[before] as SendRequest;
};

const textOf = (request: SendRequest) => (request.body.form === "text" ? request.body.text : "");

describe("the members beside the text", () => {
  it("are edited in place: only their own characters change", async () => {
    const backend = await openDraft();
    const seq = await screen.findByTestId<HTMLInputElement>("member-seq");
    expect(seq.value).toBe("48371");
    fireEvent.change(seq, { target: { value: "9007199254740993" } });
    expect(screen.getByTestId<HTMLInputElement>("member-seq").value).toBe("9007199254740993");
    const email = screen.getByTestId<HTMLInputElement>("member-email");
    fireEvent.change(email, { target: { value: "new@example.com" } });
    const text = textOf(await sendAndGet(backend));
    expect(text).toContain('\n  "seq": 9007199254740993,\n');
    expect(text.match(/"new@example\.com"/g)).toHaveLength(2);
    expect(text).toContain('"email": "jose.nandu@example.com"');
  });

  it("do not take what their kind cannot say", async () => {
    const backend = await openDraft();
    fireEvent.change(await screen.findByTestId("member-seq"), { target: { value: "many" } });
    expect(screen.getByTestId("member-seq").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/takes a number/)).toBeTruthy();
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });
});

describe("the request", () => {
  it("is sent with what was chosen for it, and with nothing chosen as it was", async () => {
    const backend = await openDraft();
    expect(await sendAndGet(backend)).toMatchObject({
      fresh: { id: false, seq: false, timestamp: false },
      signing: { how: "as_received" },
      verify_tls: true,
      confirmed: false,
    });
    await screen.findByText(/Send$/, { selector: "button" });
    fireEvent.click(screen.getByLabelText(/Fresh id and seq/));
    fireEvent.change(screen.getByTestId("signing"), { target: { value: "with:Second key" } });
    fireEvent.click(screen.getByLabelText("Send header User-Agent"));
    const request = await sendAndGet(backend);
    expect(request.fresh).toEqual({ id: true, seq: true, timestamp: false });
    expect(request.signing).toEqual({ how: "with", secret: "Second key" });
    expect(request.headers.find(({ name }) => name === "User-Agent")?.on).toBe(false);
  });

  it("shows what is added to it by itself, and what is left out", async () => {
    await openDraft();
    const added = await screen.findByTestId("automatic-headers");
    expect(added.textContent).toContain("Host");
    expect(added.textContent).toContain("localhost:3000");
    expect(screen.getByTestId("dropped-headers").textContent).toContain("Content-Length");
  });

  it("has its query as fields", async () => {
    const backend = await openDraft();
    fireEvent.click(screen.getByRole("button", { name: "Query 0" }));
    fireEvent.click(screen.getByRole("button", { name: "Add" }));
    fireEvent.change(screen.getByLabelText("Name of query 1"), { target: { value: "a b" } });
    fireEvent.change(screen.getByLabelText("Value of query 1"), { target: { value: "1&2" } });
    expect((await sendAndGet(backend)).url).toBe("http://localhost:3000/hooks/profile?a%20b=1%262");
  });

  it("takes its body from a file", async () => {
    const backend = await openDraft();
    fireEvent.click(screen.getByRole("button", { name: "File" }));
    fireEvent.change(screen.getByTestId("body-file"), { target: { value: "/tmp/body.bin" } });
    expect((await sendAndGet(backend)).body).toEqual({ form: "file", path: "/tmp/body.bin" });
  });

  it("sends bytes that are no text as they came, or a text in their place", async () => {
    const backend = openWindow({ events: 1204, binary: true });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    key("e");
    expect(await screen.findByText("The body is not UTF-8.")).toBeTruthy();
    expect(screen.queryByTestId("draft-editor")).toBeNull();
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
    await screen.findByText(/Send$/, { selector: "button" });
    fireEvent.click(screen.getByRole("button", { name: "Text" }));
    await screen.findByTestId("draft-editor");
    expect((await sendAndGet(backend)).body).toEqual({ form: "text", text: "" });
    await screen.findByText(/Send$/, { selector: "button" });
    fireEvent.click(screen.getByRole("button", { name: "Received" }));
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });

  it("is copied for another tool", async () => {
    const backend = await openDraft();
    key("k", { ctrlKey: true });
    const palette = await screen.findByTestId("palette");
    fireEvent.change(within(palette).getByRole("combobox"), { target: { value: "as HTTPie" } });
    fireEvent.keyDown(within(palette).getByRole("combobox"), { key: "Enter" });
    await waitFor(() =>
      expect(backend.calls.find((call) => call.command === "copy_request")?.args.form).toBe("httpie"),
    );
    expect(await screen.findByTestId("told")).toBeTruthy();
  });

  it("is taken from a cURL command line that is pasted into the URL", async () => {
    const backend = await openDraft();
    const url = screen.getByTestId("draft-url");
    const paste = (text: string) => fireEvent.paste(url, { clipboardData: { getData: () => text } });
    paste("http://localhost/curl x");
    expect(screen.queryByTestId("import-curl")).toBeNull();
    paste("curl http://localhost:3000/hooks -d '{}'");
    const dialog = await screen.findByTestId("import-curl");
    expect(within(dialog).getByTestId<HTMLTextAreaElement>("curl-text").value).toContain("curl http");
    fireEvent.click(within(dialog).getByTestId("curl-import"));
    await waitFor(() => expect(screen.queryByTestId("import-curl")).toBeNull());
    const request = await sendAndGet(backend);
    expect(request).toMatchObject({ method: "POST", url: "http://localhost:3000/hooks" });
    expect(request.body).toEqual({ form: "text", text: '{"id":1}' });
    expect(request.headers).toEqual([
      { name: "Content-Type", value: "application/json", original: null, on: true },
    ]);
  });
});

describe("safety", () => {
  const elsewhere = (url = "https://staging.example/hooks") =>
    fireEvent.change(screen.getByTestId("draft-url"), { target: { value: url } });

  it("asks once for each host before anything leaves this computer", async () => {
    const backend = await openDraft();
    elsewhere();
    fireEvent.click(screen.getByTestId("send"));
    const dialog = await screen.findByTestId("confirm-host");
    expect(dialog.textContent).toContain("staging.example");
    fireEvent.click(within(dialog).getByText("Do not send"));
    await waitFor(() => expect(screen.queryByTestId("confirm-host")).toBeNull());
    expect(backend.sent.every((request) => !request.confirmed)).toBe(true);
    fireEvent.click(screen.getByTestId("send"));
    fireEvent.click(await screen.findByTestId("confirm-send"));
    await waitFor(() => expect(backend.sent.at(-1)?.confirmed).toBe(true));
    await screen.findByText(/Send$/, { selector: "button" });
    expect((await sendAndGet(backend)).confirmed).toBe(false);
    expect(screen.queryByTestId("confirm-host")).toBeNull();
  });

  it("says for as long as the certificate is not checked", async () => {
    await openDraft();
    elsewhere();
    expect(screen.queryByTestId("tls-off")).toBeNull();
    fireEvent.click(screen.getByLabelText("Check the certificate"));
    expect(screen.getByTestId("tls-off").textContent).toContain("not checked");
  });

  it("sends once for a double click", async () => {
    const backend = await openDraft();
    const button = screen.getByTestId("send");
    fireEvent.click(button, { detail: 1 });
    await waitFor(() => expect(backend.sent).toHaveLength(1));
    await screen.findByText(/Send$/, { selector: "button" });
    fireEvent.click(screen.getByTestId("send"), { detail: 2 });
    expect(backend.sent).toHaveLength(1);
  });
});

describe("a draft", () => {
  it("is kept a moment after an edit, and forgotten when nothing is left of it", async () => {
    const backend = await openDraft();
    const url = screen.getByTestId<HTMLInputElement>("draft-url");
    const as = url.value;
    fireEvent.change(url, { target: { value: "http://localhost:9/x" } });
    await waitFor(() => expect(backend.keptDrafts.get(1204)?.url).toBe("http://localhost:9/x"));
    fireEvent.change(url, { target: { value: as } });
    await waitFor(() => expect(backend.keptDrafts.has(1204)).toBe(false));
  });

  it("of before a restart is restored, and can be discarded", async () => {
    const kept: SendRequest = {
      event_id: 1204,
      method: "PUT",
      url: "http://localhost:9/kept",
      headers: [],
      body: { form: "text", text: '{"seq": 1}' },
      fresh: { id: false, seq: false, timestamp: true },
      signing: { how: "none" },
      verify_tls: true,
      confirmed: false,
    };
    const backend = await openDraft({}, (made) => made.keptDrafts.set(1204, kept));
    expect(await screen.findByTestId("restored")).toBeTruthy();
    expect(screen.getByTestId<HTMLInputElement>("draft-url").value).toBe("http://localhost:9/kept");
    expect(screen.getByTestId<HTMLSelectElement>("signing").value).toBe("none");
    expect((await screen.findByTestId<HTMLInputElement>("member-seq")).value).toBe("1");
    fireEvent.click(screen.getByTestId("discard"));
    await waitFor(() => expect(screen.queryByTestId("restored")).toBeNull());
    expect(backend.keptDrafts.has(1204)).toBe(false);
    expect((await screen.findByTestId<HTMLInputElement>("draft-url")).value).toContain("/hooks/profile");
    expect((await screen.findByTestId<HTMLInputElement>("member-seq")).value).toBe("48371");
  });

  it("is laid out by its white space, and put back as received", async () => {
    const backend = await openDraft();
    fireEvent.click(screen.getByRole("button", { name: "Minify" }));
    const dense = textOf(await sendAndGet(backend));
    expect(dense.startsWith('{"id":"000000000000bcf3","seq":48371,')).toBe(true);
    await screen.findByText(/Send$/, { selector: "button" });
    fireEvent.click(screen.getByRole("button", { name: "As received" }));
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });
});

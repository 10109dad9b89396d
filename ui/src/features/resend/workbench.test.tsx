import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SendRequest } from "@/ipc/types";
import type { FakeBackend, FakeOptions } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

const bench = () => within(screen.getByRole("main", { name: "Edit and resend" }));
const field = (label: string | RegExp) => bench().getByLabelText<HTMLInputElement>(label);
const findField = (label: string | RegExp) => screen.findByLabelText<HTMLInputElement>(label);
const sendButton = () => bench().getByText(/^Send(?:ing)?$/, { selector: "button" });
/** The button label changes back to Send once the response arrives. */
const responded = () => screen.findByText(/^Send$/, { selector: "button" });
const findEditor = () => findField("Body to send");
/** A button of the switch between layouts of the text. */
const layout = (name: string) =>
  within(bench().getByRole("group", { name: "Layout" })).getByRole("button", { name });
const dialog = (name: string) => screen.findByRole("dialog", { name });
const SEQ = /^Seq/;
const OUTSIDE = "Send outside this computer?";

async function openDraft(more: Partial<FakeOptions> = {}, before?: (backend: FakeBackend) => void) {
  const backend = openWindow({
    events: 1204,
    secrets: [{ id: 1, name: "Second key", scheme: "authgear", place: "database" }] as never,
    ...more,
  });
  before?.(backend);
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("e");
  await findEditor();
  return backend;
}

const sendAndGet = async (backend: FakeBackend): Promise<SendRequest> => {
  const before = backend.sent.length;
  fireEvent.click(sendButton());
  await waitFor(() => expect(backend.sent.length).toBe(before + 1));
  return backend.sent[before] as SendRequest;
};

const textOf = (request: SendRequest) => (request.body.form === "text" ? request.body.text : "");

describe("the common members", () => {
  it("change only their own characters in the text", async () => {
    const backend = await openDraft();
    const seq = await findField(SEQ);
    expect(seq.value).toBe("48371");
    fireEvent.change(seq, { target: { value: "9007199254740993" } });
    expect(field(SEQ).value).toBe("9007199254740993");
    const email = field(/^Email/);
    fireEvent.change(email, { target: { value: "new@example.com" } });
    const text = textOf(await sendAndGet(backend));
    expect(text).toContain('\n  "seq": 9007199254740993,\n');
    expect(text.match(/"new@example\.com"/g)).toHaveLength(2);
    expect(text).toContain('"email": "jose.nandu@example.com"');
  });

  it("reject a value of another JSON type", async () => {
    const backend = await openDraft();
    fireEvent.change(await findField(SEQ), { target: { value: "many" } });
    expect(field(SEQ).getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/must be a number/)).toBeTruthy();
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });
});

describe("the request", () => {
  it("is sent unchanged at first, then with the chosen options", async () => {
    const backend = await openDraft();
    expect(await sendAndGet(backend)).toMatchObject({
      fresh: { id: false, seq: false, timestamp: false },
      signing: { how: "as_received" },
      verify_tls: true,
      confirmed: false,
    });
    await responded();
    fireEvent.click(field(/New id and seq/));
    fireEvent.change(field("Signature"), { target: { value: "with:Second key" } });
    fireEvent.click(field("Send header User-Agent"));
    const request = await sendAndGet(backend);
    expect(request.fresh).toEqual({ id: true, seq: true, timestamp: false });
    expect(request.signing).toEqual({ how: "with", secret: "Second key" });
    expect(request.headers.find(({ name }) => name === "User-Agent")?.on).toBe(false);
  });

  it("shows the headers that are added on send, and those that are omitted", async () => {
    await openDraft();
    const added = await findField("Added on send");
    expect(added.textContent).toContain("Host");
    expect(added.textContent).toContain("localhost:3000");
    expect(screen.getByText(/^Generated or omitted on send/).textContent).toContain("Content-Length");
  });

  it("shows its query as fields", async () => {
    const backend = await openDraft();
    fireEvent.click(bench().getByRole("button", { name: "Query 0" }));
    fireEvent.click(bench().getByRole("button", { name: "Add" }));
    fireEvent.change(field("Name of parameter 1"), { target: { value: "a b" } });
    fireEvent.change(field("Value of parameter 1"), { target: { value: "1&2" } });
    expect((await sendAndGet(backend)).url).toBe("http://localhost:3000/hooks/profile?a%20b=1%262");
  });

  it("can take its body from a file", async () => {
    const backend = await openDraft();
    fireEvent.click(bench().getByRole("button", { name: "File" }));
    fireEvent.change(field("File"), { target: { value: "/tmp/body.bin" } });
    expect((await sendAndGet(backend)).body).toEqual({ form: "file", path: "/tmp/body.bin" });
  });

  it("sends a binary body unchanged, or a text instead", async () => {
    const backend = openWindow({ events: 1204, binary: true });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    key("e");
    expect(await screen.findByText("The body is not UTF-8.")).toBeTruthy();
    expect(screen.queryByLabelText("Body to send")).toBeNull();
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
    await responded();
    fireEvent.click(bench().getByRole("button", { name: "Text" }));
    await findEditor();
    expect((await sendAndGet(backend)).body).toEqual({ form: "text", text: "" });
    await responded();
    fireEvent.click(bench().getByRole("button", { name: "Received" }));
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });

  it("can be copied in the format of another tool", async () => {
    const backend = await openDraft();
    key("k", { ctrlKey: true });
    const palette = await screen.findByRole("dialog");
    fireEvent.change(within(palette).getByRole("combobox"), { target: { value: "as HTTPie" } });
    fireEvent.keyDown(within(palette).getByRole("combobox"), { key: "Enter" });
    await waitFor(() =>
      expect(backend.calls.find((call) => call.command === "copy_request")?.args.form).toBe("httpie"),
    );
    expect(await bench().findByRole("button", { name: "Dismiss" })).toBeTruthy();
  });

  it("is replaced by a cURL command pasted into the URL", async () => {
    const backend = await openDraft();
    const url = field("URL");
    const paste = (text: string) => fireEvent.paste(url, { clipboardData: { getData: () => text } });
    paste("http://localhost/curl x");
    expect(screen.queryByRole("dialog")).toBeNull();
    paste("curl http://localhost:3000/hooks -d '{}'");
    const shownDialog = within(await dialog("Import from cURL"));
    expect(shownDialog.getByLabelText<HTMLTextAreaElement>("cURL command").value).toContain("curl http");
    fireEvent.click(shownDialog.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const request = await sendAndGet(backend);
    expect(request).toMatchObject({ method: "POST", url: "http://localhost:3000/hooks" });
    expect(request.body).toEqual({ form: "text", text: '{"id":1}' });
    expect(request.headers).toEqual([
      { name: "Content-Type", value: "application/json", original: null, on: true },
    ]);
  });
});

describe("the formatted view", () => {
  const MINIFIED = '{"seq":12345678901234567890,"a":1e400,"a":"\\u00e9","b":[]}';
  const keptWith = (text: string): SendRequest => ({
    event_id: 1204,
    method: "POST",
    url: "http://localhost:9/kept",
    headers: [],
    body: { form: "text", text },
    fresh: { id: false, seq: false, timestamp: false },
    signing: { how: "none" },
    verify_tls: true,
    confirmed: false,
  });
  const openKept = (text: string) => openDraft({}, (made) => made.keptDrafts.set(1204, keptWith(text)));
  const lines = () => [...field("Body to send").querySelectorAll(".cm-line")].map((line) => line.textContent);
  it("opens first, and sends the original bytes", async () => {
    const backend = await openKept(MINIFIED);
    expect(lines()).toContain('  "seq": 12345678901234567890,');
    expect(lines()).toContain('  "a": "\\u00e9",');
    expect(textOf(await sendAndGet(backend))).toBe(MINIFIED);
  });

  it("carries an edit back into the original bytes", async () => {
    const backend = await openKept(MINIFIED);
    fireEvent.change(await findField(SEQ), { target: { value: "7" } });
    expect(lines()).toContain('  "seq": 7,');
    expect(textOf(await sendAndGet(backend))).toBe(MINIFIED.replace("12345678901234567890", "7"));
  });

  it("is left and entered without an edit, and the choice is remembered", async () => {
    const backend = await openKept(MINIFIED);
    fireEvent.click(layout("Original"));
    expect(lines()).toEqual([MINIFIED]);
    expect(layout("Original").getAttribute("aria-pressed")).toBe("true");
    expect(localStorage.getItem("editor-layout")).toBe("original");
    fireEvent.click(layout("Formatted"));
    expect(lines().length).toBeGreaterThan(4);
    expect(textOf(await sendAndGet(backend))).toBe(MINIFIED);
  });

  it("is undone with the edits before it", async () => {
    const backend = await openKept(MINIFIED);
    fireEvent.change(await findField(SEQ), { target: { value: "7" } });
    fireEvent.click(layout("Original"));
    const undo = () => fireEvent.keyDown(field("Body to send"), { key: "z", ctrlKey: true });
    undo();
    await waitFor(() => expect(layout("Formatted").getAttribute("aria-pressed")).toBe("true"));
    undo();
    expect(textOf(await sendAndGet(backend))).toBe(MINIFIED);
  });

  it("does not open for a text that is not JSON", async () => {
    await openKept("a=1&b=two words");
    expect(lines()).toEqual(["a=1&b=two words"]);
    expect(layout("Original").getAttribute("aria-pressed")).toBe("true");
  });

  it("says which bytes differ from the received body", async () => {
    await openDraft();
    const word = () => bench().getByTestId("body-word").textContent;
    expect(word()).toMatch(/exactly as received$/);
    fireEvent.change(await findField(SEQ), { target: { value: "48372" } });
    await waitFor(() => expect(word()).toMatch(/^edited: byte \d+ replaced by 1 byte$/));
    fireEvent.click(bench().getByRole("button", { name: "Revert to original" }));
    await waitFor(() => expect(word()).toMatch(/exactly as received$/));
    fireEvent.click(field(/New id and seq/));
    await waitFor(() => expect(word()).toMatch(/as received except 1 generated member$/));
  });
});

describe("safety", () => {
  const elsewhere = (url = "https://staging.example/hooks") =>
    fireEvent.change(field("URL"), { target: { value: url } });

  it("confirms each host once before anything leaves this computer", async () => {
    const backend = await openDraft();
    elsewhere();
    fireEvent.click(sendButton());
    const shownDialog = await dialog(OUTSIDE);
    expect(shownDialog.textContent).toContain("staging.example");
    fireEvent.click(within(shownDialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.sent.every((request) => !request.confirmed)).toBe(true);
    fireEvent.click(sendButton());
    fireEvent.click(within(await dialog(OUTSIDE)).getByRole("button", { name: "Send to this host" }));
    await waitFor(() => expect(backend.sent.at(-1)?.confirmed).toBe(true));
    await responded();
    expect((await sendAndGet(backend)).confirmed).toBe(false);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  const breakBody = () => {
    const editor = EditorView.findFromDOM(field("Body to send"));
    act(() => editor?.dispatch({ changes: { from: 1, insert: "\n  oops," } }));
    return editor;
  };
  const mistake = () => bench().findByRole("button", { name: /^Line 2, column 3: expected a name in/ });

  it("shows a JSON error beside Send, and leads to its place", async () => {
    await openDraft();
    const editor = breakBody();
    fireEvent.click(await mistake());
    expect(editor?.state.selection.main.head).toBe(4);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Body to send");
    fireEvent.click(bench().getByRole("button", { name: "Revert to original" }));
    await waitFor(() => expect(bench().queryByRole("button", { name: /^Line \d/ })).toBeNull());
  });

  it("sends broken JSON only after a confirmation", async () => {
    const backend = await openDraft();
    breakBody();
    const asked = () => dialog("Send broken JSON?");
    fireEvent.click(sendButton());
    expect((await asked()).textContent).toContain("Line 2, column 3");
    fireEvent.click(within(await asked()).getByRole("button", { name: "Keep editing" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    key("Enter", { ctrlKey: true });
    const again = await asked();
    expect(backend.sent).toHaveLength(0);
    fireEvent.click(within(again).getByRole("button", { name: "Send anyway" }));
    await waitFor(() => expect(backend.sent).toHaveLength(1));
    expect(textOf(backend.sent[0] as SendRequest)).toContain("oops");
  });

  it("asks for the host, too, when broken JSON leaves this computer", async () => {
    const backend = await openDraft();
    breakBody();
    elsewhere();
    fireEvent.click(sendButton());
    fireEvent.click(within(await dialog("Send broken JSON?")).getByRole("button", { name: "Send anyway" }));
    fireEvent.click(within(await dialog(OUTSIDE)).getByRole("button", { name: "Send to this host" }));
    await waitFor(() => expect(backend.sent.at(-1)?.confirmed).toBe(true));
  });

  it("warns while the certificate is not checked", async () => {
    await openDraft();
    elsewhere();
    expect(screen.queryByText(/^The certificate is not checked/)).toBeNull();
    fireEvent.click(field("Check the certificate"));
    screen.getByText(/^The certificate is not checked/);
  });

  it("sends once for a double click", async () => {
    const backend = await openDraft();
    const button = sendButton();
    fireEvent.click(button, { detail: 1 });
    await waitFor(() => expect(backend.sent).toHaveLength(1));
    await responded();
    fireEvent.click(sendButton(), { detail: 2 });
    expect(backend.sent).toHaveLength(1);
  });
});

describe("a draft", () => {
  it("is stored shortly after an edit, and deleted once it equals the event", async () => {
    const backend = await openDraft();
    const url = field("URL");
    const original = url.value;
    fireEvent.change(url, { target: { value: "http://localhost:9/x" } });
    await waitFor(() => expect(backend.keptDrafts.get(1204)?.url).toBe("http://localhost:9/x"));
    fireEvent.change(url, { target: { value: original } });
    await waitFor(() => expect(backend.keptDrafts.has(1204)).toBe(false));
  });

  it("is restored after a restart, and can be discarded", async () => {
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
    expect(await screen.findByText(/^Restored draft/)).toBeTruthy();
    expect(field("URL").value).toBe("http://localhost:9/kept");
    expect(field("Signature").value).toBe("none");
    expect((await findField(SEQ)).value).toBe("1");
    fireEvent.click(bench().getByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByText(/^Restored draft/)).toBeNull());
    expect(backend.keptDrafts.has(1204)).toBe(false);
    expect((await findField("URL")).value).toContain("/hooks/profile");
    expect((await findField(SEQ)).value).toBe("48371");
  });

  it("changes only white space when minified, and can be reverted to the original", async () => {
    const backend = await openDraft();
    fireEvent.click(layout("Original"));
    fireEvent.click(bench().getByRole("button", { name: "Minify" }));
    const dense = textOf(await sendAndGet(backend));
    expect(dense.startsWith('{"id":"000000000000bcf3","seq":48371,')).toBe(true);
    await responded();
    fireEvent.click(bench().getByRole("button", { name: "Revert to original" }));
    expect((await sendAndGet(backend)).body).toEqual({ form: "received" });
  });
});

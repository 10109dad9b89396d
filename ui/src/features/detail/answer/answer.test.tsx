import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { WindowStateProvider } from "@/components/WindowState";
import type { AnswerView } from "@/ipc/types";
import { Answer } from "./Answer";

const DEFAULT: AnswerView = {
  state: "answered",
  status: 200,
  decided_by: "default",
  reason: "Authgear waits for this answer.",
  rule: null,
  after_us: null,
  note: null,
  headers: [],
  body: '{"is_allowed":true}',
};

const show = (answer: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WindowStateProvider>{answer}</WindowStateProvider>
    </QueryClientProvider>,
  );

describe("an answer", () => {
  it("shows what decided it and after how long", () => {
    show(
      <Answer
        answer={{ ...DEFAULT, decided_by: "person", rule: "Hold sign-ups", after_us: 2_310_000, body: "" }}
      />,
    );
    screen.getByText("200");
    screen.getByText("manually");
    screen.getByText("after 2.31 s");
    screen.getByText("Hold sign-ups");
  });

  it.each([
    ["waiting", "Waiting"],
    ["gone", "Sender disconnected"],
    ["broken", "Connection dropped"],
    ["interrupted", "Interrupted"],
  ] as const)("shows a label and the reason instead of a status while it is %s", (state, label) => {
    const note = "The sender hung up after 2.10 s.";
    show(<Answer answer={{ ...DEFAULT, state, status: null, decided_by: null, note, body: "" }} />);
    screen.getByText(label);
    screen.getByText(note);
    expect(screen.queryByText("Body")).toBeNull();
  });
});

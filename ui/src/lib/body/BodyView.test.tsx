import { fireEvent, render as renderPlain, screen } from "@testing-library/react";
import type { ReactElement } from "react";
import { expect, it } from "vitest";
import { Actions } from "@/actions/Actions";
import { BodyView } from "./BodyView";

const render = (body: ReactElement) => renderPlain(body, { wrapper: Actions });

const JSON_TEXT = '{"id":12345678901234567890,"a":1e400,"a":"\\u00e9"}';
const button = (name: string) => screen.getByRole("button", { name });
const buttons = () => screen.queryAllByRole("button").map(({ textContent }) => textContent);
const lines = () =>
  [...screen.getByLabelText("Body").querySelectorAll(".cm-line")].map((line) => line.textContent);

it("shows JSON formatted first, with every token as received", () => {
  render(<BodyView text={JSON_TEXT} label="Body" />);
  expect(lines()).toEqual(["{", '  "id": 12345678901234567890,', '  "a": 1e400,', '  "a": "\\u00e9"', "}"]);
  fireEvent.click(button("Original"));
  expect(lines()).toEqual([JSON_TEXT]);
});

it("remembers the layout for other bodies", () => {
  const { unmount } = render(<BodyView text={JSON_TEXT} label="Body" />);
  fireEvent.click(button("Original"));
  unmount();
  render(<BodyView text="[1,2]" label="Body" />);
  expect(lines()).toEqual(["[1,2]"]);
  fireEvent.click(button("Formatted"));
  expect(lines()).toEqual(["[", "  1,", "  2", "]"]);
});

it("shows text that is not JSON as received, also if it is declared as JSON", () => {
  const { rerender } = render(<BodyView text="<p> two words" json label="Body" />);
  expect(lines()).toEqual(["<p> two words"]);
  expect(buttons()).toEqual([]);
  rerender(<BodyView text="{two words}" label="Body" />);
  expect(lines()).toEqual(["{two words}"]);
});

it("formats the start of a JSON text that is known to be one", () => {
  render(<BodyView text='{"a":[1,2' json label="Body" />);
  expect(lines()).toEqual(["{", '  "a": [', "    1,", "    2"]);
});

it("offers the bytes, and leaves them to show a member", () => {
  const bytes = () => <p>7b 7d</p>;
  const { rerender } = render(<BodyView text={JSON_TEXT} label="Body" bytes={bytes} />);
  expect(buttons()).toEqual(["Formatted", "Original", "Bytes"]);
  fireEvent.click(button("Bytes"));
  expect(screen.getByText("7b 7d")).toBeTruthy();
  rerender(<BodyView text={JSON_TEXT} label="Body" bytes={bytes} goTo={{ pointer: "/id" }} />);
  expect(screen.queryByText("7b 7d")).toBeNull();
  rerender(<BodyView text="" label="Body" bytes={bytes} />);
  expect(screen.getByText("7b 7d")).toBeTruthy();
  expect(buttons()).toEqual([]);
});

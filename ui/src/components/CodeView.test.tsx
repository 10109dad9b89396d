import { act, fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Actions } from "@/actions/Actions";
import { CodeView } from "./CodeView";

const TEXT = '{\n  "one": "Ada",\n  "two": "ada",\n  "three": "Adam",\n  "four": "a.a"\n}';

function openText() {
  render(
    <Actions>
      <button type="button">Before</button>
      <CodeView text={TEXT} json label="Body" findable />
    </Actions>,
  );
  screen.getByRole("button", { name: "Before" }).focus();
}
const press = (key: string, more = {}) =>
  act(async () => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  });
const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Find in text" });
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const count = () => screen.getByRole("status").textContent;

describe("the search of a text", () => {
  it("opens with Ctrl F from anywhere, counts the matches in any case and goes through them", async () => {
    openText();
    await press("f", { ctrlKey: true });
    expect(document.activeElement).toBe(field());
    expect(count()).toBe("");
    type("ada");
    expect(count()).toBe("1 of 3");
    expect(document.querySelectorAll(".cm-searchMatch")).toHaveLength(3);
    expect(document.querySelectorAll(".cm-searchMatch-selected")).toHaveLength(1);
    await press("Enter");
    expect(count()).toBe("2 of 3");
    await press("Enter", { shiftKey: true });
    await press("Enter", { shiftKey: true });
    expect(count()).toBe("3 of 3");
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(count()).toBe("1 of 3");
  });

  it("takes the typed characters literally, and says when there are no matches", async () => {
    openText();
    await press("f", { ctrlKey: true });
    type("a.a");
    expect(count()).toBe("1 of 1");
    type("\\n");
    expect(count()).toBe("No matches");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Next" }).disabled).toBe(true);
  });

  it("closes with Escape and returns the focus to where it came from", async () => {
    openText();
    await press("f", { ctrlKey: true });
    type("ada");
    await press("Escape");
    expect(screen.queryByRole("textbox", { name: "Find in text" })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Before" }));
    expect(document.querySelectorAll(".cm-searchMatch")).toHaveLength(0);
    screen.getByRole("textbox", { name: "Body" }).focus();
    await press("f", { ctrlKey: true });
    await press("Escape");
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Body" }));
  });
});

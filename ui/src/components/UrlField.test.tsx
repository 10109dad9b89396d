import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { UrlField } from "./UrlField";

function Form({ onSubmit }: { onSubmit: (url: string) => void }) {
  const [url, setUrl] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(url);
      }}
    >
      <UrlField label="URL" value={url} recent={["http://localhost:9/"]} onChange={setUrl} />
      <button type="submit">Send</button>
    </form>
  );
}

function open() {
  const submit = vi.fn<(url: string) => void>();
  render(<Form onSubmit={submit} />);
  const field = screen.getByLabelText<HTMLInputElement>("URL");
  return { field, submit, type: (value: string) => fireEvent.change(field, { target: { value } }) };
}

describe("a URL field", () => {
  it("starts empty, adds the scheme when the focus leaves, and shows what it added", () => {
    const { field, type } = open();
    expect(field.value).toBe("");
    type("localhost:3000/x");
    expect(screen.getByRole("status").textContent).toBe("");
    fireEvent.blur(field);
    expect(field.value).toBe("http://localhost:3000/x");
    expect(screen.getByRole("status").textContent).toBe("http:// added");
    type("http://localhost:3000/y");
    expect(screen.getByRole("status").textContent).toBe("");
  });

  it("submits the completed URL on Enter", () => {
    const { field, submit, type } = open();
    type("hooks.example.com/in");
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.submit(field);
    expect(submit).toHaveBeenCalledWith("https://hooks.example.com/in");
    expect(screen.getByRole("status").textContent).toBe("https:// added");
  });
});

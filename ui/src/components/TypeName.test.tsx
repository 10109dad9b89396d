import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { TypeName } from "./TypeName";

it("has the whole type as its text and its tooltip", () => {
  const { container } = render(<TypeName said="identity." stem="email." last="deletion_unscheduled" />);
  expect(container.textContent).toBe("identity.email.deletion_unscheduled");
  expect(container.querySelector("[title]")?.getAttribute("title")).toBe(
    "identity.email.deletion_unscheduled",
  );
});

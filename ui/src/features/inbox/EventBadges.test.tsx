import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { EventRow, Scheme } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import { EventBadges } from "./EventBadges";

const NO_SCHEMES: ReadonlySet<Scheme> = new Set();
const row = (change: Partial<EventRow>): EventRow => ({
  ...makeEvent(1, 1).row,
  vendor: "authgear",
  ...change,
});
const textOf = (change: Partial<EventRow>) =>
  render(<EventBadges row={row(change)} schemes={NO_SCHEMES} />).container.textContent;

describe("the badges of a row", () => {
  it("are absent from a first unsigned event, even after it was resent", () => {
    expect(textOf({ signature: "unsigned", resends: 1 })).toBe("");
  });

  it("become one badge with their number if there are many, and screen readers get all of them", () => {
    const { container, getByText } = render(
      <EventBadges
        row={row({ signature: "invalid", status: 422, truncated: "over_limit", untrusted: "web_page" })}
        schemes={NO_SCHEMES}
      />,
    );
    expect(getByText("+3").getAttribute("aria-hidden")).toBe("true");
    expect(container.textContent).toContain("422, from a web page, truncated");
  });
});

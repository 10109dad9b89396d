import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";

const marked = () =>
  within(sidebar())
    .getAllByRole("button", { current: "page" })
    .map((entry) => entry.textContent);
const press = (name: RegExp) => fireEvent.click(within(sidebar()).getByRole("button", { name }));

it("marks the page, or the closest visible parent of the chosen type", async () => {
  openWindow({ events: 40 });
  await screen.findByRole("region", { name: "Event" });
  expect(marked()).toEqual([expect.stringMatching(/^Inbox/)]);
  press(/^All users/);
  await waitFor(() => expect(marked()).toEqual(["All users"]));
  press(/^Forwarding/);
  await waitFor(() => expect(marked()).toEqual(["Forwarding"]));

  press(/^Contents of identity/);
  const type = within(sidebar()).getAllByTitle(/^identity\./)[0] as HTMLElement;
  fireEvent.click(type);
  await waitFor(() => expect(marked()).toEqual([type.textContent]));
  press(/^Contents of identity/);
  expect(marked()).toEqual([expect.stringMatching(/^identity/)]);
  press(/^Contents of Authgear/);
  expect(marked()).toEqual([expect.stringMatching(/^Authgear/)]);
});

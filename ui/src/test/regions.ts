// Finds parts of the window the way a person does: by their roles and names.
import { screen, waitFor } from "@testing-library/react";

/** The detail of the event that is open. */
export const eventDetail = (): HTMLElement => screen.getByRole("region", { name: "Event" });

/** The id of the event that is open. */
export const openEvent = (): string | undefined => eventDetail().dataset.eventId;

export const eventList = (): HTMLElement => screen.getByRole("listbox", { name: "Events, newest first" });

/** The row of an event in the list, once it is rendered. */
export const eventRow = (id: number): Promise<HTMLElement> =>
  waitFor(() => {
    const found = document.getElementById(`event-${id}`);
    if (found === null) throw new Error(`event ${id} is not listed`);
    return found;
  });

/** The change rows of the comparison that is open. */
export const changeRows = (): HTMLElement[] => screen.queryAllByRole("article");

// Finds parts of the window by role and name, like a user or a screen reader.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";

/** The detail of the open event. */
export const eventDetail = (): HTMLElement => screen.getByRole("region", { name: "Event" });

/** The id of the open event. */
export const openEvent = (): string | undefined => eventDetail().dataset.eventId;

/** The list of events, even while another page covers it. */
export const eventList = (): HTMLElement =>
  screen.getByRole("listbox", { name: "Events, newest first", hidden: true });

/** The rendered rows of the list. */
export const eventRows = (): HTMLElement[] => within(eventList()).getAllByRole("option", { hidden: true });

/** The search field. */
export const filterField = (): HTMLElement =>
  screen.getByRole("combobox", { name: "Search and filter events" });

/** The sidebar. */
export const sidebar = (): HTMLElement => screen.getByRole("navigation", { name: "Views" });

/** The row of an event in the list, once it is rendered. */
export const eventRow = (id: number): Promise<HTMLElement> =>
  waitFor(() => {
    const found = document.getElementById(`event-${id}`);
    if (found === null) throw new Error(`event ${id} is not listed`);
    return found;
  });

/** The change rows of the open comparison. */
export const changeRows = (): HTMLElement[] => screen.queryAllByRole("article");

/** The region above the status bar that shows short messages. */
export const toast = (): HTMLElement => screen.getByRole("status", { name: "Notifications" });

/** The buttons of the recent users in the sidebar, once they are loaded. */
export const findRecentUsers = async (): Promise<HTMLElement[]> =>
  within(await screen.findByRole("list", { name: "Recent users", hidden: true })).findAllByRole("button", {
    hidden: true,
  });

/** The response shown beside a draft or the list of resends. */
export const response = () => within(screen.getByRole("region", { name: "Response" }));

/** The verdict of the sender on an answer. */
export const verdict = (): HTMLElement => screen.getByRole("region", { name: "Verdict of the sender" });

/** Opens the context menu of an element. */
export async function openMenuOf(element: Element): Promise<HTMLElement> {
  fireEvent.contextMenu(element);
  return screen.findByRole("menu", { hidden: true });
}

/** The actions of a menu. */
export const menuItems = (menu: HTMLElement): (string | null)[] =>
  within(menu)
    .getAllByRole("menuitem", { hidden: true })
    .map((item) => item.textContent);

/** Chooses an action of a menu. */
export const chooseFrom = (menu: HTMLElement, name: string | RegExp): boolean =>
  fireEvent.click(within(menu).getByRole("menuitem", { name, hidden: true }));

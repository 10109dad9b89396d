import { expect, it } from "vitest";
import { CATALOG } from "@/actions/catalog";
import { closeness, matching } from "./matching";

it("finds actions whose titles have the letters in order, adjacent letters first", () => {
  expect(matching(CATALOG, "sett")[0]?.id).toBe("settings");
  expect(matching(CATALOG, "edit")[0]?.id).toBe("edit");
  expect(matching(CATALOG, "dark")[0]?.id).toBe("themeDark");
  expect(closeness("Edit and resend", "ear")).not.toBeNull();
  expect(closeness("Edit and resend", "xyz")).toBeNull();
});

it("lists all actions in catalog order for an empty search", () => {
  expect(matching(CATALOG, " ")).toEqual(CATALOG);
});

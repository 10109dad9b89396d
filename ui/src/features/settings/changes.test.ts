import { describe, expect, it } from "vitest";
import type { SettingsView } from "@/ipc/types";
import { inverseOf } from "./changes";

const settings = {
  theme: "dark",
  data_dir: "/a",
  next_data_dir: "/b",
  hold: { deadline_ms: 5000, margin_ms: 500, automatic: "deny" },
} as SettingsView;

describe("undoing a change of the settings", () => {
  it("restores only what the change replaced", () => {
    expect(inverseOf({ theme: "light" }, settings)).toEqual({ theme: "dark" });
    expect(inverseOf({ hold: { ...settings.hold, margin_ms: 1 } }, settings)).toEqual({
      hold: settings.hold,
    });
    expect(inverseOf({}, settings)).toEqual({});
  });

  it("restores the folder that was chosen before", () => {
    expect(inverseOf({ data_dir: "/c" }, settings)).toEqual({ data_dir: "/b" });
    expect(inverseOf({ data_dir: "/c" }, { ...settings, next_data_dir: null })).toEqual({ data_dir: "/a" });
  });
});

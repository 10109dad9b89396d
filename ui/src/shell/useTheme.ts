// Applies the theme to the page, and registers the actions that change it. Returns the error of the
// last change.
import { useLayoutEffect } from "react";
import { useAction } from "@/actions/Actions";
import type { Theme } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";

function applyTheme(theme: Theme, root: HTMLElement): void {
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
}

export function useTheme(theme: Theme | undefined): unknown {
  const change = useChangeSettings();
  useLayoutEffect(() => {
    if (theme !== undefined) applyTheme(theme, document.documentElement);
  }, [theme]);
  const choose = (next: Theme) => (theme === next ? null : () => change.mutate({ theme: next }));
  useAction("themeSystem", choose("system"));
  useAction("themeLight", choose("light"));
  useAction("themeDark", choose("dark"));
  return change.error;
}

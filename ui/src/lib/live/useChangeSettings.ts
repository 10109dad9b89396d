// Changes settings. The new ones take their place in the cache (ipc/cache.ts).
import { useMutation } from "@tanstack/react-query";
import { changeSettings } from "@/ipc/bindings/commands";
import type { SettingsChange } from "@/ipc/types";

export const useChangeSettings = () =>
  useMutation({ mutationFn: (change: SettingsChange) => changeSettings({ change }) });

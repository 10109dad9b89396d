// Changes settings. `ipc/cache.ts` puts the returned settings into the cache.
import { useMutation } from "@tanstack/react-query";
import { changeSettings } from "@/ipc/bindings/commands";
import type { SettingsChange } from "@/ipc/types";

export const useChangeSettings = () =>
  useMutation({ mutationFn: (change: SettingsChange) => changeSettings({ change }) });

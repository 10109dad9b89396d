// What comparisons ignore is a setting: it holds for all of them, and is there again after a restart.
import type { Ignored } from "../../ipc/types";
import { useChangeSettings } from "../settings/useChangeSettings";
import { useSettings } from "../shell/useLive";

export function useIgnoring() {
  const settings = useSettings();
  const change = useChangeSettings();
  const ignored: Ignored = settings.data?.ignored ?? { times: false, ids: false, paths: [] };
  return {
    ignored,
    ignore: (next: Ignored) => change.mutate({ ignored: next }),
    /** Why the last choice was not kept. */
    error: change.error,
  };
}

// Changes settings and puts the answer where everybody reads them.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeSettings } from "@/ipc/commands";
import { SETTINGS, STATUS } from "@/lib/queries";

export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeSettings,
    onSuccess: (settings) => {
      client.setQueryData(SETTINGS, settings);
      void client.invalidateQueries({ queryKey: STATUS });
    },
  });
}

// Sends the first samples. Where they would not be visible, a dialog asks before.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import type { ListingView } from "@/features/inbox/useListing";
import { sendSamples } from "@/ipc/bindings/commands";
import { ActOnSamples } from "@/lib/targets/ActOnSamples";
import type { useNavigation } from "./useNavigation";

interface SamplesOptions {
  /** Whether this receiver listens. */
  listens: boolean;
  /** Whether the samples appear on the screen. */
  visible: boolean;
  listing: ListingView;
  navigation: ReturnType<typeof useNavigation>;
}

export function useSamples({ listens, visible, listing, navigation }: SamplesOptions) {
  const [asking, setAsking] = useState(false);
  const [act, setAct] = useState(false);
  /** The number of events in the list once the samples have arrived; null when none are expected. */
  const [expected, setExpected] = useState<number | null>(null);
  const samples = useMutation({
    mutationFn: (act: boolean) => sendSamples({ act }),
    onMutate: () => ({ isFirst: listing.total === 0 && listing.filter === "" }),
    onSuccess: (accepted, _act, { isFirst }) => {
      setAsking(false);
      // The first look at an empty window: the last sample changes an identity, so it has a diff.
      if (isFirst) setExpected(accepted);
    },
  });
  const first = listing.row(0)?.id ?? null;
  const { select } = navigation;
  useEffect(() => {
    if (expected === null || first === null || listing.total < expected) return;
    select(first);
    setExpected(null);
  }, [expected, first, listing.total, select]);

  const send = visible ? () => samples.mutate(false) : () => setAsking(true);
  const onSamples = listens && !samples.isPending ? send : null;
  useAction("samples", onSamples);
  return {
    onSamples,
    /** Why the samples were not sent; null while the dialog shows it. */
    error: asking ? null : samples.error,
    dialog: (
      <Dialog
        open={asking}
        title="Send samples?"
        description="Ten samples appear in the inbox. This page stays open."
        onClose={() => setAsking(false)}
      >
        <DialogForm
          submit="Send samples"
          icon="bolt"
          isComplete
          attempt={samples}
          onSubmit={() => samples.mutate(act)}
        >
          <ActOnSamples checked={act} onChange={setAct} />
        </DialogForm>
      </Dialog>
    ),
  };
}

// The dialogs over a draft: a host to confirm, a command line to import, a scenario to add to.
import type { ImportedRequest, SendRequest } from "@/ipc/types";
import { AddToScenario } from "@/lib/scenarios/AddToScenario";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { ImportCurl } from "./ImportCurl";
import type { NoticeText } from "./Notice";

interface DraftDialogsProps {
  /** What to confirm before the draft leaves this computer; null while there is nothing to confirm. */
  confirm: { sentence: string; url: string } | null;
  onConfirm: () => void;
  onRefuse: () => void;
  /** The text to import; null while the dialog is closed. */
  importing: string | null;
  onImport: (request: ImportedRequest) => void;
  onImportClose: () => void;
  adding: boolean;
  request: () => SendRequest;
  onAddClose: () => void;
  onNotice: (notice: NoticeText) => void;
}

export function DraftDialogs(props: DraftDialogsProps) {
  const { confirm, onConfirm, onRefuse, importing, onImport, onImportClose } = props;
  return (
    <>
      <ConfirmHost
        open={confirm !== null}
        sentence={confirm?.sentence ?? ""}
        url={confirm?.url ?? ""}
        onConfirm={onConfirm}
        onClose={onRefuse}
      />
      <AddToScenario
        open={props.adding}
        request={props.request}
        onAdded={({ steps, name }) => {
          props.onAddClose();
          props.onNotice({
            title: "Added to a scenario.",
            notes: [`It is step ${steps} of “${name}”. Scenarios are under Automation.`],
          });
        }}
        onClose={props.onAddClose}
      />
      <ImportCurl text={importing} onImport={onImport} onClose={onImportClose} />
    </>
  );
}

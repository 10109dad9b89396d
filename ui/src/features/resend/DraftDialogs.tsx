// The dialogs of a draft: confirm a host or a broken body, import a cURL command, add the draft to a scenario.
import type { ImportedRequest, SendRequest } from "@/ipc/types";
import { AddToScenario } from "@/lib/scenarios/AddToScenario";
import { ConfirmBroken } from "@/lib/sending/ConfirmBroken";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { ImportCurl } from "./ImportCurl";
import type { NoticeText } from "./Notice";
import type { BrokenBody } from "./useConfirmedSend";

interface DraftDialogsProps {
  /** The confirmation before the draft leaves this computer; null without one. */
  confirm: { sentence: string; url: string } | null;
  onConfirm: () => void;
  onRefuse: () => void;
  broken: BrokenBody;
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
  const { confirm, onConfirm, onRefuse, broken, importing, onImport, onImportClose } = props;
  return (
    <>
      <ConfirmHost
        open={confirm !== null}
        sentence={confirm?.sentence ?? ""}
        url={confirm?.url ?? ""}
        onConfirm={onConfirm}
        onClose={onRefuse}
      />
      <ConfirmBroken
        open={broken.sentence !== null}
        title="Send broken JSON?"
        sentence={broken.sentence ?? ""}
        confirm="Send anyway"
        onConfirm={broken.onConfirm}
        onClose={broken.onClose}
      />
      <AddToScenario
        open={props.adding}
        request={props.request}
        onAdded={({ steps, name }) => {
          props.onAddClose();
          props.onNotice({
            title: "Added to scenario.",
            notes: [`This is step ${steps} of “${name}”. Open it from Scenarios in the sidebar.`],
          });
        }}
        onClose={props.onAddClose}
      />
      <ImportCurl text={importing} onImport={onImport} onClose={onImportClose} />
    </>
  );
}

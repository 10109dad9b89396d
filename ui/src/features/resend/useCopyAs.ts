// Copies the request of a draft in the format of another tool, with notes on what that tool does
// differently.
import { useAction } from "@/actions/Actions";
import { copyText } from "@/components/clipboard";
import { copyRequest } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { CopyForm, SendRequest } from "@/ipc/types";
import type { NoticeText } from "./Notice";

export const COPY_FORMS: Record<CopyForm, string> = {
  curl: "cURL",
  httpie: "HTTPie",
  http: ".http file",
  fetch: "JavaScript fetch",
};

/** Call the result inside a key press or click: only there the clipboard can be written. */
export function useCopyAs(
  request: () => SendRequest,
  notify: (notice: NoticeText) => void,
): (form: CopyForm) => void {
  const copyAs = async (form: CopyForm, reveal: boolean) => {
    const copied = copyRequest({ request: request(), form, reveal });
    try {
      const done = await copyText(copied.then(({ text }) => text));
      const { notes, masked } = await copied;
      const withSecrets = { text: "Copy with secrets", run: () => void copyAs(form, true) };
      notify(
        done
          ? { title: `Copied as ${COPY_FORMS[form]}.`, notes, action: masked ? withSecrets : null }
          : { title: "Could not copy to the clipboard.", notes: [], bad: true },
      );
    } catch (error) {
      notify({
        title: `Could not copy as ${COPY_FORMS[form]}.`,
        notes: [describeError(error).sentence],
        bad: true,
      });
    }
  };
  const copy = (form: CopyForm) => void copyAs(form, false);
  useAction("copyAsCurl", () => copy("curl"));
  useAction("copyAsHttpie", () => copy("httpie"));
  useAction("copyAsHttp", () => copy("http"));
  useAction("copyAsFetch", () => copy("fetch"));
  return copy;
}

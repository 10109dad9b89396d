// A finished comparison: its head, its tools, and the chosen face. The keys move from change to change in every face.
import { useRef, useState, useSyncExternalStore } from "react";
import { useAction } from "@/actions/Actions";
import { Stack } from "@/components/Stack";
import type { TallListHandle } from "@/components/TallList";
import { TroubleNote } from "@/components/TroubleNote";
import { changedLine } from "@/ipc/bindings/commands";
import type { ChangeView } from "@/ipc/types";
import { Explained } from "@/lib/explain/Explained";
import { useChoices } from "./Choices";
import { ComparisonHead } from "./ComparisonHead";
import { ComparisonTools } from "./ComparisonTools";
import { withPath } from "./ignoring";
import { LineFace } from "./LineFace";
import { type Open, TableFace } from "./TableFace";
import { type ComparisonState, listOf, type ShownComparison, subjectOf } from "./useComparison";
import { useIgnoring } from "./useIgnoring";

interface ComparisonFaceProps {
  state: ComparisonState;
  shown: ShownComparison;
  beside: number | null;
  onEvent: ((id: number) => void) | null;
  onSwap: (() => void) | undefined;
}

const CLOSED: Open = { ignored: false, rewritten: false, unchanged: false };

export function ComparisonFace({ state, shown, beside, onEvent, onSwap }: ComparisonFaceProps) {
  const { compared, lists, of } = shown;
  const { face } = useChoices();
  const { ignore, error: notKept } = useIgnoring();
  const list = useRef<TallListHandle>(null);
  const [hovered, setHovered] = useState<{ lists: unknown; change: ChangeView } | null>(null);
  const [stop, setStop] = useState<{ lists: unknown; list: string; at: number } | null>(null);
  const [open, setOpen] = useState<Open>(CLOSED);
  useSyncExternalStore(lists.subscribe, () => lists.version);

  const name = listOf(face, compared);
  const here = stop?.lists === lists && stop.list === name ? stop.at : -1;
  const goTo = (at: number) => {
    setStop({ lists, list: name, at });
    list.current?.reveal(name === "shown" ? "shown" : "lines", at);
  };
  const go = async (back: boolean) => {
    if (name === "shown") {
      goTo(Math.min(Math.max(here + (back ? -1 : 1), 0), compared.changes - 1));
      return;
    }
    const first = here < 0 ? await lists.rowAt("lines", 0) : undefined;
    if (first?.row === "line" && first.changed) goTo(0);
    else {
      const next = await changedLine({
        ticket: lists.ticket,
        from: Math.max(here, 0),
        back: back && here >= 0,
      }).catch(() => null);
      if (next !== null) goTo(next);
    }
  };
  const differ = compared.changes + compared.filtered + compared.ignored > 0;
  const moves = name === "shown" ? compared.changes > 0 : lists.count("lines") > 0 && differ;
  useAction("nextChange", moves ? () => void go(false) : null);
  useAction("previousChange", moves ? () => void go(true) : null);

  const unfoldAll = () => {
    setStop(null);
    void lists.unfold(null, 0);
  };
  const foldAgain = () => {
    setStop(null);
    void lists.fold();
  };

  const stopped = name === "shown" && here >= 0 ? lists.row("shown", here) : undefined;
  const pointed = (hovered?.lists === lists ? hovered.change : null) ?? stopped ?? null;
  const toIgnore = pointed?.path ?? "";
  const ignorePath = (path: string) => ignore((before) => withPath(before, path));
  useAction("ignorePath", name === "shown" && toIgnore !== "" ? () => ignorePath(toIgnore) : null);

  const explains =
    name === "shown" && compared.new_event !== null && compared.at !== null && compared.changes > 0;
  return (
    <>
      <ComparisonHead shown={shown} beside={beside} onEvent={onEvent} onSwap={onSwap} />
      <ComparisonTools
        state={state}
        compared={compared}
        listed={name === "shown"}
        moves={moves}
        onMove={(back) => void go(back)}
        onUnfoldAll={name === "lines" && lists.count("lines") > 0 ? unfoldAll : null}
        onFoldAgain={name === "lines" && lists.unfolded ? foldAgain : null}
      />
      {lists.error !== null && (
        <Stack pad="1" padX="4">
          <TroubleNote error={lists.error} retry={state.retry} />
        </Stack>
      )}
      {notKept !== null && (
        <Stack pad="1" padX="4">
          <TroubleNote error={notKept} />
        </Stack>
      )}
      {name === "shown" ? (
        <TableFace
          key={`table ${subjectOf(of)}`}
          ref={list}
          compared={compared}
          lists={lists}
          here={here}
          open={open}
          onOpen={(part) => setOpen((before) => ({ ...before, [part]: !before[part] }))}
          onHover={(change) => setHovered(change === null ? null : { lists, change })}
          onIgnore={ignorePath}
          onClearFilter={() => state.setFilter("")}
        />
      ) : (
        <LineFace
          key={`lines ${subjectOf(of)}`}
          ref={list}
          compared={compared}
          lists={lists}
          here={here}
          unified={face !== "side"}
          onUnfolded={() => setStop(null)}
        />
      )}
      {explains && compared.new_event !== null && (
        <Explained
          event={compared.new_event}
          member={pointed === null ? null : `${compared.at}${pointed.path}`}
        />
      )}
    </>
  );
}

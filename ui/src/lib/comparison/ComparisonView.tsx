// A finished comparison: its head, its tools and the selected view. In every view, keys move from
// change to change.
import { useRef, useState, useSyncExternalStore } from "react";
import { useAction } from "@/actions/Actions";
import { ErrorNote } from "@/components/ErrorNote";
import type { TallListHandle } from "@/components/SectionedList";
import { Stack } from "@/components/Stack";
import { changedLine } from "@/ipc/bindings/commands";
import type { ChangeView } from "@/ipc/types";
import { Explained } from "@/lib/explain/Explained";
import { ComparisonHead } from "./ComparisonHead";
import { useChoices } from "./ComparisonOptions";
import { ComparisonTools } from "./ComparisonTools";
import { withPath } from "./ignoring";
import { LineView } from "./LineView";
import { type Open, TableView } from "./TableView";
import { type ComparisonState, listOf, type ShownComparison, subjectOf } from "./useComparison";
import { useIgnoring } from "./useIgnoring";

interface ComparisonViewProps {
  state: ComparisonState;
  shown: ShownComparison;
  beside: number | null;
  onEvent: ((id: number) => void) | null;
  onSwap: (() => void) | undefined;
}

const CLOSED: Open = { ignored: false, rewritten: false, unchanged: false };

export function ComparisonView({ state, shown, beside, onEvent, onSwap }: ComparisonViewProps) {
  const { compared, lists, of } = shown;
  const { viewMode } = useChoices();
  const { ignore, error: saveError } = useIgnoring();
  const list = useRef<TallListHandle>(null);
  const [hovered, setHovered] = useState<{ lists: unknown; change: ChangeView } | null>(null);
  const [stop, setStop] = useState<{ lists: unknown; list: string; at: number } | null>(null);
  const [open, setOpen] = useState<Open>(CLOSED);
  useSyncExternalStore(lists.subscribe, () => lists.version);

  const name = listOf(viewMode, compared);
  const current = stop?.lists === lists && stop.list === name ? stop.at : -1;
  const goTo = (at: number) => {
    setStop({ lists, list: name, at });
    list.current?.reveal(name === "shown" ? "shown" : "lines", at);
  };
  const go = async (back: boolean) => {
    if (name === "shown") {
      goTo(Math.min(Math.max(current + (back ? -1 : 1), 0), compared.changes - 1));
      return;
    }
    const first = current < 0 ? await lists.loadRow("lines", 0) : undefined;
    if (first?.row === "line" && first.changed) goTo(0);
    else {
      const next = await changedLine({
        ticket: lists.ticket,
        from: Math.max(current, 0),
        back: back && current >= 0,
      }).catch(() => null);
      if (next !== null) goTo(next);
    }
  };
  const hasChanges = compared.changes + compared.filtered + compared.ignored > 0;
  const canMove = name === "shown" ? compared.changes > 0 : lists.count("lines") > 0 && hasChanges;
  useAction("nextChange", canMove ? () => void go(false) : null);
  useAction("previousChange", canMove ? () => void go(true) : null);

  const unfoldAll = () => {
    setStop(null);
    void lists.unfold(null, 0);
  };
  const foldAll = () => {
    setStop(null);
    void lists.fold();
  };

  const currentChange = name === "shown" && current >= 0 ? lists.row("shown", current) : undefined;
  const pointed = (hovered?.lists === lists ? hovered.change : null) ?? currentChange ?? null;
  const pathToIgnore = pointed?.path ?? "";
  const ignorePath = (path: string) => ignore((before) => withPath(before, path));
  useAction("ignorePath", name === "shown" && pathToIgnore !== "" ? () => ignorePath(pathToIgnore) : null);

  const hasExplanations =
    name === "shown" && compared.new_event !== null && compared.at !== null && compared.changes > 0;
  return (
    <>
      <ComparisonHead shown={shown} beside={beside} onEvent={onEvent} onSwap={onSwap} />
      <ComparisonTools
        state={state}
        compared={compared}
        listed={name === "shown"}
        canMove={canMove}
        onMove={(back) => void go(back)}
        onUnfoldAll={name === "lines" && lists.count("lines") > 0 ? unfoldAll : null}
        onFoldAll={name === "lines" && lists.unfolded ? foldAll : null}
      />
      {lists.error !== null && (
        <Stack pad="1" padX="4">
          <ErrorNote error={lists.error} retry={state.retry} />
        </Stack>
      )}
      {saveError !== null && (
        <Stack pad="1" padX="4">
          <ErrorNote error={saveError} />
        </Stack>
      )}
      {name === "shown" ? (
        <TableView
          key={`table ${subjectOf(of)}`}
          ref={list}
          compared={compared}
          lists={lists}
          current={current}
          open={open}
          onOpen={(part) => setOpen((before) => ({ ...before, [part]: !before[part] }))}
          onHover={(change) => setHovered(change === null ? null : { lists, change })}
          onIgnore={ignorePath}
          onClearFilter={() => state.setFilter("")}
        />
      ) : (
        <LineView
          key={`lines ${subjectOf(of)}`}
          ref={list}
          compared={compared}
          lists={lists}
          current={current}
          unified={viewMode !== "side"}
          onUnfolded={() => setStop(null)}
        />
      )}
      {hasExplanations && compared.new_event !== null && (
        <Explained
          event={compared.new_event}
          member={pointed === null ? null : `${compared.at}${pointed.path}`}
        />
      )}
    </>
  );
}

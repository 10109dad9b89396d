// One difference: a member of the body, a header line, or a fact such as the method.
import { memo } from "react";
import { Breakable } from "@/components/Breakable";
import { Menu, type MenuAction } from "@/components/Menu";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { lastOf } from "@/format/pointer";
import { visibleText } from "@/format/visible";
import type { ChangeOp, ChangeView, Part } from "@/ipc/types";
import { phraseTerm, useFilterActions } from "@/lib/filter-by-value/filter-terms";
import styles from "./ChangeRow.module.css";
import { ignorablePaths } from "./ignoring";

const OP_LABELS: Record<ChangeOp, string> = {
  added: "added",
  removed: "removed",
  changed: "changed",
  retyped: "different type",
  moved: "moved",
};

function Value({ parts }: { parts: readonly Part[] }) {
  let at = 0;
  return (
    <bdi className={styles.value}>
      {parts.map((part) => {
        const key = at;
        at += part.text.length;
        return part.marked ? (
          <mark key={key}>
            <UntrustedText text={part.text} lines />
          </mark>
        ) : (
          <UntrustedText key={key} text={part.text} lines />
        );
      })}
    </bdi>
  );
}

interface ChangeRowProps {
  change: ChangeView;
  /** The kind of difference, which is also the test id. Only members of a body have a pointer. */
  kind?: "change" | "quiet-change" | "header-change" | "about-change";
  /** Whether `[` or `]` stopped at this change. */
  current?: boolean;
  onHover?: (change: ChangeView | null) => void;
  onIgnore?: (path: string) => void;
}

export const ChangeRow = memo(function ChangeRow(props: ChangeRowProps) {
  const { change, kind = "change", current = false, onHover, onIgnore } = props;
  const name = change.label ?? lastOf(change.path);
  const title = name === "" ? "The whole value" : name;
  const actions = useChangeActions(change, onIgnore);
  return (
    <article
      className={styles.change}
      data-testid={kind}
      data-path={change.path}
      data-op={change.op}
      data-here={current}
      onMouseEnter={() => onHover?.(change)}
      onMouseLeave={() => onHover?.(null)}
      aria-label={`${visibleText(title)}: ${OP_LABELS[change.op]}`}
    >
      <div className={styles.what}>
        <b>
          <UntrustedText text={title} />
        </b>{" "}
        {change.hint !== null && (
          <Text tone="soft">
            <UntrustedText text={change.hint} />
          </Text>
        )}
        {change.op !== "changed" && <Text tone="soft"> {OP_LABELS[change.op]}</Text>}
        {(kind === "change" || kind === "quiet-change") && <Pointer change={change} />}
        {change.note !== null && (
          <Text as="p" size="small" tone="wait">
            <UntrustedText text={change.note} />
          </Text>
        )}
        {actions.length > 0 && (
          <span className={styles.more}>
            <Menu
              icon="dots"
              look="bare"
              size="small"
              label={`Actions for ${visibleText(title)}`}
              actions={actions}
            />
          </span>
        )}
      </div>
      <div className={styles.pair}>
        {change.old !== null && (
          <del>
            <Value parts={change.old} />
          </del>
        )}
        {change.new !== null && (
          <ins>
            <Value parts={change.new} />
          </ins>
        )}
      </div>
    </article>
  );
});

/**
 * The pointer of a change is relative to the compared value, so the filter term matches its value
 * anywhere in an event.
 */
function useChangeActions(change: ChangeView, onIgnore: ChangeRowProps["onIgnore"]): MenuAction[] {
  const term = (parts: readonly Part[] | null) =>
    onIgnore === undefined || parts === null ? null : phraseTerm(parts.map(({ text }) => text).join(""));
  const now = useFilterActions(term(change.new));
  const before = useFilterActions(term(change.old));
  if (onIgnore === undefined) return [];
  const labeled = (side: string, of: readonly MenuAction[]) =>
    of
      .filter(({ key }) => key !== "user")
      .map((one) => ({
        ...one,
        key: `${side} ${one.key}`,
        text: one.key === "only" ? `Only events with the ${side} value` : `Exclude the ${side} value`,
      }));
  const paths = change.path === "" ? [] : ignorablePaths(change.path);
  return [
    ...labeled("new", now),
    ...labeled("old", before),
    ...now.filter(({ key }) => key === "user"),
    ...paths.map((path) => ({
      key: path,
      text: (
        <>
          {path === change.path ? "Ignore this path: " : "Ignore this pattern: "}
          <code>
            <UntrustedText text={path} />
          </code>
        </>
      ),
      onChoose: () => onIgnore(path),
    })),
  ];
}

function Pointer({ change: { path, from } }: { change: ChangeView }) {
  return (
    <code>
      {from !== null && from !== path && (
        <>
          <Breakable text={from} /> <Text tone="dim">→</Text>{" "}
        </>
      )}
      {path === "" ? "the root" : <Breakable text={path} />}
    </code>
  );
}

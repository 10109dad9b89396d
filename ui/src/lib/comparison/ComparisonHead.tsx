// The first line of a comparison: its result, its two sides and the choice of a view.
import { Fragment } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { LinkButton } from "@/components/LinkButton";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import styles from "./Comparison.module.css";
import { useChoices, type ViewMode } from "./ComparisonOptions";
import { CopyMenu } from "./CopyMenu";
import { summaryOf } from "./sentences";
import type { ShownComparison } from "./useComparison";

const VIEW_MODES = [
  { value: "table", text: "Table" },
  { value: "side", text: "Side by side" },
  { value: "unified", text: "Unified" },
] as const;

interface ComparisonHeadProps {
  shown: ShownComparison;
  beside: number | null;
  onEvent: ((id: number) => void) | null;
  onSwap: (() => void) | undefined;
}

export function ComparisonHead({ shown, beside, onEvent, onSwap }: ComparisonHeadProps) {
  const { compared, lists } = shown;
  const { viewMode, setViewMode } = useChoices();
  useAction("faceTable", viewMode === "table" ? null : () => setViewMode("table"));
  useAction("faceSide", viewMode === "side" ? null : () => setViewMode("side"));
  useAction("faceUnified", viewMode === "unified" ? null : () => setViewMode("unified"));
  useAction("swapSides", onSwap ?? null);
  // Text has no list of members, so it has no table.
  const isJson = compared.form === "json";
  const options = isJson ? VIEW_MODES : VIEW_MODES.slice(1);
  const value: ViewMode = !isJson && viewMode === "table" ? "unified" : viewMode;
  const sides = [
    { name: compared.old_name, event: compared.old_event },
    { name: compared.new_name, event: compared.new_event },
  ];
  return (
    <Stack row wrap gap="half" gapX="2" band="section" padX="4">
      <Text as="h2" nowrap aria-live="polite">
        {summaryOf(compared)}
      </Text>
      <span className={styles.sides}>
        {sides.map(({ name, event }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the array holds the older and the newer side.
          <Fragment key={at}>
            {at > 0 && " → "}
            {event !== null && event !== beside && onEvent !== null ? (
              <LinkButton title={`Show event ${event}`} onClick={() => onEvent(event)}>
                <UntrustedText text={name} />
              </LinkButton>
            ) : (
              <UntrustedText text={name} />
            )}
          </Fragment>
        ))}
      </span>
      {onSwap !== undefined && (
        <Button icon="compare" size="small" title="Swap sides (X)" onClick={onSwap}>
          Swap sides
        </Button>
      )}
      {compared.form !== "bytes" && (
        <SegmentedControl<ViewMode> label="View" value={value} options={options} onChange={setViewMode} />
      )}
      <CopyMenu lists={lists} maskedInPatch={compared.masked_in_patch} />
    </Stack>
  );
}

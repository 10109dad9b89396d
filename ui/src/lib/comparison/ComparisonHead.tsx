// The result of a comparison, its two sides, and its face: its first line.
import { Fragment } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { LinkButton } from "@/components/LinkButton";
import { Segments } from "@/components/Segments";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { type Face, useChoices } from "./Choices";
import styles from "./Comparison.module.css";
import { CopyMenu } from "./CopyMenu";
import { summaryOf } from "./sentences";
import type { ShownComparison } from "./useComparison";

const FACES = [
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
  const { face, setFace } = useChoices();
  useAction("faceTable", face === "table" ? null : () => setFace("table"));
  useAction("faceSide", face === "side" ? null : () => setFace("side"));
  useAction("faceUnified", face === "unified" ? null : () => setFace("unified"));
  useAction("swapSides", onSwap ?? null);
  // Text has lines and no list of members.
  const faces = compared.form === "json" ? FACES : FACES.slice(1);
  const value: Face = compared.form !== "json" && face === "table" ? "unified" : face;
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
          // biome-ignore lint/suspicious/noArrayIndexKey: the older side and the newer one.
          <Fragment key={at}>
            {at > 0 && " → "}
            {event !== null && event !== beside && onEvent !== null ? (
              <LinkButton title={`Show event ${event}`} onClick={() => onEvent(event)}>
                <Visible text={name} />
              </LinkButton>
            ) : (
              <Visible text={name} />
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
        <Segments<Face> label="Face" value={value} options={faces} onChange={setFace} />
      )}
      <CopyMenu lists={lists} maskedInPatch={compared.masked_in_patch} />
    </Stack>
  );
}

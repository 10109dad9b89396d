// A full-width message above the panes of a draft.
import { Stack, type StackProps } from "@/components/Stack";

interface StripProps extends Omit<StackProps, "ground"> {
  kind: "info" | "wait" | "bad";
  testId?: string;
}

export function Strip({ kind, testId, ...rest }: StripProps) {
  return (
    <Stack
      row
      rigid
      gap="2"
      pad="1"
      padX="4"
      line="below"
      ground={kind === "info" ? "accent" : kind}
      data-testid={testId}
      {...rest}
    />
  );
}

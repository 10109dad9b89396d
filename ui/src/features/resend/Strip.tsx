// A line across the draft that says something about it.
import { Stack, type StackProps } from "@/components/Stack";

interface StripProps extends Omit<StackProps, "ground"> {
  kind: "news" | "wait" | "bad";
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
      ground={kind === "news" ? "accent" : kind}
      data-testid={testId}
      {...rest}
    />
  );
}

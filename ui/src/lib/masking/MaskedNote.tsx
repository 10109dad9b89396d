// The note above a body with masked values: it names them and has a button that shows or masks
// them.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { areOrIs } from "@/format/phrase";
import { type Masking, maskedNames } from "./masking";

interface MaskedNoteProps {
  masked: readonly string[];
  masking: Masking;
  /** The key V belongs to another note. */
  withoutKey?: boolean;
}

export function MaskedNote({ masked, masking, withoutKey = false }: MaskedNoteProps) {
  if (masked.length === 0) return null;
  const { reveal, onReveal } = masking;
  return (
    <Stack as="p" row gap="2" band="header" padX="4" padTop="1" tone="dim" data-testid="masked-note">
      <Icon name="eye" size="line" tone="soft" />
      <span>
        <UntrustedText text={areOrIs(maskedNames(masked))} /> {reveal ? "shown." : "masked."}
      </span>
      <Button
        size="small"
        action={withoutKey ? undefined : "reveal"}
        data-testid="reveal"
        onClick={() => onReveal(!reveal)}
      >
        {reveal ? "Mask" : "Show"}
      </Button>
    </Stack>
  );
}

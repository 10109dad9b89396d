// A button inside the search field that opens a panel below it.
import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import styles from "./FieldPopover.module.css";

interface FieldPopoverProps {
  icon: IconName;
  /** Names the button and the panel. */
  title: string;
  wide?: boolean;
  /** Controls the panel from outside; without it, only the button opens the panel. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function FieldPopover(props: FieldPopoverProps) {
  const { icon, title, wide = false, open, onOpenChange, children } = props;
  return (
    <Popover.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      <Popover.Trigger className={styles.trigger} aria-label={title} title={title}>
        <Icon name={icon} size="text" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className={styles.positioner}>
          <Popover.Popup className={styles.popup} data-wide={wide}>
            <Stack gap="1">
              <Popover.Title render={<Text as="h2" strong />}>{title}</Popover.Title>
              {children}
            </Stack>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The description that assistive technology reads after the title. */
export const FieldPopoverDescription = ({ children }: { children: ReactNode }) => (
  <Popover.Description render={<Text as="p" tone="dim" breakable />}>{children}</Popover.Description>
);

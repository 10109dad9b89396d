// A search field that filters the list below it. While empty, it shows the key that focuses it.
import { type KeyboardEvent, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "./Icon";
import { KeysOf } from "./Key";
import { TextField, type TextFieldProps } from "./TextField";

interface SearchFieldProps extends Pick<TextFieldProps, "size" | "placeholder" | "testId"> {
  label: string;
  value: string;
  /** The DOM id of the list. */
  controls: string;
  onChange: (value: string) => void;
  /** Handles keys for the list. Returns whether it handled the key. */
  onKey: (event: KeyboardEvent) => boolean;
}

export function SearchField({ label, value, controls, onChange, onKey, ...field }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useAction("filter", () => {
    input.current?.focus();
    input.current?.select();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && value !== "") onChange("");
    else if (!onKey(event)) return;
    event.preventDefault();
  };
  return (
    <TextField
      {...field}
      ref={input}
      value={value}
      aria-label={label}
      aria-controls={controls}
      before={<Icon name="search" />}
      after={value === "" && <KeysOf action="filter" />}
      onChange={onChange}
      onKeyDown={onKeyDown}
    />
  );
}

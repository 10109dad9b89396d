// A choice between a few options, each on a card with an explanation.
import { useId } from "react";
import styles from "./RadioCards.module.css";

interface RadioCardsProps<T extends string> {
  label: string;
  value: T;
  cards: readonly { value: T; title: string; about: string }[];
  /** Three columns instead of one. */
  columns?: boolean;
  testIdOf?: (value: T) => string;
  onChange: (value: T) => void;
}

export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const { label, value: chosen, cards, columns, testIdOf, onChange } = props;
  const name = useId();
  return (
    <fieldset className={columns ? styles.columns : styles.lines} aria-label={label}>
      {cards.map(({ value, title, about }) => (
        <label key={value} className={styles.card}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            data-testid={testIdOf?.(value)}
            onChange={() => onChange(value)}
          />
          <b>{title}</b>
          <span>{about}</span>
        </label>
      ))}
    </fieldset>
  );
}

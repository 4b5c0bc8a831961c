/** A row of options of which one is chosen. */

import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import './Choice.css';

export interface ChoiceProps<T extends string> {
  /** Its accessible name. */
  name: string;
  options: readonly { value: T; label: ReactNode; title?: string }[];
  value: T;
  onChange: (value: T) => void;
}

export function Choice<T extends string>({ name, options, value, onChange }: ChoiceProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="choice"
      aria-label={name}
      value={value}
      // An empty value is the chosen one pressed again: it stays.
      onValueChange={(next) => { if (next !== '') onChange(next as T); }}
    >
      {options.map(({ value: each, label, title }) => (
        <ToggleGroup.Item key={each} className="choice-option" value={each} {...(title === undefined ? {} : { title, 'aria-label': title })}>{label}</ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** Options one under the other, of which one is chosen, each with what is to be known of it. */

import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import './Options.css';

export interface OptionsProps<T extends string> {
  /** Its accessible name. */
  name: string;
  options: readonly { value: T; label: string; note: string; disabled?: boolean }[];
  value: T;
  onChange: (value: T) => void;
}

export function Options<T extends string>({ name, options, value, onChange }: OptionsProps<T>) {
  const id = useId();
  return (
    <RadioGroup.Root className="options" aria-label={name} value={value} onValueChange={(chosen) => { onChange(chosen as T); }}>
      {options.map(({ value: each, label, note, disabled = false }) => (
        <RadioGroup.Item key={each} className="option" value={each} disabled={disabled} aria-label={label} aria-describedby={`${id}-${each}`}>
          <span className="option-mark" aria-hidden />
          <span>{label}</span>
          <small id={`${id}-${each}`}>{note}</small>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

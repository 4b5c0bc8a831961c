/** A row of letters, one a kick: which of them is meant. */

import { ToggleGroup } from 'radix-ui';
import { LETTERS, type Source } from './arrangement.ts';

export interface LetterChoiceProps {
  /** Its accessible name. */
  name: string;
  kicks: readonly Source[];
  /** The key of the chosen kick, or null for none of them. */
  chosen: number | null;
  /** What null is called; left out, one of the kicks is always chosen. */
  none?: string;
  onChoose: (key: number | null) => void;
}

const NONE = 'none';

export function LetterChoice({ name, kicks, chosen, none, onChoose }: LetterChoiceProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className="segments"
      aria-label={name}
      value={chosen === null ? NONE : String(chosen)}
      // An empty value is the chosen one pressed again: it stays.
      onValueChange={(value) => { if (value !== '') onChoose(value === NONE ? null : Number(value)); }}
    >
      {none !== undefined && <ToggleGroup.Item className="segment" value={NONE}>{none}</ToggleGroup.Item>}
      {kicks.map(({ key, name: kick }, i) => (
        <ToggleGroup.Item key={key} className="segment" value={String(key)} aria-label={`${LETTERS[i]}, ${kick}`} title={kick}>{LETTERS[i]}</ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** A row of letters, one a kick: which of them is meant. */

import { Choice } from '../../components/Choice.tsx';
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
    <Choice
      name={name}
      options={[
        ...(none === undefined ? [] : [{ value: NONE, label: none }]),
        ...kicks.map(({ key, name: kick }, i) => ({ value: String(key), label: LETTERS[i], title: `${LETTERS[i]}, ${kick}` })),
      ]}
      value={chosen === null ? NONE : String(chosen)}
      onChange={(value) => { onChoose(value === NONE ? null : Number(value)); }}
    />
  );
}

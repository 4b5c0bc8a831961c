/** A text or a number that is typed, under its label. */

import { useId, type ComponentProps } from 'react';
import './Field.css';

export interface FieldProps extends ComponentProps<'input'> {
  label: string;
  /** What may be typed; read out with the field. */
  note?: string;
}

export function Field({ label, note, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} spellCheck={false} autoComplete="off" {...(note === undefined ? {} : { 'aria-describedby': `${id}-note` })} {...rest} />
      {note !== undefined && <small id={`${id}-note`}>{note}</small>}
    </div>
  );
}

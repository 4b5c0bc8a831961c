/** A switch with its words beside it. */

import { Switch as Radix } from 'radix-ui';
import './Switch.css';

export interface SwitchProps {
  label: string;
  /** Told beside the label, smaller. */
  note?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, note, checked, disabled = false, onChange }: SwitchProps) {
  return (
    <label className="switch-row">
      <span>{label}{note !== undefined && <small> {note}</small>}</span>
      <Radix.Root className="switch" aria-label={label} checked={checked} disabled={disabled} onCheckedChange={onChange}>
        <Radix.Thumb className="switch-thumb" />
      </Radix.Root>
    </label>
  );
}

/** A text that becomes a field when it is pressed: Enter or leaving keeps what was typed, Escape does not. */

import { useState, type ReactNode } from 'react';
import './EditableText.css';

export interface EditableTextProps {
  /** What the field is for: its accessible name, and that of the button. */
  label: string;
  /** What the field begins with. */
  text: string;
  children: ReactNode;
  /** Told beside the name, and under the pointer. */
  hint?: string;
  disabled?: boolean;
  /** Where Escape does more than leave what was typed. */
  onEscape?: () => void;
  onCommit: (text: string) => void;
}

export function EditableText({ label, text, children, hint, disabled = false, onEscape, onCommit }: EditableTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = (): void => {
    if (draft !== null && draft.trim() !== '' && draft !== text) onCommit(draft.trim());
    setDraft(null);
  };
  if (draft === null) {
    return (
      <button type="button" className="editable" aria-label={label} title={hint} disabled={disabled} onClick={() => setDraft(text)}>
        {children}
      </button>
    );
  }
  return (
    <input
      className="editable editable-field"
      aria-label={label}
      value={draft}
      // The press that opened it was for typing.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key !== 'Escape') return;
        setDraft(null);
        onEscape?.();
      }}
    />
  );
}

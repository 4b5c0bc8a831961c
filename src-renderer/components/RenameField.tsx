/** A field in the place of a name: Enter or leaving keeps what was typed, Escape does not. */

export interface RenameFieldProps {
  name: string;
  className?: string;
  /** What was typed, without the spaces around it; null where it is the name that there was, or nothing. */
  onDone: (name: string | null) => void;
}

/** The most characters of a name. */
const NAME_LENGTH = 120;

export function RenameField({ name, className, onDone }: RenameFieldProps) {
  const leave = (text: string): void => {
    const typed = text.trim();
    onDone(typed === '' || typed === name ? null : typed);
  };
  return (
    <input
      className={className}
      aria-label={`New name of ${name}`}
      defaultValue={name}
      maxLength={NAME_LENGTH}
      autoFocus
      onFocus={(event) => { event.currentTarget.select(); }}
      onBlur={(event) => { leave(event.currentTarget.value); }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onDone(null);
      }}
    />
  );
}

/** Finds saved kicks as the text is typed. */

import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { useSharedWords } from '../../app/words.ts';

export interface SavedSearchProps {
  fieldRef: Ref<HTMLInputElement>;
  text: string;
  onFind: (text: string) => void;
  /** Where the arrow down goes from it. */
  onDown?: () => void;
}

export function SavedSearch({ fieldRef, text, onFind, onDown }: SavedSearchProps) {
  const { one } = useSharedWords();
  return (
    <label className="saved-search">
      <Search size={16} aria-hidden />
      <input
        ref={fieldRef}
        type="search"
        aria-label={`Find a saved ${one}`}
        placeholder="Name, tag, note"
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => { onFind(event.currentTarget.value); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && onDown !== undefined) {
            event.preventDefault();
            onDown();
          }
          if (event.key !== 'Escape') return;
          onFind('');
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}

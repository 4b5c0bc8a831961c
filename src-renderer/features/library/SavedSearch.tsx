/** Finds saved kicks by name. */

import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { useApp, useLibrary } from '../../app/context.ts';

export function SavedSearch({ fieldRef }: { fieldRef: Ref<HTMLInputElement> }) {
  const { library } = useApp();
  const search = useLibrary((state) => state.search);
  return (
    <label className="saved-search">
      <Search size={16} aria-hidden />
      <input
        ref={fieldRef}
        type="search"
        aria-label="Find a saved kick"
        placeholder="Find by name"
        value={search}
        maxLength={200}
        onChange={(event) => library.find(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          library.find('');
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}

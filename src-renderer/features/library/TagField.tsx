/** A tag that is typed for kicks; those that there are already are offered. */

import { useId, useState } from 'react';
import { useLibrary } from '../../app/context.ts';

export function TagField({ label, placeholder = 'Add a tag', onTag }: { label: string; placeholder?: string; onTag: (tag: string) => void }) {
  const facets = useLibrary((state) => state.facets);
  const [draft, setDraft] = useState('');
  const id = useId();
  return (
    <form
      className="tag-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== '') onTag(draft.trim());
        setDraft('');
      }}
    >
      <input
        className="tag-field"
        aria-label={label}
        placeholder={placeholder}
        list={id}
        maxLength={60}
        autoComplete="off"
        value={draft}
        onChange={(event) => { setDraft(event.currentTarget.value); }}
      />
      <datalist id={id}>{facets?.tags.map(({ name }) => <option key={name} value={name} />)}</datalist>
    </form>
  );
}

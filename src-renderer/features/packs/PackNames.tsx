/** The first names of the pack that would be built, as they may come out. */

import type { Preview } from './packs.ts';

export function PackNames({ preview }: { preview: Preview | null }) {
  if (preview === null) return null;
  if ('error' in preview) return <p className="packs-error" role="alert">{preview.error.message}. <small>{preview.error.hint}</small></p>;
  return (
    <ol className="packs-names" aria-label="First names, such as they may come out">
      {preview.names.map((name) => <li key={name}>{name}</li>)}
    </ol>
  );
}

/** The saved kicks under each other, of which those in sight are drawn; what stands there while there are none. */

import { useRef } from 'react';
import { useStore } from 'zustand';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { KickCard } from './KickCard.tsx';
import { bringToHand } from './moves.ts';
import { SavedEmpty } from './SavedEmpty.tsx';
import { useRows } from './useRows.ts';

/** Height of a card and its gap, px (SavedColumn.css says so too). */
const CARD = 56;

export function SavedKicks() {
  const { library: { column } } = useApp();
  const search = useStore(column, (state) => state.answered?.search ?? '');
  const favourites = useStore(column, (state) => state.answered?.favourites ?? false);
  const scroller = useRef<HTMLDivElement>(null);
  const { drawn, height, total, at } = useRows(column, { scroller, columns: 1, rowHeight: CARD });
  return (
    <div ref={scroller} className="saved-scroller">
      {total === 0 && <SavedEmpty filtered={search !== '' || favourites} />}
      <ul className="saved-list" style={{ height }}>
        {drawn.map(({ index, start }) => <SavedItem key={at(index)?.id ?? index} kick={at(index)} index={index} start={start} total={total ?? -1} />)}
      </ul>
    </div>
  );
}

function SavedItem({ kick, index, start, total }: { kick: SavedKick | undefined; index: number; start: number; total: number }) {
  const app = useApp();
  const drag = useDragOut(() => (kick === undefined ? [] : [{ saved: kick.id }]));
  return (
    <li className="card" style={{ transform: `translateY(${start}px)` }} aria-setsize={total} aria-posinset={index + 1} aria-busy={kick === undefined} {...drag}>
      {kick !== undefined && (
        <KickCard
          kick={kick}
          picture={(
            <button type="button" className="thumbnail-frame card-picture" aria-label={`Open ${kick.name}`} title="Open and hear" onClick={() => { bringToHand(app, kick); }}>
              <Thumbnail thumbnail={kick.thumbnail} />
            </button>
          )}
          name={(
            <EditableText label={`Rename ${kick.name}`} text={kick.name} onCommit={(text) => void app.library.edits.rename(kick, text)}>
              <span className="card-name">{kick.name}</span>
            </EditableText>
          )}
        />
      )}
    </li>
  );
}

/** A kick in the Library screen's list: as a row of a table, and as a card. Drawn anew only when it changes, for many pass by in a scroll. */

import { memo } from 'react';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';
import type { KickSource } from '../../app/drag/drag-out.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { Figure } from '../../components/Figure.tsx';
import { noteOf } from '../../session/figures.ts';
import type { Column } from './columns.ts';
import { Heart } from './Heart.tsx';
import { FileMark, KickCard } from './KickCard.tsx';
import { KickMenu } from './KickMenu.tsx';
import { measured } from './measures.ts';
import { ListStars } from './Stars.tsx';

export interface GridItemProps {
  /** Undefined until it is known. */
  kick: SavedKick | undefined;
  index: number;
  /** Of its row, px from the top. */
  start: number;
  columns: readonly Column[];
  selected: boolean;
  /** Whether it is the first of several copies. */
  head: boolean;
  /** Whether the keys are here. */
  active: boolean;
}

/** What a drag of a kick takes along: the whole selection where it is in it. */
function useKickDrag(kick: SavedKick | undefined, selected: boolean) {
  const { library: { browse } } = useApp();
  return useDragOut((): KickSource[] => {
    if (kick === undefined) return [];
    return selected ? [...browse.getState().selected].map((saved) => ({ saved })) : [{ saved: kick.id }];
  });
}

export const GridRow = memo(function GridRow({ kick, index, start, columns, selected, head, active }: GridItemProps) {
  const drag = useKickDrag(kick, selected);
  return (
    <div
      role="row"
      id={`kick-${index}`}
      className="kick-row"
      data-index={index}
      data-active={active}
      data-head={head}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={kick === undefined}
      style={{ transform: `translateY(${start}px)` }}
      {...drag}
    >
      {kick !== undefined && columns.map((column) => (
        <div key={column.key} role="gridcell" className="kick-cell" data-column={column.key}><Cell kick={kick} column={column.key} tabIndex={active ? 0 : -1} /></div>
      ))}
    </div>
  );
}, sameItem);

function Cell({ kick, column, tabIndex }: { kick: SavedKick; column: Column['key']; tabIndex: 0 | -1 }) {
  const { descriptors } = kick;
  switch (column) {
    case 'wave':
      return <Thumbnail thumbnail={kick.thumbnail} />;
    case 'name':
      return <><span className="kick-name">{kick.name}</span><FileMark kick={kick} /></>;
    case 'noteHz':
      return <Figure {...noteOf(descriptors)} />;
    case 'rating':
      return <ListStars kick={kick} />;
    case 'tags':
      return kick.tags.map((tag) => <span key={tag} className="tag">{tag}</span>);
    case 'category':
      return kick.category;
    case 'model':
      return kick.bundleName;
    case 'date':
      return <span className="figure">{kick.savedAt.slice(0, 10)}</span>;
    case 'actions':
      return <>{kick.removedAt === null && <Heart kick={kick} tabIndex={tabIndex} />}<KickMenu kick={kick} tabIndex={tabIndex} /></>;
    default:
      return <Figure {...measured(column, descriptors[column])} />;
  }
}

export const GridCard = memo(function GridCard({ kick, index, selected, head, active }: GridItemProps) {
  const drag = useKickDrag(kick, selected);
  return (
    <div role="gridcell" id={`kick-${index}`} className="grid-card card" data-index={index} data-active={active} data-head={head} aria-selected={selected} aria-busy={kick === undefined} {...drag}>
      {kick !== undefined && (
        <KickCard
          kick={kick}
          tabIndex={active ? 0 : -1}
          picture={<span className="thumbnail-frame card-picture"><Thumbnail thumbnail={kick.thumbnail} /></span>}
          name={<span className="card-name">{kick.name}</span>}
        />
      )}
    </div>
  );
}, sameItem);

/** The columns are made anew with every drawing of the list, and seldom differ. */
function sameItem(before: GridItemProps, after: GridItemProps): boolean {
  return before.kick === after.kick && before.index === after.index && before.start === after.start
    && before.selected === after.selected && before.head === after.head && before.active === after.active && before.columns.length === after.columns.length;
}

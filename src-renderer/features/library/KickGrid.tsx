/**
 * The kicks of the Library screen, as cards or as rows of a table, of which those in sight are drawn. One
 * element holds the focus for all of them: its keys go from kick to kick, and each is heard as it is come to.
 */

import { capital } from '../../../src-preload/contract/instrument-words.ts';
import { useRef, type CSSProperties, type KeyboardEvent, type MouseEvent, type Ref } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { useSharedWords } from '../../app/words.ts';
import { columnsFor } from './columns.ts';
import { GridHead } from './GridHead.tsx';
import { GridCard, GridRow } from './GridItems.tsx';
import './KickGrid.css';
import { onGridKey } from './keys.ts';
import { openInDesign } from './moves.ts';
import { useRows } from './useRows.ts';

/** Narrowest card, px; heights of a row, its gap included (KickGrid.css says so too). */
const CARD_WIDTH = 264;
const CARD_HEIGHT = 72;
const ROW_HEIGHT = 40;

export interface KickGridProps {
  /** The room it has, px. */
  width: number;
  gridRef: Ref<HTMLDivElement>;
}

export function KickGrid({ width, gridRef }: KickGridProps) {
  const { library: { browse } } = useApp();
  const view = useStore(browse, (state) => state.view);
  const columns = view === 'cards' ? Math.max(1, Math.floor(width / CARD_WIDTH)) : 1;
  // Of another shape it is laid out anew, about the same kicks.
  return <Shaped key={`${view} ${columns}`} columns={columns} width={width} gridRef={gridRef} />;
}

function Shaped({ columns, width, gridRef }: KickGridProps & { columns: number }) {
  const app = useApp();
  const { library: { browse } } = app;
  const { selected, active, heads, view } = useStore(browse);
  const ofCopies = useStore(browse.list, ({ answered }) => answered?.shelf.kind === 'duplicates');
  const scroller = useRef<HTMLDivElement>(null);
  const cards = view === 'cards';
  const { drawn, height, total, at, reveal } = useRows(browse.list, { scroller, columns, rowHeight: cards ? CARD_HEIGHT : ROW_HEIGHT });
  const table = columnsFor(width);

  const indexOf = (target: EventTarget): number | null => {
    const item = (target as Element).closest('[data-index]');
    return item === null ? null : Number(item.getAttribute('data-index'));
  };
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    // What stands on a kick has presses of its own.
    if (index === null || (event.target as Element).closest('button, input, [role=menu]') !== null) return;
    browse.go(index, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    const kick = index === null ? undefined : at(index);
    if (kick !== undefined && (event.target as Element).closest('button, input') === null) openInDesign(app, kick);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, drawn.length - 2) * columns;
    if (!onGridKey(app, event, { columns, page, total: total ?? 0 })) return;
    event.preventDefault();
    reveal(browse.getState().active);
  };

  const words = useSharedWords();
  return (
    <div
      ref={gridRef}
      role="grid"
      aria-label={capital(words.many)}
      aria-multiselectable
      aria-rowcount={total === null ? -1 : Math.ceil(total / columns) + (cards ? 0 : 1)}
      aria-colcount={cards ? columns : table.length}
      {...(active >= 0 && at(active) !== undefined ? { 'aria-activedescendant': `kick-${active}` } : {})}
      tabIndex={0}
      className="kick-grid"
      style={{ '--table': table.map((column) => column.width).join(' '), '--columns': columns } as CSSProperties}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onKeyDown={onKeyDown}
    >
      {!cards && <GridHead columns={table} />}
      <div ref={scroller} className="kick-scroller" role="presentation">
        <div role="rowgroup" className="kick-rows" style={{ height }}>
          {drawn.map(({ index, start }) => {
            const Item = cards ? GridCard : GridRow;
            const items = Array.from({ length: Math.max(0, Math.min(columns, (total ?? 0) - index * columns)) }, (_, column) => {
              const place = index * columns + column;
              const kick = at(place);
              return <Item key={kick?.id ?? place} kick={kick} index={place} start={start} columns={table} selected={kick !== undefined && selected.has(kick.id)} head={ofCopies && kick !== undefined && heads.has(kick.id)} active={place === active} />;
            });
            return cards ? <div key={index} role="row" aria-rowindex={index + 1} className="card-row" style={{ transform: `translateY(${start}px)` }}>{items}</div> : items;
          })}
        </div>
      </div>
    </div>
  );
}

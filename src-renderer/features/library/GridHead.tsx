/** The heads of the table's columns: a press sorts by one, another turns it round. */

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import type { Column } from './columns.ts';
import { isPart, sortedBy } from './query.ts';

export function GridHead({ columns }: { columns: readonly Column[] }) {
  const { library: { browse } } = useApp();
  const { sorting, shelf } = useStore(browse.list, (state) => state.query);
  /** Kicks that are like one, or copies, stand in an order of their own. */
  const sorts = isPart(shelf);
  return (
    <div role="rowgroup" className="kick-head">
      <div role="row" aria-rowindex={1} className="kick-head-row">
        {columns.map(({ key, label, sort }) => {
          if (sort === undefined) return <div key={key} role="columnheader" data-column={key}><span className={key === 'tags' ? '' : 'visually-hidden'}>{label}</span></div>;
          const sorted = sorts && sorting.sort === sort;
          return (
            <div key={key} role="columnheader" data-column={key} aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}>
              <button type="button" className="kick-sort" disabled={!sorts} onClick={() => { browse.ask({ sorting: sortedBy(sorting, sort) }); }}>
                {label}
                {sorted && (sorting.descending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

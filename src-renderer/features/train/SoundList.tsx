/**
 * The sounds of a set as rows, of which those in sight are drawn. One element holds the focus for all of
 * them: its keys go from sound to sound, and each is heard as it is come to.
 */

import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleSlash2, CornerDownLeft } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type Ref } from 'react';
import { useStore } from 'zustand';
import type { DatasetItem } from '../../../src-preload/contract/datasets.ts';
import { useApp } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { FaultBadge } from './FaultBadge.tsx';
import { isSettled, keyStep } from './items-view.ts';
import { useDatasets } from './useTrain.ts';

/** Px; SoundsStep.css says so too. */
const ROW_HEIGHT = 40;
/** Rows out of sight that are drawn too. */
const SPARE = 4;

export function SoundList({ listRef }: { listRef: Ref<HTMLDivElement> }) {
  const { training: { datasets, outlines } } = useApp();
  const shown = useDatasets((state) => state.shown);
  const chosen = useDatasets((state) => state.chosen);
  const { active, selected } = useDatasets((state) => state.selection);
  const known = useStore(outlines);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used here and passed on to nobody who memoises
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: SPARE, useFlushSync: false });
  const drawn = virtual.getVirtualItems();
  const first = drawn.at(0)?.index ?? 0;
  const end = (drawn.at(-1)?.index ?? -1) + 1;
  useEffect(() => {
    if (chosen !== null) outlines.look(shown.slice(first, end).filter(({ faults }) => !faults.includes('unreadable')).map((item) => ({ dataset: chosen, item: item.id, content: contentOf(item) })));
  }, [outlines, chosen, shown, first, end]);
  useEffect(() => () => { outlines.look([]); }, [outlines]);
  const at = shown.findIndex(({ id }) => id === active);

  const onKeyDown = (event: KeyboardEvent): void => {
    // A button within it has keys of its own.
    if (event.target !== event.currentTarget || event.altKey) return;
    const to = keyStep(event.key, at, Math.max(1, drawn.length - 2 * SPARE), shown.length);
    if (to !== null) {
      datasets.go(to, event.shiftKey ? 'range' : 'only');
      virtual.scrollToIndex(Math.min(shown.length - 1, Math.max(0, to)), { align: 'auto' });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') datasets.selectAll();
    else if (event.key === 'Delete') void datasets.change([...selected], { used: false });
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const row = (event.target as Element).closest('[data-index]');
    if (row === null || (event.target as Element).closest('button') !== null) return;
    datasets.go(Number(row.getAttribute('data-index')), event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  };
  return (
    <div
      ref={listRef}
      role="grid"
      aria-label="Sounds"
      aria-multiselectable
      aria-rowcount={shown.length}
      aria-colcount={4}
      {...(at >= 0 ? { 'aria-activedescendant': `sound-${String(at)}` } : {})}
      tabIndex={0}
      className="sound-list"
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div ref={scroller} className="sound-scroller" role="presentation">
        <div role="rowgroup" className="sound-rows" style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const item = shown.at(index);
            return item !== undefined && <SoundRow key={item.id} item={item} index={index} start={start} selected={selected.has(item.id)} active={index === at} outline={known.get(contentOf(item))} />;
          })}
        </div>
        {shown.length === 0 && <p className="sound-none">No sound is like that. <button type="button" className="chip" onClick={() => { datasets.show({}); }}>Show all</button></p>}
      </div>
    </div>
  );
}

/** Of a recording that was cut, each hit is another sound. */
const contentOf = ({ sha256, hit }: DatasetItem): string => (hit === null ? sha256 : `${sha256} ${String(hit.from)}`);

interface SoundRowProps {
  item: DatasetItem;
  index: number;
  /** Px from the top of all rows. */
  start: number;
  selected: boolean;
  active: boolean;
  outline: readonly number[] | undefined;
}

function SoundRow({ item, index, start, selected, active, outline }: SoundRowProps) {
  const { training: { datasets } } = useApp();
  const { id, shown, label, used, findings } = item;
  const parts = shown.split('/');
  const name = parts.at(-1) ?? shown;
  return (
    <div
      role="row"
      id={`sound-${String(index)}`}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-index={index}
      data-active={active}
      data-used={used}
      className="sound-row"
      style={{ transform: `translateY(${String(start)}px)` }}
    >
      <span role="gridcell" className="sound-wave">{outline !== undefined && <Thumbnail thumbnail={outline} />}</span>
      <span role="gridcell" className="sound-name" title={shown}>{name}{label !== null && <small>{label}</small>}</span>
      <span role="gridcell" className="sound-faults">
        {findings.map((finding) => <FaultBadge key={finding.code} code={finding.code} settled={isSettled(item, finding)} />)}
      </span>
      <span role="gridcell">
        <button
          type="button"
          className="icon-button"
          tabIndex={-1}
          aria-label={used ? `Leave out ${name}` : `Take in ${name}`}
          title={used ? 'Leave out' : 'Take in'}
          onClick={() => void datasets.change([id], { used: !used })}
        >
          {used ? <CircleSlash2 size={16} aria-hidden /> : <CornerDownLeft size={16} aria-hidden />}
        </button>
      </span>
    </div>
  );
}

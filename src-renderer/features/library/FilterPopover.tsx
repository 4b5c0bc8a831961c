/** What the list is filtered by, all in one place that is closed most of the time. */

import { ListFilter } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { CATEGORIES } from '../../../src-preload/contract/categories.ts';
import { MAX_RATING } from '../../../src-preload/contract/library-kick.ts';
import { MEASURES, type Measure } from '../../../src-preload/contract/library-query.ts';
import { useApp, useLibrary } from '../../app/context.ts';
import { Choice } from '../../components/Choice.tsx';
import { grouped } from '../../session/figures.ts';
import './FilterPopover.css';
import { MEASURE_LABELS, TYPED } from './measures.ts';
import { without, type Filters } from './query.ts';

/** Tags that are offered, those of most kicks; the search finds the others. */
const TAGS = 60;

export function FilterPopover({ set }: { set: number }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="button filter-button" data-set={set > 0}>
        <ListFilter size={16} aria-hidden />
        Filter
        {set > 0 && <span className="filter-count figure">{set}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="filters" align="end" sideOffset={4} collisionPadding={8} aria-label="Filters">
          <FilterForm />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function FilterForm() {
  const { library: { browse } } = useApp();
  const facets = useLibrary((state) => state.facets);
  const filters = useStore(browse.list, (state) => state.query.filters);
  const ask = (change: Partial<Filters>): void => { browse.ask({ filters: { ...filters, ...change } }); };
  const { rating = 0, categories = [], notes = [], tags = [], bundles = [] } = filters;
  const categoryCounts = new Map(facets?.categories.map(({ name, count }) => [name, count]));
  const byCount = [...(facets?.tags ?? [])].sort((a, b) => b.count - a.count).slice(0, TAGS);
  return (
    <>
      <div className="filter-group">
        <h3>Rating, at least</h3>
        <Choice
          name="Rating, at least"
          value={String(rating)}
          options={Array.from({ length: MAX_RATING + 1 }, (_, stars) => ({ value: String(stars), label: stars === 0 ? 'Any' : `${stars}\u2605` }))}
          onChange={(value) => {
            browse.ask({ filters: value === '0' ? without(filters, 'rating') : { ...filters, rating: Number(value) } });
          }}
        />
      </div>
      <Options name="Kind" options={CATEGORIES.map((name) => ({ value: name, label: name, count: categoryCounts.get(name) ?? 0 }))} chosen={categories} onChange={(values) => { ask({ categories: CATEGORIES.filter((each) => values.includes(each)) }); }} />
      <Options name="Note" options={(facets?.notes ?? []).map(({ name, count }) => ({ value: name, label: name, count }))} chosen={notes} onChange={(values) => { ask({ notes: values }); }} />
      <Options name="Tags, all of them" options={byCount.map(({ name, count }) => ({ value: name, label: name, count }))} chosen={tags} onChange={(values) => { ask({ tags: values }); }} />
      <Options name="Model" options={(facets?.bundles ?? []).map(({ id, name, count }) => ({ value: id, label: name, count }))} chosen={bundles} onChange={(values) => { ask({ bundles: values }); }} />
      <div className="filter-group filter-ranges">
        {MEASURES.map((measure) => <Range key={measure} measure={measure} filters={filters} onChange={(measures) => { ask({ measures }); }} />)}
      </div>
    </>
  );
}

interface OptionsProps {
  name: string;
  options: readonly { value: string; label: string; count: number }[];
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

function Options({ name, options, chosen, onChange }: OptionsProps) {
  if (options.length === 0) return null;
  return (
    <div className="filter-group" role="group" aria-label={name}>
      <h3>{name}</h3>
      <div className="filter-options">
        {options.map(({ value, label, count }) => {
          const on = chosen.includes(value);
          return (
            <button key={value} type="button" className="filter-option" aria-pressed={on} onClick={() => { onChange(on ? chosen.filter((each) => each !== value) : [...chosen, value]); }}>
              {label} <small className="figure">{grouped(count)}</small>
            </button>
          );
        })}
      </div>
    </div>
  );
}

type Measures = NonNullable<Filters['measures']>;

/** From where to where a descriptor may lie; what is typed counts when the field is left or with Enter. */
function Range({ measure, filters, onChange }: { measure: Measure; filters: Filters; onChange: (measures: Measures) => void }) {
  const { unit, worth } = TYPED[measure];
  const range = filters.measures?.[measure] ?? {};
  const change = (end: 'min' | 'max', text: string): void => {
    const next = text.trim() === '' || !Number.isFinite(Number(text)) ? without(range, end) : { ...range, [end]: Number(text) * worth };
    const measures = filters.measures ?? {};
    onChange(Object.keys(next).length === 0 ? without(measures, measure) : { ...measures, [measure]: next });
  };
  return (
    <div className="filter-range" role="group" aria-label={MEASURE_LABELS[measure]}>
      <span>{MEASURE_LABELS[measure]} <small>{unit}</small></span>
      {(['min', 'max'] as const).map((end) => (
        <RangeEnd key={`${end} ${range[end] ?? ''}`} label={`${MEASURE_LABELS[measure]}, ${end === 'min' ? 'from' : 'to'}, ${unit}`} hint={end === 'min' ? 'from' : 'to'} value={range[end] === undefined ? '' : String(Number((range[end] / worth).toPrecision(6)))} onCommit={(text) => { change(end, text); }} />
      ))}
    </div>
  );
}

function RangeEnd({ label, hint, value, onCommit }: { label: string; hint: string; value: string; onCommit: (text: string) => void }) {
  const [draft, setDraft] = useState(value);
  const commit = (): void => { if (draft !== value) onCommit(draft); };
  return (
    <input
      className="figure"
      inputMode="decimal"
      aria-label={label}
      placeholder={hint}
      value={draft}
      onChange={(event) => { setDraft(event.currentTarget.value.replace(',', '.').replace('\u2212', '-')); }}
      onBlur={commit}
      onKeyDown={(event) => { if (event.key === 'Enter') commit(); }}
    />
  );
}

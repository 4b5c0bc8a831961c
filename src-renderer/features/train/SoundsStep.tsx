/** The first step: the sounds of the set at hand, looked over, mended and chosen. */

import { CircleSlash2, MoreHorizontal, SearchCheck, Undo2, Wrench } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { FAULTS, FIXES } from '../../../src-preload/contract/faults.ts';
import { wordsOf } from '../../../src-preload/contract/instrument-words.ts';
import { INSTRUMENTS, type Instrument } from '../../../src-preload/contract/instruments.ts';
import { useApp } from '../../app/context.ts';
import { useCommand } from '../../app/useCommand.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { Progress } from '../../components/Progress.tsx';
import { grouped } from '../../session/figures.ts';
import { BringButton } from './BringForm.tsx';
import { chosenOf, isChecked } from './datasets.ts';
import { countedFaults, remediesOf, type Filter } from './items-view.ts';
import { SoundDetail } from './SoundDetail.tsx';
import { SoundList } from './SoundList.tsx';
import './SoundsStep.css';
import { TrainEmpty } from './TrainEmpty.tsx';
import { useDatasets } from './useTrain.ts';
import { WORK_WORDS } from './words.ts';

export function SoundsStep() {
  const { training: { datasets } } = useApp();
  const dataset = useDatasets(chosenOf);
  const bringing = useDatasets((state) => state.bringing);
  const list = useRef<HTMLDivElement>(null);
  useCommand('play', () => { datasets.hear(); });
  useCommand('undo', () => void datasets.undoLast());
  if (dataset === null) return bringing ? <DatasetWork /> : <TrainEmpty />;
  const { name, instrument, counts } = dataset;
  return (
    <div className="train-sounds">
      <header className="train-sounds-head">
        <h2><EditableText label={`Name of the set: ${name}`} text={name} onCommit={(to) => void datasets.describe({ name: to })}>{name}</EditableText></h2>
        <p role="status">
          <span className="figure">{grouped(counts.items)}</span> {counts.items === 1 ? 'sound' : 'sounds'}
          {counts.used < counts.items && <>, <span className="figure">{grouped(counts.items - counts.used)}</span> left out</>}
        </p>
        <select
          aria-label="What they are"
          title="What they are. A model of them is called so, and so are its sounds."
          value={instrument}
          disabled={bringing}
          onChange={(event) => void datasets.describe({ instrument: event.currentTarget.value as Instrument })}
        >
          {INSTRUMENTS.map((each) => <option key={each} value={each}>{wordsOf(each).kind}</option>)}
        </select>
        <BringButton to="chosen" />
        <Button icon={<SearchCheck size={16} aria-hidden />} disabled={bringing} onClick={() => void datasets.check()}>{isChecked(dataset) ? 'Check again' : 'Look for faults'}</Button>
        <DropdownMenu.Root>
          <DropdownMenu.Trigger asChild><IconButton label="More about this set" icon={<MoreHorizontal size={16} />} /></DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
              <DropdownMenu.Item className="menu-item" onSelect={() => void datasets.forget(dataset)}>Forget this set; the files stay</DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </header>
      <DatasetWork />
      <Filters />
      <Remedies />
      <div className="train-split">
        <SoundList listRef={list} />
        <SoundDetail />
      </div>
    </div>
  );
}

/** How far long work is, with a way to stop it. */
function DatasetWork() {
  const { training: { datasets } } = useApp();
  const bringing = useDatasets((state) => state.bringing);
  const work = useDatasets((state) => state.work);
  const sending = useDatasets((state) => state.sending);
  if (!bringing) return null;
  const { phase, done, total } = work ?? { phase: 'read' as const, done: 0, total: 0 };
  const label = sending === null
    ? `${WORK_WORDS[phase]}${total === 0 ? '' : `: ${grouped(done)} of ${grouped(total)}`}`
    : `Sending: ${grouped(sending.files)} of ${grouped(sending.ofFiles)} files, ${inMegabytes(sending.bytes)} of ${inMegabytes(sending.ofBytes)} MB`;
  const share = sending === null ? (total === 0 ? null : done / total) : sending.bytes / Math.max(1, sending.ofBytes);
  return (
    <div className="train-work">
      <Progress label={label} share={share} />
      <Button onClick={() => { datasets.stop(); }}>Stop</Button>
    </div>
  );
}

function inMegabytes(bytes: number): string {
  return grouped(Math.round(bytes / 2 ** 20));
}

/** Which sounds are shown: by fault, by label, by whether they are taken. */
function Filters() {
  const { training: { datasets } } = useApp();
  const dataset = useDatasets(chosenOf);
  const filter = useDatasets((state) => state.filter);
  if (dataset === null) return null;
  const { counts, labels } = dataset;
  const faults = countedFaults(counts.faults);
  const toggle = (key: keyof Filter, next: Filter): void => {
    const { [key]: was, ...rest } = filter;
    datasets.show(was !== undefined && was === next[key] ? rest : { ...rest, ...next });
  };
  const chip = (key: string, words: string, count: number, pressed: boolean, onPress: () => void) => (
    <button key={key} type="button" className="chip" aria-pressed={pressed} onClick={onPress}>
      {words} <span className="figure">{grouped(count)}</span>
    </button>
  );
  return (
    <div className="train-filters" role="group" aria-label="Shown">
      {chip('all', 'All', counts.items, Object.keys(filter).length === 0, () => { datasets.show({}); })}
      {faults.map(({ fault, count }) => chip(fault, FAULTS[fault].label, count, filter.fault === fault, () => { toggle('fault', { fault }); }))}
      {counts.used < counts.items && chip('out', 'Left out', counts.items - counts.used, filter.used === false, () => { toggle('used', { used: false }); })}
      {labels.length > 0 && (
        <select
          aria-label="Label"
          value={filter.label ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const { fault, used } = filter;
            datasets.show({ ...(fault === undefined ? {} : { fault }), ...(used === undefined ? {} : { used }), ...(value === '' ? {} : { label: value }) });
          }}
        >
          <option value="">Every label</option>
          {labels.map((label) => <option key={label} value={label}>{label}</option>)}
        </select>
      )}
      {counts.checked > 0 && faults.length === 0 && <small>Nothing is wrong with them.</small>}
    </div>
  );
}

/** What can be done at once: about the sounds that are selected, or else about all that are shown. */
function Remedies() {
  const { training: { datasets } } = useApp();
  const shown = useDatasets((state) => state.shown);
  const selected = useDatasets((state) => state.selection.selected);
  const undo = useDatasets((state) => state.undo.length > 0);
  const several = selected.size > 1;
  const meant = several ? shown.filter(({ id }) => selected.has(id)) : shown;
  const { mend, fixes, leaveOut } = remediesOf(meant);
  if (mend.length === 0 && leaveOut.length === 0 && !several && !undo) return null;
  return (
    <div className="train-remedies" role="toolbar" aria-label={several ? 'Selected sounds' : 'Shown sounds'}>
      {several && <span><span className="figure">{grouped(selected.size)}</span> selected</span>}
      {mend.length > 0 && (
        <Button icon={<Wrench size={14} aria-hidden />} title={fixes.map((fix) => FIXES[fix]).join(', ')} onClick={() => void datasets.mend(mend)}>
          {fixes.length === 1 ? FIXES[fixes[0]] : 'Mend them'} <span className="figure">{grouped(mend.length)}</span>
        </Button>
      )}
      {!several && leaveOut.length > 0 && (
        <Button icon={<CircleSlash2 size={14} aria-hidden />} onClick={() => void datasets.change(leaveOut, { used: false })}>
          Leave out the unfit <span className="figure">{grouped(leaveOut.length)}</span>
        </Button>
      )}
      {several && <Button onClick={() => void datasets.change([...selected], { used: false })}>Leave out</Button>}
      {several && <Button onClick={() => void datasets.change([...selected], { used: true })}>Take in</Button>}
      {undo && <Button icon={<Undo2 size={14} aria-hidden />} onClick={() => void datasets.undoLast()}>Undo</Button>}
    </div>
  );
}

/** The sound that is looked at: its pictures, as it is and as it is prepared, and what is wrong with it. */

import { Play, ZoomIn, ZoomOut } from 'lucide-react';
import type { DatasetItem } from '../../../src-preload/contract/datasets.ts';
import { FAULTS, FIXES, type Finding } from '../../../src-preload/contract/faults.ts';
import { useApp } from '../../app/context.ts';
import { Spectrogram } from '../../charts/Spectrogram.tsx';
import { Waveform } from '../../charts/Waveform.tsx';
import { Button, IconButton } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { ZOOM_STEP } from '../../session/timeline.ts';
import { CutButton } from './CutDialog.tsx';
import { FaultBadge } from './FaultBadge.tsx';
import { isSettled } from './items-view.ts';
import { useSoundPicture } from './useSoundPicture.ts';
import { useDatasets } from './useTrain.ts';

export function SoundDetail() {
  const { training: { datasets } } = useApp();
  const item = useDatasets(({ items, selection }) => items.find(({ id }) => id === selection.active) ?? null);
  const fixed = useDatasets((state) => state.fixed);
  if (item === null) {
    return (
      <section className="sound-detail" aria-label="Sound">
        <p className="sound-none">Choose a sound to hear and see it. Arrow keys go from one to the next; Delete leaves one out.</p>
      </section>
    );
  }
  const { id, shown, label, used, faults, findings } = item;
  return (
    <section className="sound-detail" aria-label="Sound">
      {!faults.includes('unreadable') && <SoundPictures />}
      <div className="sound-told">
        <div className="sound-hear">
          <Choice
            name="Heard"
            value={fixed ? 'fixed' : 'raw'}
            options={[{ value: 'raw', label: 'As it is' }, { value: 'fixed', label: 'As prepared' }]}
            onChange={(value) => { datasets.hearFixed(value === 'fixed'); }}
          />
          <IconButton label="Hear it" icon={<Play size={16} />} disabled={faults.includes('unreadable')} onClick={() => { datasets.hear(); }} />
          <Button onClick={() => void datasets.change([id], { used: !used })}>{used ? 'Leave out' : 'Take in'}</Button>
          <Cutting item={item} />
        </div>
        <dl className="sound-facts">
          <div><dt>File</dt><dd>{shown}</dd></div>
          <div>
            <dt>Label</dt>
            <dd><EditableText label={`Label of the sound: ${label ?? 'none'}`} text={label ?? ''} onCommit={(to) => void datasets.change([id], { label: to })}>{label ?? 'none'}</EditableText></dd>
          </div>
        </dl>
        {findings.length > 0 && <ul className="sound-findings" aria-label="What is wrong with it">{findings.map((finding) => <FindingRow key={finding.code} item={item} finding={finding} />)}</ul>}
      </div>
    </section>
  );
}

/** What is cut, and put back: a recording as it is, or one of its hits. */
function Cutting({ item: { id, hit } }: { item: DatasetItem }) {
  const { training: { datasets } } = useApp();
  const sound = useDatasets((state) => state.sound);
  if (hit !== null) return <Button onClick={() => void datasets.join(id)}>Put the recording back</Button>;
  if (sound?.item !== id || sound.fixed) return null;
  return <CutButton find={(settings) => datasets.findHits(id, settings)} samples={sound.heard.samples} sampleRate={sound.heard.sampleRate} onCut={(hits) => void datasets.split(id, hits)} />;
}

function FindingRow({ item, finding }: { item: DatasetItem; finding: Finding }) {
  const { training: { datasets } } = useApp();
  const { id, fixes } = item;
  const { code, detail, fix } = finding;
  const settled = isSettled(item, finding);
  return (
    <li>
      <FaultBadge code={code} settled={settled} />
      <p>{detail} <small>{FAULTS[code].why}{fix === null && ` ${FAULTS[code].advice}`}</small></p>
      {fix !== null && fix !== 'leave_out' && (
        <Button aria-pressed={fixes.includes(fix)} onClick={() => void datasets.fix([id], fix, !fixes.includes(fix))}>
          {fixes.includes(fix) ? 'Take the fix off' : FIXES[fix]}
        </Button>
      )}
    </li>
  );
}

/** Of what is heard; it has a time axis of its own. */
function SoundPictures() {
  const { player, styleNonce } = useApp();
  const sound = useDatasets((state) => state.sound);
  const samples = sound?.heard.samples ?? null;
  const sampleRate = sound?.heard.sampleRate ?? 44_100;
  const { timeline, picture } = useSoundPicture(samples, sampleRate, (seconds) => {
    if (samples !== null) player.play(samples, sampleRate, { from: seconds });
  });
  return (
    <div className="sound-pictures">
      <Waveform {...picture} styleNonce={styleNonce} />
      <Spectrogram
        {...picture}
        corner={(
          <>
            <IconButton label="Zoom out" icon={<ZoomOut size={14} />} disabled={picture.zoom === null} onClick={() => { timeline.zoomBy(1 / ZOOM_STEP); }} />
            <IconButton label="Zoom in" icon={<ZoomIn size={14} />} disabled={samples === null} onClick={() => { timeline.zoomBy(ZOOM_STEP); }} />
          </>
        )}
      />
    </div>
  );
}

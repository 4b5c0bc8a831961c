/** A kick that was come across: heard on a click, kept, opened in Design, or made the middle of the next twelve. */

import { Bookmark, Locate, SquareArrowOutUpRight } from 'lucide-react';
import { saveKick } from '../../app/actions.ts';
import { useApp } from '../../app/context.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { IconButton } from '../../components/Button.tsx';
import { milliseconds, noteOf } from '../../session/figures.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { openInDesign } from './points.ts';

export function FoundKick({ name, kick }: { name: string; kick: HeardKick | null }) {
  const app = useApp();
  const { explore: { alike }, playback } = app;
  const drag = useDragOut(() => (kick === null ? [] : [{ heard: kick }]));
  if (kick === null) return <li className="found" aria-busy="true"><span className="thumbnail-frame" /></li>;
  const { descriptors, latent, bundleId } = kick;
  const note = noteOf(descriptors);
  const length = milliseconds(descriptors.lengthMs);
  return (
    <li className="found" {...drag}>
      <button type="button" className="thumbnail-frame" aria-label={`Hear ${name}`} title="Hear" onClick={() => { playback.hear(kick); }}>
        <Thumbnail samples={kick.samples} />
      </button>
      <p className="found-facts figure">{note.number} <span>{length.number} <small>{length.unit}</small></span></p>
      <div className="found-actions">
        <IconButton label={`Keep ${name}`} icon={<Bookmark size={14} />} onClick={() => void saveKick(app, kick)} />
        <IconButton label={`Use ${name} as the middle`} icon={<Locate size={14} />} onClick={() => { alike.around({ latent, model: bundleId, label: name }); }} />
        <IconButton label={`Open ${name} in Design`} icon={<SquareArrowOutUpRight size={14} />} onClick={() => { openInDesign(app, kick, name); }} />
      </div>
    </li>
  );
}

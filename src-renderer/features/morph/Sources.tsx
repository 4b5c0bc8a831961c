/** The kicks that are morphed, side by side in their order; every tool calls them by their letters. */

import { MoreHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { capital } from '../../../src-preload/contract/instrument-words.ts';
import { useApp } from '../../app/context.ts';
import { FileItems } from '../../app/drag/FileItems.tsx';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { useWords } from '../../app/words.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { milliseconds, noteOf } from '../../session/figures.ts';
import { LETTERS, MOST_KICKS, moveKick, removeKick, type Source } from './arrangement.ts';
import { arrangementOf } from './morph.ts';
import { SourceMenu } from './SourceMenu.tsx';
import { useMorph } from './useMorph.ts';

export function Sources() {
  const { kicks } = useMorph(arrangementOf);
  const adding = useMorph((state) => state.adding);
  const { many } = useWords();
  return (
    <section className="morph-sources" aria-label={capital(many)}>
      <ol>
        {kicks.map((source, i) => (
          <SourceCard key={source.key} source={source} index={i} last={i === kicks.length - 1} />
        ))}
        {kicks.length < MOST_KICKS && (
          <li className="morph-source" data-add>
            {adding === null ? <SourceMenu /> : <p className="morph-adding" role="status">Listening to {adding}&hellip;</p>}
          </li>
        )}
      </ol>
    </section>
  );
}

function SourceCard({ source: { key, name, kick }, index, last }: { source: Source; index: number; last: boolean }) {
  const { one } = useWords();
  const { morph, playback } = useApp();
  const note = noteOf(kick.descriptors);
  const length = milliseconds(kick.descriptors.lengthMs);
  const drag = useDragOut(() => [{ heard: kick }]);
  const move = (by: -1 | 1): void => { morph.edit((of) => moveKick(of, key, by)); };
  return (
    <li className="morph-source" {...drag}>
      <button type="button" className="thumbnail-frame" aria-label={`Hear ${LETTERS[index]}, ${name}`} title="Hear it" onClick={() => { playback.hear(kick); }}>
        <b className="morph-letter">{LETTERS[index]}</b>
        <Thumbnail samples={kick.samples} />
      </button>
      <div className="morph-source-head">
        <span className="card-name" title={name}>{name}</span>
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className="icon-button" aria-label={`More for ${LETTERS[index]}, ${name}`}>
            <MoreHorizontal size={16} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
              <DropdownMenu.Item className="menu-item" onSelect={() => void morph.reroll(key)}>Another random {one}</DropdownMenu.Item>
              <DropdownMenu.Item className="menu-item" disabled={index === 0} onSelect={() => { move(-1); }}>Move left</DropdownMenu.Item>
              <DropdownMenu.Item className="menu-item" disabled={last} onSelect={() => { move(1); }}>Move right</DropdownMenu.Item>
              <DropdownMenu.Separator className="menu-line" />
              <FileItems kicks={[{ heard: kick }]} />
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Item className="menu-item" onSelect={() => { morph.edit((of) => removeKick(of, key)); }}>Remove</DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
      <p className="card-facts figure">
        {note.number} {length.number} <small>{length.unit}</small>
      </p>
    </li>
  );
}

/** A kick as it looks wherever it is shown: tiny waveform, name, note, length, heart, menu. */

import { Heart, MoreHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { SavedKick } from '../../../src-preload/contract/library.ts';
import { deleteSaved, downloadSaved } from '../../app/actions.ts';
import { useApp } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { milliseconds, noteOf } from '../../session/figures.ts';
import './KickCard.css';

export function KickCard({ kick }: { kick: SavedKick }) {
  const app = useApp();
  const { library, session } = app;
  const { id, name, favourite, descriptors, thumbnail } = kick;
  const note = noteOf(descriptors);
  const length = milliseconds(descriptors.lengthMs);
  return (
    <li className="card">
      <button type="button" className="card-picture" aria-label={`Open ${name}`} title="Open and hear" onClick={() => void session.openSaved(kick)}>
        <Thumbnail thumbnail={thumbnail} />
      </button>
      <div className="card-words">
        <EditableText label={`Rename ${name}`} text={name} onCommit={(text) => void library.rename(id, text)}>
          <span className="card-name">{name}</span>
        </EditableText>
        <p className="card-facts figure">
          {note.number} <small>{note.unit}</small> {length.number} <small>{length.unit}</small>
        </p>
      </div>
      <div className="card-actions">
        <IconButton
          label={favourite ? `${name} is a favourite; make it none` : `Make ${name} a favourite`}
          pressed={favourite}
          icon={<Heart size={16} fill={favourite ? 'currentColor' : 'none'} />}
          onClick={() => void library.favourite(id, !favourite)}
        />
        {/* Not modal: the rest of the screen stays in reach, for the hand and for screen readers. */}
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className="icon-button" aria-label={`More for ${name}`}>
            <MoreHorizontal size={16} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
              <DropdownMenu.Item className="menu-item" onSelect={() => void session.openSaved(kick)}>Open</DropdownMenu.Item>
              <DropdownMenu.Item className="menu-item" onSelect={() => void downloadSaved(app, kick)}>Download WAV</DropdownMenu.Item>
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Item className="menu-item" onSelect={() => void deleteSaved(app, kick)}>Delete</DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
    </li>
  );
}

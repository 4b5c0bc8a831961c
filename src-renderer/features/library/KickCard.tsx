/** A kick as it looks wherever it is shown: tiny waveform, name, note, length, heart, menu. Light, for a list draws many. */

import { FileAudio, FileX, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { milliseconds, noteOf } from '../../session/figures.ts';
import { Heart } from './Heart.tsx';
import './KickCard.css';
import { KickMenu } from './KickMenu.tsx';

export interface KickCardProps {
  kick: SavedKick;
  /** Its waveform and its name, as far as they do something. */
  picture: ReactNode;
  name: ReactNode;
  tabIndex?: 0 | -1;
}

export function KickCard({ kick, picture, name, tabIndex = 0 }: KickCardProps) {
  const { descriptors, rating } = kick;
  const note = noteOf(descriptors);
  const length = milliseconds(descriptors.lengthMs);
  return (
    <>
      {picture}
      <div className="card-words">
        {name}
        <p className="card-facts figure">
          {note.number} <small className="card-cents">{note.unit}</small> {length.number} <small>{length.unit}</small>
          {rating > 0 && <span className="card-rating" title={`Rated ${rating}`}>{rating}<Star size={11} fill="currentColor" aria-label="stars" /></span>}
          <FileMark kick={kick} />
        </p>
      </div>
      <div className="card-actions">
        {kick.removedAt === null && <Heart kick={kick} tabIndex={tabIndex} />}
        <KickMenu kick={kick} tabIndex={tabIndex} />
      </div>
    </>
  );
}

/** That a kick is a file of the user's, and whether it is still there. */
export function FileMark({ kick: { kind, missing, file } }: { kick: SavedKick }) {
  if (kind === 'made') return null;
  return missing
    ? <span className="file-mark" data-missing="true" title={`The file is gone: ${file ?? ''}`}><FileX size={14} aria-label="File missing" /></span>
    : <span className="file-mark" title={file ?? ''}><FileAudio size={14} aria-label="Imported" /></span>;
}

/** Chooses a folder or files with the browser's own dialog. Where the page is not told where they lie, they are sent. */

import { FileAudio, FolderInput } from 'lucide-react';
import { useRef } from 'react';
import { ARCHIVE_EXTENSION, AUDIO_EXTENSIONS } from '../../../src-preload/contract/sound-files.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import type { To } from './bring.ts';
import { gatherChosen, pathsChosen } from './gather.ts';
import { useDatasets } from './useTrain.ts';

interface ChooseSoundsProps {
  to: To;
  onBrought?: (() => void) | undefined;
}

export function ChooseSounds({ to, onBrought }: ChooseSoundsProps) {
  const { training: { datasets }, connection: { pathOf } } = useApp();
  const busy = useDatasets((state) => state.bringing);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const chosen = [...(input.files ?? [])];
    // Else the same could not be chosen again.
    input.value = '';
    if (chosen.length === 0) return;
    if (pathOf === null) void datasets.send(gatherChosen(chosen), to);
    else void datasets.bring(pathsChosen(chosen, pathOf), to);
    onBrought?.();
  };
  return (
    <div className="train-choose">
      <Button primary icon={<FolderInput size={16} aria-hidden />} disabled={busy} onClick={() => { folder.current?.click(); }}>Choose a folder</Button>
      <Button icon={<FileAudio size={16} aria-hidden />} disabled={busy} onClick={() => { files.current?.click(); }}>Choose files</Button>
      <input
        ref={(input) => {
          folder.current = input;
          // React does not know the attribute.
          if (input !== null) input.webkitdirectory = true;
        }}
        type="file"
        hidden
        aria-label="Folder of sounds"
        onChange={(event) => { take(event.currentTarget); }}
      />
      <input
        ref={files}
        type="file"
        multiple
        accept={[...AUDIO_EXTENSIONS, ARCHIVE_EXTENSION].join(',')}
        hidden
        aria-label="Sound files and zip archives"
        onChange={(event) => { take(event.currentTarget); }}
      />
    </div>
  );
}

/** The items of a menu that hand kicks over as files: what a drag does, for the keyboard and for programs that take no drag. */

import { DropdownMenu } from 'radix-ui';
import { useEffect } from 'react';
import { downloadKick, downloadSaved } from '../actions.ts';
import { useApp, useDragOutState, type App } from '../context.ts';
import { saveUrl } from '../files.ts';
import type { KickSource } from './drag-out.ts';

export function FileItems({ kicks }: { kicks: readonly KickSource[] }) {
  const app = useApp();
  const { dragOut, connection } = app;
  const copyable = useDragOutState((state) => state.copyable);
  const several = kicks.length > 1;
  // Who reads the menu is about to choose; and whether files can be copied is told with the first.
  useEffect(() => { dragOut.prepare(kicks); }, [dragOut, kicks]);
  const item = (label: string, choose: () => void) => <DropdownMenu.Item className="menu-item" onSelect={choose}>{label}</DropdownMenu.Item>;
  return (
    <>
      {copyable && item(several ? `Copy ${kicks.length} files` : 'Copy file', () => void dragOut.copyFiles(kicks))}
      {item(several ? 'Copy paths' : 'Copy path', () => void dragOut.copyPaths(kicks))}
      {item('Show in folder', () => void dragOut.reveal(kicks))}
      {/* In its window the program would ask for a place for each of them: they stand in a folder already. */}
      {(!several || connection.drag === null) && item(several ? 'Download as a zip' : 'Download WAV', () => void download(app, kicks))}
    </>
  );
}

async function download(app: App, kicks: readonly KickSource[]): Promise<void> {
  const [first, ...others] = kicks;
  if (others.length > 0) {
    const archive = await app.dragOut.archive(kicks);
    if (archive !== null) saveUrl(archive.name, archive.url);
  } else if ('saved' in first) await downloadSaved(app, { id: first.saved });
  else {
    const kick = await app.dragOut.renew(first.heard);
    if (kick !== null) await downloadKick(app, kick);
  }
}

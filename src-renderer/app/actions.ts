/** What buttons, keys and the window's menu do, each said once. */

import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { WavFormat, WavRate } from '../../src-preload/contract/wav-formats.ts';
import type { App } from './context.ts';
import { isModelFile, readFile, saveFile } from './files.ts';

/** Keeps a kick in the library: the one at hand, or another that was heard. */
export async function saveKick({ session, library, notices }: App, kick?: HeardKick): Promise<void> {
  const id = kick?.id ?? (await session.renew());
  const saved = id === null ? null : await library.save(id);
  if (saved !== null) notices.tell({ text: `Saved as ${saved.name}` });
}

/** A kick as a WAV file: the one at hand, or another that was heard. */
export async function downloadKick(app: App, kick?: HeardKick): Promise<void> {
  const id = kick?.id ?? (await app.session.renew());
  if (id !== null) keep(app, await app.connection.api.kicks.wav({ id, ...(await settledFile(app)) }));
}

export async function downloadSaved(app: App, { id }: Pick<SavedKick, 'id'>): Promise<void> {
  keep(app, await app.connection.api.library.wav({ id, ...(await settledFile(app)) }));
}

/** What a download is written as; where nothing is known of that, as the verb has it. */
async function settledFile({ settings }: App): Promise<{ format?: WavFormat; rate?: WavRate }> {
  if (settings.getState().known === null) await settings.refresh();
  const { known } = settings.getState();
  return known === null ? {} : { format: known.settings.exportFormat, rate: known.settings.exportRate };
}

function keep({ notices }: App, result: Result<{ name: string; bytes: Uint8Array }>): void {
  notices.fail(result.ok ? null : result.error);
  if (result.ok) saveFile(result.value.name, result.value.bytes);
}

/** Goes to where models are installed, used and compared. */
export function showModels({ training }: App): void {
  training.view.setState({ step: 'model' });
  location.hash = '#train';
}

/** Makes the sound of a file the kick at hand, or installs the model in it. */
export async function openFile(app: App, file: File): Promise<void> {
  const { name, bytes } = await readFile(file);
  if (isModelFile(name)) {
    await app.models.bring(name, bytes);
    return;
  }
  await openSound(app, name, bytes);
}

/** The same of bytes; what came back with its settings is said, and how near it is to the file. */
export async function openSound({ session, notices }: App, name: string, bytes: Uint8Array): Promise<void> {
  const match = await session.openSound(name, bytes);
  if (match === null) return;
  const { equal, residualDb } = match;
  const differs = residualDb === null ? 'it differs from the file' : `it differs from the file by ${residualDb.toFixed(0)} dB`;
  notices.tell({ text: `${name} is made again with every setting${equal ? ', sample for sample' : `; ${differs}`}` });
}

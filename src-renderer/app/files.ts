/** Files between the page and the machine: what is saved from it, and what is dropped on it. */

import { MODEL_EXTENSION } from '../features/models/models.ts';

/** Lets the browser (or the window's save dialog) keep `bytes` under `name`. */
export function saveFile(name: string, bytes: Uint8Array, type = 'audio/wav'): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  saveUrl(name, url);
  // The download has begun by the next task; the memory is free after it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same with what is served at an address. */
export function saveUrl(name: string, url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

export const isModelFile = (name: string): boolean => name.toLowerCase().endsWith(MODEL_EXTENSION);

/** What of a drop a screen may take as sounds: a model is installed, on whichever screen it is dropped. */
export const droppedSounds = ({ files }: Pick<DataTransfer, 'files'>): File[] => [...files].filter(({ name }) => !isModelFile(name));

export async function readFile(file: File): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
